"""Back from days off, or far behind: what is late is spread over the days to come, the longest wait first."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cadence.enums import GapCause
from cadence.models import Enrollment, Touch
from cadence.selectors.queue import queue_of
from cadence.services import covering, spreading
from prospects.enums import ActivityKind
from prospects.models import Activity
from team.models import Closure, Policy, TimeOff, User
from tests import journeys, races
from tests.cadence.absences import TODAY, called, day, moment
from tests.cadence.answers import acknowledgement, said_no
from tests.cadence.browsing import Browser, text_of
from tests.factories.team import UserFactory
from tests.journeys import NOW

pytestmark = pytest.mark.usefixtures("clock", "sandbox")


@pytest.fixture
def maya() -> User:
    return journeys.rep(name="Maya Lindgren")


def late(rep: User, *tried: int) -> list[Touch]:
    """A next try for each of these days in the past on which somebody was rung; all were due before today."""
    touches = []
    for number, ago in enumerate(tried):
        phone = f"+3539155501{number}{-ago:02}"
        enrollment = called(rep, moment(ago), phone=phone, linkedin_url="", name=f"Person {ago}")
        touches.append(journeys.next_touch(enrollment, moment(ago)))
    return touches


def a_day_holds(tries: int) -> None:
    Policy.objects.update_or_create(pk=1, defaults={"daily_capacity": tries})


def stands() -> dict[int, date]:
    return {each.pk: each.moved_on or each.due_on for each in Touch.objects.open().order_by("pk")}


def goes(seen: spreading.Spread) -> list[tuple[str, date | None]]:
    return [(each.touch.prospect.name, each.then_on) for each in seen.late]


def test_the_longest_wait_goes_first_and_no_day_holds_more_than_the_rules_say(maya: User) -> None:
    late(maya, -12, -14, -11, -13, -14)
    a_day_holds(2)

    seen = spreading.foresee(maya, NOW)

    assert goes(seen) == [
        ("Person -14", None),
        ("Person -14", None),
        ("Person -13", day(1)),
        ("Person -12", day(1)),
        ("Person -11", day(2)),
    ]
    assert [(each.day, each.already, each.late) for each in seen.days] == [
        (TODAY, 0, 2),
        (day(1), 0, 2),
        (day(2), 0, 1),
    ]


def test_the_press_does_what_the_preview_says_and_done_twice_moves_nobody(maya: User) -> None:
    late(maya, -14, -13, -12)
    a_day_holds(1)
    seen = spreading.foresee(maya, NOW)

    first = spreading.spread(maya, NOW)
    after = stands()
    second = spreading.spread(maya, NOW)

    assert goes(first) == goes(seen)
    assert {each.touch.pk: each.then_on for each in first.moves}.items() <= after.items()
    assert (second.moves, stands()) == ([], after)
    lines = Activity.objects.filter(kind=ActivityKind.POSTPONED)
    assert {line.detail["until"] for line in lines} == {f"{day(1)}", f"{day(2)}"}


def test_what_is_not_late_takes_its_place_first_and_never_moves(maya: User) -> None:
    (old,) = late(maya, -14)
    ahead = {journeys.next_touch(called(maya), NOW).pk for _each in range(2)}
    Touch.objects.filter(pk__in=ahead).update(due_on=day(1))
    first_tries = {journeys.planned(maya).pk}
    a_day_holds(1)
    before = stands()

    spreading.spread(maya, NOW)

    assert {pk: before[pk] for pk in ahead | first_tries} == {
        pk: stands()[pk] for pk in ahead | first_tries
    }
    assert stands()[old.pk] == day(2)


def test_promises_letters_and_what_they_asked_us_to_wait_for_stay_today(maya: User) -> None:
    promised, waited = late(maya, -14, -13)
    Touch.objects.filter(pk=promised.pk).update(promised_at=NOW - timedelta(days=2))
    Touch.objects.filter(pk=waited.pk).update(gap_cause=GapCause.ASKED_TO_WAIT)
    letter = acknowledgement(said_no(journeys.enrolled(maya, phone="").prospect))
    Touch.objects.filter(pk=letter.pk).update(due_on=day(-3))
    a_day_holds(1)
    before = stands()

    spreading.spread(maya, NOW)

    assert stands() == before


@pytest.mark.parametrize("was_off", ["rep", "company", ""])
def test_the_cause_is_days_off_or_the_rep(maya: User, was_off: str) -> None:
    late(maya, -14, -13)
    days = {"first_day": day(-9), "last_day": day(-1)}
    if was_off == "rep":
        TimeOff.objects.create(user=maya, **days)
    elif was_off == "company":
        Closure.objects.create(name="Between the years", **days)
    a_day_holds(1)

    spreading.spread(maya, NOW)

    moved = Touch.objects.get(moved_on=day(1))
    assert moved.moved_cause == (GapCause.TIME_OFF if was_off else GapCause.REP)
    assert moved.moved_on > moved.deadline_on
    assert moved.moved_note == "Spread over the coming days."


def test_it_falls_on_no_day_off_of_either_side(maya: User) -> None:
    late(maya, -14, -13, -12)
    TimeOff.objects.create(user=maya, first_day=day(1), last_day=day(2))
    a_day_holds(1)

    assert [to for _name, to in goes(spreading.foresee(maya, NOW))] == [None, day(3), day(4)]


def test_what_was_made_today_is_counted(maya: User) -> None:
    late(maya, -14)
    called(maya)
    a_day_holds(1)

    assert [to for _name, to in goes(spreading.foresee(maya, NOW))] == [day(1)]


def test_what_one_makes_for_somebody_else_goes_back_to_them_and_moves_nowhere(maya: User) -> None:
    jonas = UserFactory.create(name="Jonas Berg", team=maya.team)
    late(maya, -14, -13)
    TimeOff.objects.create(user=maya, first_day=day(0), last_day=day(9), cover=jonas)
    covering.keep_covers(NOW)
    a_day_holds(1)

    assert spreading.spread(jonas, NOW).late == []


# Where the rep finds it


def test_the_queue_offers_it_once_more_is_late_than_a_day_holds(maya: User) -> None:
    late(maya, -14, -13, -12)
    a_day_holds(3)
    before = queue_of(maya, NOW).to_spread
    a_day_holds(2)

    assert (before, queue_of(maya, NOW).to_spread) == (0, 3)
    page = text_of(Browser(maya).get("queue"))
    assert "3 tries are late." in page
    assert f'href="{reverse("cadence:backlog")}"' in page
    spreading.spread(maya, NOW)
    assert queue_of(maya, NOW).to_spread == 0


def test_after_days_off_it_is_offered_once_all_that_waits_is_more_than_a_day_holds(
    maya: User,
) -> None:
    late(maya, -14, -13)
    journeys.planned(maya)
    a_day_holds(2)
    before = queue_of(maya, NOW).to_spread
    TimeOff.objects.create(user=maya, first_day=day(-9), last_day=day(-3))

    assert (before, queue_of(maya, NOW).to_spread) == (0, 2)
    TimeOff.objects.update(first_day=day(-19), last_day=day(-8))
    assert queue_of(maya, NOW).to_spread == 0


def test_the_page_shows_each_day_and_one_press_spreads(maya: User) -> None:
    late(maya, -14, -13)
    a_day_holds(1)
    browser = Browser(maya)

    page = text_of(browser.get("backlog"))
    answer = browser.post("backlog")
    again = browser.post("backlog")

    assert "2 tries are late" in page
    assert '<th scope="row">Tue 17 Nov</th><td class="n">0</td><td class="n">1</td>' in page
    assert answer["Location"] == again["Location"] == reverse("cadence:queue")
    assert Touch.objects.filter(moved_on=day(1)).count() == 1
    assert "Today holds all of it." in text_of(browser.get("backlog"))


def test_a_preview_costs_the_same_for_two_and_for_four(maya: User) -> None:
    costs = []
    for more in ((-14, -13), (-12, -11)):
        late(maya, *more)
        a_day_holds(1)
        with CaptureQueriesContext(connection) as queries:
            spreading.foresee(maya, NOW)
        costs.append(len(queries))
        Policy.objects.update(daily_capacity=40)

    assert costs[0] == costs[1]
    assert Enrollment.objects.count() == 4


@pytest.mark.django_db(transaction=True)
def test_pressed_twice_at_once_it_is_done_once(maya: User) -> None:
    late(maya, -14, -13, -12)
    a_day_holds(1)

    came = races.at_once(*[lambda: len(spreading.spread(maya, NOW).moves)] * 2)

    assert came in ([0, 2], [2, 0])
    assert Activity.objects.filter(kind=ActivityKind.POSTPONED).count() == 2
