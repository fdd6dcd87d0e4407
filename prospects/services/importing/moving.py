"""From one step of a file to the next, and never back where its people are in."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from prospects.enums import IMPORT_MOVES, ImportState
from prospects.models import ImportBatch
from team.refusals import Refused


def move(batch: ImportBatch, to: ImportState, at: datetime | None = None) -> None:
    """Refuses what the file's state does not allow; holds its row until the transaction ends."""
    allowed = [state for state, moves in IMPORT_MOVES.items() if to in moves]
    moved = ImportBatch.objects.filter(pk=batch.pk, state__in=allowed).update(
        state=to, applied_at=at
    )
    if not moved:
        raise Refused(_("This file has been brought in already."), code="already_applied")
    batch.state, batch.applied_at = to, at
