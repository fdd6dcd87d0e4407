"""Clocks, and the table in which every figure stands beside the limit of the same run."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Row:
    """`ours` and `limit` in the same unit; no limit where none was measured."""

    what: str
    ours: float
    unit: str
    goal: str
    limit: float | None = None
    limit_is: str = ""

    @property
    def ratio(self) -> str:
        return f"{self.ours / self.limit:.2f}" if self.limit else ""

    def cells(self) -> tuple[str, ...]:
        limit = f"{_figure(self.limit)} {self.unit}" if self.limit is not None else ""
        return self.what, f"{_figure(self.ours)} {self.unit}", limit, self.ratio, self.goal


def print_table(title: str, rows: Iterable[Row]) -> None:
    """One line a row, columns aligned; what the limits are stands beneath."""
    rows = list(rows)
    lines = [("", "ours", "limit", "ratio", "goal"), *(row.cells() for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(5)]
    print(title)
    for what, *numbers, goal in lines:
        cells = [cell.rjust(width) for cell, width in zip(numbers, widths[1:4], strict=True)]
        print("  ".join([what.ljust(widths[0]), *cells, goal]).rstrip())
    for limit in dict.fromkeys(row.limit_is for row in rows if row.limit_is):
        print(f"limit: {limit}")


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of each round."""

    each: tuple[float, ...]

    @property
    def p50(self) -> float:
        return median(self.each)

    @property
    def p95(self) -> float:
        return quantiles(self.each, n=20)[18]

    @property
    def per_second(self) -> float:
        return 1_000 * len(self.each) / sum(self.each)


def clocked(act: Callable[[int], object], rounds: int, *, warm: int = 5) -> Times:
    """The act is told its round; the first few are not counted."""
    for number in range(warm):
        act(number)
    return Times(tuple(milliseconds(act, warm + number) for number in range(rounds)))


def milliseconds(act: Callable[[int], object], number: int = 0) -> float:
    started = perf_counter()
    act(number)
    return (perf_counter() - started) * 1_000


def _figure(value: float) -> str:
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
