"""A try that the plan moved says from which day and why: in its row, on the desk, on the thread and on the person's page."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from cadence.enums import GapCause
from cadence.models import Touch
from cadence.selectors.desk import desk_of
from cadence.selectors.person_panel import person_panel
from cadence.selectors.queue import queue_of
from cadence.selectors.words import moved_words
from cadence.services import postponing, replanning
from team.enums import Role
from team.models import TimeOff
from tests import journeys
from tests.cadence.conftest import Clock
from tests.cadence.test_replanning import second_call
from tests.journeys import NOW

pytestmark = pytest.mark.usefixtures("clock")

WORDS = "Moved from Thursday 19 November: your time off"
TUESDAY = NOW + timedelta(days=1)


@pytest.fixture
def moved(clock: Clock) -> Touch:
    """A call for Thursday that stands on Tuesday now, and Tuesday has come."""
    touch = second_call()
    off = {"first_day": date(2026, 11, 18), "last_day": date(2026, 11, 25)}
    TimeOff.objects.create(user=touch.owner, **off)
    replanning.replan_changed(NOW)
    clock.move(TUESDAY.replace(hour=7))
    touch.refresh_from_db()
    return touch


def at_dawn() -> datetime:
    """Before the hours in which a call is open."""
    return TUESDAY.replace(hour=7)


def test_its_row_says_it(moved: Touch) -> None:
    [row] = queue_of(moved.owner, at_dawn()).rows

    assert row.reason == WORDS


def test_the_desk_and_its_thread_say_it(moved: Touch) -> None:
    client = Client()
    client.force_login(moved.owner)
    page = client.get(reverse("cadence:touch", args=[moved.pk])).content.decode()

    thread = desk_of(moved.owner, moved.pk, at_dawn()).thread
    assert page.count(WORDS) >= 2
    assert thread is not None
    [now] = [knot.label for knot in thread.knots if knot.state == "now"]
    assert now == f"Try 2, call, now. {WORDS}"


def test_a_manager_reads_whose_time_off_it_is_not(moved: Touch) -> None:
    ines = journeys.rep(role=Role.MANAGER, team=moved.owner.team)

    thread = person_panel(ines, moved.prospect, at_dawn()).thread

    assert thread is not None
    assert thread.moved == "Moved from Thursday 19 November: time off"


def test_the_persons_page_says_it(moved: Touch) -> None:
    client = Client()
    client.force_login(moved.owner)

    page = client.get(reverse("cadence:person-panel", args=[moved.prospect_id])).content.decode()

    assert f"{WORDS}." in page


def test_what_its_rep_moved_since_says_only_that(moved: Touch) -> None:
    until, asked = date(2026, 11, 20), GapCause.ASKED_TO_WAIT
    postponing.not_today(moved, by=moved.owner, at=at_dawn(), until=until, cause=asked)

    thread = desk_of(moved.owner, moved.pk, at_dawn()).thread

    assert thread is not None
    assert thread.moved == ""


@pytest.mark.parametrize("cause", ["", *GapCause])
def test_every_cause_has_its_words(cause: str) -> None:
    words = moved_words(date(2026, 11, 26), cause, is_yours=True)

    assert words.startswith("Moved from Thursday 26 November: ")
    assert len(words) > len("Moved from Thursday 26 November: ")
