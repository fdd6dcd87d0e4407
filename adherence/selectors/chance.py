"""How sure a share of so many people is, and how many it takes to tell two shares apart. Pure."""

from dataclasses import dataclass
from math import ceil, sqrt
from statistics import NormalDist
from typing import Final

SURE: Final = 0.95
POWER: Final = 0.8


@dataclass(frozen=True, slots=True)
class Share:
    """`some` of `of`, and between which shares the true one lies, nineteen times of twenty."""

    some: int
    of: int

    @property
    def value(self) -> float | None:
        return self.some / self.of if self.of else None

    @property
    def low(self) -> float:
        return self._limits[0]

    @property
    def high(self) -> float:
        return self._limits[1]

    @property
    def words(self) -> str:
        return percent(self.value or 0.0)

    @property
    def limits(self) -> str:
        return f"{100 * self.low:.1f}–{percent(self.high)}"

    @property
    def _limits(self) -> tuple[float, float]:
        return wilson(self.some, self.of)


def wilson(some: int, of: int, sure: float = SURE) -> tuple[float, float]:
    """The score interval, which stays honest for few people and for none of them.

    E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", Journal of the American
    Statistical Association 22 (1927), 209-212.
    """
    if not of:
        return 0.0, 1.0
    z = NormalDist().inv_cdf((1 + sure) / 2)
    share, turn = some / of, z * z / of
    middle = (share + turn / 2) / (1 + turn)
    reach = z * sqrt(share * (1 - share) / of + turn / (4 * of)) / (1 + turn)
    return (0.0 if some == 0 else middle - reach), (1.0 if some == of else middle + reach)


def people_needed(one: float, other: float, sure: float = SURE, power: float = POWER) -> int | None:
    """How many people in each of two groups it takes to tell these shares apart; None where they are the same.

    Two-sided, without a correction for continuity: J. L. Fleiss, B. Levin and M. C. Paik, "Statistical Methods for
    Rates and Proportions", 3rd edition, Wiley 2003, section 4.2.
    """
    if one == other:
        return None
    between = (one + other) / 2
    by_chance = NormalDist().inv_cdf((1 + sure) / 2) * sqrt(2 * between * (1 - between))
    to_be_seen = NormalDist().inv_cdf(power) * sqrt(one * (1 - one) + other * (1 - other))
    return ceil(((by_chance + to_be_seen) / (one - other)) ** 2)


def percent(share: float) -> str:
    return f"{100 * share:.1f}%"
