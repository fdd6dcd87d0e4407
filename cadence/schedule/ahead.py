"""The days to come that suit, the nearest first."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Final

FURTHEST_AHEAD: Final = 60


def days_that_suit(today: date, suits: Callable[[date], bool]) -> Iterator[date]:
    """Of the two months after today. Asked one by one, so that whoever needs the first asks of no more."""
    ahead = (today + timedelta(days=days) for days in range(1, FURTHEST_AHEAD + 1))
    return filter(suits, ahead)
