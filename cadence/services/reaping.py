"""Nothing waits unseen: what a dead process left behind is closed, and shown to the rep.

Apart from sending.py, so that the worker can do this without any way to the transport.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cadence.enums import DeliveryState
from cadence.models import Delivery
from cadence.services import clock
from prospects.enums import ActivityKind
from prospects.models import Activity
from team.languages import for_others

RESERVED_FOR = timedelta(minutes=10)
SENDING_FOR = timedelta(minutes=5)


@transaction.atomic
def reap() -> int:
    """Reserved for over ten minutes: certainly not sent, so failed. Sending for over five: unknown.

    The database allows the worker nothing else on deliveries and judges by its own clock, so this one does, too.
    """
    never_began = Delivery.objects.filter(
        state=DeliveryState.RESERVED, reserved_at__lt=clock.Now() - RESERVED_FOR
    )
    broke_off = Delivery.objects.filter(
        state=DeliveryState.SENDING, sending_at__lt=clock.Now() - SENDING_FOR
    )
    with for_others():
        before = _("The app stopped before it began to send.")
        midway = _("The app stopped in the middle of sending.")
    failed = _close(never_began, DeliveryState.FAILED, before, ActivityKind.LETTER_FAILED)
    unknown = _close(broke_off, DeliveryState.UNKNOWN, midway, ActivityKind.LETTER_UNKNOWN)
    return failed + unknown


def _close(
    stale: QuerySet[Delivery], state: DeliveryState, explanation: str, kind: ActivityKind
) -> int:
    """How many were closed; one that its own process is settling at this moment is left to it."""
    found = stale.select_related("touch__prospect__company").select_for_update(
        of=("self",), skip_locked=True
    )
    closed = list(found)
    Delivery.objects.filter(pk__in=[each.pk for each in closed]).update(
        state=state, explanation=explanation
    )
    at = clock.now()
    for each in closed:
        Activity.objects.record(
            kind,
            at=at,
            prospect=each.touch.prospect,
            detail={"touch": each.touch_id, "why": explanation},
        )
    return len(closed)
