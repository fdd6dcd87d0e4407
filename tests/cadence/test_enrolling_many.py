"""Many people begin together, a few a day, and never more than their rep can carry."""

from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from cadence.models import BeyondCapacity, CadenceVersion, Enrollment, Touch
from cadence.selectors.intake import ANY, Wish
from cadence.services import enrolling, planning
from prospects.enums import ActivityKind, Channel
from prospects.models import Activity, Prospect
from team.enums import AuditKind, Role
from team.models import AuditEvent, Policy, TimeOff, User
from team.refusals import Refused
from tests import journeys
from tests.cadence import crowds
from tests.cadence.conftest import Clock
from tests.factories.cadence import draft_version, published_version
from tests.factories.prospects import ProspectFactory
from tests.factories.team import TeamFactory
from tests.journeys import NOW
from tests.races import at_once
from tests.roles import refused

pytestmark = pytest.mark.usefixtures("clock")

DUBLIN = ZoneInfo("Europe/Dublin")


def begin(
    people: list[Prospect], version: CadenceVersion | None = None, **changed: object
) -> list[Enrollment]:
    given = {"by": people[0].owner, "at": NOW, "wish": ANY} | changed
    return enrolling.enroll_many(people, version or published_version(), **given)  # type: ignore[arg-type]


def refusal_of(people: list[Prospect], **changed: object) -> Refused:
    with pytest.raises(Refused) as refusal:
        begin(people, **changed)  # type: ignore[arg-type]
    return refusal.value


def at_most(tries: int) -> None:
    Policy.objects.update_or_create(pk=1, defaults={"daily_capacity": tries})


def manager_of(rep: User) -> User:
    return journeys.rep(role=Role.MANAGER, team=rep.team)


def test_ten_people_begin_four_a_working_day_and_the_planner_takes_each_up_then(
    clock: Clock,
) -> None:
    begin(crowds.ready(journeys.rep(), 10))

    starts = [each.plan_at for each in Enrollment.objects.order_by("plan_at")]
    assert starts == (
        [NOW] * 4
        + [datetime(2026, 11, 17, tzinfo=DUBLIN)] * 4
        + [datetime(2026, 11, 18, tzinfo=DUBLIN)] * 2
    )
    planning.plan_due(NOW)
    assert Touch.objects.count() == 4
    tuesday = clock.move(datetime(2026, 11, 17, 0, 1, tzinfo=DUBLIN))
    planning.plan_due(tuesday)
    assert (
        sorted(Touch.objects.values_list("due_on", flat=True))
        == [date(2026, 11, 16)] * 4 + [date(2026, 11, 17)] * 4
    )
    assert Activity.objects.filter(kind=ActivityKind.ENROLLED).count() == 10


def test_a_second_press_begins_nobody_twice() -> None:
    people = crowds.ready(journeys.rep(), 6)
    version = published_version()

    first, second = begin(people, version), begin(people, version)

    assert (len(first), second) == (6, [])
    assert Enrollment.objects.count() == 6


def test_whoever_may_not_begin_is_left_out_and_the_others_do() -> None:
    rep = journeys.rep()
    unread = ProspectFactory.create(owner=rep)

    begin([unread, *crowds.ready(rep, 2)])

    assert Enrollment.objects.count() == 2
    assert not Enrollment.objects.filter(prospect=unread).exists()


def test_more_than_a_day_holds_is_refused_with_the_first_such_day_and_nobody_begins() -> None:
    at_most(20)
    people = crowds.ready(journeys.rep(name="Maya Okafor"), 60)

    refusal = refusal_of(people, wish=Wish(pace=6))

    assert refusal.code == "conflict_capacity"
    assert refusal.sentence.endswith("more than the 20 that Maya can make.")
    assert not Enrollment.objects.exists()


def test_a_pace_that_fits_is_taken() -> None:
    at_most(30)

    assert len(begin(crowds.ready(journeys.rep(), 60), wish=Wish(pace=1))) == 60


@pytest.mark.parametrize("pace", [0, 41])
def test_a_pace_beyond_what_a_day_holds_is_no_pace(pace: int) -> None:
    refusal = refusal_of(crowds.ready(journeys.rep(), 2), wish=Wish(pace=pace))

    assert refusal.sentence == "Begin with 1 to 40 people a day."


def test_a_manager_may_go_beyond_it_with_a_reason_that_is_kept() -> None:
    at_most(20)
    rep = journeys.rep(email="maya@fernhill.example")
    manager = manager_of(rep)
    people = crowds.ready(rep, 60)

    begin(people, by=manager, wish=Wish(pace=6), beyond=" Two of us cover for her in December. ")

    row = BeyondCapacity.objects.get()
    assert (row.rep, row.by, row.at, row.people, row.capacity) == (rep, manager, NOW, 60, 20)
    assert row.reason == "Two of us cover for her in December."
    assert row.tries > 20
    event = AuditEvent.objects.get(kind=AuditKind.CAPACITY_EXCEEDED)
    assert (event.actor, event.subject) == (manager, "maya@fernhill.example")
    assert event.detail["reason"] == row.reason
    line = Activity.objects.filter(kind=ActivityKind.ENROLLED).first()
    assert line is not None
    assert line.detail["reason"] == row.reason
    assert Enrollment.objects.filter(owner=rep).count() == 60


def test_a_rep_goes_beyond_it_for_no_reason() -> None:
    at_most(20)
    people = crowds.ready(journeys.rep(), 60)

    refusal = refusal_of(people, wish=Wish(pace=6), beyond="I work fast.")

    assert refusal.code == "manager_only"
    assert not BeyondCapacity.objects.exists()


def test_a_reason_that_was_not_needed_is_not_kept() -> None:
    rep = journeys.rep()

    begin(crowds.ready(rep, 3), by=manager_of(rep), beyond="To be sure.")

    assert not BeyondCapacity.objects.exists()


def test_nobody_begins_with_a_colleagues_people_nor_with_more_than_five_hundred() -> None:
    people = crowds.ready(journeys.rep(), 2)

    assert refusal_of(people, by=journeys.rep()).code == "not_your_person"
    assert refusal_of(people, version=draft_version()).code == "cadence_not_published"
    assert refusal_of(people * 251).sentence == "At most 500 people begin at once."


def test_whoever_was_given_to_a_colleague_meanwhile_begins_with_nobody() -> None:
    people = crowds.ready(journeys.rep(), 2)
    Prospect.objects.filter(pk=people[1].pk).update(owner=journeys.rep(team=people[1].owner.team))
    manager = manager_of(people[0].owner)

    refusal = refusal_of(people, by=manager)

    assert refusal.code == "conflict_owner"
    assert refusal.sentence == f"{people[1].name} was given to a colleague in the meantime."
    assert not Enrollment.objects.exists()


def test_people_of_two_reps_begin_at_the_pace_of_each() -> None:
    maya = journeys.rep()
    jonas = journeys.rep(team=maya.team)
    people = crowds.ready(maya, 4) + crowds.ready(jonas, 4)

    begin(people, by=manager_of(maya))

    assert set(Enrollment.objects.values_list("plan_at", flat=True)) == {NOW}


def test_one_person_too_many_is_refused_too_and_begins_on_a_day_with_room(
    clock: Clock,
) -> None:
    at_most(1)
    rep, version = journeys.rep(), published_version(gap=7, channels=(Channel.CALL,))
    crowds.rung_weekly(rep, 1, version, clock)
    [person] = crowds.ready(rep, 1)

    with pytest.raises(Refused) as refusal:
        enrolling.enroll(person, version, by=rep, at=NOW)
    later = enrolling.enroll(person, version, by=rep, at=NOW, first_day=date(2026, 11, 17))

    assert refusal.value.code == "conflict_capacity"
    assert later.plan_at == datetime(2026, 11, 17, tzinfo=DUBLIN)


def test_one_person_is_too_many_for_whoever_makes_a_colleagues_tries_too() -> None:
    at_most(2)
    team = TeamFactory.create()
    away, cover = journeys.rep(team=team), journeys.rep(team=team)
    version = published_version()
    begin(crowds.ready(away, 2), version, wish=Wish(pace=2))
    planning.plan_due(NOW)
    TimeOff.objects.create(
        user=away, first_day=NOW.date(), last_day=NOW.date() + timedelta(days=7), cover=cover
    )
    [person] = crowds.ready(cover, 1)

    with pytest.raises(Refused) as refusal:
        enrolling.enroll(person, version, by=cover, at=NOW)

    assert refusal.value.code == "conflict_capacity"


def test_five_hundred_begin_in_a_fixed_number_of_statements(
    django_assert_max_num_queries: object,
) -> None:
    rep, version = journeys.rep(), published_version()
    people = crowds.ready(rep, 40)

    with django_assert_max_num_queries(40):  # type: ignore[operator]
        begin(people, version, wish=Wish(pace=4))


@pytest.mark.django_db(transaction=True)
def test_two_sessions_that_enroll_at_once_cannot_both_pass_what_a_day_holds() -> None:
    at_most(20)
    rep, version = journeys.rep(), published_version()
    halves = [crowds.ready(rep, 18) for _ in range(2)]
    whole = Wish(pace=18)

    came = at_once(*[partial(begin, half, version, wish=whole) for half in halves])

    assert [each for each in came if isinstance(each, str)] == ["conflict_capacity"]
    assert Enrollment.objects.count() == 18
    assert not Touch.objects.exists()


def test_somebody_who_begins_on_a_weekend_is_planned_at_once_for_monday() -> None:
    saturday = NOW + timedelta(days=5)

    [begun] = begin(crowds.ready(journeys.rep(), 1), at=saturday)

    assert begun.plan_at == saturday


@pytest.mark.parametrize("wrong", [{"reason": ""}, {"tries": 40}, {"tries": 3}])
def test_the_table_holds_no_word_without_a_reason_or_a_need(wrong: dict[str, object]) -> None:
    rep = journeys.rep()
    row = {"reason": "She asked.", "people": 5, "tries": 41, "capacity": 40, "day": NOW.date()}

    with refused("23514"):
        BeyondCapacity.objects.create(rep=rep, by=rep, at=NOW, **(row | wrong))


def test_what_a_manager_allowed_is_never_changed_or_taken_out() -> None:
    for statement in (
        "UPDATE cadence_beyondcapacity SET reason = 'x'",
        "DELETE FROM cadence_beyondcapacity",
    ):
        with refused("42501"), connection.cursor() as cursor:
            cursor.execute(statement)
