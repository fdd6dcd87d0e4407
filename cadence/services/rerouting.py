"""A rule of their country closed the channel of a try: it goes by one that the rule leaves open."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cadence.models import Approval, Touch
from cadence.policies.lawful import barred
from cadence.policies.making import check_nothing_leaves, check_try_is_open
from cadence.policies.skipping import check_is_try
from cadence.services import drafting, reviewing
from cadence.services.locking import claim
from team.models import User
from team.refusals import Refused


@transaction.atomic
def go_another_way(touch: Touch, *, by: User, at: datetime) -> Touch:
    """Make this try by the next open channel with an address of theirs, with the step's words for that, where it has any.

    A review that has not left is taken back; what was typed stays among the drafts. Refuses a colleague's try, a closed one, a
    letter that answers or may have left, and where the rule closes nothing by now, or leaves nothing open.
    """
    locked = claim(touch, by=by)
    check_try_is_open(locked)
    check_is_try(locked)
    check_nothing_leaves(locked)
    closed = barred(locked)
    if closed is None:
        raise Refused(
            _("The rules of their country leave this channel open by now."),
            code="conflict_way_is_open",
        )
    if not closed.way:
        raise Refused(closed.why, code="country_rule")
    for approval in Approval.objects.filter(touch=locked, consumed_at=None, withdrawal=None):
        reviewing.withdraw(approval, by=by, at=at)
    Touch.objects.filter(pk=locked.pk).update(
        channel=closed.way, nothing_to_say="", look_again_at=None
    )
    _write_for_it(locked, by=by, at=at)
    locked.refresh_from_db()
    return locked


def _write_for_it(touch: Touch, *, by: User, at: datetime) -> None:
    """Without anything solid to say, the words are the rep's to find, as on any other sheet."""
    try:
        drafting.prepare_anew(touch, by=by, at=at)
    except Refused as refused:
        if refused.code != "nothing_to_say":
            raise
