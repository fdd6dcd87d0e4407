"""Whom one of us wrote to by hand today gets no second touch today; it is no try, and day seven stays where it is."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils import formats
from django.utils.translation import gettext as _

from cadence.models import Touch
from cadence.schedule import local_day
from prospects.enums import ActivityKind
from prospects.models import Activity
from team.models import User
from team.refusals import Refused

# No day on earth lasts longer from its first zone to its last.
A_DAY_ANYWHERE = timedelta(days=2)


def check_not_written_by_hand(touch: Touch, at: datetime) -> None:
    """Refuse a try on the day of such a mail, with who wrote it and when."""
    mail = mail_of_today(touch, at)
    if mail is not None:
        raise Refused(
            why_it_waits(mail, touch.owner, at),
            code="written_by_hand",
        )


def mail_of_today(touch: Touch, at: datetime) -> Activity | None:
    """The mail that holds this try back; none where they asked to be rung, or where the promise of day seven is due."""
    if not touch.is_step or touch.promised_at is not None:
        return None
    promised = touch.enrollment.last_attempt_at is not None
    if promised and touch.deadline_on <= local_day(at, touch.owner.zone):
        return None
    return mails_of_today([touch.prospect_id], at).get(touch.prospect_id)


def mails_of_today(people: Iterable[int], at: datetime) -> dict[int, Activity]:
    """By person, the newest mail by hand on what is today where they live. The queue's statement asks the same."""
    mails = Activity.objects.filter(
        prospect__in=list(people), kind=ActivityKind.WROTE, at__gt=at - A_DAY_ANYWHERE
    ).select_related("actor", "prospect")
    return {
        mail.prospect_id: mail
        for mail in mails.order_by("at", "pk")
        if mail.prospect_id is not None and _is_of_today(mail, at)
    }


def why_it_waits(mail: Activity, viewer: User, at: datetime) -> str:
    """ "You wrote to Aoife yourself at 10:38. The next try waits until tomorrow." """
    assert mail.prospect is not None
    words = {
        "name": mail.prospect.greeting_name,
        "colleague": mail.actor.first_name if mail.actor else "",
        "when": _when(mail.at, viewer, at),
    }
    if mail.actor_id == viewer.pk:
        return (
            _("You wrote to %(name)s yourself %(when)s. The next try waits until tomorrow.") % words
        )
    sentence = _(
        "%(colleague)s wrote to %(name)s by hand %(when)s. The next try waits until tomorrow."
    )
    return sentence % words


def _is_of_today(mail: Activity, at: datetime) -> bool:
    """The end of that day where the person lives was written down with the mail."""
    until = mail.detail.get("quiet_until")
    return until is not None and at < datetime.fromisoformat(until)


def _when(moment: datetime, viewer: User, at: datetime) -> str:
    local = moment.astimezone(viewer.zone)
    words = {"time": f"{local:%H:%M}", "day": formats.date_format(local, "l")}
    if local_day(at, viewer.zone) == local.date():
        return _("at %(time)s") % words
    return _("on %(day)s at %(time)s") % words
