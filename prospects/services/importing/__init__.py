"""Bringing people in from a file. The one writer of imported companies and people."""

from prospects.services.importing.batches import (
    LARGEST,
    apply,
    bring,
    head_of,
    match,
    preview,
    read_as,
)
from prospects.services.importing.sniffing import is_certain

__all__ = ["LARGEST", "apply", "bring", "head_of", "is_certain", "match", "preview", "read_as"]
