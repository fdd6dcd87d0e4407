"""Somebody asked us to stop: we stop, everywhere, at once."""

from datetime import datetime

from django.db import transaction

from cadence.enums import Ending
from cadence.models import Enrollment
from cadence.services import enrolling
from prospects.enums import ActivityKind, SuppressionOrigin
from prospects.models import Activity, Prospect
from prospects.permissions import check_see
from prospects.selectors.suppressions import records_of
from prospects.services import suppressing
from team.models import User


@transaction.atomic
def ask_to_stop(prospect: Prospect, *, by: User, at: datetime, words: str) -> None:
    """Stop everything, at the word of whoever may see this person; refuses others."""
    check_see(by, prospect)
    stop_everything(prospect, by=by, at=at, words=words)


@transaction.atomic
def stop_everything(prospect: Prospect, *, by: User, at: datetime, words: str) -> None:
    """Put every address of this person on the stop list and end what is running.

    Asks nobody's leave: a rep who hears it on a call stops it, whoever decides by now. That reaches
    other records of the same person, on a colleague's list too. Their own words are the reason that
    is kept. Approvals and drafts become unsendable, because each is asked again before it leaves.
    """
    end_everywhere(prospect, Ending.STOPPED, by=by, at=at, words=words)
    suppressing.suppress(prospect, by=by, at=at, reason=words, origin=SuppressionOrigin.TOLD_US)


def end_everywhere(
    prospect: Prospect, ending: Ending, *, by: User, at: datetime, words: str
) -> None:
    """End what runs on any record of this person, in the caller's transaction."""
    running = list(
        Enrollment.objects.running()
        .filter(prospect__in=records_of(prospect))
        .select_related("prospect")
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    for enrollment in running:
        enrolling.close(enrollment, ending, by=by, at=at, note=words)
        Activity.objects.record(
            ActivityKind.ENROLLMENT_ENDED,
            at=at,
            actor=by,
            prospect=enrollment.prospect,
            detail={"enrollment": enrollment.pk, "ending": ending, "note": words},
        )
