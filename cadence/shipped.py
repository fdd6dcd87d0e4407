"""The cadences that ship, as files beside this one; first drafts, to be made one's own."""

from functools import cache
from pathlib import Path
from typing import Final

from cadence.plan import Plan
from cadence.plan_file import read

FOLDER: Final = Path(__file__).parent / "plans"
TEN_CONVERSATIONS: Final = "ten-conversations"
SHIPPED: Final = (TEN_CONVERSATIONS, "warm-introductions", "back-in-touch", "small-companies")


@cache
def shipped(slug: str) -> Plan:
    """The plan of this name, read once. Raises LookupError for a name that does not ship."""
    if slug not in SHIPPED:
        raise LookupError(slug)
    return read((FOLDER / f"{slug}.yml").read_bytes()).plan
