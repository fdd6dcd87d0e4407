"""Letters of unknown fate: what is known of each, and who may say what became of it."""

from dataclasses import dataclass
from datetime import datetime

from cadence.enums import DeliveryState
from cadence.models import Delivery, Touch
from cadence.permissions import can_settle
from cadence.selectors.copies import evidence_for
from prospects.models import Prospect
from team.models import User


@dataclass(frozen=True, slots=True)
class Unsure:
    delivery: Delivery
    touch: Touch
    evidence: str
    viewer: User

    @property
    def is_own(self) -> bool:
        return self.touch.owner_id == self.viewer.pk

    @property
    def may_settle(self) -> bool:
        return can_settle(self.viewer, self.touch)


def unsure_of(delivery: Delivery, touch: Touch, viewer: User, at: datetime) -> Unsure:
    return Unsure(delivery, touch, evidence_for(delivery, viewer, at), viewer)


def unsure_letters(prospect: Prospect, viewer: User, at: datetime) -> list[Unsure]:
    """All to one person, the oldest first."""
    found = Delivery.objects.filter(touch__prospect=prospect, state=DeliveryState.UNKNOWN)
    found = found.select_related("touch__owner", "approval__mailbox__owner").order_by("sending_at")
    return [unsure_of(each, each.touch, viewer, at) for each in found]
