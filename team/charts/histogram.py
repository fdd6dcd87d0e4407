"""How often each value came: bars side by side, with a line behind the last one that is well."""

from collections.abc import Sequence
from dataclasses import dataclass

from team.charts.scale import Scale, place

WIDTH, HEIGHT = 440, 196
LEFT, RIGHT, TOP, BOTTOM = 4.0, 436.0, 46.0, 172.0
AIR = 0.22


@dataclass(frozen=True, slots=True)
class Value:
    """`key` is what it stands for, `number` how often it came."""

    key: int
    name: str
    number: int
    is_beyond: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    value: Value
    x: str
    width: str
    middle: str
    y: str
    height: str
    number_y: str


@dataclass(frozen=True, slots=True)
class Histogram:
    """`rule` is where the line stands, "" without one; `notes` are written at its head, one under another."""

    title: str
    finding: str
    columns: list[Column]
    rule: str
    notes: Sequence[str]
    notes_x: str
    width: int = WIDTH
    height: int = HEIGHT
    left: str = place(LEFT)
    right: str = place(RIGHT)
    rule_top: str = place(TOP - 34)
    base: str = place(BOTTOM)
    marks_y: str = place(BOTTOM + 17)


def histogram(
    title: str, finding: str, values: Sequence[Value], notes: Sequence[str] = ()
) -> Histogram:
    """The line stands before the first value that is beyond; all after it are."""
    scale = Scale(max((value.number for value in values), default=0), BOTTOM, TOP)
    wide = (RIGHT - LEFT) / max(len(values), 1)
    first = next((n for n, value in enumerate(values) if value.is_beyond), None)
    rule = None if first is None else LEFT + wide * first
    return Histogram(
        title=title,
        finding=finding,
        columns=[_column(value, LEFT + wide * n, wide, scale) for n, value in enumerate(values)],
        rule="" if rule is None else place(rule),
        notes=notes if rule is not None else (),
        notes_x=place((rule or 0.0) + 7),
    )


def _column(value: Value, x: float, wide: float, scale: Scale) -> Column:
    air, top = wide * AIR / 2, scale.at(value.number)
    return Column(
        value=value,
        x=place(x + air),
        width=place(wide - 2 * air),
        middle=place(x + wide / 2),
        y=place(top),
        height=place(BOTTOM - top),
        number_y=place(top - 5),
    )
