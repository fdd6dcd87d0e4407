"""The words of a try: first from the step's template and the research, then by the rep's own hand."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

import pytest

from cadence.enums import CallOutcome, DraftOrigin, TouchState
from cadence.models import CadenceVersion, Draft, Hold, Step, Touch
from cadence.selectors import facts
from cadence.services import drafting, enrolling, logging, planning
from cadence.shipped import TEN_CONVERSATIONS, shipped
from prospects.enums import Channel
from research.enums import FindingAbout
from research.models import Finding
from team.refusals import Refused
from tests import journeys
from tests.factories.cadence import CadenceFactory
from tests.factories.research import FindingFactory, ImpactStoryFactory, QuestionFactory
from tests.journeys import NOW

STEPS = shipped(TEN_CONVERSATIONS).steps

pytestmark = pytest.mark.usefixtures("clock")


def version_of(steps: Sequence[dict[str, Any]]) -> CadenceVersion:
    """A published version with these steps; the database asks for ten, so plain ones follow."""
    version = CadenceVersion.objects.create(cadence=CadenceFactory.create(), number=1)
    given: dict[str, Any] = {"channel": Channel.CALL, "title": "Something new"}
    for number in range(1, max(10, len(steps)) + 1):
        own = steps[number - 1] if number <= len(steps) else {}
        fields = given | {"day": number, "purpose": f"purpose-{number}"} | own
        Step.objects.create(version=version, number=number, **fields)
    CadenceVersion.objects.filter(pk=version.pk).update(state="published", published_at=NOW)
    version.refresh_from_db()
    return version


def ten_conversations() -> CadenceVersion:
    fields = "day channel purpose title guidance value_kind subject_template body_template call_hour".split()
    return version_of([{name: getattr(step, name) for name in fields} for step in STEPS])


def planned_on(version: CadenceVersion, **fields: Any) -> Touch:
    prospect = journeys.researched(**fields)
    enrollment = enrolling.enroll(prospect, version, by=prospect.owner, at=NOW)
    planning.plan_due(NOW)
    return Touch.objects.select_related("prospect", "owner").get(enrollment=enrollment)


def draft_of(touch: Touch) -> Draft:
    return Draft.objects.filter(touch=touch).latest("number")


def save(touch: Touch, body: str = journeys.LETTER, **changed: Any) -> Draft:
    given: dict[str, Any] = {
        "by": touch.owner,
        "at": NOW,
        "subject": "Night loading at Oranmore",
        "body": body,
        "base_number": 0,
    }
    return drafting.save_draft(touch, **(given | changed))


# First drafts


def test_the_first_letter_of_ten_conversations_says_what_the_research_found() -> None:
    touch = planned_on(ten_conversations())
    newest = Finding.objects.latest("pk")

    assert drafting.draft_due(NOW) == 1

    draft = draft_of(touch)
    assert (draft.number, draft.origin, draft.author) == (1, DraftOrigin.TEMPLATE, None)
    assert draft.to_address == touch.prospect.email
    assert draft.subject == f"Reading about {touch.prospect.company.name}"
    assert draft.body == (
        f"Hi Aoife,\n\nI came across this in Trade paper of 4 November: {newest.claim}\n\n"
        "My guess is that it brings one thing closer: Night loading leaves a hole in the temperature"
        " record. And the timing made me write today rather than later: Their depot goes to loading"
        " round the clock.\n\n"
        "I may well be wrong, so I would rather ask than assume. Is this on your desk at the moment?\n\n"
        f"If it isn't, tell me and I'll stop.\n\n{touch.owner.first_name}"
    )


def test_a_drafted_try_keeps_what_it_brings_and_waits_for_its_rep() -> None:
    touch = planned_on(ten_conversations())

    drafting.draft_due(NOW)

    touch.refresh_from_db()
    assert touch.state == TouchState.DRAFTED
    assert touch.finding == Finding.objects.latest("pk")
    assert (touch.story, touch.question, touch.resource) == (None, None, None)


def test_drafting_again_writes_nothing() -> None:
    touch = planned_on(ten_conversations())

    assert [drafting.draft_due(NOW) for _bell in range(2)] == [1, 0]

    assert Draft.objects.filter(touch=touch).count() == 1


def test_one_person_never_hears_the_same_fact_twice() -> None:
    facts = {"channel": Channel.CALL, "value_kind": "finding", "body_template": "{{ fact.claim }}"}
    touch = planned_on(version_of([facts, facts, facts, facts]))
    prospect = touch.prospect
    brought = []
    for _try in range(4):
        drafting.draft_due(NOW + timedelta(days=1))
        touch = Touch.objects.open().get(prospect=prospect)
        brought.append(touch.finding)
        logging.log_call(touch, by=touch.owner, at=NOW, outcome=CallOutcome.NO_ANSWER)
        planning.plan_due(NOW)

    assert set(brought[:3]) == set(Finding.objects.filter(prospect=prospect))
    assert brought[3] is None


def test_a_skipped_try_gives_its_fact_back() -> None:
    facts = {"channel": Channel.CALL, "value_kind": "finding", "body_template": "{{ fact.claim }}"}
    touch = planned_on(version_of([facts, facts]))
    drafting.draft_due(NOW)
    touch.refresh_from_db()
    used = touch.finding
    Touch.objects.filter(pk=touch.pk).update(state="skipped", skip_reason="wrong_time")
    touch.enrollment.refresh_from_db()
    type(touch.enrollment).objects.filter(pk=touch.enrollment_id).update(next_step=2, plan_at=NOW)
    planning.plan_due(NOW)

    drafting.draft_due(NOW + timedelta(days=1))

    assert Touch.objects.get(number=2).finding == used


@pytest.mark.parametrize(
    ("kind", "make"),
    [("story", ImpactStoryFactory), ("question", QuestionFactory)],
)
def test_a_try_brings_what_the_library_has_for_them(kind: str, make: type) -> None:
    item = make.create(industry="")  # type: ignore[attr-defined]
    touch = planned_on(version_of([{"value_kind": kind, "body_template": "Hello."}]))

    drafting.draft_due(NOW)

    touch.refresh_from_db()
    assert getattr(touch, kind) == item


def test_where_there_is_nothing_solid_to_say_the_try_waits_and_says_so() -> None:
    touch = planned_on(version_of([{"value_kind": "story", "body_template": "{{ story.change }}"}]))

    assert drafting.draft_due(NOW) == 1

    touch.refresh_from_db()
    assert touch.nothing_to_say == "We found nothing solid to say yet."
    assert touch.state == TouchState.PLANNED
    assert not Draft.objects.exists()
    assert drafting.draft_due(NOW) == 0


FACT = {"channel": Channel.CALL, "value_kind": "finding", "body_template": "{{ fact.claim }}"}


def without_facts() -> Touch:
    """A try that wants a fact, looked at while nothing was known."""
    touch = planned_on(version_of([FACT]))
    Finding.objects.filter(company=touch.prospect.company).update(
        retracted_at=NOW, retracted_by=touch.owner, retracted_reason="They left that project."
    )
    drafting.draft_due(NOW)
    touch.refresh_from_db()
    assert (touch.state, touch.look_again_at) == (TouchState.PLANNED, NOW + timedelta(days=1))
    return touch


def test_a_try_with_nothing_to_say_is_looked_at_again_after_a_day() -> None:
    touch = planned_on(version_of([{"value_kind": "story", "body_template": "{{ story.change }}"}]))
    drafting.draft_due(NOW)
    ImpactStoryFactory.create(industry="", change="The second crew signs.")
    almost, a_day = NOW + timedelta(hours=23), NOW + timedelta(days=1)

    assert [drafting.draft_due(almost), drafting.draft_due(a_day)] == [0, 1]

    touch.refresh_from_db()
    assert draft_of(touch).body == "The second crew signs"
    assert (touch.state, touch.nothing_to_say) == (TouchState.DRAFTED, "")
    assert touch.look_again_at is None


@pytest.mark.parametrize("of_the_company", [False, True])
def test_a_fact_that_arrives_is_drafted_at_once(of_the_company: bool) -> None:
    touch = without_facts()
    fact = FindingFactory.create(
        prospect=None if of_the_company else touch.prospect,
        company=touch.prospect.company,
        about=FindingAbout.COMPANY if of_the_company else FindingAbout.PERSON,
        claim="The depot loads at night",
        added_by=touch.owner,
        created_at=NOW + timedelta(minutes=5),
    )

    assert drafting.draft_due(NOW + timedelta(minutes=6)) == 1

    touch.refresh_from_db()
    assert (touch.finding, draft_of(touch).body) == (fact, fact.claim)


def test_a_fact_about_a_colleague_wakes_nobody_else() -> None:
    touch = without_facts()
    colleague = journeys.researched(company=touch.prospect.company, email="sean@corrib.example")
    FindingFactory.create(prospect=colleague, created_at=NOW + timedelta(minutes=5))

    assert drafting.draft_due(NOW + timedelta(minutes=6)) == 0


def test_one_try_that_fails_is_set_aside_and_the_others_are_drafted(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    failing = planned_on(version_of([{"body_template": "Hello."}]))
    sound = planned_on(version_of([{"body_template": "Hello."}]), email="sean@corrib.example")
    values_for = facts.values_for

    def fails_for_one(touch: Touch, shelf: facts.Shelf) -> Iterator[facts.Value]:
        if touch.pk == failing.pk:
            raise ZeroDivisionError
        return values_for(touch, shelf)

    monkeypatch.setattr(facts, "values_for", fails_for_one)
    drafting.draft_due(NOW)
    again = drafting.draft_due(NOW + timedelta(minutes=1))
    monkeypatch.undo()

    assert draft_of(sound).body == "Hello."
    assert f"try {failing.pk} could not be drafted" in caplog.text
    assert [again, drafting.draft_due(NOW + timedelta(hours=1))] == [0, 1]
    assert draft_of(failing).body == "Hello."


def test_a_template_nobody_can_read_keeps_no_other_draft_waiting() -> None:
    broken = planned_on(version_of([{"body_template": "{{ person.shoe_size }}"}]))
    sound = planned_on(version_of([{"body_template": "Hello."}]), email="sean@corrib.example")

    assert drafting.draft_due(NOW) == 2

    broken.refresh_from_db()
    assert broken.nothing_to_say == (
        "There is no field “person.shoe_size”. Look at line 1, column 4 of the step's text."
    )
    assert draft_of(sound).body == "Hello."


def test_the_words_of_one_channel_are_not_drafted_for_another() -> None:
    touch = planned_on(version_of([{"body_template": "Hello."}]), phone="")

    drafting.draft_due(NOW)

    touch.refresh_from_db()
    assert touch.nothing_to_say == (
        "This was planned as Call, and there is no way to reach them there. Write it yourself."
    )


def test_a_subject_that_grew_too_long_keeps_no_other_draft_waiting() -> None:
    grows = {"subject_template": "{{ brief.problem }}", "body_template": "Hello."}
    touch = planned_on(version_of([grows]))
    touch.prospect.brief.problem = "Night loading. " * 200
    touch.prospect.brief.save(update_fields=["problem"])

    assert drafting.draft_due(NOW) == 1

    assert len(draft_of(touch).subject) == 1_000


def test_only_tries_of_the_next_days_are_drafted() -> None:
    touch = planned_on(version_of([{"body_template": "Hello."}]))
    Touch.objects.filter(pk=touch.pk).update(due_at=NOW + timedelta(days=3, seconds=1))

    assert [drafting.draft_due(NOW), drafting.draft_due(NOW + timedelta(seconds=1))] == [0, 1]


def test_nothing_is_drafted_for_a_company_on_hold() -> None:
    touch = planned_on(version_of([{"body_template": "Hello."}]))
    Hold.objects.create(company=touch.prospect.company, reason="They answered.", placed_at=NOW)

    assert drafting.draft_due(NOW) == 0


# The rep's own words


def test_an_edit_is_a_new_draft_and_the_old_one_stays() -> None:
    touch = planned_on(version_of([{"body_template": "Hello."}]))
    drafting.draft_due(NOW)

    edit = save(touch, base_number=1)

    assert (edit.number, edit.origin, edit.author) == (2, DraftOrigin.REP, touch.owner)
    assert [draft.body for draft in touch.drafts.order_by("number")] == ["Hello.", journeys.LETTER]


def test_the_same_words_again_make_no_new_draft() -> None:
    touch = journeys.planned()

    assert save(touch) == save(touch) == save(touch, base_number=1)


def test_a_text_saved_over_a_newer_one_of_another_tab_is_refused_and_nothing_is_lost() -> None:
    touch = journeys.planned()
    first = save(touch)

    with pytest.raises(Refused) as refusal:
        save(touch, body="Hi Aoife,\nwritten in the other tab.")

    assert refusal.value.code == "stale_draft"
    assert refusal.value.sentence == (
        "This text was changed in another window. Choose which one to keep."
    )
    assert draft_of(touch) == first


def test_a_new_address_makes_a_new_draft_of_the_same_words() -> None:
    touch = journeys.planned()
    save(touch)
    touch.prospect.email = "aoife.nibhriain@corrib.example"
    touch.prospect.save(update_fields=["email"])

    draft = save(touch, base_number=1)

    assert (draft.number, draft.to_address) == (2, "aoife.nibhriain@corrib.example")


@pytest.mark.parametrize(
    "changed", [{"body": "a" * 65_537}, {"subject": "a" * 1_001}], ids=["body", "subject"]
)
def test_what_is_too_long_to_be_a_letter_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(Refused) as refusal:
        save(journeys.planned(), **changed)

    assert refusal.value.sentence == "This is too long to be a letter. Keep what matters."


def test_line_ends_of_every_kind_become_one_kind_and_nul_vanishes() -> None:
    draft = save(
        journeys.planned(), body="Hi Aoife,\r\none\rtwo\nthree\0", subject="Night\0 loading"
    )

    assert draft.body == "Hi Aoife,\none\ntwo\nthree"
    assert draft.subject == "Night loading"


def test_a_colleagues_try_is_read_and_not_written() -> None:
    with pytest.raises(Refused) as refusal:
        save(journeys.planned(), by=journeys.rep())

    assert refusal.value.code == "not_your_try"


def test_a_closed_try_takes_no_more_words() -> None:
    touch = journeys.planned(email="")
    logging.log_call(touch, by=touch.owner, at=NOW, outcome=CallOutcome.NO_ANSWER)

    with pytest.raises(Refused) as refusal:
        save(touch)

    assert refusal.value.code == "try_is_closed"


def test_the_reps_words_end_the_silence_of_a_try_with_nothing_to_say() -> None:
    touch = planned_on(version_of([{"value_kind": "story", "body_template": "{{ story.change }}"}]))
    drafting.draft_due(NOW)

    save(touch)

    touch.refresh_from_db()
    assert (touch.state, touch.nothing_to_say) == (TouchState.DRAFTED, "")


def test_a_fact_found_later_is_new_to_them() -> None:
    facts = {"channel": Channel.CALL, "value_kind": "finding", "body_template": "{{ fact.claim }}"}
    touch = planned_on(version_of([facts]))
    newest = FindingFactory.create(
        prospect=touch.prospect, company=touch.prospect.company, dated_on=NOW.date()
    )

    drafting.draft_due(NOW)

    touch.refresh_from_db()
    assert touch.finding == newest
