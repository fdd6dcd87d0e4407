"""Whether trying on pays: what is counted, what is left unsaid, and when no version is called better."""

from datetime import timedelta
from typing import Any

import pytest

from adherence.enums import Counted
from adherence.schedule import Period, Week
from adherence.selectors.chance import Share
from adherence.selectors.drawings import answers_and_stops
from adherence.selectors.evidence import (
    Comparison,
    Version,
    answers_by_try,
    late_answers,
    side_by_side,
    staying,
)
from adherence.selectors.promises import Promises, together
from adherence.selectors.rep_counts import promises_of
from cadence.models import Attempt, Cadence, CadenceVersion, Enrollment, Reply
from tests.adherence.counted_slowly import is_a_person, on_wall
from tests.adherence.histories import Histories
from tests.adherence.rollups import count_all
from tests.adherence.test_team_counts import counts
from tests.adherence.weeks import Reader, colleague
from tests.cadence.conftest import Clock
from tests.factories.cadence import published_version
from tests.times import NOW

db = pytest.mark.django_db(transaction=True, databases=["default", "worker"])


def counted(**given: dict[int, int]) -> Promises:
    row = {
        what: [given.get(what.column, {}).get(n, 0) for n in range(what.places)] for what in Counted
    }
    return Promises(together([row]))


def compared(*shares: tuple[int, int]) -> Comparison:
    """Versions, the newest first."""
    cadence = Cadence(name="Ten conversations")
    versions = [
        Version(CadenceVersion(cadence=cadence, number=len(shares) - n), Share(*share))
        for n, share in enumerate(shares)
    ]
    return Comparison(cadence, versions)


def test_answers_stand_beside_the_tries_of_their_number() -> None:
    rows = answers_by_try(counted(tries={1: 200, 2: 150, 3: 19}, answers={0: 3, 1: 12, 2: 6, 3: 1}))

    assert [(each.number, each.share.some, each.share.of) for each in rows] == [
        (1, 12, 200), (2, 6, 150), (3, 1, 19),
    ]  # fmt: skip
    assert [each.is_enough for each in rows] == [True, True, False]


def test_more_answers_than_tries_are_no_share() -> None:
    """They came to tries of the weeks before."""
    rows = answers_by_try(counted(tries={1: 20}, answers={1: 21}))

    assert not rows[0].is_enough


def test_late_answers_are_those_after_more_than_five_tries() -> None:
    late = late_answers(counted(answers={0: 50, 1: 10, 5: 4, 6: 3, 10: 2}))

    assert (late.some, late.of) == (5, 19)


def test_late_answers_are_told_as_those_after_more_than_five_tries() -> None:
    """The row "After try 5" is none of them."""
    drawn = answers_and_stops(counted(answers={1: 10, 5: 4, 6: 3, 10: 2}))

    assert "5 of them after more than 5 tries" in drawn.finding
    assert drawn.rule_note
    assert drawn.rule_note.text == "5 of 19 replies came after more than 5 tries"


def test_whom_we_lose_is_taken_off_and_whom_we_hear_is_not() -> None:
    now = counted(
        tries={1: 100, 2: 80, 3: 60, 4: 10}, given_up={1: 10, 2: 20}, answers={1: 40}, stops={2: 5}
    )
    rows = staying(now, counted(tries={1: 40, 2: 30}, given_up={1: 10}))

    assert [each.number for each in rows] == [1, 2, 3, 4]
    assert [each.still for each in rows[:3]] == pytest.approx([100.0, 90.0, 67.5])
    assert [each.tried_before for each in rows] == [40, 30, 0, 0]
    assert [each.still_before for each in rows][:2] == pytest.approx([100.0, 75.0])
    assert [each.still_before for each in rows][2:] == [None, None]


def test_no_more_is_said_where_fewer_than_twenty_were_tried() -> None:
    rows = staying(counted(tries={1: 100, 2: 19, 3: 18}, given_up={1: 1}), counted())

    assert [each.still is None for each in rows] == [False, True, True]
    assert [each.still_before is None for each in rows] == [True, True, True]


def test_no_version_is_better_before_there_are_enough_people() -> None:
    few = compared((15, 100), (10, 100))
    assert few.needed == 686
    assert few.better is None

    one_short = compared((300, 2000), (68, 680))
    assert one_short.needed == 686
    assert one_short.better is None

    just_enough = compared((300, 2000), (69, 690))
    assert just_enough.better is just_enough.versions[0]
    assert compared((100, 1000), (150, 1000)).better.version.number == 1


def test_no_version_is_better_than_its_like_or_than_nobody() -> None:
    assert compared((100, 1000), (100, 1000)).better is None
    assert compared((0, 1000), (0, 1000)).needed is None
    assert compared((19, 19), (0, 19)).better is None
    assert compared((10, 1000)).compared is None


def test_only_the_two_newest_are_compared() -> None:
    three = compared((100, 1000), (100, 1000), (500, 1000))

    assert three.better is None


@db
def test_versions_count_whom_the_slow_reader_counts(clock: Clock) -> None:
    histories = Histories(11, clock, NOW)
    histories.go_on(160)
    count_all(histories.now)
    found: dict[int, list[int]] = {}
    this = Week.of(histories.now + timedelta(weeks=14), histories.reps[0].zone)
    last = this.before.monday - timedelta(weeks=10)
    for way in Enrollment.objects.select_related("owner"):
        tries = Attempt.objects.filter(enrollment=way).select_related("by").order_by("at", "pk")
        first = tries.first()
        if first is None:
            continue
        day = on_wall(first.at, first.by)
        if last - timedelta(weeks=26) <= day - timedelta(days=day.weekday()) <= last:
            said = any(is_a_person(each) for each in Reply.objects.filter(enrollment=way))
            share = found.setdefault(way.version_id, [0, 0])
            share[0] += said
            share[1] += 1

    (comparison,) = side_by_side(histories.reps, this)

    assert {
        each.version.pk: [each.answered.some, each.answered.of] for each in comparison.versions
    } == found
    assert [each.version.number for each in comparison.versions] == [2, 1]
    assert side_by_side(histories.reps[:0], this) == []


@db
def test_the_page_says_what_the_sums_say_and_asks_few_questions(
    clock: Clock, django_assert_max_num_queries: Any
) -> None:
    histories = Histories(23, clock, NOW)
    histories.go_on(140)
    count_all(histories.now)
    rep = histories.reps[0]
    week = Week.of(histories.now, rep.zone)
    browser = Reader(rep).client

    with django_assert_max_num_queries(12):
        page = browser.get(f"/team/evidence/?until={week.name}")

    assert page.status_code == 200
    own = promises_of([rep], Period(week, 13))
    assert [each.share.of for each, *_ in page.context["answered"]] == [
        each.tried for each in own.by_try if each.number and each.tried
    ]
    for each, to_answers, to_tries in page.context["answered"]:
        assert browser.get(to_tries).context["number"] == each.share.of
        assert browser.get(to_answers).context["number"] == each.share.some


@db
def test_more_answers_than_tries_leave_the_page_standing(clock: Clock) -> None:
    """Tries of the weeks before are answered in these."""
    rep = colleague()
    counts(rep, published_version(), tries={1: 30, 4: 1}, answers={1: 3, 4: 3})

    page = Reader(rep).client.get("/team/evidence/")

    assert page.status_code == 200
    assert [(each.number, each.is_enough) for each, *_ in page.context["answered"]] == [
        (1, True),
        (4, False),
    ]


@db
def test_the_page_is_headed_by_the_answers_after_more_than_five_tries(clock: Clock) -> None:
    rep = colleague()
    counts(rep, published_version(), tries={1: 30}, answers={1: 11, 5: 4, 6: 5})

    words = Reader(rep).client.get("/team/evidence/").content.decode()

    assert "5 of 20 first answers came after more than five tries</h1>" in words


@db
def test_a_page_of_nothing_says_so(clock: Clock) -> None:
    histories = Histories(2, clock, NOW)

    page = Reader(histories.reps[0]).client.get("/team/evidence/")

    assert "Too few have answered to say" in page.content.decode()
    assert "No cadence has two versions yet" in page.content.decode()
