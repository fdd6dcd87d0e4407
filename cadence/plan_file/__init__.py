"""A plan as a YAML file: read strictly and with line numbers, written so that reading it gives the same plan. Pure."""

from .reading import LAST_DAY, PlanFile, read
from .tree import LARGEST, MOST_ITEMS, Fault, UnreadableError
from .writing import write

__all__ = [
    "LARGEST",
    "LAST_DAY",
    "MOST_STEPS",
    "Fault",
    "PlanFile",
    "UnreadableError",
    "read",
    "write",
]

MOST_STEPS = MOST_ITEMS
