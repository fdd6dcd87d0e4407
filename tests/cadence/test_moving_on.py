"""People go on by a newer version: seen first, day seven kept, what was done unchanged."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils.formats import date_format
from hypothesis import given
from hypothesis import strategies as st

from cadence.enums import GapCause, ReplyKind, TouchState
from cadence.models import CadenceVersion, Enrollment, Touch
from cadence.policies.moving_on import next_step_in
from cadence.selectors.moving_on import on_version
from cadence.services import designing, drafting, editing, enrolling, listening, moving_on, planning
from cadence.services.designing import Seen
from cadence.shipped import TEN_CONVERSATIONS, shipped
from prospects.enums import ActivityKind, Channel
from prospects.models import Activity, Prospect
from team.enums import Role
from team.models import User
from team.refusals import Refused
from tests import journeys
from tests.cadence import days
from tests.cadence.browsing import Browser, text_of
from tests.factories.team import UserFactory
from tests.journeys import NOW
from tests.roles import refused

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def noor() -> User:
    user: User = UserFactory.create(name="Noor Haddad", role=Role.ADMIN)
    return user


@pytest.fixture
def older(noor: User) -> CadenceVersion:
    return designing.publish_ten_conversations(by=noor, at=NOW)


def newer_than(older: CadenceVersion, noor: User, *, moved: int = 2, to: int = 3) -> CadenceVersion:
    """Version 2, in which one step has another place."""
    draft = designing.open_draft(older.cadence, by=noor, at=NOW)
    step = draft.steps.get(number=moved)
    editing.move_step(step, to, by=noor, at=NOW, seen=Seen(draft.revision))
    return designing.publish(CadenceVersion.objects.get(pk=draft.pk), by=noor, at=NOW)


def on_the_way(version: CadenceVersion, **fields: object) -> Enrollment:
    prospect: Prospect = journeys.researched(**fields)
    enrollment = enrolling.enroll(prospect, version, by=prospect.owner, at=NOW)
    planning.plan_due(NOW)
    return enrollment


def foreseen(older: CadenceVersion, newer: CadenceVersion) -> list[moving_on.Foreseen]:
    return moving_on.foresee(list(on_version(older)), newer, NOW)


def test_the_days_foreseen_are_those_that_the_planner_finds(
    noor: User, older: CadenceVersion
) -> None:
    first = on_the_way(older)
    company = first.prospect.company
    on_the_way(older, company=company, email="sean@corrib.example", phone="+35391550101")
    on_the_way(older, email="ana@boyne.example", phone="+35391550102")
    newer = newer_than(older, noor)
    seen = {row.move.enrollment.pk: row.then_on for row in foreseen(older, newer)}

    assert moving_on.move_batch(older, newer, by=noor, at=NOW) == (3, 0)
    while planning.plan_due(NOW, limit=1):
        pass

    planned = Touch.objects.open().filter(enrollment__version=newer)
    assert {touch.enrollment_id: touch.due_on for touch in planned} == seen
    assert None not in seen.values()


def test_a_try_that_a_newer_version_moves_says_so_and_from_which_day(
    noor: User, older: CadenceVersion
) -> None:
    enrollment = on_the_way(older)
    let_go = Touch.objects.get(enrollment=enrollment)
    newer = newer_than(older, noor)
    stood_on = let_go.due_on + timedelta(days=3)
    Touch.objects.filter(pk=let_go.pk).update(due_on=stood_on)

    moving_on.move_batch(older, newer, by=noor, at=NOW)
    planning.plan_due(NOW)

    touch = Touch.objects.open().get(enrollment=enrollment)
    enrollment.refresh_from_db()
    assert touch.due_on != stood_on
    assert (touch.moved_from, touch.moved_cause) == (stood_on, GapCause.TEMPLATE_CHANGE)
    assert touch.gap_cause == GapCause.TEMPLATE_CHANGE
    assert enrollment.stood_on is None


def test_a_try_that_a_newer_version_leaves_on_its_day_was_not_moved(
    noor: User, older: CadenceVersion
) -> None:
    enrollment = on_the_way(older)

    moving_on.move_batch(older, newer_than(older, noor), by=noor, at=NOW)
    planning.plan_due(NOW)

    touch = Touch.objects.open().get(enrollment=enrollment)
    assert (touch.moved_from, touch.moved_cause, touch.gap_cause) == (None, "", "")


def beginning_with_a_call(noor: User) -> CadenceVersion:
    """Ten conversations with its first two steps in each other's place."""
    plan = shipped(TEN_CONVERSATIONS)
    letter, call, *rest = plan.steps
    steps = (replace(call, day=letter.day), replace(letter, day=call.day), *rest)
    draft = designing.begin(replace(plan, name="A call first", steps=steps), by=noor, at=NOW)
    return designing.publish(draft, by=noor, at=NOW)


def test_what_was_done_stays_and_the_next_step_is_one_they_have_not_had(noor: User) -> None:
    older = beginning_with_a_call(noor)
    enrollment = on_the_way(older)
    made = Touch.objects.get(enrollment=enrollment)
    let_go = days.called(made, NOW)
    newer = newer_than(older, noor, moved=6, to=2)

    moving_on.move_batch(older, newer, by=noor, at=NOW)
    planning.plan_due(NOW)

    for row in (enrollment, made, let_go):
        row.refresh_from_db()
    touch = Touch.objects.open().get(enrollment=enrollment)
    assert (enrollment.version, enrollment.attempts) == (newer, 1)
    assert (made.state, made.planned_step.version) == (TouchState.DONE, older)
    assert let_go.state == TouchState.CANCELLED
    assert touch.planned_step.purpose == "invitation"
    assert NOW.date() < touch.due_on <= NOW.date() + timedelta(days=7)
    activity = Activity.objects.get(prospect=enrollment.prospect, kind=ActivityKind.MOVED_ON)
    assert (activity.detail["from"], activity.detail["to"]) == (1, 2)


def test_a_try_that_somebody_has_in_hand_stays(noor: User, older: CadenceVersion) -> None:
    typed, free = on_the_way(older), on_the_way(older, email="ana@boyne.example")
    touch = Touch.objects.get(enrollment=typed)
    drafting.save_draft(
        touch, by=touch.owner, at=NOW, subject="Mine", body="My own words", base_number=0
    )
    newer = newer_than(older, noor)

    rows = {row.move.enrollment.pk: row for row in foreseen(older, newer)}
    moved, _last = moving_on.move_batch(older, newer, by=noor, at=NOW)

    assert rows[typed.pk].move.stays == "Somebody has this try in hand already."
    assert moved == 1
    assert Enrollment.objects.get(pk=typed.pk).version == older
    assert Enrollment.objects.get(pk=free.pk).version == newer
    touch.refresh_from_db()
    assert touch.is_open


def test_a_try_that_was_put_off_or_spread_stays_and_it_is_said_until_when(
    noor: User, older: CadenceVersion
) -> None:
    touch = Touch.objects.get(enrollment=on_the_way(older))
    Touch.objects.filter(pk=touch.pk).update(moved_on=touch.deadline_on)
    newer = newer_than(older, noor)

    assert [(row.move.stays, row.move.now_on) for row in foreseen(older, newer)] == [
        (f"It was put off to {date_format(touch.deadline_on, 'l j F')}.", touch.deadline_on)
    ]


def test_whom_we_talk_with_stays_and_is_counted(noor: User, older: CadenceVersion) -> None:
    enrollment = on_the_way(older)
    prospect = enrollment.prospect
    listening.record_reply(
        prospect,
        by=prospect.owner,
        at=NOW,
        channel=Channel.EMAIL,
        text="Tell me more.",
        kind=ReplyKind.INTERESTED,
    )
    newer = newer_than(older, noor)

    assert [row.move.stays for row in foreseen(older, newer)] == ["We talk with them by hand."]
    assert moving_on.move_batch(older, newer, by=noor, at=NOW) == (0, 0)
    enrollment.refresh_from_db()
    assert (enrollment.is_talking, enrollment.version) == (True, older)


def test_people_move_in_batches_each_by_itself(
    noor: User, older: CadenceVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("ana", "sean", "zoe"):
        on_the_way(older, email=f"{name}@boyne.example")
    newer = newer_than(older, noor)
    monkeypatch.setattr(moving_on, "BATCH", 2)

    moved, after = moving_on.move_batch(older, newer, by=noor, at=NOW)
    rest, last = moving_on.move_batch(older, newer, by=noor, at=NOW, after=after)

    assert (moved, rest, last) == (2, 1, 0)
    assert Enrollment.objects.filter(version=newer).count() == 3


def test_nobody_goes_back_or_into_a_draft_and_reps_move_nobody(
    noor: User, older: CadenceVersion
) -> None:
    newer = newer_than(older, noor)
    draft = designing.open_draft(older.cadence, by=noor, at=NOW)

    for back in ((newer, older), (newer, draft)):
        with pytest.raises(Refused) as refusal:
            moving_on.move_batch(*back, by=noor, at=NOW)
        assert refusal.value.code == "not_newer"
    with pytest.raises(Refused) as refusal:
        moving_on.move_batch(older, newer, by=UserFactory.create(), at=NOW)
    assert refusal.value.code == "admin_only"


def test_the_database_lets_nobody_move_back_or_with_an_open_try(
    noor: User, older: CadenceVersion
) -> None:
    enrollment = on_the_way(older)
    newer = newer_than(older, noor)

    with refused("EA112"):
        Enrollment.objects.filter(pk=enrollment.pk).update(version=newer)
    moving_on.move_batch(older, newer, by=noor, at=NOW)
    with refused("EA112"):
        Enrollment.objects.filter(pk=enrollment.pk).update(version=older)


def test_the_page_shows_each_next_day_and_only_an_admin_presses(
    noor: User, older: CadenceVersion
) -> None:
    enrollment = on_the_way(older)
    newer = newer_than(older, noor)
    manager = Browser(UserFactory.create(role=Role.MANAGER))
    address = (older.cadence_id, older.number)

    page = text_of(manager.get("plan-people", *address))
    assert "1 person, on to version 2?" in page
    assert enrollment.prospect.name in page
    assert "Mon 16 Nov" in page
    assert manager.post("plan-people", *address).status_code == 403
    assert Browser(enrollment.owner).get("plan-people", *address).status_code == 403
    assert "1 person is on version 1 still." in text_of(manager.get("cadence", older.cadence_id))

    assert Browser(noor).post("plan-people", *address).status_code == 302
    assert Enrollment.objects.get().version == newer
    newest = text_of(manager.get("plan-people", *(older.cadence_id, newer.number)))
    assert "1 person on version 2" in newest
    assert enrollment.prospect.name in newest
    assert "Move them" not in newest
    assert f'<a href="/cadences/{older.cadence_id}/v/2/people/">1</a>' in text_of(
        manager.get("cadences")
    )


class Place:
    def __init__(self, number: int, purpose: str) -> None:
        self.number, self.purpose = number, purpose


@given(
    count=st.integers(10, 20),
    had=st.sets(st.integers(1, 20)),
    next_step=st.integers(1, 21),
    attempts=st.integers(0, 20),
)
def test_enough_steps_are_always_left_for_ten_attempts(
    count: int, had: set[int], next_step: int, attempts: int
) -> None:
    newer = [Place(number, str(number)) for number in range(1, count + 1)]

    number = next_step_in(
        newer,
        had={str(each) for each in had},
        next_step=next_step,
        attempts=attempts,
        min_attempts=10,
    )

    assert 1 <= number <= count + 1
    assert attempts + count - number + 1 >= 10
