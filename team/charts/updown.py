"""Bars above and below one line: what came in at each step, and what was lost there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from team.charts.scale import Scale, Tick, place

WIDTH, HEIGHT = 640, 208
LEFT, RIGHT, TOP, BOTTOM = 56.0, 640.0, 32.0, 184.0
AIR = 0.44
BETWEEN = 1.5
# as high as a figure in a bar, with a little air
FIGURE_HEIGHT = 13.0
# as wide as a note in the drawing
NOTE_WIDTH = 176.0


@dataclass(frozen=True, slots=True)
class Step:
    """One column: what stands above the line, and what hangs below it, series by series."""

    number: int
    name: str
    above: int
    below: tuple[int, ...]

    @property
    def lost(self) -> int:
        return sum(self.below)


@dataclass(frozen=True, slots=True)
class Box:
    """A drawn figure. `number` is written in it where there is room; else ""."""

    series: int
    y: str
    height: str
    number: str
    number_y: str


@dataclass(frozen=True, slots=True)
class Slot:
    step: Step
    x: str
    width: str
    middle: str
    above: Box | None
    below: list[Box]


@dataclass(frozen=True, slots=True)
class Note:
    """A few words beside what they are about; `anchor` is where their x is: start or end."""

    x: str
    y: str
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class UpDown:
    """`rule` is where a dashed line stands between two columns, with its note; "" without one."""

    title: str
    finding: str
    series: Sequence[str]
    slots: list[Slot]
    lines: list[Tick]
    rule: str
    rule_note: Note | None
    low_note: Note | None
    base: str
    above_y: str
    below_y: str
    width: int = WIDTH
    height: int = HEIGHT
    left: str = place(LEFT)
    right: str = place(RIGHT)
    top: str = place(TOP)
    marks_y: str = place(HEIGHT - 6)


def up_and_down(
    title: str,
    finding: str,
    series: Sequence[str],
    steps: Sequence[Step],
    *,
    rule_after: int | None = None,
    rule_says: str = "",
    low_at: int | None = None,
    low_says: str = "",
) -> UpDown:
    """`series` names what is above, then each part below. A dashed line stands after the column `rule_after`, and a
    note at the bars below `low_at`, where it covers no others.
    """
    most_above = max((step.above for step in steps), default=0)
    most_below = max((step.lost for step in steps), default=0)
    whole = max(most_above + most_below, 1)
    base = TOP + (BOTTOM - TOP) * (most_above / whole if most_above or most_below else 0.5)
    up, down = Scale(most_above, base, TOP), Scale(most_below, base, BOTTOM)
    wide = (RIGHT - LEFT) / max(len(steps), 1)
    rule = "" if rule_after is None else place(LEFT + wide * (rule_after + 1))
    return UpDown(
        title=title,
        finding=finding,
        series=series,
        slots=[_slot(step, LEFT + wide * n, wide, up, down) for n, step in enumerate(steps)],
        lines=[*_lines(up), *_lines(down)],
        rule=rule,
        rule_note=_rule_note(rule_after, wide, rule_says),
        low_note=_low_note(steps, low_at, wide, down, low_says),
        base=place(base),
        above_y=place(max(base - (base - TOP) / 2, TOP + 8)),
        below_y=place(min(base + (BOTTOM - base) / 2 + 4, BOTTOM)),
    )


def _lines(scale: Scale) -> list[Tick]:
    return [tick for tick in scale.ticks() if tick.label != "0"] if scale.most else []


def _slot(step: Step, x: float, wide: float, up: Scale, down: Scale) -> Slot:
    air = wide * AIR / 2
    above = None
    if step.above:
        top = up.at(step.above)
        above = Box(0, place(top), place(up.start - top), str(step.above), place(top - 5))
    boxes = list(_hanging(step.below, down))
    return Slot(step, place(x + air), place(wide - 2 * air), place(x + wide / 2), above, boxes)


def _hanging(below: Sequence[int], scale: Scale) -> Iterable[Box]:
    hung = 0
    for number, value in enumerate(below, 1):
        if value:
            top, foot = scale.at(hung), scale.at(hung + value)
            high = max(foot - top - BETWEEN, 1.0)
            written = str(value) if high >= FIGURE_HEIGHT and value > 1 else ""
            middle = place(top + high / 2 + 4)
            yield Box(number, place(top), place(high), written, middle)
        hung += value


def _rule_note(after: int | None, wide: float, text: str) -> Note | None:
    """Above all bars, on the side with more room."""
    if after is None or not text:
        return None
    x = LEFT + wide * (after + 1)
    return _beside(x, x, text, y=TOP - 18)


def _low_note(
    steps: Sequence[Step], at: int | None, wide: float, down: Scale, text: str
) -> Note | None:
    if at is None or not text:
        return None
    edge, inner = LEFT + wide * at + wide * AIR / 2, wide * (1 - AIR)
    over = round(NOTE_WIDTH / wide + 0.5)
    starts = edge + inner + NOTE_WIDTH <= RIGHT
    beside = steps[at + 1 : at + 1 + over] if starts else steps[max(0, at - over) : at]
    y = down.at(max((step.lost for step in beside), default=0)) + FIGURE_HEIGHT + 2
    if y > min(BOTTOM, down.at(steps[at].lost)):
        return None
    return _beside(edge, edge + inner, text, y=y)


def _beside(first: float, last: float, text: str, *, y: float) -> Note:
    if last + NOTE_WIDTH <= RIGHT:
        return Note(place(last + 6), place(y), "start", text)
    return Note(place(first - 6), place(y), "end", text)
