"""The rollups as the worker keeps them, and as the slow reader tells them."""

from collections import Counter
from datetime import datetime

from adherence.enums import Counted
from adherence.models import WeekCount
from adherence.services import rolling_up
from tests.adherence.as_worker import the_worker
from tests.adherence.counted_slowly import Thing


def count_all(at: datetime, limit: int = 5) -> None:
    with the_worker():
        while rolling_up.count_changed(at, limit=limit) >= limit:
            pass


def recount(at: datetime) -> int:
    with the_worker():
        return rolling_up.recount(at, span=4)


def counted() -> Counter[Thing]:
    """The sums, as the slow reader tells them."""
    found: Counter[Thing] = Counter()
    for row in WeekCount.objects.all():
        for what in Counted:
            for place, number in enumerate(row.of(what)):
                if number:
                    found[row.rep_id, row.version_id, row.week, what.column, place] = number
    return found
