"""Bars over columns, stacked, with the line that they should stay under."""

from collections.abc import Sequence
from dataclasses import dataclass

from team.charts.scale import Scale, Tick, place

WIDTH, HEIGHT = 720, 240
LEFT, RIGHT, TOP, BOTTOM = 44.0, 716.0, 16.0, 206.0
AIR = 0.22
# as wide as "22 Nov" with a gap after it
MARK_WIDTH = 48.0


@dataclass(frozen=True, slots=True)
class Column:
    """What one bar shows: its name in full, a figure for each series, and the limit, if it has one.

    `mark` is written under it, where there is room. A column that `is_off` stands on a shaded ground.
    """

    name: str
    values: tuple[int, ...]
    limit: int | None = None
    mark: str = ""
    is_off: bool = False

    @property
    def total(self) -> int:
        return sum(self.values)

    @property
    def is_over(self) -> bool:
        return self.limit is not None and self.total > self.limit


@dataclass(frozen=True, slots=True)
class Part:
    """One series' share of a bar, from the bottom up."""

    series: int
    y: str
    height: str


@dataclass(frozen=True, slots=True)
class Bar:
    column: Column
    x: str
    width: str
    slot_x: str
    slot_width: str
    parts: list[Part]
    mark: str


@dataclass(frozen=True, slots=True)
class Bars:
    """`title` names it, `finding` says what it shows. `limit` is a path, empty without one."""

    title: str
    finding: str
    series: Sequence[str]
    bars: list[Bar]
    ticks: list[Tick]
    limit: str
    width: int = WIDTH
    height: int = HEIGHT
    left: str = place(LEFT)
    right: str = place(RIGHT)
    top: str = place(TOP)
    bottom: str = place(BOTTOM)
    plot_height: str = place(BOTTOM - TOP)


def stacked(title: str, finding: str, series: Sequence[str], columns: Sequence[Column]) -> Bars:
    """One bar a column, the series upon one another in their order."""
    highest = max((max(each.total, each.limit or 0) for each in columns), default=0)
    scale = Scale(max(highest, 1), BOTTOM, TOP)
    slot = (RIGHT - LEFT) / max(len(columns), 1)
    marks = _marks(columns, slot)
    return Bars(
        title=title,
        finding=finding,
        series=series,
        bars=[
            _bar(each, LEFT + slot * number, slot, scale, marks[number])
            for number, each in enumerate(columns)
        ],
        ticks=scale.ticks(),
        limit=_limit(columns, slot, scale),
    )


def _marks(columns: Sequence[Column], slot: float) -> list[str]:
    """What is written under each column: no mark runs into the one before."""
    written, free_from = [], 0.0
    for number, column in enumerate(columns):
        fits = bool(column.mark) and slot * number >= free_from
        written.append(column.mark if fits else "")
        if fits:
            free_from = slot * number + MARK_WIDTH
    return written


def _bar(column: Column, x: float, slot: float, scale: Scale, mark: str) -> Bar:
    parts, below = [], 0
    for number, value in enumerate(column.values):
        if value:
            top, foot = scale.at(below + value), scale.at(below)
            parts.append(Part(number, place(top), place(foot - top)))
        below += value
    air = slot * AIR / 2
    return Bar(column, place(x + air), place(slot - 2 * air), place(x), place(slot), parts, mark)


def _limit(columns: Sequence[Column], slot: float, scale: Scale) -> str:
    """A step from column to column; where one has no limit, the line pauses."""
    path, last = [], None
    for number, column in enumerate(columns):
        if column.limit is not None:
            x, y = LEFT + slot * number, place(scale.at(column.limit))
            path.append(f"M{place(x)} {y}" if last is None else f"V{y}")
            path.append(f"H{place(x + slot)}")
        last = column.limit
    return "".join(path)
