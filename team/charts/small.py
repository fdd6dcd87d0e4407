"""Drawings no larger than a word: how full something is, and how it went over some weeks."""

from collections.abc import Sequence
from dataclasses import dataclass

from team.charts.scale import Scale, place

GAUGE_WIDTH = 84
WIDTH, HEIGHT, EDGE = 84, 20, 2.0


@dataclass(frozen=True, slots=True)
class Gauge:
    """A bar that is full at `of`; `is_low` where it falls short of what was promised."""

    filled: str
    is_low: bool
    width: int = GAUGE_WIDTH


@dataclass(frozen=True, slots=True)
class Sparkline:
    """One line from the first value to the last, and a dot on the last."""

    points: str
    last_x: str
    last_y: str
    width: int = WIDTH
    height: int = HEIGHT


def gauge(value: float, of: float, *, enough: float) -> Gauge:
    """Never fuller than full."""
    share = min(value / of, 1.0) if of > 0 else 0.0
    return Gauge(place(GAUGE_WIDTH * share), value < enough)


def sparkline(values: Sequence[float]) -> Sparkline:
    """From nothing at the foot to the most at the head; a single value is a dot."""
    scale = Scale(max([*map(round, values), 1]), HEIGHT - EDGE, EDGE)
    apart = (WIDTH - 2 * EDGE) / max(len(values) - 1, 1)
    laid = [(place(EDGE + apart * n), place(scale.at(value))) for n, value in enumerate(values)]
    last_x, last_y = laid[-1] if laid else (place(EDGE), place(HEIGHT - EDGE))
    return Sparkline(" ".join(f"{x},{y}" for x, y in laid), last_x, last_y)
