"""The thread: what was done, what is open, what would follow, and the days between."""

from datetime import timedelta
from typing import Any

import pytest

from cadence.enums import CallOutcome, Ending
from cadence.models import Touch
from cadence.selectors.desk import desk_of
from cadence.selectors.person_panel import person_panel
from cadence.selectors.thread import Thread
from cadence.services import enrolling, logging
from team.models import User
from tests import journeys
from tests.cadence import days
from tests.cadence.conftest import Clock
from tests.journeys import NOW

pytestmark = pytest.mark.usefixtures("clock")


def thread_for(rep: User, touch: Touch) -> Thread:
    thread = desk_of(rep, touch.pk, NOW).thread
    assert thread is not None
    return thread


def test_a_wait_that_was_asked_for_is_labelled_and_not_late(clock: Clock) -> None:
    rep = journeys.rep()
    touch = days.full_day(rep, clock)["aoife"]
    assert isinstance(touch, Touch)

    knots = thread_for(rep, touch).knots

    assert [knot.state for knot in knots[:5]] == ["done", "done", "reply", "now", "next"]
    assert [knot.gap_label for knot in knots[:5]] == ["", "4d", "2d", "waited 19d", "4d"]
    assert not any(knot.late for knot in knots)


def test_more_than_seven_days_is_late(clock: Clock) -> None:
    rep = journeys.rep()
    first = days.begun_with_calls(days.person(rep, "Marcus Feld", "Feld"), NOW)
    touch = days.called(first, NOW)
    Touch.objects.filter(pk=touch.pk).update(due_on=NOW.date())

    thread = desk_of(rep, touch.pk, NOW.replace(day=25)).thread

    now, following = thread.knots[1:3]
    assert (now.state, now.gap_label, now.late) == ("now", "9d", True)
    assert (following.state, following.gap_label) == ("next", "4d")
    assert following.label.endswith("about 29 November")


def test_the_days_before_a_call_they_asked_for_are_theirs(clock: Clock) -> None:
    first = days.begun_with_calls(days.person(journeys.rep(), "Dermot Hayes", "Derg"), NOW)
    then = NOW + timedelta(days=9)
    spoke: dict[str, Any] = {"by": first.owner, "outcome": CallOutcome.SPOKE}
    logging.log_call(first, **spoke, at=NOW, call_back_at=then)
    touch = days.planned(first.enrollment, NOW)
    clock.move(then)

    open_now, too_late = (
        desk_of(touch.owner, touch.pk, at).thread for at in (then, then + timedelta(days=1))
    )
    logging.log_call(touch, **spoke, at=then)
    made = person_panel(touch.owner, touch.prospect, then).thread

    assert [
        (thread.knots[1].state, thread.knots[1].gap_label, thread.knots[1].late)
        for thread in (open_now, too_late, made)
    ] == [("now", "waited 9d", False), ("now", "10d", True), ("done", "waited 9d", False)]


def test_two_things_on_one_day_have_no_number_between_them() -> None:
    rep = journeys.rep()
    first = days.begun_with_calls(days.person(rep, "Marcus Feld", "Feld"), NOW)
    touch = days.called(first, NOW)
    Touch.objects.filter(pk=touch.pk).update(due_on=NOW.date())

    now = thread_for(rep, touch).knots[1]

    assert (now.state, now.gap_label) == ("now", "")


def test_each_knot_says_itself_in_words() -> None:
    draft = journeys.drafted()

    thread = thread_for(draft.touch.owner, draft.touch)

    assert thread.label == "12 tries over 6 weeks. This is try 1."
    assert thread.knots[0].label == "Try 1, email, now"
    assert thread.knots[1].label == "Try 2, call, about 20 November"


def test_an_ended_cadence_has_nothing_ahead() -> None:
    draft = journeys.drafted()
    rep = draft.touch.owner
    enrolling.end(draft.touch.enrollment, Ending.NOT_A_FIT, by=rep, at=NOW)

    assert thread_for(rep, draft.touch).knots == []
