"""What is left of a hundred, step by step: a line for now, and one to compare it with."""

from collections.abc import Sequence
from dataclasses import dataclass

from team.charts.scale import Scale, Tick, place

WIDTH, HEIGHT = 640, 220
LEFT, RIGHT, TOP, BOTTOM = 44.0, 636.0, 14.0, 186.0
MARK_Y = 208.0
MOST = 100


@dataclass(frozen=True, slots=True)
class Mark:
    x: str
    text: str


@dataclass(frozen=True, slots=True)
class Lines:
    """`paths`: one for each series, empty where it has no two values in a row."""

    title: str
    finding: str
    series: Sequence[str]
    paths: list[str]
    marks: list[Mark]
    ticks: list[Tick]
    width: int = WIDTH
    height: int = HEIGHT
    left: str = place(LEFT)
    right: str = place(RIGHT)
    mark_y: str = place(MARK_Y)


def lined(
    title: str,
    finding: str,
    marks: Sequence[str],
    series: Sequence[tuple[str, Sequence[float | None]]],
) -> Lines:
    """Each series has a value for each mark, or None where nothing can be said: its line ends there."""
    scale = Scale(MOST, BOTTOM, TOP)
    slot = (RIGHT - LEFT) / max(len(marks), 1)
    places = [place(LEFT + slot * (number + 0.5)) for number in range(len(marks))]
    return Lines(
        title=title,
        finding=finding,
        series=[name for name, _values in series],
        paths=[_path(places, values, scale) for _name, values in series],
        marks=[Mark(x, text) for x, text in zip(places, marks, strict=True)],
        ticks=scale.ticks(),
    )


def _path(places: Sequence[str], values: Sequence[float | None], scale: Scale) -> str:
    points = [
        f"{x} {place(scale.at(value))}"
        for x, value in zip(places, values, strict=True)
        if value is not None
    ]
    return f"M{'L'.join(points)}" if len(points) > 1 else ""
