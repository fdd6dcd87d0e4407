"""When the last try is made, the rep is asked how it ends; nobody waits for a try that never comes."""

from datetime import timedelta

import pytest

from cadence.enums import CallOutcome, Ending
from cadence.models import Enrollment, Touch
from cadence.selectors.day import day_of
from cadence.selectors.finished import all_tries_made, by_hand
from cadence.services import enrolling, logging, planning
from prospects.enums import Channel
from team.models import User
from tests import journeys
from tests.cadence import days
from tests.cadence.browsing import Browser, text_of
from tests.journeys import NOW

pytestmark = pytest.mark.usefixtures("clock")

ASKED = "All tries are made. How does it end?"


def to_end(user: User) -> list[int]:
    """The list; whoever asks for one alone is told the same."""
    listed = [each.pk for each in by_hand(user, day_of(user, NOW)).to_end]
    made = all_tries_made().filter(owner=user)
    assert sorted(listed) == sorted(made.values_list("pk", flat=True))
    return listed


def with_all_tries_made() -> Enrollment:
    """The last try, a call, is made, and the planner has found nothing after it."""
    rep = journeys.rep()
    touch = days.begun_with_calls(days.person(rep, "Grace Adeyemi", "Harbour Foods"), NOW)
    last = touch.enrollment.version.steps.latest("number")
    Touch.objects.filter(pk=touch.pk).update(step=last, number=last.number)
    logging.log_call(touch, by=rep, at=NOW, outcome=CallOutcome.NO_ANSWER)
    assert to_end(rep) == []
    planning.plan_due(NOW)
    return Enrollment.objects.get(pk=touch.enrollment_id)


def test_the_queue_asks_for_the_ending_and_leads_to_the_person() -> None:
    enrollment = with_all_tries_made()

    rail = text_of(Browser(enrollment.owner).get_part("rail"))

    assert "All tries made" in rail
    assert f'href="/people/{enrollment.prospect_id}/"' in rail
    assert "How does it end? Harbour Foods" in rail


def test_the_persons_page_asks_how_it_ends() -> None:
    enrollment = with_all_tries_made()

    panel = text_of(Browser(enrollment.owner).get_part("person-panel", enrollment.prospect_id))

    assert ASKED in panel
    assert f'href="/enrollments/{enrollment.pk}/ending/"' in panel
    assert "The next try is being planned." not in panel


def test_an_ending_answers_the_question() -> None:
    enrollment = with_all_tries_made()

    enrolling.end(enrollment, Ending.NOT_A_FIT, by=enrollment.owner, at=NOW, note="Another trade.")

    assert to_end(enrollment.owner) == []


def test_nobody_is_asked_for_an_ending_while_a_try_is_open_or_wants_planning() -> None:
    touch = journeys.planned()
    between = journeys.planned(touch.owner, email="", linkedin_url="")
    assert between.channel == Channel.CALL
    logging.log_call(between, by=touch.owner, at=NOW, outcome=CallOutcome.NO_ANSWER)
    before = to_end(touch.owner)
    planning.plan_due(NOW + timedelta(minutes=1))

    panel = text_of(Browser(touch.owner).get_part("person-panel", touch.prospect_id))

    assert (before, to_end(touch.owner)) == ([], [])
    assert ASKED not in panel


def test_a_colleagues_finished_cadence_is_not_in_my_queue() -> None:
    enrollment = with_all_tries_made()

    assert to_end(enrollment.owner) == [enrollment.pk]
    assert to_end(journeys.rep()) == []
