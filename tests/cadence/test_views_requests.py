"""A second rep asks from the person's page; whoever leads the conversation answers from the queue."""

import pytest

from cadence.enums import RequestAnswer
from cadence.models import CompanyRequest, Enrollment
from cadence.selectors.queue import queue_of
from cadence.services import enrolling, requesting
from prospects.models import Prospect
from team.models import User
from tests import journeys
from tests.cadence.browsing import Browser, text_of
from tests.cadence.conftest import Clock
from tests.factories.cadence import published_version
from tests.factories.prospects import CompanyFactory
from tests.journeys import NOW

WHY = "She asked me for the page at the fair."


@pytest.fixture(autouse=True)
def _at_one_instant(clock: Clock) -> None:
    """Every test stands at NOW."""


@pytest.fixture
def tomasz() -> User:
    return journeys.rep(name="Tomasz Zielinski")


@pytest.fixture
def sean(tomasz: User) -> Prospect:
    """With Maya, at a company where Tomasz leads the conversation."""
    company = CompanyFactory.create(name="Corrib")
    first = journeys.researched(tomasz, company=company, email="first@corrib.example")
    enrolling.enroll(first, published_version(), by=tomasz, at=NOW)
    maya = journeys.rep(name="Maya Lindholm", team=tomasz.team)
    return journeys.researched(maya, company=company, email="sean@corrib.example", name="Seán Ó Sé")


@pytest.fixture
def request_of_maya(sean: Prospect) -> CompanyRequest:
    return requesting.ask(sean, by=sean.owner, at=NOW, why=WHY)


def test_the_persons_page_names_the_colleague_and_asks_in_one_press(sean: Prospect) -> None:
    browser = Browser(sean.owner)

    page = text_of(browser.get("person-panel", sean.pk))
    answer = browser.post("request-new", sean.pk, why=WHY)

    assert "Tomasz is talking with Corrib. Ask before somebody else there hears from us." in page
    assert "Why you would like to talk with Seán" in page
    assert "Ask Tomasz" in page
    assert answer["Location"] == f"/people/{sean.pk}/"
    after = text_of(browser.get("person-panel", sean.pk))
    assert f"You asked on Monday 16 November: “{WHY}” The answer is still to come." in after
    assert "Ask Tomasz" not in after


def test_a_press_that_came_late_is_refused_with_a_sentence_and_asks_of_the_colleague(
    sean: Prospect,
) -> None:
    browser = Browser(sean.owner)

    answer = browser.post("enrollment-new", sean.pk, version=published_version().pk)

    assert answer.status_code == 422
    assert "Tomasz is talking with Corrib." in text_of(answer)
    assert "Ask Tomasz" in text_of(answer)
    assert not Enrollment.objects.filter(prospect=sean).exists()


def test_without_a_line_nothing_is_asked(sean: Prospect) -> None:
    answer = Browser(sean.owner).post("request-new", sean.pk, why="")

    assert answer.status_code == 422
    assert not CompanyRequest.objects.exists()


def test_a_colleagues_person_cannot_be_asked_for(sean: Prospect, tomasz: User) -> None:
    assert Browser(tomasz).post("request-new", sean.pk, why=WHY).status_code == 404


def test_whoever_leads_finds_it_over_the_queue_and_says_yes(
    request_of_maya: CompanyRequest, tomasz: User, sean: Prospect
) -> None:
    browser = Browser(tomasz)

    queue = text_of(browser.get("queue"))
    cards = text_of(browser.get("requests"))
    answer = browser.post("request", request_of_maya.pk, answer="yes", note="Go on.")

    assert "A colleague would like to talk with somebody at a company of yours." in queue
    assert "Maya would like to talk with Seán Ó Sé" in cards
    assert WHY in cards
    assert answer["Location"] == "/queue/requests/"
    assert "Nobody waits for your word." in text_of(browser.get("requests"))
    assert queue_of(tomasz, NOW).asked == 0
    ready = text_of(Browser(sean.owner).get("person-panel", sean.pk))
    assert "Begin with Seán" in ready


def test_a_no_without_a_line_is_refused_in_its_card(
    request_of_maya: CompanyRequest, tomasz: User
) -> None:
    answer = Browser(tomasz).post("request", request_of_maya.pk, answer="no", note="")

    assert answer.status_code == 422
    assert "Say in a line why not, so that they know what to wait for." in text_of(answer)
    assert CompanyRequest.objects.get().answer == ""


def test_a_no_is_shown_to_whoever_asked(
    request_of_maya: CompanyRequest, tomasz: User, sean: Prospect
) -> None:
    Browser(tomasz).post("request", request_of_maya.pk, answer="no", note="We meet on Tuesday.")

    page = text_of(Browser(sean.owner).get("person-panel", sean.pk))

    assert "Tomasz said no on Monday 16 November: “We meet on Tuesday.”" in page


def test_an_answer_that_came_first_is_said(request_of_maya: CompanyRequest, tomasz: User) -> None:
    requesting.answer(request_of_maya, RequestAnswer.YES, by=tomasz, at=NOW)

    answer = Browser(tomasz).post("request", request_of_maya.pk, answer="no", note="Not now.")

    assert answer.status_code == 409
    assert "This was answered already, or the conversation is over." in text_of(answer)


def test_no_answer_is_neither_yes_nor_no(request_of_maya: CompanyRequest, tomasz: User) -> None:
    assert Browser(tomasz).post("request", request_of_maya.pk, answer="maybe").status_code == 422
    assert CompanyRequest.objects.get().answer == ""


def test_a_rep_of_another_team_who_is_not_asked_finds_nothing(
    request_of_maya: CompanyRequest,
) -> None:
    stranger = Browser(journeys.rep())

    assert stranger.post("request", request_of_maya.pk, answer="yes").status_code == 404
    assert WHY not in text_of(stranger.get("requests"))
