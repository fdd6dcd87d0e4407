"""From figures to places on the paper."""

from dataclasses import dataclass
from itertools import count

MOST_TICKS = 5


@dataclass(frozen=True, slots=True)
class Tick:
    """One line across, and the figure beside it."""

    at: str
    label: str


@dataclass(frozen=True, slots=True)
class Scale:
    """Figures from nothing to `most`, laid from `start` to `end`; a height grows upward when `end` is the smaller."""

    most: int
    start: float
    end: float

    def at(self, value: float) -> float:
        return self.start + (self.end - self.start) * value / max(self.most, 1)

    def ticks(self) -> list[Tick]:
        """From nothing up, in steps of one, two or five times a power of ten."""
        steps = (factor * 10**power for power in count() for factor in (1, 2, 5))
        step = next(step for step in steps if self.most / step < MOST_TICKS)
        return [Tick(place(self.at(value)), str(value)) for value in range(0, self.most + 1, step)]


def place(value: float) -> str:
    """As it stands in a drawing: to a tenth, whatever the language of the page."""
    return f"{value:.1f}"
