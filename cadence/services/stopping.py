"""Somebody asked us to stop: we stop, everywhere, at once."""

from datetime import datetime

from django.db import transaction

from cadence.enums import Ending
from cadence.models import Enrollment
from cadence.permissions import check_decides
from cadence.services import enrolling
from prospects.enums import ActivityKind, SuppressionOrigin
from prospects.models import Activity, Prospect
from prospects.selectors.suppressions import records_of
from prospects.services import suppressing
from team.models import User


@transaction.atomic
def ask_to_stop(prospect: Prospect, *, by: User, at: datetime, words: str) -> None:
    """Put every address of this person on the stop list and end what is running.

    That reaches other records of the same person, on a colleague's list too. Their own words are
    the reason that is kept. Approvals and drafts become unsendable, because each is asked again
    before it leaves.
    """
    check_decides(by, prospect)
    running = list(
        Enrollment.objects.running()
        .filter(prospect__in=records_of(prospect))
        .select_related("prospect")
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    for enrollment in running:
        enrolling.close(enrollment, Ending.STOPPED, by=by, at=at, note=words)
        Activity.objects.record(
            ActivityKind.ENROLLMENT_ENDED,
            at=at,
            actor=by,
            prospect=enrollment.prospect,
            detail={"enrollment": enrollment.pk, "ending": Ending.STOPPED, "note": words},
        )
    suppressing.suppress(prospect, by=by, at=at, reason=words, origin=SuppressionOrigin.TOLD_US)
