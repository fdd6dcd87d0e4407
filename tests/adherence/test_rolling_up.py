"""What the rollups count is what a slow reader of every row finds, however the history came about."""

from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from adherence import definitions, tasks
from adherence.enums import Counted
from adherence.models import Counting, Fact, WeekCount
from adherence.services import rolling_up
from cadence.enums import CallOutcome
from cadence.models import Attempt, Enrollment, Hold, Touch
from cadence.services import drafting, logging, planning, reviewing, sending
from config.celery import app
from research.models import Finding
from team.models import Policy, TimeOff
from tests import journeys
from tests.adherence.as_worker import the_worker
from tests.adherence.counted_slowly import counted_slowly
from tests.adherence.histories import Histories
from tests.adherence.ledger import begun, count, day, tried
from tests.adherence.rollups import count_all, counted, recount
from tests.cadence.conftest import Clock
from tests.factories.research import FindingFactory
from tests.races import elsewhere
from tests.roles import connected_as
from tests.times import NOW

METHOD = Path(__file__).resolve().parents[2] / "docs" / "method.md"

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "worker"]),
    pytest.mark.usefixtures("clock"),
]


def call(touch: Touch, at: datetime = NOW) -> Attempt:
    return logging.log_call(touch, by=touch.owner, at=at, outcome=CallOutcome.NO_ANSWER)


def marks() -> int:
    with connected_as("worker") as worker:
        return len(worker.execute("SELECT FROM adherence_mark").fetchall())


@pytest.mark.parametrize("seed", range(3))
def test_the_counts_are_what_a_slow_reader_finds_after_any_history(seed: int, clock: Clock) -> None:
    """Compared often: what no mark told of would be counted anyway once the week is over."""
    histories = Histories(seed, clock, NOW)
    for _ in range(30):
        histories.go_on(4)
        count_all(histories.now)

        assert counted() == counted_slowly(histories.now)

    histories.wait(16)
    count_all(histories.now)

    assert counted() == counted_slowly(histories.now)
    before = counted()
    assert recount(histories.now) == 0
    assert counted() == before


def test_a_recount_from_nothing_finds_what_the_increments_found(clock: Clock) -> None:
    histories = Histories(99, clock, NOW)
    histories.go_on(80)
    count_all(histories.now)
    before = counted()
    with connected_as("owner") as owner:
        owner.execute("TRUNCATE adherence_fact, adherence_weekcount")

    assert recount(histories.now) > 0
    assert counted() == before


def test_a_recount_puts_right_what_went_wrong_and_keeps_how_much(clock: Clock) -> None:
    call(journeys.planned(email=""))
    count_all(NOW)
    before = counted()
    with connected_as("owner") as owner:
        owner.execute("UPDATE adherence_weekcount SET tries_1 = 7, gaps_2 = 1")

    assert recount(NOW) == 1
    assert counted() == before
    assert Counting.objects.get().differences == 1
    assert recount(NOW) == 0


def test_a_recount_leaves_to_the_next_bell_who_waits_for_it_anyway(clock: Clock) -> None:
    counted_already, waiting = journeys.planned(email=""), journeys.planned(email="")
    count_all(NOW)
    call(waiting)

    assert recount(NOW) == 0
    assert counted() == Counter()
    count_all(NOW)
    assert {thing[0] for thing in counted()} == {waiting.owner_id}
    assert not Attempt.objects.filter(touch=counted_already)


def test_everything_is_counted_again_once_a_night(clock: Clock) -> None:
    def recounted(at: datetime) -> datetime | None:
        with the_worker():
            rolling_up.recount_when_due(at)
        return Counting.objects.get().recounted_at

    first = recounted(NOW)
    assert first == NOW
    assert recounted(NOW + timedelta(hours=14)) == first  # 23:00 of the same day
    night = NOW + timedelta(hours=18)  # three at night, but hardly a day has passed
    assert recounted(night) == first
    assert recounted(night + timedelta(hours=12)) == first  # by day
    assert recounted(night + timedelta(days=1)) == night + timedelta(days=1)
    assert recounted(night + timedelta(days=3, hours=8)) == night + timedelta(days=3, hours=8)


def test_counting_twice_counts_once(clock: Clock) -> None:
    attempt = call(journeys.planned(email=""))
    count_all(NOW)
    before = counted()
    with connected_as("owner") as owner:
        owner.execute(
            "INSERT INTO adherence_mark (enrollment_id) SELECT %s FROM generate_series(1, 3)",
            [attempt.enrollment_id],
        )
    count_all(NOW)

    assert counted() == before
    assert before[attempt.by_id, attempt.enrollment.version_id, date(2026, 11, 16), "tries", 1] == 1


def test_what_commits_late_is_counted_although_later_marks_were_counted_before(
    clock: Clock,
) -> None:
    slow, quick = journeys.planned(email=""), journeys.planned(email="")
    count_all(NOW)
    with elsewhere(lambda: call(slow)) as commit:
        call(quick)
        count_all(NOW)
        assert sum(number for thing, number in counted().items() if thing[3] == "tries") == 1
        commit()
    count_all(NOW)

    assert counted() == counted_slowly(NOW)
    assert sum(number for thing, number in counted().items() if thing[3] == "tries") == 2


def test_a_mark_that_comes_while_its_enrollment_is_counted_stays(clock: Clock) -> None:
    touch = journeys.planned(email="")
    with connected_as("worker") as counting, counting.transaction():
        counting.execute(rolling_up.CLAIM, {"at": NOW, "limit": 10})
        call(touch)
    assert marks() > 0

    count_all(NOW)

    assert marks() == 0
    assert counted() == counted_slowly(NOW)


def test_two_who_count_at_once_count_everything_once(clock: Clock) -> None:
    for _ in range(6):
        call(journeys.planned(email=""))
    with connected_as("worker") as other, other.transaction():
        other.execute("SELECT pg_advisory_xact_lock(%s)", [rolling_up._LOCK])
        with the_worker():
            assert rolling_up.count_changed(NOW) == 0

    count_all(NOW)

    assert counted() == counted_slowly(NOW)


def test_when_everything_was_counted_is_kept_and_not_before(clock: Clock) -> None:
    for _ in range(3):
        journeys.planned(email="")
    with the_worker():
        assert rolling_up.count_changed(NOW, limit=2) == 2
    assert not Counting.objects.exists()

    with the_worker():
        tasks.roll_up()

    assert Counting.objects.get().counted_at == NOW


def test_nobody_is_counted_again_before_something_happens_or_a_week_is_over(clock: Clock) -> None:
    call(journeys.planned(email=""))
    count_all(NOW)

    with the_worker():
        assert rolling_up.count_changed(NOW + timedelta(days=5)) == 0
        assert rolling_up.count_changed(NOW + timedelta(days=7)) == 1
        assert rolling_up.count_changed(NOW + timedelta(days=7)) == 0


@pytest.mark.usefixtures("post")
def test_a_letter_that_repeats_itself_is_the_same_call_again_by_what_its_review_kept(
    clock: Clock,
) -> None:
    first = journeys.approved()
    sending.deliver(first, by=first.reviewer, session=first.session, at=NOW)
    at = clock.move(NOW + timedelta(days=2))
    there = first.touch.prospect.company
    touch = journeys.planned(first.reviewer, at, company=there, linkedin_url="", phone="")
    asked = "Shall I put that page into the post for you before January?"
    colleague = drafting.save_draft(
        touch, by=touch.owner, at=at, subject="One page for January", base_number=0,
        body=journeys.LETTER.replace("Would it be useful if I sent it over?", asked),
    )  # fmt: skip
    again = reviewing.approve(
        colleague, by=first.reviewer, session=journeys.signed_in(first.reviewer, at), at=at,
        looks={"novelty": "Both asked for the same page.", "worn_phrases": "They asked."}, read_aloud=True,
    )  # fmt: skip
    sending.deliver(again, by=again.reviewer, session=again.session, at=at)
    count_all(at)

    assert sums_of(first.reviewer_id, Counted.WORDS) == [1, 1]
    assert counted() == counted_slowly(at)


def sums_of(rep: int, what: Counted) -> list[int]:
    weeks = [row.of(what) for row in WeekCount.objects.filter(rep=rep)]
    return [sum(column) for column in zip(*weeks, strict=True)]


def test_every_definition_is_one_file_and_is_told_in_the_method() -> None:
    told = METHOD.read_text()
    files = {path.stem for path in definitions.HERE.glob("*.sql")}

    assert files == {what.column for what in Counted} | set(definitions.READ)
    for what in Counted:
        assert f"`{what.column}`" in told, what


def test_the_clock_rings_for_the_counting() -> None:
    rung = {each["task"] for each in app.conf.beat_schedule.values()}

    assert {"adherence.tasks.roll_up", "adherence.tasks.recount"} <= rung


def test_a_wall_east_and_a_wall_west_see_one_moment_in_two_weeks(clock: Clock) -> None:
    sunday_night = datetime(2026, 11, 22, 13, 0, tzinfo=NOW.tzinfo)
    east = journeys.planned(journeys.rep(time_zone="Pacific/Auckland"), email="")
    west = journeys.planned(journeys.rep(time_zone="America/Los_Angeles"), email="")
    at = clock.move(sunday_night)
    for touch in (east, west):
        call(touch, at)
    count_all(at)

    tried = {thing[0]: thing[2] for thing in counted() if thing[3] == "tries"}
    assert tried == {east.owner_id: date(2026, 11, 23), west.owner_id: date(2026, 11, 16)}


def test_an_open_try_that_lies_is_given_up_until_somebody_makes_it(clock: Clock) -> None:
    touch = journeys.planned(email="")
    lies_on = touch.deadline_on + timedelta(days=8)
    at = clock.move(datetime.combine(lies_on, NOW.timetz()))
    count_all(at)
    assert Fact.objects.get().given_up_on == lies_on
    assert given_up() == {0: 1}

    call(touch, at)
    count_all(at)

    assert Fact.objects.get().given_up_on is None
    assert given_up() == {}


def test_a_try_that_is_put_off_lies_no_longer(clock: Clock) -> None:
    touch = journeys.planned(email="")
    at = clock.move(datetime.combine(touch.deadline_on + timedelta(days=8), NOW.timetz()))
    count_all(at)
    assert given_up() == {0: 1}

    Touch.objects.filter(pk=touch.pk).update(
        moved_on=at.date(), moved_note="Asked.", moved_cause="asked_to_wait"
    )
    count_all(at)
    assert given_up() == {}


def test_a_try_that_was_planned_too_late_lies_from_the_first(clock: Clock) -> None:
    """The plan stood still for two weeks: what it makes then should have been made before."""
    call(journeys.planned(email=""))
    at = clock.move(NOW + timedelta(days=17))
    count_all(at)
    assert given_up() == {}

    planning.plan_due(at)
    count_all(at)

    assert given_up() == {1: 1}
    assert counted() == counted_slowly(at)


def test_time_off_that_is_written_down_afterwards_is_counted_for_the_weeks_that_passed(
    clock: Clock,
) -> None:
    way = tried(clock, begun(), 0)
    at = clock.move(NOW + timedelta(days=21))
    count(at)
    count_all(at)
    assert sums_of(way.owner_id, Counted.WEEKS) == [1, 0, 2]

    TimeOff.objects.create(user=way.owner, first_day=day(7), last_day=day(20))
    count(at)
    count_all(at)

    assert sums_of(way.owner_id, Counted.WEEKS) == [1, 2, 0]
    assert counted() == counted_slowly(at)


def test_while_their_company_is_on_hold_nobody_lies(clock: Clock) -> None:
    touch = journeys.planned(email="")
    at = clock.move(datetime.combine(touch.deadline_on + timedelta(days=8), NOW.timetz()))
    count_all(at)
    assert given_up() == {0: 1}

    Hold.objects.create(company=touch.prospect.company, reason="They wrote.", placed_at=at)
    count_all(at)
    assert given_up() == {}

    Hold.objects.update(lifted_at=at, lifted_by=touch.owner, lift_reason="Read.")
    count_all(at)
    assert given_up() == {0: 1}


def given_up() -> dict[int, int]:
    return {place: number for (*_, what, place), number in counted().items() if what == "given_up"}


def test_only_another_promise_of_tries_has_everybody_counted_again(clock: Clock) -> None:
    call(journeys.planned(email=""))
    Policy.objects.create(pk=1)
    count_all(NOW)

    Policy.objects.filter(pk=1).update(daily_capacity=30, min_attempts=10)
    assert marks() == 0

    Policy.objects.filter(pk=1).update(min_attempts=11)
    assert marks() == 1


def test_enrollments_without_a_history_are_counted_too(clock: Clock) -> None:
    enrollment = journeys.enrolled()
    count_all(NOW)

    assert Fact.objects.get().enrollment_id == enrollment.pk
    assert Enrollment.objects.count() == 1
    assert counted() == Counter()


def test_a_fact_that_is_written_down_late_or_taken_back_changes_what_the_first_try_stood_on(
    clock: Clock,
) -> None:
    made = call(journeys.planned(email=""))
    count_all(NOW)
    assert started(made) == [1, 0]
    fact = Finding.objects.filter(company=made.prospect.company_id, about="trigger").get()

    Finding.objects.filter(pk=fact.pk).update(
        retracted_at=NOW, retracted_by=made.by, retracted_reason="Another depot."
    )
    count_all(NOW)
    assert started(made) == [0, 1]

    FindingFactory.create(
        prospect=None, company=made.prospect.company, about="trigger", added_by=made.by
    )
    count_all(NOW)
    assert started(made) == [1, 0]


def started(made: Attempt) -> list[int]:
    return WeekCount.objects.get(rep=made.by_id).of(Counted.STARTS)
