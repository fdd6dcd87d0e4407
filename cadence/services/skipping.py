"""A try or a letter that is left out, and the words that say why."""

from datetime import datetime

from django.utils.translation import gettext as _

from cadence.enums import SkipReason, TouchState
from cadence.models import Touch
from team.refusals import Refused

LONGEST_NOTE = 300


def close_as_skipped(locked: Touch, *, at: datetime, reason: SkipReason, note: str) -> str:
    """Close what the caller has claimed, in its transaction, and hand back the note as it is kept.

    Refuses "other" without a note.
    """
    note = kept_note(note, required=reason == SkipReason.OTHER)
    Touch.objects.filter(pk=locked.pk).update(
        state=TouchState.SKIPPED,
        skip_reason=reason,
        skip_note=note,
        closed_at=at,
        lease_by=None,
        lease_until=None,
    )
    return note


def kept_note(note: str, *, required: bool = False) -> str:
    """The words that stand beside a reason. Refuses none where the reason by itself says nothing."""
    note = note.strip()[:LONGEST_NOTE]
    if required and not note:
        raise Refused(_("Say in a few words why."), code="note_missing")
    return note
