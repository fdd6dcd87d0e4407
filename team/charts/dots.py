"""A dot for each share, on the line between the limits of what it may be."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from team.charts.scale import Scale, Tick, place

WIDTH, HEIGHT = 640, 220
LEFT, RIGHT, TOP, BOTTOM = 44.0, 636.0, 14.0, 180.0
MARK_Y, COUNT_Y = 198.0, 214.0


@dataclass(frozen=True, slots=True)
class Dot:
    """Shares from 0 to 1; no `value` where there is too little to say. `mark` and `count` are written under it."""

    mark: str
    count: str
    value: float | None
    low: float = 0.0
    high: float = 0.0


@dataclass(frozen=True, slots=True)
class Placed:
    dot: Dot
    x: str
    y: str
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Dots:
    """`title` names it, `finding` says what it shows. Ticks are hundredths."""

    title: str
    finding: str
    dots: list[Placed]
    ticks: list[Tick]
    width: int = WIDTH
    height: int = HEIGHT
    left: str = place(LEFT)
    right: str = place(RIGHT)
    mark_y: str = place(MARK_Y)
    count_y: str = place(COUNT_Y)


def dotted(title: str, finding: str, dots: Sequence[Dot]) -> Dots:
    """One beside the other, in their order."""
    highest = max((each.high for each in dots if each.value is not None), default=0.0)
    scale = Scale(max(1, ceil(highest * 100)), BOTTOM, TOP)
    slot = (RIGHT - LEFT) / max(len(dots), 1)
    return Dots(
        title=title,
        finding=finding,
        dots=[
            Placed(
                each,
                place(LEFT + slot * (number + 0.5)),
                *(place(scale.at(100 * share)) for share in (each.value or 0, each.low, each.high)),
            )
            for number, each in enumerate(dots)
        ],
        ticks=scale.ticks(),
    )
