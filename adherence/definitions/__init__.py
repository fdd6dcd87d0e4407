"""What each promise means, once: a file of SQL a definition. docs/method.md says the same in plain words.

What is READ stands beneath the definitions: of the enrollments in `these`, the tries made, the answers heard, the
cadence on its rep's wall, what lies, the weeks with late days, and those with a cause. A definition answers with (enrollment, rep, day,
place); `Counted` names the places.
"""

from functools import cache
from pathlib import Path
from typing import Final

from adherence.enums import Counted

HERE: Final = Path(__file__).parent
READ: Final = ("made", "heard", "runs", "lain", "late", "causes")


def text_of(name: str) -> str:
    return (HERE / f"{name}.sql").read_text()


@cache
def steps() -> str:
    """Steps of one statement after `these`: what is read, the definitions, and `things`, each with its Monday."""
    read = (f"{name} AS MATERIALIZED (\n{text_of(name)})" for name in READ)
    defined = (f"{what.column} AS (\n{text_of(what.column)})" for what in Counted)
    things = "\nUNION ALL\n".join(_things(what) for what in Counted)
    return ",\n".join([*read, *defined, f"things AS (\n{things})"])


def _things(what: Counted) -> str:
    return (
        f"SELECT enrollment_id, rep_id, earnest_monday(day) AS week, {what.value} AS kind, place::integer"
        f" FROM {what.column}"
    )
