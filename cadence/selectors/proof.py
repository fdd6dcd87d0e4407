"""Is every delivery explained by a person's review? The proof view answers; nothing is inferred here."""

from dataclasses import dataclass

from cadence.models import Delivery, SendProofViolation


@dataclass(frozen=True, slots=True)
class Proof:
    """How many deliveries were looked at, and each that no review explains."""

    deliveries: int
    violations: list[SendProofViolation]

    @property
    def holds(self) -> bool:
        return not self.violations


def prove() -> Proof:
    """Read the proof over all deliveries."""
    return Proof(
        deliveries=Delivery.objects.count(), violations=list(SendProofViolation.objects.all())
    )
