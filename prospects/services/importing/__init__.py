"""Bringing people in from a file. The one writer of imported companies and people."""

from prospects.services.importing.batches import (
    LARGEST,
    apply,
    bring,
    head_of,
    match,
    preview,
    read_as,
    read_sheet,
)
from prospects.services.importing.settling import accept_names, leave_out, settle_names
from prospects.services.importing.sniffing import is_certain

__all__ = [
    "LARGEST",
    "accept_names",
    "apply",
    "bring",
    "head_of",
    "is_certain",
    "leave_out",
    "match",
    "preview",
    "read_as",
    "read_sheet",
    "settle_names",
]
