"""One person's page: the timeline and the stop that stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from prospects.enums import Channel
from prospects.models import Activity, ImportBatch, Prospect, Suppression
from prospects.selectors.suppressions import suppression_for, told_together

A_TIMELINE = 50


@dataclass(frozen=True)
class Timeline:
    """`file` is the one that brought this person, at the very beginning."""

    entries: list[Activity]
    older: int | None
    file: ImportBatch | None


def timeline_of(prospect: Prospect, *, before: int | None = None) -> Timeline:
    """What happened with this person, the newest first, fifty at a time."""
    whole = Activity.objects.filter(prospect__in=told_together(prospect))
    entries = whole.select_related("actor").order_by("-id")
    if before is not None:
        entries = entries.filter(pk__lt=before)
    rows = list(entries[: A_TIMELINE + 1])
    older = rows[A_TIMELINE - 1].pk if len(rows) > A_TIMELINE else None
    return Timeline(rows[:A_TIMELINE], older, None if older else prospect.import_batch)


def stop_of(prospect: Prospect, at: datetime) -> Suppression | None:
    """The stop to show on top of the page: one for everything before one for a channel."""
    return suppression_for(prospect, "", at) or next(
        (stop for channel in Channel if (stop := suppression_for(prospect, channel, at))), None
    )
