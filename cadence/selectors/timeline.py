"""The picture of a cadence: lanes by channel, knots by step, gaps as pills. Numbers only."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from cadence.models import Step
from prospects.enums import Channel

WIDTH, LEFT, RIGHT = 1300, 96, 1250
TOP, LANE = 46, 46
WEEK, LONGEST_GAP = 7, 7


@dataclass(frozen=True, slots=True)
class Tick:
    x: str
    day: int


@dataclass(frozen=True, slots=True)
class Lane:
    y: int
    text_y: int
    name: str


@dataclass(frozen=True, slots=True)
class Weekend:
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Knot:
    step: Step
    x: str
    y: int
    text_y: int
    is_open: bool


@dataclass(frozen=True, slots=True)
class Gap:
    days: int
    path: str
    x: str
    width: int
    middle: str
    late: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    height: int
    weekends_height: int
    pill_y: int
    pill_text_y: int
    lanes: list[Lane]
    ticks: list[Tick]
    weekends: list[Weekend]
    knots: list[Knot]
    gaps: list[Gap]


def timeline_of(steps: Sequence[Step], *, opened: int = 0) -> Timeline:
    """`steps` in order; the first day is drawn as a Monday. The step of the number `opened` stands out."""
    last = max((step.day for step in steps), default=1)
    channels = [channel for channel in Channel if any(s.channel == channel for s in steps)]
    rows = {channel.value: TOP + place * LANE for place, channel in enumerate(channels)}
    bottom = TOP + LANE * len(channels)
    return Timeline(
        height=bottom + 16,
        weekends_height=bottom - 44,
        pill_y=bottom - 11,
        pill_text_y=bottom + 3,
        lanes=[Lane(rows[c.value], rows[c.value] + 4, str(c.label)) for c in channels],
        ticks=[Tick(_x(day, last), day) for day in range(1, last + 1, WEEK)],
        weekends=_weekends(last),
        knots=[
            Knot(
                step,
                _x(step.day, last),
                rows[step.channel],
                rows[step.channel] + 4,
                step.number == opened,
            )
            for step in steps
        ],
        gaps=_gaps(steps, rows, last),
    )


def _place(day: float, last: int) -> float:
    return LEFT + (day - 1) * (RIGHT - LEFT) / max(last - 1, 1)


def _x(day: float, last: int) -> str:
    return f"{_place(day, last):.1f}"


def _weekends(last: int) -> list[Weekend]:
    """Saturday and Sunday of each week, shaded."""
    width = f"{_place(3, last) - _place(1, last):.1f}"
    return [Weekend(_x(day - 0.5, last), width) for day in range(6, last, WEEK)]


def _gaps(steps: Sequence[Step], rows: dict[str, int], last: int) -> list[Gap]:
    gaps = []
    for earlier, later in pairwise(steps):
        x1, x2 = _place(earlier.day, last), _place(later.day, last)
        y1, y2 = rows[earlier.channel], rows[later.channel]
        middle = (x1 + x2) / 2
        days = later.day - earlier.day
        gaps.append(
            Gap(
                days=days,
                path=f"M{x1:.1f} {y1}C{middle:.1f} {y1} {middle:.1f} {y2} {x2:.1f} {y2}",
                x=f"{middle - (31 if days > LONGEST_GAP else 13):.1f}",
                width=62 if days > LONGEST_GAP else 26,
                middle=f"{middle:.1f}",
                late=days > LONGEST_GAP,
            )
        )
    return gaps
