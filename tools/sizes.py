"""Our budgets, so that files stay in one head: functions, modules, templates, scripts, views."""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("config", "team", "prospects", "research", "mailbox", "cadence", "adherence")
PYTHON_FOLDERS = (*ROOMS, "tests", "bench", "tools")
SHARE_OVER = 0.05


@dataclass(frozen=True)
class Budget:
    """Ninety-five of a hundred stay within `usual`; none passes `never`."""

    usual: int
    never: int


FUNCTION = Budget(30, 60)
MODULE = Budget(300, 400)
VIEW = Budget(25, 25)
TEMPLATE = Budget(120, 120)
SCRIPT = Budget(80, 80)


@dataclass(frozen=True)
class Measured:
    name: str
    lines: int


def python_files(*folders: str) -> list[Path]:
    found = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return sorted(path for path in found if "migrations" not in path.parts)


def functions(path: Path) -> Iterator[Measured]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            yield Measured(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", lines)


def whole(paths: Iterator[Path]) -> list[Measured]:
    return [
        Measured(str(path.relative_to(ROOT)), len(path.read_text().splitlines())) for path in paths
    ]


def over(measured: list[Measured], budget: Budget) -> list[str]:
    """Sentences about what passes the budget; empty when all is well."""
    beyond = [one for one in measured if one.lines > budget.usual]
    too_many = len(beyond) > SHARE_OVER * len(measured)
    told = [
        one
        for one in beyond
        if one.lines > budget.never or too_many or budget.usual == budget.never
    ]
    return [
        f"{one.name}: {one.lines} lines, budget {budget.usual} (never {budget.never})"
        for one in told
    ]


def is_view(path: Path) -> bool:
    return "views" in path.parts or path.name == "views.py"


def tells_a_story(path: Path) -> bool:
    """A flow is read from top to bottom like the day it tells; cutting it up would hide the day."""
    return path.is_relative_to(ROOT / "tests" / "flows")


def faults() -> list[str]:
    python = python_files(*PYTHON_FOLDERS)
    product = [path for path in python if path.relative_to(ROOT).parts[0] in ROOMS]
    templates = (ROOT / "templates").rglob("*.html")
    scripts = (path for path in (ROOT / "static").rglob("*.js") if "vendor" not in path.parts)
    return [
        *over(
            [one for path in python if not tells_a_story(path) for one in functions(path)], FUNCTION
        ),
        *over([one for path in product if is_view(path) for one in functions(path)], VIEW),
        *over(whole(iter(python)), MODULE),
        *over(whole(templates), TEMPLATE),
        *over(whole(scripts), SCRIPT),
    ]


if __name__ == "__main__":
    found = faults()
    sys.exit("\n".join(found) if found else 0)
