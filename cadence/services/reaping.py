"""Nothing waits unseen: what a dead process left behind is closed, and shown to the rep.

Apart from sending.py, so that the worker can do this without any way to the transport.
"""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from cadence.enums import DeliveryState
from cadence.models import Delivery
from cadence.services.clock import Now

RESERVED_FOR = timedelta(minutes=10)
SENDING_FOR = timedelta(minutes=5)


@transaction.atomic
def reap() -> int:
    """Reserved for over ten minutes: certainly not sent, so failed. Sending for over five: unknown.

    The database allows the worker nothing else on deliveries and judges by its own clock, so this one does, too.
    """
    given_up = Delivery.objects.filter(
        state=DeliveryState.RESERVED, reserved_at__lt=Now() - RESERVED_FOR
    ).update(
        state=DeliveryState.FAILED,
        explanation=_("The app stopped before it began to send."),
    )
    unsure = Delivery.objects.filter(
        state=DeliveryState.SENDING, sending_at__lt=Now() - SENDING_FOR
    ).update(
        state=DeliveryState.UNKNOWN,
        explanation=_("The app stopped in the middle of sending."),
    )
    return given_up + unsure
