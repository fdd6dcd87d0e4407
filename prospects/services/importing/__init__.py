"""Bringing people in from a file. The one writer of imported companies and people."""

from prospects.services.importing.batches import (
    LARGEST,
    MEGABYTE,
    bring,
    head_of,
    preview,
    read_as,
    read_sheet,
    too_large,
)
from prospects.services.importing.judging import COMPARISONS
from prospects.services.importing.reading import MOST_ROWS
from prospects.services.importing.settling import (
    Grounds,
    accept_names,
    leave_out,
    say_grounds,
    settle_names,
)
from prospects.services.importing.slices import (
    BRING_AT_ONCE,
    READ_AT_ONCE,
    apply,
    go_on,
    match,
)
from prospects.services.importing.sniffing import is_certain

__all__ = [
    "BRING_AT_ONCE",
    "COMPARISONS",
    "LARGEST",
    "MEGABYTE",
    "MOST_ROWS",
    "READ_AT_ONCE",
    "Grounds",
    "accept_names",
    "apply",
    "bring",
    "go_on",
    "head_of",
    "is_certain",
    "leave_out",
    "match",
    "preview",
    "read_as",
    "read_sheet",
    "say_grounds",
    "settle_names",
    "too_large",
]
