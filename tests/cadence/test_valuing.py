"""A try brings what its rep chose, once to each person, from what may be brought that day."""

from datetime import timedelta
from typing import Any

import pytest

from cadence.checks import State
from cadence.enums import DraftOrigin, SkipReason, TouchState
from cadence.models import CadenceVersion, Draft, Touch
from cadence.selectors import letters
from cadence.selectors.desk import desk_of
from cadence.selectors.offers import offers_for
from cadence.services import drafting, postponing, reviewing, valuing
from prospects.models import Company, Prospect
from research.models import Brief, Finding
from research.services import library
from team.enums import Role
from team.refusals import Refused
from tests import journeys
from tests.cadence import days
from tests.cadence.attacks import sending_delivery
from tests.cadence.conftest import Clock
from tests.cadence.test_drafting import planned_on, version_of
from tests.factories.research import (
    FindingFactory,
    ImpactStoryFactory,
    KeptFileFactory,
    QuestionFactory,
    ResourceFactory,
)
from tests.journeys import LOOKS, NOW

pytestmark = pytest.mark.usefixtures("clock")
LATER = NOW + timedelta(days=3)
TOMORROW = NOW + timedelta(days=1)


def story_first() -> CadenceVersion:
    return version_of([{"value_kind": "story", "body_template": "{{ story.change }}"}])


def refusal(touch: Touch, item: valuing.Item, **given: Any) -> str:
    with pytest.raises(Refused) as refused:
        valuing.bring(touch, item, **{"by": touch.owner, "at": NOW} | given)
    return refused.value.code


def brought(touch: Touch) -> list[Any]:
    touch.refresh_from_db()
    return [touch.finding, touch.story, touch.question, touch.resource]


def words(touch: Touch) -> list[tuple[int, str, str]]:
    drafts = Draft.objects.filter(touch=touch).order_by("number")
    return [(draft.number, str(draft.origin), draft.body) for draft in drafts]


def test_another_story_takes_its_place_and_the_words_are_written_anew() -> None:
    ImpactStoryFactory.create(industry="", change="The second crew signs.")
    touch = planned_on(story_first())
    drafting.draft_due(NOW)
    second = ImpactStoryFactory.create(industry="", change="The driver shows the curve.")

    assert valuing.bring(touch, second, by=touch.owner, at=NOW)

    assert brought(touch) == [None, second, None, None]
    assert words(touch) == [
        (1, DraftOrigin.TEMPLATE, "The second crew signs"),
        (2, DraftOrigin.TEMPLATE, "The driver shows the curve"),
    ]


def test_a_try_with_nothing_to_say_gets_its_first_words() -> None:
    touch = planned_on(story_first())
    drafting.draft_due(NOW)
    story = ImpactStoryFactory.create(industry="Elsewhere", change="The second crew signs.")

    assert valuing.bring(touch, story, by=touch.owner, at=NOW)

    touch.refresh_from_db()
    assert (touch.state, touch.nothing_to_say) == (TouchState.DRAFTED, "")
    assert words(touch) == [(1, DraftOrigin.TEMPLATE, "The second crew signs")]


def test_words_that_somebody_typed_stay() -> None:
    draft, story = journeys.drafted(), ImpactStoryFactory.create()

    assert not valuing.bring(draft.touch, story, by=draft.touch.owner, at=NOW)

    assert brought(draft.touch) == [None, story, None, None]
    assert [body for _number, _origin, body in words(draft.touch)] == [journeys.LETTER]


def test_what_the_template_cannot_say_leaves_the_words() -> None:
    ImpactStoryFactory.create(industry="", change="The second crew signs.")
    touch, question = planned_on(story_first()), QuestionFactory.create()
    drafting.draft_due(NOW)

    assert not valuing.bring(touch, question, by=touch.owner, at=NOW)

    assert brought(touch) == [None, None, question, None]
    assert len(words(touch)) == 1


def test_the_same_again_changes_nothing() -> None:
    touch, question = journeys.planned(), QuestionFactory.create()
    valuing.bring(touch, question, by=touch.owner, at=NOW)

    assert not valuing.bring(touch, question, by=touch.owner, at=NOW)
    assert words(touch) == []


def test_only_what_may_be_brought_today_is_taken() -> None:
    touch = journeys.planned()
    story, fact = ImpactStoryFactory.create(), FindingFactory.create(prospect=touch.prospect)
    library.take_out(story, by=journeys.rep(role=Role.MANAGER), at=NOW, reason="They left us")
    Finding.objects.filter(pk=fact.pk).update(dated_on=NOW.date() - timedelta(days=181))

    yesterday = NOW.date() - timedelta(days=1)
    for item in (
        story,
        QuestionFactory.create(expires_on=yesterday),
        fact,
        FindingFactory.create(),
    ):
        assert refusal(touch, item) == "not_offered"
    assert brought(touch) == [None, None, None, None]


def test_a_colleague_s_try_and_a_closed_one_keep_what_they_bring() -> None:
    touch, question = journeys.planned(), QuestionFactory.create()

    assert refusal(touch, question, by=journeys.rep()) == "not_your_try"
    postponing.skip(touch, by=touch.owner, at=NOW, reason=SkipReason.WRONG_TIME, note="")
    assert refusal(touch, question) == "try_is_closed"
    assert brought(touch) == [None, None, None, None]


def test_a_step_that_is_to_bring_something_is_looked_at_until_it_does() -> None:
    touch, story = planned_on(story_first()), ImpactStoryFactory.create(industry="Elsewhere")

    def said() -> list[str]:
        results = reviewing.review(touch, at=NOW, subject="Nights", body=journeys.LETTER)
        return [result.title for result in results if result.code == "value_item"]

    assert said() == ["Nothing of value is chosen"]
    valuing.bring(touch, story, by=touch.owner, at=NOW)
    touch.refresh_from_db()
    assert "Nothing of value is chosen" not in said()


def test_what_fits_them_is_offered_with_the_step_s_kind_first() -> None:
    touch = planned_on(story_first())
    Company.objects.filter(pk=touch.prospect.company_id).update(industry="Dairy")
    touch.prospect.company.refresh_from_db()
    mine = ImpactStoryFactory.create(industry="dairy", may_name_customer=True)
    anybody = ImpactStoryFactory.create(
        industry="", may_name_customer=False, described_as="a dairy"
    )
    elsewhere = ImpactStoryFactory.create(industry="Meat", title="The probe")
    ImpactStoryFactory.create(industry="", approved_at=None, approved_by=None)
    ResourceFactory.create(url="", file=KeptFileFactory.create(), summary="A page.")

    groups = offers_for(touch, NOW)

    assert groups[0].kind == "story"
    assert {group.kind for group in groups} == {"story", "finding", "resource"}
    assert [offer.title for offer in groups[0].offers] == [mine.title, anybody.title]
    assert "a dairy" in groups[0].offers[1].detail
    found = offers_for(touch, NOW, q="probe")
    assert [offer.title for group in found for offer in group.offers] == [elsewhere.title]


def test_what_they_had_is_shown_with_its_day_and_not_brought_again(clock: Clock) -> None:
    had, new = QuestionFactory.create_batch(2)
    touch = second_try(had, clock)

    offers = {offer.key: offer.used for group in offers_for(touch, LATER) for offer in group.offers}

    assert offers[f"question-{had.pk}"] == "Used on 16 November, try 1"
    assert offers[f"question-{new.pk}"] == ""
    assert refusal(touch, had, at=LATER) == "conflict_used"
    assert not valuing.bring(touch, new, by=touch.owner, at=LATER)


def test_what_they_had_under_another_record_is_shown_refused_and_looked_at(clock: Clock) -> None:
    had = QuestionFactory.create(text="Who signs the curve?")
    earlier = second_try(had, clock).prospect
    again = journeys.researched(
        name=earlier.name, linkedin_url=earlier.linkedin_url, owner=earlier.owner
    )
    touch = days.begun_with_calls(again, LATER)

    offers = {offer.key: offer.used for group in offers_for(touch, LATER) for offer in group.offers}
    assert offers[f"question-{had.pk}"] == "Used on 16 November, try 1"
    assert refusal(touch, had, at=LATER) == "conflict_used"

    Touch.objects.filter(pk=touch.pk).update(question=had)
    touch.refresh_from_db()
    desk = desk_of(touch.owner, touch.pk, LATER)
    for known in (desk.known, letters.known_about(again, LATER)):
        found = reviewing.review(touch, at=LATER, subject="", body="Hello.", known=known)
        look = next(each for each in found if each.code == "value_item")
        assert (look.state, look.title) == (State.WARN, "Aoife had this before")
        assert look.detail == "“Who signs the curve?” went there on 16 November. Bring another."


def test_the_day_on_which_they_had_it_is_theirs(clock: Clock) -> None:
    had = QuestionFactory.create()
    touch = second_try(had, clock)
    Prospect.objects.filter(pk=touch.prospect_id).update(time_zone="Pacific/Honolulu")
    touch = Touch.objects.get(pk=touch.pk)

    offers = {offer.key: offer.used for group in offers_for(touch, LATER) for offer in group.offers}

    assert offers[f"question-{had.pk}"] == "Used on 15 November, try 1"


def second_try(had: Any, clock: Clock) -> Touch:
    """A call that brought this was made; the next try is open."""
    first = days.begun_with_calls(journeys.researched(), NOW)
    Touch.objects.filter(pk=first.pk).update(question=had)
    days.called(first, NOW)
    clock.move(LATER)
    return Touch.objects.open().get(enrollment=first.enrollment)


def test_a_step_brings_only_the_kinds_that_it_names() -> None:
    question, story = QuestionFactory.create(industry=""), ImpactStoryFactory.create(industry="")
    touch = planned_on(version_of([{"value_kind": "story", "allowed_kinds": ["story"]}]))

    assert [group.kind for group in offers_for(touch, NOW)] == ["story"]
    assert refusal(touch, question) == "not_allowed"
    valuing.bring(touch, story, by=touch.owner, at=NOW)
    assert brought(touch)[1] == story


def test_what_was_chosen_before_there_were_words_stays_when_something_else_is_found() -> None:
    touch = planned_on(story_first())
    drafting.draft_due(NOW)
    finding = Finding.objects.latest("pk")
    valuing.bring(touch, finding, by=touch.owner, at=NOW)
    ImpactStoryFactory.create(industry="")

    drafting.draft_due(TOMORROW)

    touch.refresh_from_db()
    assert (touch.finding, touch.story) == (finding, None)
    assert (touch.state, words(touch)) == (TouchState.PLANNED, [])


def test_what_was_chosen_is_worded_once_the_rest_is_known() -> None:
    body = "{{ story.change }} {{ brief.why_now }}"
    touch = planned_on(version_of([{"value_kind": "story", "body_template": body}]))
    Brief.objects.update(why_now="")
    ImpactStoryFactory.create(industry="", change="The first of the shelf")
    chosen = ImpactStoryFactory.create(industry="", change="The chosen one")
    drafting.draft_due(NOW)
    assert not valuing.bring(touch, chosen, by=touch.owner, at=NOW)
    Brief.objects.update(why_now="Now")

    drafting.draft_due(TOMORROW)

    touch.refresh_from_db()
    assert touch.story == chosen
    assert words(touch) == [(1, DraftOrigin.TEMPLATE, "The chosen one Now")]


def test_what_was_chosen_and_ran_out_meanwhile_makes_place() -> None:
    touch = planned_on(story_first())
    drafting.draft_due(NOW)
    finding = Finding.objects.latest("pk")
    valuing.bring(touch, finding, by=touch.owner, at=NOW)
    Finding.objects.filter(pk=finding.pk).update(
        retracted_at=NOW, retracted_by=touch.owner, retracted_reason="It never was."
    )
    story = ImpactStoryFactory.create(industry="", change="The second crew signs")

    drafting.draft_due(TOMORROW)

    touch.refresh_from_db()
    assert (touch.finding, touch.story) == (None, story)
    assert words(touch) == [(1, DraftOrigin.TEMPLATE, "The second crew signs")]


def test_what_was_reviewed_with_one_thing_never_leaves_as_if_it_brought_another() -> None:
    had, other = ImpactStoryFactory.create_batch(2)
    draft = journeys.drafted()
    valuing.bring(draft.touch, had, by=draft.touch.owner, at=NOW)
    approval = reviewing.approve(
        draft,
        by=journeys.connected(draft.touch.owner).owner,
        session=journeys.signed_in(draft.touch.owner),
        at=NOW,
        looks=LOOKS,
        read_aloud=True,
    )

    assert refusal(draft.touch, other) == "conflict_reviewed"

    reviewing.withdraw(approval, by=approval.reviewer, at=NOW)
    valuing.bring(draft.touch, other, by=approval.reviewer, at=NOW)
    assert brought(draft.touch) == [None, other, None, None]


def test_what_may_have_left_stays_as_it_was_written_down() -> None:
    touch, other = sending_delivery().touch, ImpactStoryFactory.create()
    kept = brought(touch)

    assert refusal(touch, other) == "conflict_on_its_way"
    with pytest.raises(Refused) as refused:
        drafting.prepare_anew(touch, by=touch.owner, at=NOW)

    assert refused.value.code == "conflict_on_its_way"
    assert brought(touch) == kept
