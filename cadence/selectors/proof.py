"""Is every delivery explained by a person's review? The proof view answers; nothing is inferred here.

`RULES` is the one home of the rules' sentences: the page, the command and the documents read them from here.
"""

from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from cadence.models import Delivery, SendProofViolation

RULES: Final[dict[str, Any]] = {
    "P1": _("A person's own request began it: the part of Earnest that works by itself cannot."),
    "P2": _("A review of this very try stands behind it."),
    "P3": _("Whoever reviewed it was signed in, and it left from their own mailbox."),
    "P4": _("The words that were reviewed, kept and sent are the same, and so is the address."),
    "P5": _("It began within fifteen minutes of the review, and used that review up."),
    "P6": _("The browser of the review was signed in from the review until the letter left."),
    "P7": _(
        "No stop of this person, their address or its domain, no answer of theirs, no undo and no end"
        " of the cadence came before it, and its review had not run out."
    ),
    "P8": _("No other letter of the same try left or may have left."),
    "P9": _("Its exact bytes were written down before the first of them left."),
}


@dataclass(frozen=True, slots=True)
class Violation:
    """A delivery that breaks a rule. `sentence` says what should be true of it and is not."""

    code: str
    sentence: str
    delivery: Delivery


@dataclass(frozen=True, slots=True)
class Rule:
    code: str
    sentence: str
    broken: int


@dataclass(frozen=True, slots=True)
class Proof:
    """How many deliveries were looked at, and each that no review explains."""

    deliveries: int
    violations: list[Violation]

    @property
    def holds(self) -> bool:
        return not self.violations

    @property
    def unexplained(self) -> int:
        """Deliveries that break a rule; one may break several."""
        return len({each.delivery.pk for each in self.violations})

    @property
    def rules(self) -> list[Rule]:
        """Every rule, and how many deliveries break it."""
        codes = [each.code for each in self.violations]
        return [Rule(code, sentence, codes.count(code)) for code, sentence in RULES.items()]


def prove() -> Proof:
    """Read the proof over all deliveries."""
    found = list(SendProofViolation.objects.all())
    broken = Delivery.objects.select_related("touch__prospect").in_bulk(
        [each.delivery for each in found]
    )
    violations = [_in_words(each, broken[each.delivery]) for each in found]
    return Proof(deliveries=Delivery.objects.count(), violations=violations)


def _in_words(violation: SendProofViolation, delivery: Delivery) -> Violation:
    code, _space, own_words = violation.rule.partition(" ")
    return Violation(code, str(RULES.get(code, own_words)), delivery)
