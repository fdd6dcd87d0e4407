"""A draft that is out of date says so, and one press prepares it anew; nothing that was typed is lost."""

import re
from datetime import timedelta
from typing import Any

import pytest

from cadence.enums import DraftOrigin
from cadence.models import Touch
from cadence.services import drafting, stopping, valuing
from prospects.enums import Channel
from research.models import Finding, ImpactStory
from research.services import library
from team.enums import Role
from team.refusals import Refused
from tests import journeys
from tests.cadence.browsing import Browser, text_of
from tests.cadence.conftest import Clock
from tests.cadence.test_drafting import planned_on, version_of
from tests.factories.research import FindingFactory, ImpactStoryFactory
from tests.journeys import NOW

LATER = NOW + timedelta(hours=1)
LETTER = {
    "channel": Channel.EMAIL,
    "value_kind": "finding",
    "subject_template": "Reading about {{ person.company }}",
    "body_template": "Hi {{ person.greeting }},\n\n{{ fact.claim }}.",
}
EITHER = {
    "allowed_kinds": ["story", "finding"],
    "body_template": "{% if story %}{{ story.change }}{% else %}{{ fact.claim }}{% endif %}",
}


@pytest.fixture(autouse=True)
def _at_one_instant(clock: Clock) -> None:
    """Every test stands at NOW."""


def drafted(**step: Any) -> Touch:
    touch = planned_on(version_of([LETTER | step]))
    drafting.draft_due(NOW)
    touch.refresh_from_db()
    return touch


def found_later(touch: Touch, **fields: Any) -> Finding:
    company = touch.prospect.company
    given = {"prospect": touch.prospect, "company": company, "dated_on": NOW.date()}
    return FindingFactory.create(**(given | {"created_at": LATER, "claim": "News."} | fields))


def desk(touch: Touch) -> str:
    return text_of(Browser(touch.owner).get("touch", touch.pk))


def typed(body: str, over: int = 1) -> drafting.Typed:
    return drafting.Typed("My subject", body, over)


def bodies(touch: Touch) -> list[tuple[str, str]]:
    return list(touch.drafts.order_by("number").values_list("origin", "body"))


def test_a_fact_that_came_since_makes_the_words_out_of_date(clock: Clock) -> None:
    touch = drafted()
    assert "Prepare it anew" not in desk(touch)
    found_later(touch, claim="The second door is open.")
    clock.move(LATER + timedelta(minutes=1))

    page = desk(touch)

    assert "Written before this was found." in page
    assert "The second door is open." in page
    assert "Prepare it anew" in page


@pytest.mark.parametrize(
    "fields",
    [
        {"created_at": NOW},
        {"dated_on": NOW.date() - timedelta(days=181)},
        {"retracted_reason": "Wrong house."},
    ],
    ids=["known then", "too old", "taken back"],
)
def test_what_the_words_knew_or_cannot_use_is_no_news(fields: dict[str, Any]) -> None:
    touch = drafted()
    if "retracted_reason" in fields:
        fields |= {"retracted_at": LATER, "retracted_by": touch.owner}
    found_later(touch, **fields)

    assert "Written before this was found." not in desk(touch)


@pytest.mark.parametrize(
    "fields",
    [{"dated_on": NOW.date() - timedelta(days=181)}, {"retracted_reason": "Wrong house."}],
    ids=["too old", "taken back"],
)
def test_words_around_a_fact_that_fell_say_so_and_are_prepared_around_another(
    fields: dict[str, Any],
) -> None:
    touch = drafted()
    if "retracted_reason" in fields:
        fields |= {"retracted_at": NOW, "retracted_by": touch.owner}
    fallen = touch.finding
    assert fallen is not None
    Finding.objects.filter(pk=fallen.pk).update(**fields)

    assert "What this brings may not be brought any more." in desk(touch)

    drafting.prepare_anew(touch, by=touch.owner, at=NOW)
    touch.refresh_from_db()
    assert touch.finding not in (None, fallen)
    assert "What this brings may not be brought any more." not in desk(touch)


def test_words_around_a_story_that_was_taken_out_say_so() -> None:
    story = ImpactStoryFactory.create(industry="")
    touch = drafted(value_kind="story", body_template="{{ story.change }}")
    assert "may not be brought any more" not in desk(touch)

    library.take_out(story, by=journeys.rep(role=Role.MANAGER), at=NOW, reason="They left us")

    assert "What this brings may not be brought any more." in desk(touch)


def test_prepared_anew_it_says_the_newest_and_the_first_words_stay(clock: Clock) -> None:
    touch = drafted()
    first = touch.drafts.get().body
    news = found_later(touch)
    at = clock.move(LATER)

    drafting.prepare_anew(touch, by=touch.owner, at=at)

    touch.refresh_from_db()
    assert touch.finding == news
    assert bodies(touch) == [("template", first), ("template", "Hi Aoife,\n\nNews.")]
    assert "Written before this was found." not in desk(touch)


def test_what_was_typed_is_kept_and_can_be_put_back(clock: Clock) -> None:
    touch = drafted()
    found_later(touch)
    clock.move(LATER)
    browser = Browser(touch.owner)

    answer = browser.post(
        "preparation", touch.pk, subject="My subject", body="My own words.", base_number=1
    )

    assert answer["Location"] == f"/queue/{touch.pk}/"
    assert [origin for origin, _body in bodies(touch)] == ["template", "rep", "template"]
    page = desk(touch)
    assert "Your own words are kept." in page
    assert '<textarea name="body" hidden>My own words.</textarea>' in page
    browser.post("draft", touch.pk, subject="My subject", body="My own words.", base_number=3)
    assert bodies(touch)[-1] == (DraftOrigin.REP, "My own words.")
    assert "Your own words are kept." not in desk(touch)


def test_the_desk_is_drawn_anew_for_htmx() -> None:
    touch = drafted()

    part = text_of(
        Browser(touch.owner).post_part(
            "preparation", touch.pk, subject="S", body="Mine.", base_number=1
        )
    )

    assert "Prepared anew from what we know now." in part
    assert '<input type="hidden" name="base_number" value="3">' in part


def test_what_another_tab_saved_is_not_written_over() -> None:
    touch = drafted()
    drafting.save_draft(
        touch, by=touch.owner, at=NOW, subject="Mine", body="Of the other tab.", base_number=1
    )

    answer = Browser(touch.owner).post_part(
        "preparation", touch.pk, subject="S", body="Of this tab.", base_number=1
    )

    assert answer.status_code == 409
    assert "Of this tab." in text_of(answer)
    assert len(bodies(touch)) == 2


def test_a_pause_in_typing_that_a_press_overtook_is_no_conflict() -> None:
    touch = drafted()
    browser, mine = Browser(touch.owner), {"subject": "S", "body": "Mine.", "base_number": 1}
    browser.post_part("preparation", touch.pk, **mine)

    late = browser.post_part("draft", touch.pk, **mine)
    other = browser.post_part("draft", touch.pk, **(mine | {"body": "Of another tab."}))

    assert (late.status_code, late.content) == (204, b"")
    assert other.status_code == 409
    assert [origin for origin, _body in bodies(touch)] == ["template", "rep", "template"]


def test_where_nothing_solid_is_known_the_words_stay() -> None:
    touch = drafted()
    Finding.objects.update(
        retracted_at=NOW, retracted_by=touch.owner, retracted_reason="They left."
    )

    with pytest.raises(Refused) as refused:
        drafting.prepare_anew(touch, by=touch.owner, at=NOW, typed=typed("My own words."))

    assert refused.value.sentence == "We found nothing solid to say yet."
    assert [origin for origin, _body in bodies(touch)] == ["template"]


def test_a_try_that_was_silent_is_looked_at_again_by_one_press(clock: Clock) -> None:
    silent = planned_on(
        version_of([LETTER | {"value_kind": "story", "body_template": "{{ story.change }}"}])
    )
    drafting.draft_due(NOW)
    assert "Look again now" in desk(silent)
    ImpactStoryFactory.create(industry="", change="The second crew signs.")

    Browser(silent.owner).post("preparation", silent.pk, subject="", body="", base_number=0)

    assert bodies(silent) == [("template", "The second crew signs")]
    assert "are kept." not in desk(silent)


def test_a_note_on_the_card_of_a_call_stays_while_its_words_are_written_anew() -> None:
    touch = drafted(channel=Channel.CALL)

    page = text_of(
        Browser(touch.owner).post(
            "preparation", touch.pk, note="She is at lunch until two.", outcome="no_answer"
        )
    )

    assert "She is at lunch until two." in page
    assert re.search(r'value="no_answer"[^>]* checked', page)
    assert len(bodies(touch)) == 2


def test_only_the_rep_of_an_open_try_prepares_it_anew() -> None:
    touch = drafted()
    mate = Browser(journeys.rep(team=touch.owner.team))

    assert mate.post("preparation", touch.pk).status_code == 404
    assert Browser(touch.owner).get("preparation", touch.pk).status_code == 405
    stopping.ask_to_stop(touch.prospect, by=touch.owner, at=NOW, words="Please stop.")
    with pytest.raises(Refused) as refused:
        drafting.prepare_anew(touch, by=touch.owner, at=NOW)
    assert refused.value.code == "try_is_closed"
    assert len(bodies(touch)) == 1


def chose_the_second(**step: Any) -> tuple[Touch, ImpactStory]:
    """The drafter took the first story of the shelf; the rep brings the second."""
    ImpactStoryFactory.create(industry="", change="The first of the shelf")
    touch = drafted(**({"value_kind": "story", "body_template": "{{ story.change }}"} | step))
    second = ImpactStoryFactory.create(industry="", change="The chosen one")
    valuing.bring(touch, second, by=touch.owner, at=NOW)
    return touch, second


def prepared_anew(touch: Touch, at: Any = LATER) -> str:
    body = drafting.prepare_anew(touch, by=touch.owner, at=at).body
    touch.refresh_from_db()
    return body


def test_what_the_rep_chose_stays_when_it_is_prepared_anew() -> None:
    touch, second = chose_the_second()

    assert prepared_anew(touch) == "The chosen one"
    assert touch.story == second
    assert prepared_anew(touch) == "The chosen one"


def test_what_the_rep_chose_makes_place_once_it_may_not_be_brought() -> None:
    touch, second = chose_the_second()
    library.take_out(second, by=journeys.rep(role=Role.MANAGER), at=NOW, reason="They left us")

    assert prepared_anew(touch) == "The first of the shelf"
    assert touch.chosen_at is None


def test_a_fact_that_came_after_the_choice_is_what_it_is_prepared_around(clock: Clock) -> None:
    touch, _second = chose_the_second(**EITHER)
    news = found_later(touch, claim="The second door is open.")
    clock.move(LATER)

    assert prepared_anew(touch) == "The second door is open"
    assert (touch.finding, touch.story) == (news, None)


def test_a_fact_that_came_before_the_choice_is_no_reason_to_drop_it(clock: Clock) -> None:
    touch, second = chose_the_second(**EITHER)
    found_later(touch)
    valuing.bring(touch, second, by=touch.owner, at=clock.move(LATER + timedelta(minutes=1)))

    assert prepared_anew(touch, LATER + timedelta(minutes=2)) == "The chosen one"
    assert touch.story == second


def test_what_the_rep_chose_that_the_plan_has_no_words_for_is_theirs_to_word() -> None:
    touch, _second = chose_the_second()
    finding = Finding.objects.latest("pk")
    valuing.bring(touch, finding, by=touch.owner, at=NOW)

    with pytest.raises(Refused, match="The plan’s words are about something else than you chose"):
        prepared_anew(touch)
    touch.refresh_from_db()
    assert touch.finding == finding
