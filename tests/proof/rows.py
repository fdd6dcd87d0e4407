"""One line of the proof: what was injected, how often, and what it broke."""

import json
from dataclasses import asdict, dataclass, field
from typing import Literal

Size = Literal["quick", "full"]


@dataclass(frozen=True, slots=True)
class Row:
    """`violations` are sentences, one for each promise that was seen broken. `figures` are what was measured.

    `details` are lines to be read below the table, such as what came of each kind of fault.
    """

    part: str
    injected: str
    runs: int
    violations: list[str] = field(default_factory=list)
    figures: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    details: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not self.violations

    def as_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def of_json(cls, line: str) -> "Row":
        return cls(**json.loads(line))


def table(rows: list[Row]) -> str:
    """The rows as text, widest first column first; every violation below in full."""
    lines = [f"{'part':24} {'runs':>6} {'broken':>6} {'s':>6}  what was injected; what was seen"]
    for row in rows:
        seen = ", ".join(f"{name} {value}" for name, value in row.figures.items())
        said = "; ".join(part for part in (row.injected, seen) if part)
        lines.append(
            f"{row.part:24} {row.runs:>6} {len(row.violations):>6} {row.seconds:>6.0f}  {said}"
        )
        lines += [f"    BROKEN: {violation}" for violation in row.violations]
    for row in rows:
        if row.details:
            lines += ["", row.part, *(f"    {line}" for line in row.details)]
    return "\n".join(lines)
