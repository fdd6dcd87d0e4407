"""Until when somebody is left in peace. The cadence room tells it here when it starts, as a question about people."""

from collections.abc import Callable, Collection
from datetime import date, datetime
from typing import NamedTuple


class Promise(NamedTuple):
    """They rest, and are asked again after this day; or they `asked` us to wait until it."""

    day: date
    asked: bool


Question = Callable[[Collection[int], datetime], dict[int, Promise]]
_questions: list[Question] = []


def tell(question: Question) -> None:
    """From now on `question` finds what these people were promised."""
    _questions.append(question)


def promises_to(people: Collection[int], at: datetime) -> dict[int, Promise]:
    """For each of these people to whom there is any; nobody who asked us to stop for good."""
    if not people:
        return {}
    return {
        person: promise
        for question in _questions
        for person, promise in question(people, at).items()
    }
