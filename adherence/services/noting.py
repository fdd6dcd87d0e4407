"""What a colleague would change after a week of answers."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from adherence.models import HeardNote
from adherence.permissions import check_hears
from adherence.schedule import Week
from team.models import Team, User
from team.refusals import Refused


@transaction.atomic
def keep_note(team: Team, week: Week, *, by: User, at: datetime, text: str) -> HeardNote:
    """Keep it, in place of what they wrote for this week before.

    Refuses another team's week, one still to come, and a note without words.
    """
    check_hears(by, team)
    if week > Week.of(at, by.zone):
        raise Refused(_("This week is still to come."), code="week_to_come")
    if not text.strip():
        raise Refused(_("Say what you would change, in a few words."), code="words_missing")
    note, _made = HeardNote.objects.update_or_create(
        team=team, week=week.monday, by=by, defaults={"text": text.strip(), "at": at}
    )
    return note
