"""The picker of what a try brings: on its page, in the dialog, and what it answers."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cadence.models import Touch
from tests import journeys
from tests.cadence.browsing import Browser, text_of
from tests.cadence.conftest import Clock
from tests.cadence.test_valuing import second_try
from tests.factories.research import (
    ImpactStoryFactory,
    QuestionFactory,
    ResourceFactory,
)
from tests.journeys import NOW

pytestmark = pytest.mark.usefixtures("clock")


def test_the_desk_says_what_a_try_brings_and_leads_to_another() -> None:
    touch, question = journeys.planned(), QuestionFactory.create(text="What happens at the door?")
    browser = Browser(touch.owner)
    assert "Choose what it brings" in text_of(browser.get("touch", touch.pk))

    answer = browser.post("value", touch.pk, item=f"question-{question.pk}")

    assert answer["Location"] == f"/queue/{touch.pk}/"
    desk = text_of(browser.get("touch", touch.pk))
    assert "Brings a question." in desk
    assert "What happens at the door?" in desk
    assert "Change what it brings" in desk


def test_in_the_dialog_the_desk_comes_back() -> None:
    draft, story = journeys.drafted(), ImpactStoryFactory.create()

    answer = Browser(draft.touch.owner).post_part("value", draft.touch_id, item=f"story-{story.pk}")

    assert answer.status_code == 200
    assert "Brings a story." in text_of(answer)
    assert "The words stay yours." in text_of(answer)


def test_what_they_had_is_grey_with_its_day(clock: Clock) -> None:
    had, new = QuestionFactory.create_batch(2)
    touch = second_try(had, clock)
    browser = Browser(touch.owner)

    page = text_of(browser.get("value", touch.pk))
    again = browser.post("value", touch.pk, item=f"question-{had.pk}")

    assert f'value="question-{had.pk}" disabled' in page
    assert f'value="question-{new.pk}" disabled' not in page
    assert "Used on 16 November, try 1" in page
    assert again.status_code == 409
    assert "had this on 16 November" in text_of(again)


@pytest.mark.parametrize(
    "item",
    ["", "story", "story-", "story-x", "story-999", "question-9" + "9" * 30, "draft-1", "a\0"],
)
def test_what_names_nothing_is_asked_again(item: str) -> None:
    touch = journeys.planned()
    QuestionFactory.create()

    answer = Browser(touch.owner).post("value", touch.pk, item=item)

    assert answer.status_code == 422
    assert "Choose one of these." in text_of(answer)
    assert Touch.objects.get(pk=touch.pk).item is None


def test_what_is_no_longer_offered_says_so() -> None:
    touch = journeys.planned()
    story = ImpactStoryFactory.create(expires_on=NOW.date() - timedelta(days=1))

    answer = Browser(touch.owner).post("value", touch.pk, item=f"story-{story.pk}")

    assert answer.status_code == 422
    assert "Bring something else." in text_of(answer)


def test_only_the_rep_of_the_try_chooses() -> None:
    touch, question = journeys.planned(), QuestionFactory.create()
    mate = journeys.rep(team=touch.owner.team)
    manager = journeys.rep(team=touch.owner.team, role="manager")

    for other in (mate, manager, journeys.rep()):
        browser = Browser(other)
        assert browser.get("value", touch.pk).status_code == 404
        assert browser.post("value", touch.pk, item=f"question-{question.pk}").status_code == 404


def test_words_that_nothing_has_are_said() -> None:
    touch = journeys.planned()
    page = text_of(Browser(touch.owner).get("value", touch.pk, q="no such thing"))

    assert "Nothing like that may be brought." in page


def test_the_picker_costs_the_same_with_one_and_with_many() -> None:
    touch, costs = journeys.planned(), []
    browser = Browser(touch.owner)
    for count in (1, 5):
        for factory in (ImpactStoryFactory, QuestionFactory, ResourceFactory):
            factory.create_batch(count, industry="")
        with CaptureQueriesContext(connection) as asked:
            browser.get("value", touch.pk)
        costs.append(len(asked))

    assert costs[0] == costs[1] <= 12
