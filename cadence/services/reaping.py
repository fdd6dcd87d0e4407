"""Nothing waits unseen: what a dead process left behind is closed, and shown to the rep.

Apart from sending.py, so that the worker can do this without any way to the transport.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from cadence.enums import DeliveryState
from cadence.models import Delivery

RESERVED_FOR = timedelta(minutes=10)
SENDING_FOR = timedelta(minutes=5)


@transaction.atomic
def reap(at: datetime) -> int:
    """Reserved for over ten minutes: certainly not sent, so failed. Sending for over five: unknown.

    The database allows the worker nothing else on deliveries, and uses its own clock.
    """
    given_up = Delivery.objects.filter(
        state=DeliveryState.RESERVED, reserved_at__lt=at - RESERVED_FOR
    ).update(
        state=DeliveryState.FAILED,
        explanation=_("It was not sent: the app stopped before it began. Your words are saved."),
    )
    unsure = Delivery.objects.filter(
        state=DeliveryState.SENDING, sending_at__lt=at - SENDING_FOR
    ).update(
        state=DeliveryState.UNKNOWN,
        explanation=_("We can't tell whether it left: the app stopped in the middle of sending."),
    )
    return given_up + unsure
