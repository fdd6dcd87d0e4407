"""An introduction is a thing of value: brought once, first where the plan names it, and only one that was given."""

from datetime import timedelta
from typing import Any

import pytest

from cadence.models import Delivery, Touch
from cadence.selectors.offers import offers_for
from cadence.services import drafting, reviewing, sending, valuing
from prospects.enums import Channel
from prospects.models import Prospect
from research.enums import IntroductionState
from research.models import Finding, Introduction
from team.refusals import Refused
from tests import journeys
from tests.cadence import days
from tests.cadence.attacks import attacks
from tests.cadence.browsing import Browser, text_of
from tests.cadence.conftest import Clock
from tests.cadence.test_drafting import draft_of, planned_on, version_of
from tests.factories.research import IntroductionFactory, QuestionFactory
from tests.journeys import NOW
from tests.roles import refused

pytestmark = pytest.mark.usefixtures("clock")

WARM = {
    "channel": Channel.EMAIL,
    "value_kind": "finding",
    "allowed_kinds": ["finding", "introduction"],
    "body_template": (
        "{% if introduction.name %}{{ introduction.name }} said yes on {{ introduction.date }}."
        "{% else %}{{ fact.claim }}.{% endif %}"
    ),
}


def given(touch: Touch, **fields: Any) -> Introduction:
    yes = {"state": IntroductionState.GRANTED, "answered_at": NOW - timedelta(days=2)}
    asked = {"prospect": touch.prospect, "asked_at": NOW - timedelta(days=3)}
    return IntroductionFactory.create(introducer="Jonas Bergström", **(asked | yes | fields))


def code(touch: Touch, item: valuing.Item) -> str:
    with pytest.raises(Refused) as refusal:
        valuing.bring(touch, item, by=touch.owner, at=NOW)
    return refusal.value.code


def test_where_the_plan_names_it_an_introduction_comes_before_a_fact() -> None:
    touch = planned_on(version_of([WARM]))
    introduction = given(touch)

    drafting.draft_due(NOW)

    touch.refresh_from_db()
    assert (touch.introduction, touch.finding) == (introduction, None)
    assert draft_of(touch).body == "Jonas Bergström said yes on 14 November."


@pytest.mark.parametrize("allowed", [[], ["finding"]], ids=["no kind named", "not named"])
def test_where_the_plan_does_not_name_it_the_step_s_own_kind_is_brought(allowed: list[str]) -> None:
    touch = planned_on(version_of([WARM | {"allowed_kinds": allowed}]))
    given(touch)

    drafting.draft_due(NOW)

    touch.refresh_from_db()
    assert touch.introduction is None
    assert touch.finding is not None


@pytest.mark.parametrize(
    "fields",
    [
        {"state": IntroductionState.ASKED, "answered_at": None},
        {"state": IntroductionState.DECLINED},
        {"state": IntroductionState.NO_ANSWER},
    ],
    ids=["asked", "declined", "no answer"],
)
def test_only_an_introduction_that_was_given_is_brought(fields: dict[str, Any]) -> None:
    touch = planned_on(version_of([WARM]))
    introduction = given(touch, waits_until=NOW - timedelta(days=1), **fields)

    drafting.draft_due(NOW)

    touch.refresh_from_db()
    assert touch.introduction is None
    assert code(touch, introduction) == "not_offered"


def test_what_the_plan_names_beside_its_own_kind_serves_where_that_is_lacking() -> None:
    step = {
        "channel": Channel.CALL,
        "value_kind": "finding",
        "allowed_kinds": ["question", "finding"],
        "body_template": "{% if question.text %}{{ question.text }}{% else %}{{ fact.claim }}{% endif %}",
    }
    touch = planned_on(version_of([step]))
    Finding.objects.update(
        retracted_at=NOW, retracted_by=touch.owner, retracted_reason="They left."
    )
    question = QuestionFactory.create(industry="", text="Who signs?")

    drafting.draft_due(NOW)

    touch.refresh_from_db()
    assert touch.question == question
    assert draft_of(touch).body == "Who signs?"


def test_what_they_had_under_another_record_is_not_drafted_again() -> None:
    question = {**WARM, "value_kind": "question", "allowed_kinds": ["question"]}
    version = version_of([question | {"body_template": "{{ question.text }}"}])
    QuestionFactory.create_batch(2, industry="")
    first, second = planned_on(version), planned_on(version)
    Prospect.objects.filter(pk=first.prospect_id).update(email="aoife+old@corrib.example")
    Prospect.objects.filter(pk=second.prospect_id).update(email="Aoife@corrib.example")
    drafting.draft_due(NOW, limit=1)
    drafting.draft_due(NOW, limit=1)

    first.refresh_from_db()
    second.refresh_from_db()
    assert None not in (first.question_id, second.question_id)
    assert first.question_id != second.question_id


def test_the_picker_offers_what_the_plan_names_and_nothing_else() -> None:
    touch = planned_on(version_of([WARM]))
    question = QuestionFactory.create(industry="")
    introduction = given(touch)

    groups = {group.kind: group.offers for group in offers_for(touch, NOW)}

    assert list(groups) == ["finding", "introduction"]
    assert [(offer.title, offer.detail) for offer in groups["introduction"]] == [
        ("Jonas Bergström", "Said yes on 14 November")
    ]
    assert code(touch, question) == "not_allowed"
    assert valuing.bring(touch, introduction, by=touch.owner, at=NOW)
    assert offers_for(touch, NOW, q="Nobody") == []


def test_the_picker_tells_the_day_of_a_yes_by_the_clock_of_whom_it_leads_to() -> None:
    touch = planned_on(version_of([WARM]))
    touch.prospect.time_zone = "Pacific/Pago_Pago"
    given(touch)

    details = [offer.detail for group in offers_for(touch, NOW) for offer in group.offers]

    assert "Said yes on 13 November" in details


def test_the_desk_and_the_picker_say_which_introduction_and_when_it_was_used(clock: Clock) -> None:
    first = days.begun_with_calls(journeys.researched(), NOW)
    introduction = given(first)
    browser = Browser(first.owner)
    browser.post("value", first.pk, item=f"introduction-{introduction.pk}")
    assert "Brings an introduction." in text_of(browser.get("touch", first.pk))
    second = days.called(first, NOW)
    clock.move(NOW + timedelta(days=3))

    page = text_of(browser.get("value", second.pk))

    assert f'value="introduction-{introduction.pk}" disabled' in page
    assert "Used on 16 November, try 1" in page
    assert code(second, introduction) == "conflict_used"


def test_a_try_with_nothing_to_say_is_looked_at_again_as_soon_as_somebody_introduces_us() -> None:
    step = WARM | {"value_kind": "introduction", "body_template": "{{ introduction.name }}"}
    touch = planned_on(version_of([step]))
    drafting.draft_due(NOW)
    given(touch, answered_at=NOW + timedelta(minutes=1))

    assert drafting.draft_due(NOW + timedelta(minutes=2)) == 1

    assert draft_of(touch).body == "Jonas Bergström"


def test_words_from_before_an_introduction_say_so_and_begin_with_it_when_prepared_anew(
    clock: Clock,
) -> None:
    touch = planned_on(version_of([WARM]))
    drafting.draft_due(NOW)
    browser = Browser(touch.owner)
    assert "introduces you" not in text_of(browser.get("touch", touch.pk))
    later = clock.move(NOW + timedelta(hours=1))
    introduction = given(touch, answered_at=later)

    page = text_of(browser.get("touch", touch.pk))
    drafting.prepare_anew(touch, by=touch.owner, at=later)

    assert "Jonas Bergström introduces you, and these words do not know it." in page
    touch.refresh_from_db()
    assert touch.introduction == introduction
    assert draft_of(touch).body == "Jonas Bergström said yes on 16 November."
    assert "introduces you" not in text_of(browser.get("touch", touch.pk))


def test_a_letter_with_an_introduction_that_is_given_no_more_is_neither_reviewed_nor_sent(
    sandbox: None,
) -> None:
    draft = journeys.drafted()
    touch = draft.touch
    introduction = given(touch)
    Touch.objects.filter(pk=touch.pk).update(introduction=introduction, finding=None)
    journeys.connected(touch.owner)
    reviewed: dict[str, Any] = {"session": journeys.signed_in(touch.owner), "read_aloud": True}
    reviewed |= {"by": touch.owner, "at": NOW, "looks": {}}
    approval = reviewing.approve(draft, **reviewed)
    Introduction.objects.update(state=IntroductionState.DECLINED)

    for attempt in (
        lambda: reviewing.approve(draft, **reviewed),
        lambda: sending.deliver(approval, by=touch.owner, session=approval.session, at=NOW),
    ):
        with pytest.raises(Refused, match="Nobody has said yet that they introduce you"):
            attempt()
    assert not Delivery.objects.exists()


@attacks("EA240")
@pytest.mark.parametrize("theirs", [True, False], ids=["not given", "for somebody else"])
def test_past_the_services_no_try_brings_what_was_not_given_for_them(theirs: bool) -> None:
    touch = journeys.planned()
    other = {"state": IntroductionState.ASKED, "answered_at": None}
    introduction = given(touch, **other) if theirs else given(journeys.planned())

    with refused("EA240"):
        Touch.objects.filter(pk=touch.pk).update(introduction=introduction)
