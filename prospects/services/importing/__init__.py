"""Bringing people in from a file. The one writer of imported companies and people."""

from prospects.services.importing.batches import (
    LARGEST,
    apply,
    bring,
    head_of,
    match,
    parts_of,
    read_as,
)

__all__ = ["LARGEST", "apply", "bring", "head_of", "match", "parts_of", "read_as"]
