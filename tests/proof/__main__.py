"""`python -m tests.proof PART quick|full`: run one part on services of its own; its row goes to stdout as JSON."""

import importlib
import sys
import time
from dataclasses import replace

from tests.proof.ground import stood_on
from tests.proof.rows import Row, Size

PARTS = (
    "crashes",
    "storm",
    "gusts",
    "hard_stops",
    "broker",
    "planners",
    "goodbyes",
    "machine",
    "mutants",
)


def run(part: str, size: Size) -> Row:
    began = time.monotonic()
    with stood_on(part) as ground:
        row: Row = importlib.import_module(f"tests.proof.{part}").prove(ground, size)
    return replace(row, seconds=time.monotonic() - began)


def main() -> int:
    part, size = sys.argv[1:3]
    if part not in PARTS or size not in {"quick", "full"}:
        sys.exit(f"Say one of {', '.join(PARTS)}, and quick or full.")
    row = run(part, size)
    sys.stdout.write(row.as_json() + "\n")
    return 0 if row.holds else 1


if __name__ == "__main__":
    sys.exit(main())
