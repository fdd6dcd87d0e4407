"""Five tries of a week, by lot: the same for whoever draws, each as likely as any other, and only of what was sent."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from adherence.models import Sample
from adherence.services import drawing
from cadence.enums import CallOutcome
from cadence.services import logging
from tests.adherence.drawn import NEXT_MONDAY, draw, wrote
from tests.adherence.ledger import begun, open_try, tried
from tests.adherence.weeks import colleague
from tests.cadence import days
from tests.cadence.conftest import Clock
from tests.times import NOW

MONDAY = date(2026, 11, 16)
LOOKS: dict[str, str] = {}

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "worker"])


def test_the_same_tries_give_the_same_draw_in_whatever_order_they_come() -> None:
    tries = list(range(100, 160))
    drawn = drawing.drawn(tries, rep=7, monday=MONDAY)

    assert drawn == drawing.drawn(reversed(tries), rep=7, monday=MONDAY)
    assert drawn == [127, 157, 139, 129, 152]  # as sha256sum orders 7/2026-11-16/100 and so on
    assert drawn != drawing.drawn(tries, rep=8, monday=MONDAY)
    assert drawn != drawing.drawn(tries, rep=7, monday=MONDAY + timedelta(days=7))


def test_no_try_comes_twice_and_a_short_week_is_drawn_whole() -> None:
    assert len(set(drawing.drawn(range(40), rep=1, monday=MONDAY))) == 5
    assert sorted(drawing.drawn([3, 1, 2], rep=1, monday=MONDAY)) == [1, 2, 3]
    assert drawing.drawn([], rep=1, monday=MONDAY) == []


def test_every_try_of_a_week_is_as_likely_as_any_other() -> None:
    """Each of 20 is drawn in a quarter of 4,000 weeks; chi-square with 19 degrees stays under its 99.9th percentile."""
    weeks = 4_000
    came = Counter(
        each
        for week in range(weeks)
        for each in drawing.drawn(range(20), rep=3, monday=MONDAY + timedelta(days=7 * week))
    )

    expected = weeks * 5 / 20
    # A draw without putting back varies less than a free one, by 15 of 19.
    chi_square = sum((came[each] - expected) ** 2 / (expected * 15 / 19) for each in range(20))
    assert chi_square < 43.8
    assert sum(came.values()) == 5 * weeks


@pytest.mark.usefixtures("sandbox")
def test_a_week_is_drawn_once_it_is_over_where_the_rep_is(clock: Clock) -> None:
    rep = colleague(time_zone="Pacific/Auckland")
    attempt = wrote(rep)
    sunday_night = datetime(2026, 11, 22, 10, 59, tzinfo=UTC)

    assert draw(clock, sunday_night) == 0
    assert draw(clock, sunday_night + timedelta(minutes=1)) == 1

    sample = Sample.objects.get()
    assert (sample.attempt, sample.rep, sample.week) == (attempt, rep, MONDAY)


@pytest.mark.usefixtures("sandbox")
def test_to_draw_twice_changes_nothing(clock: Clock) -> None:
    rep = colleague()
    for _ in range(6):
        wrote(rep)

    first = draw(clock)
    kept = list(Sample.objects.order_by("pk").values_list("pk", "attempt_id", "place"))

    assert first == 5
    assert [place for *_, place in kept] == [1, 2, 3, 4, 5]
    assert draw(clock, NEXT_MONDAY + timedelta(days=1)) == 0
    assert list(Sample.objects.order_by("pk").values_list("pk", "attempt_id", "place")) == kept


@pytest.mark.usefixtures("sandbox")
def test_only_what_has_words_is_drawn(clock: Clock) -> None:
    rep = colleague()
    call = days.begun_with_calls(days.person(rep, "Aoife Ní Bhriain", "Corrib"), NOW)
    logging.log_call(call, by=rep, at=NOW, outcome=CallOutcome.VOICEMAIL, note="Said who I am.")
    wordless = begun(rep)
    tried(clock, wordless, 1)
    posted = days.written(open_try(begun(rep), clock.move(NOW)), NOW)
    logging.log_post(
        posted, by=rep, at=NOW, posted_on=NOW.date(), looks=LOOKS, read_aloud=True
    )  # fmt: skip
    note = wrote(rep)

    draw(clock)

    drawn = set(Sample.objects.values_list("attempt__touch", flat=True))
    assert drawn == {posted.pk, note.touch_id}


@pytest.mark.usefixtures("sandbox")
def test_what_was_written_before_the_week_is_not_of_it(clock: Clock) -> None:
    rep = colleague()
    early, late = NOW - timedelta(days=1), NOW
    clock.move(early)
    wrote(rep, early)
    clock.move(late)
    attempt = wrote(rep, late)

    draw(clock)

    assert [sample.attempt for sample in Sample.objects.all()] == [attempt]
