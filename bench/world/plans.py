"""What a statement reads to answer: the widest step of its plan, as Postgres counted it."""

import json
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext


def widest_step(statement: str, given: dict[str, Any]) -> tuple[int, str]:
    """The most rows that one step of the plan touched, those it threw away included, and what it was."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT json) {statement}", given)
        (answer,) = cursor.fetchone()
    plan = (json.loads(answer) if isinstance(answer, str) else answer)[0]["Plan"]
    return max(_steps(plan))


def widest_of_page(ask: Callable[[], object]) -> tuple[int, str]:
    """The same over everything that a page reads."""
    with CaptureQueriesContext(connection) as queries:
        ask()
    asked = [each["sql"].replace("%", "%%") for each in queries]
    return max(
        widest_step(each, {}) for each in asked if each.lstrip().startswith(("SELECT", "WITH"))
    )


def _steps(node: dict[str, Any]) -> list[tuple[int, str]]:
    thrown_away = node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Join Filter", 0)
    touched = round((node["Actual Rows"] + thrown_away) * node["Actual Loops"])
    where = node.get("Index Name") or node.get("Relation Name") or ""
    here = (touched, f"{node['Node Type']} {where}".strip())
    return [here, *(step for inner in node.get("Plans", ()) for step in _steps(inner))]
