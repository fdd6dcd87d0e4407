"""Did every Monday letter go to one of our own users? What the guard asked when it was written is asked again of the rows."""

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import F
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from adherence.models import MondayLetter

ITS_ROLE: Final = "earnest_monday"
RULES: Final[dict[str, Any]] = {
    "M1": _("The process of Monday letters wrote it, which can read no prospect."),
    "M2": _("It went to the address with which that user signs in."),
}


@dataclass(frozen=True, slots=True)
class Stray:
    """A Monday letter that breaks a rule. `sentence` says what should be true of it and is not."""

    code: str
    letter: int

    @property
    def sentence(self) -> str:
        return str(RULES[self.code])


@dataclass(frozen=True, slots=True)
class MondayProof:
    letters: int
    violations: list[Stray]

    @property
    def holds(self) -> bool:
        return not self.violations


def prove_mondays() -> MondayProof:
    """Read all of them."""
    letters = MondayLetter.objects.order_by("pk")
    elsewhere = letters.annotate(theirs=Lower("user__email"), went_to=Lower("address"))
    broken = {
        "M1": letters.exclude(db_role=ITS_ROLE),
        "M2": elsewhere.exclude(theirs=F("went_to")),
    }
    violations = [
        Stray(code, pk) for code, rows in broken.items() for pk in rows.values_list("pk", flat=True)
    ]
    return MondayProof(letters=letters.count(), violations=violations)
