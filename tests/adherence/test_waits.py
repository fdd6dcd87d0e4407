"""How a wait is told, in hours within a working day and in days beyond."""

from datetime import timedelta

import pytest

from adherence.selectors.waits import Waits, in_words


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (0.5, "less than a working hour"),
        (1, "1 working hour"),
        (7, "7 working hours"),
        (8, "1 working day"),
        (25, "3 working days"),
    ],
)
def test_a_wait_is_told_in_what_people_count(hours: float, words: str) -> None:
    assert in_words(timedelta(hours=hours)) == words


def test_nobody_waits_where_nobody_said_no() -> None:
    waits = Waits({})
    assert (waits.median, waits.open, waits.over, waits.left_out) == ("", [], [], 0)
