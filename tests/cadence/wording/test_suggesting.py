"""A rep asks for another wording: it comes as a marked draft, from the same facts, or not at all."""

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from pytest_django import Settings

from cadence.enums import DraftOrigin, ReplyKind
from cadence.models import Approval, Attempt, Delivery, Draft, Touch
from cadence.selectors.outdated import set_aside
from cadence.services import drafting, wording
from cadence.wording import HelpError, LanguageModel
from prospects.enums import Channel
from research.models import Finding
from team.refusals import Refused
from tests import journeys
from tests.cadence import answers
from tests.cadence.browsing import Browser, text_of
from tests.cadence.conftest import Clock
from tests.cadence.test_drafting import planned_on, version_of
from tests.cadence.wording.fake import SILENT, FakeModel
from tests.cadence.wording.server import ModelServer
from tests.factories.prospects import CompanyFactory, ProspectFactory
from tests.factories.research import ImpactStoryFactory
from tests.journeys import NOW

CLAIM = "Oranmore moves to 24-hour loading in January"
SUBJECT = "Reading about Oranmore"
BODY = f"Hi Aoife,\n\nI came across this: {CLAIM}.\n\nIs it yours?\n\nMaya"
SHORTER = "Hi Aoife,\n\nIs it yours?\n\nMaya"
LETTER = {
    "channel": Channel.EMAIL,
    "value_kind": "finding",
    "title": "The news about them",
    "guidance": "One question.",
    "subject_template": SUBJECT,
    "body_template": "Hi {{ person.greeting }},\n\nI came across this: {{ fact.claim }}.\n\nIs it yours?\n\nMaya",
}


@pytest.fixture(autouse=True)
def _at_one_instant(clock: Clock) -> None:
    """Every test stands at NOW."""


def drafted(**step: Any) -> Touch:
    touch = planned_on(version_of([LETTER | step]))
    Finding.objects.filter(prospect=touch.prospect).update(claim=CLAIM)
    drafting.draft_due(NOW)
    return Touch.objects.select_related("prospect", "owner").get(pk=touch.pk)


def suggest(touch: Touch, model: LanguageModel, body: str = BODY, **changed: Any) -> Draft:
    typed = drafting.Typed(SUBJECT, body, changed.pop("base_number", 1))
    given: dict[str, Any] = {"by": touch.owner, "at": NOW, "typed": typed, "model": model}
    return wording.suggest(touch, **(given | changed))


def refusal(touch: Touch, model: LanguageModel, **given: Any) -> Refused:
    with pytest.raises(Refused) as refused:
        suggest(touch, model, **given)
    return refused.value


def words(touch: Touch) -> list[tuple[str, str]]:
    return list(touch.drafts.order_by("number").values_list("origin", "body"))


def saying(body: str, subject: str = SUBJECT) -> FakeModel:
    return FakeModel(json.dumps({"subject": subject, "body": body}))


def test_a_suggestion_is_the_next_draft_of_the_rep_who_asked(fake: FakeModel) -> None:
    touch = drafted()

    draft = suggest(touch, fake)

    assert (draft.number, draft.origin, draft.author) == (2, DraftOrigin.HELPED, touch.owner)
    assert words(touch) == [("template", BODY), ("helped", SHORTER)]
    assert draft.to_address == touch.prospect.email


def test_only_the_facts_of_the_desk_leave(fake: FakeModel) -> None:
    touch = drafted()

    suggest(touch, fake)

    [(_instructions, material)] = fake.asked
    given = json.loads(material)
    assert given == {
        "channel": "email",
        "purpose": "The news about them",
        "guidance": "One question.",
        "most_words": 120,
        "facts": {
            "person.greeting": "Aoife",
            "person.title": touch.prospect.title,
            "person.company": touch.prospect.company.name,
            "person.city": touch.prospect.company.city,
            "sender.first_name": touch.owner.first_name,
            "sender.company": touch.owner.team.name,
            "brief.problem": "Night loading leaves a hole in the temperature record",
            "brief.why_now": "Their depot goes to loading round the clock",
            "fact.claim": CLAIM,
            "fact.source": "Trade paper",
            "fact.date": "4 November",
        },
        "words": {"subject": SUBJECT, "body": BODY},
    }
    for kept_here in (touch.prospect.email, touch.prospect.phone, touch.prospect.name):
        assert kept_here
        assert kept_here not in material


@pytest.mark.parametrize("told", ["At ballina chill two crews sign.", "BallinaChill’s crews sign."])
def test_a_customer_whom_no_letter_may_name_is_not_told(told: str) -> None:
    ImpactStoryFactory.create(
        industry="",
        title="How Ballina Chill signs",
        thirty_seconds=told,
        may_name_customer=False,
        described_as="a cold store in the west",
    )
    body = "Hi {{ person.greeting }},\n\nToo long.\n\n{{ story.change }} at {{ story.called }}."
    touch = drafted(value_kind="story", body_template=body)
    fake = FakeModel()

    suggest(touch, fake, body=touch.drafts.get().body)

    facts = json.loads(fake.asked[0][1])["facts"]
    assert facts["story.called"] == "a cold store in the west"
    assert "ballina" not in json.dumps(facts).casefold()
    assert "story.change" in facts


def test_what_was_typed_is_kept_before_the_suggestion(fake: FakeModel) -> None:
    touch = drafted()

    suggest(touch, fake, body=f"{BODY}\n\nPS: mine.")

    assert [origin for origin, _body in words(touch)] == ["template", "rep", "helped"]


DROPPED = [
    (f"Hi Aoife,\n\n{CLAIM}. We saved 40% there.", "No fact has this number. “40%”."),
    ("Hi Aoife,\n\nJonas Bergström told me.", "No fact has this name. “Jonas Bergström”."),
    ("Hi Aoife,\n\nYou said “we are late”.", "Nobody is known to have said this. “we are late”."),
    ("Hi Aoife,\n\nSee evil.example/x.", "No fact has this link or address. “evil.example/x”."),
    ("Hi Aoife,\n\n<b>Is it yours?</b>", "It is no plain text. “<b”."),
]


@pytest.mark.parametrize(("body", "reason"), DROPPED, ids=range(len(DROPPED)))
def test_what_goes_beyond_the_facts_is_dropped_with_the_reason(
    body: str, reason: str, caplog: pytest.LogCaptureFixture
) -> None:
    touch = drafted()

    with caplog.at_level(logging.INFO, logger="cadence.services.wording"):
        refused = refusal(touch, saying(body))

    assert refused.code == "help_dropped"
    assert refused.sentence == (
        f"A suggestion came and was dropped. {reason} Your words are as they were."
    )
    assert words(touch) == [("template", BODY)]
    assert f"help with try {touch.pk} was dropped: {reason.partition('.')[0]}" in caplog.text


@pytest.mark.parametrize(
    ("small", "name"),
    [
        ("as jonas told me", "jonas"),
        ("as they do at mazur cold store", "mazur cold store"),
        ("as ziggy wójcik said", "ziggy wójcik"),
        ("as at shannon chilled", "shannon chilled"),
        ("as okonkwo does", "okonkwo"),
    ],
    ids=["given name", "company", "person", "customer", "colleague"],
)
def test_a_name_written_small_is_still_one_that_no_fact_has(small: str, name: str) -> None:
    touch = drafted()
    CompanyFactory.create(name="Mazur Cold Store")
    ProspectFactory.create(name="Ziggy Wójcik")
    ImpactStoryFactory.create(customer="Shannon Chilled Ltd", may_name_customer=True)
    journeys.rep(name="Chidi Okonkwo")

    refused = refusal(touch, saying(f"Hi Aoife,\n\nIs it yours, {small}?\n\nMaya"))

    assert refused.code == "help_dropped"
    assert f"No fact has this name. “{name}”." in refused.sentence


def test_small_words_that_are_names_of_nobody_here_are_words() -> None:
    draft = suggest(drafted(), saying("Hi Aoife,\n\nWill you mark it as yours?\n\nMaya"))

    assert draft.origin == DraftOrigin.HELPED


def test_a_subject_goes_no_further_than_the_words() -> None:
    refused = refusal(drafted(), saying(SHORTER, subject="Saving 40%"))

    assert "No fact has this number." in refused.sentence


def test_a_suggestion_that_a_check_stops_is_dropped() -> None:
    touch = drafted()

    refused = refusal(touch, saying(SHORTER, subject="Re: Reading about Oranmore"))

    assert refused.code == "help_dropped"
    assert words(touch) == [("template", BODY)]


def test_what_stops_the_reps_own_words_too_is_no_fault_of_the_suggestion() -> None:
    touch = drafted()
    body = BODY.replace("Hi Aoife", "Hi Bob")

    draft = suggest(touch, saying("Hi Bob,\n\nIs it yours?\n\nMaya"), body=body)

    assert draft.origin == DraftOrigin.HELPED


@pytest.mark.parametrize(
    ("says", "sentence"),
    [
        (HelpError(SILENT, reason="timeout"), SILENT),
        ("no JSON", "The help answered with something that is no letter. Your words are as they were."),
        (json.dumps({"subject": SUBJECT, "body": BODY}), "The help would change nothing."),
    ],
    ids=["silent", "no letter", "the same"],
)  # fmt: skip
def test_without_a_suggestion_the_words_stay(says: Any, sentence: str) -> None:
    touch = drafted()

    assert refusal(touch, FakeModel(says)).sentence == sentence
    assert words(touch) == [("template", BODY)]


def test_words_that_changed_meanwhile_are_not_written_over() -> None:
    touch = drafted()

    class WhileItThinks(FakeModel):
        def answer(self, instructions: str, material: str) -> str:
            drafting.save_draft(
                touch, by=touch.owner, at=NOW, subject=SUBJECT, body="Mine.", base_number=1
            )
            return super().answer(instructions, material)

    assert refusal(touch, WhileItThinks()).code == "help_late"
    assert words(touch)[-1] == ("rep", "Mine.")


def test_few_are_helped_at_once(fake: FakeModel) -> None:
    touch = drafted()
    with wording._one_of_few(), wording._one_of_few():
        assert "The help is busy." in refusal(touch, fake).sentence

    assert suggest(touch, fake).number == 2


def test_a_fact_too_old_to_use_is_not_given(fake: FakeModel) -> None:
    touch = drafted()
    Finding.objects.update(dated_on="2026-01-01")

    assert refusal(touch, fake).code == "not_offered"
    assert fake.asked == []


def test_an_empty_sheet_with_nothing_to_bring_is_not_asked_about(fake: FakeModel) -> None:
    touch = journeys.planned()

    assert refusal(touch, fake, body=" ", base_number=0).code == "help_empty"
    assert fake.asked == []


def test_an_empty_sheet_that_brings_something_is_worded_and_nothing_empty_is_put_back() -> None:
    touch = drafted()

    draft = suggest(touch, saying(SHORTER), body="")

    assert draft.body == SHORTER
    kept = set_aside(draft)
    assert kept is not None
    assert kept.body == BODY


def test_help_is_for_the_rep_of_a_try(fake: FakeModel) -> None:
    assert refusal(drafted(), fake, by=journeys.rep()).code == "not_your_try"
    assert refusal(drafted(), fake, body="Mine.", base_number=7).code == "stale_draft"
    assert fake.asked == []


@pytest.mark.parametrize("channel", [Channel.CALL, Channel.LINKEDIN, Channel.POST])
def test_what_is_said_or_carried_by_hand_has_no_subject(channel: Channel) -> None:
    touch = drafted(channel=channel, subject_template="")
    typed = drafting.Typed("", BODY, 1)

    draft = suggest(touch, saying(SHORTER, subject="A subject"), typed=typed)

    assert (draft.subject, draft.body, draft.origin) == ("", SHORTER, "helped")


@pytest.mark.usefixtures("sandbox")
def test_an_answer_to_them_is_the_rep_s_alone_to_write(fake: FakeModel) -> None:
    touch = drafted()
    answers.named(answers.wrote(touch.prospect, "Tell me more."), ReplyKind.INTERESTED)
    answer = Touch.objects.open().answers().get(prospect=touch.prospect)

    assert refusal(answer, fake, base_number=0).code == "help_not_here"
    assert fake.asked == []


# On the desk


@pytest.fixture
def on(settings: Settings, fake: FakeModel) -> Iterator[ModelServer]:
    with ModelServer(fake) as server:
        settings.LANGUAGE_MODEL_URL = server.url
        settings.LANGUAGE_MODEL_NAME = "small"
        yield server


def press(touch: Touch, *, part: bool = False, body: str = BODY) -> Any:
    browser = Browser(touch.owner)
    post = browser.post_part if part else browser.post
    return post("suggestion", touch.pk, subject=SUBJECT, body=body, base_number=1)


def test_where_no_model_is_set_up_nothing_is_offered() -> None:
    touch = drafted()

    assert "Suggest wording" not in text_of(Browser(touch.owner).get("touch", touch.pk))
    assert press(touch).status_code == 404


@pytest.mark.usefixtures("on")
def test_a_suggestion_is_marked_until_the_rep_has_edited_it() -> None:
    touch = drafted()
    browser = Browser(touch.owner)
    page = text_of(browser.get("touch", touch.pk))
    assert "Suggest wording" in page
    assert "Asks localhost with these words and what they rest on." in page

    assert press(touch)["Location"] == f"/queue/{touch.pk}/"

    page = text_of(browser.get("touch", touch.pk))
    assert "Worded with help; read every line." in page
    assert "The words before are kept." in page
    edit = {"subject": SUBJECT, "body": SHORTER + "\nPS", "base_number": 2}
    part = text_of(browser.post_part("draft", touch.pk, **edit))
    assert '<hx-partial hx-target="#since" hx-swap="innerHTML">' in part
    assert "Worded with help" not in part
    assert "Worded with help" not in text_of(browser.get("touch", touch.pk))


@pytest.mark.usefixtures("on")
def test_without_javascript_and_with_it_nothing_typed_is_lost_where_help_fails(
    fake: FakeModel,
) -> None:
    touch, fake.says = drafted(), "no JSON"

    page, part = press(touch, body="Mine."), press(touch, part=True, body="Mine.")

    assert (page.status_code, part.status_code) == (422, 422)
    assert "Mine.</textarea>" in text_of(page)
    for answer in (page, part):
        assert "something that is no letter" in text_of(answer)
        assert '<input type="hidden" name="base_number" value="2">' in text_of(answer)


@pytest.mark.usefixtures("on", "sandbox")
def test_nothing_is_sent_by_it() -> None:
    touch = drafted()
    journeys.connected(touch.owner)

    press(touch)

    touch.refresh_from_db()
    assert touch.is_open
    assert not Approval.objects.exists()
    assert not Delivery.objects.exists()
    assert not Attempt.objects.exists()


@pytest.mark.usefixtures("on")
def test_only_the_rep_of_the_try_asks(fake: FakeModel) -> None:
    touch = drafted()
    mate = Browser(journeys.rep(team=touch.owner.team))

    answer = mate.post("suggestion", touch.pk, subject=SUBJECT, body=BODY, base_number=1)

    assert answer.status_code == 404
    assert Browser(touch.owner).get("suggestion", touch.pk).status_code == 405
    assert fake.asked == []
