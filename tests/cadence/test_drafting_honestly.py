"""A first draft says what is known and fresh, and where something is missing it says what and where."""

from datetime import timedelta

import pytest

from cadence.enums import TouchState
from cadence.models import Draft
from cadence.services import drafting, valuing
from prospects.enums import Channel
from research.models import Finding
from tests.cadence.test_drafting import FACT, draft_of, planned_on, version_of
from tests.factories.research import ImpactStoryFactory
from tests.journeys import NOW

pytestmark = pytest.mark.usefixtures("clock")


def test_what_a_step_asks_for_and_nobody_knows_is_listed_with_its_place() -> None:
    body = "Hello {{ person.greeting }},\n{{ fact.date }}?\n{{ story.number }}"
    touch = planned_on(version_of([{"body_template": body}]))

    drafting.draft_due(NOW)

    touch.refresh_from_db()
    assert touch.nothing_to_say == (
        "We found nothing solid to say yet. Not known yet: Of when the fact is (line 2, column 4),"
        " The number that shows it (line 3, column 4)."
    )


def test_a_customer_who_may_not_be_named_is_told_as_described() -> None:
    ImpactStoryFactory.create(
        industry="", may_name_customer=False, described_as="a dairy in the north"
    )
    body = "{{ story.called }}: {{ story.change }}."
    touch = planned_on(version_of([{"value_kind": "story", "body_template": body}]))

    drafting.draft_due(NOW)

    assert draft_of(touch).body == (
        "a dairy in the north: The second crew signs the first crew's curve."
    )


@pytest.mark.parametrize(("age", "is_used"), [(180, True), (181, False)])
def test_a_fact_is_used_until_it_is_180_days_old(age: int, is_used: bool) -> None:
    touch = planned_on(version_of([FACT]))
    Finding.objects.update(dated_on=NOW.date() - timedelta(days=age))

    drafting.draft_due(NOW)

    touch.refresh_from_db()
    assert (touch.finding is not None) == is_used


@pytest.mark.parametrize(
    "text", ["", "\n ", "{% if reply.date %}Thank you for your line.{% endif %}"]
)
def test_a_step_that_has_no_word_to_say_says_so_and_lays_no_empty_sheet(text: str) -> None:
    step = {"channel": Channel.EMAIL, "subject_template": "Night loading", "body_template": text}
    touch = planned_on(version_of([step]))

    drafting.draft_due(NOW)

    touch.refresh_from_db()
    assert touch.nothing_to_say == "We found nothing solid to say yet."
    assert touch.state == TouchState.PLANNED
    assert not Draft.objects.filter(touch=touch).exists()


def test_what_is_chosen_for_a_step_without_a_text_is_kept_and_the_words_are_the_reps_own() -> None:
    touch = planned_on(version_of([FACT | {"body_template": ""}]))
    finding = Finding.objects.latest("pk")

    assert not valuing.bring(touch, finding, by=touch.owner, at=NOW)

    touch.refresh_from_db()
    assert touch.finding == finding
    assert not Draft.objects.filter(touch=touch).exists()
