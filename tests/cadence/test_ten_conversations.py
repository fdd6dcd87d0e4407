from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from cadence.checks import (
    EarlierLetter,
    FactUsed,
    LetterUnderReview,
    ReviewContext,
    State,
    ValueBrought,
    run,
)
from cadence.drafting import (
    FindingFacts,
    NothingToSay,
    PreviousFacts,
    QuestionFacts,
    Rendered,
    ResourceFacts,
    StepFacts,
    StoryFacts,
    draft,
    fields_of,
)
from cadence.plan import StepPlan
from cadence.shipped import TEN_CONVERSATIONS, shipped
from prospects.enums import Channel

from .drafting.known import AOIFE

STEPS = shipped(TEN_CONVERSATIONS).steps

FIRST_DAY = date(2026, 11, 23)
FINDINGS = {
    1: ("Oranmore moves to 24-hour loading in January", "Transport Ireland"),
    8: ("A log nobody can read at night is a log nobody keeps", "Her post on night crews"),
    21: ("Corrib trains two night supervisors in Galway", "Company careers page"),
    38: ("The second loading door at Oranmore is open", "Connacht Tribune"),
}
STORIES = {
    11: StoryFacts(
        title="How Shannon closed its night gap",
        change="Their night crew now signs for each pallet where it stands, not at the desk",
        number="Eleven missing readings a week became none in a month",
        customer="Shannon Chilled",
    ),
    16: StoryFacts(
        title="How a dairy kept its auditors short",
        change="One folder a week in place of one a shift",
        thirty_seconds="A dairy in the north kept a folder a shift. Now it keeps one a week.",
    ),
}
QUESTIONS = {
    3: QuestionFacts("Who notices first when a reading is missing at night?"),
    29: QuestionFacts("What would you stop recording if nobody ever asked for it?"),
    35: QuestionFacts(
        "Which record do you look at when you wonder whether last night went well?",
        "Nobody has named the same one twice so far",
    ),
}
RESOURCES = {
    24: ResourceFacts(
        "A one-page handover list for night crews",
        "Seven lines, made to hang beside the dock door",
        "https://fernhill.example/handover",
    ),
    44: ResourceFacts("A checklist for the morning after an audit", "It fits in a pocket"),
    49: ResourceFacts(
        "The calendar of cold-chain inspections for the coming year",
        "Dates, counties, and what is asked for",
        "https://fernhill.example/inspections",
    ),
}


def written(step: StepPlan, **known_too: object) -> Rendered:
    """This step's first draft, from what a rep would know by then."""
    day = FIRST_DAY + timedelta(days=step.day - 1)
    finding = FINDINGS.get(step.day)
    known = AOIFE._replace(
        step=StepFacts(STEPS.index(step) + 1, len(STEPS)),
        finding=FindingFacts(*finding, day - timedelta(days=9)) if finding else None,
        story=STORIES.get(step.day),
        question=QUESTIONS.get(step.day),
        resource=RESOURCES.get(step.day),
        introduction=None,
        reply=None,
        previous=PreviousFacts(day - timedelta(days=4), "letter") if step.day > 1 else None,
    )
    kind = "introduction" if known_too.get("introduction") else step.value_kind
    known = known._replace(**known_too)
    return draft(step.subject_template, step.body_template, known, value_kind=kind)


def _value(step: StepPlan) -> ValueBrought | None:
    if step.day in RESOURCES:
        return ValueBrought(RESOURCES[step.day].title)
    return ValueBrought(QUESTIONS[step.day].text) if step.day in QUESTIONS else None


def review(step: StepPlan, **known_too: object):
    """What the margin says about the draft on its day, after everything sent before it."""
    earlier = tuple(
        EarlierLetter(written(each).body, FIRST_DAY, written(each).subject)
        for each in STEPS[: STEPS.index(step)]
        if each.channel != Channel.CALL
    )
    letter = LetterUnderReview(
        channel=step.channel,
        subject=written(step, **known_too).subject,
        body=written(step, **known_too).body,
        purpose=step.purpose,
        touch_number=STEPS.index(step) + 1,
        is_first_letter=step.day == 1,
        first_name="Aoife",
        full_name="Aoife Ní Bhriain",
        sender_name="Maya Okafor",
        read_aloud=True,
        earlier=earlier,
        facts=tuple(FactUsed(claim, source, FIRST_DAY) for claim, source in FINDINGS.values()),
        value=_value(step),
    )
    at_eleven = datetime.combine(FIRST_DAY + timedelta(days=3), time(11), UTC)
    return run(letter, ReviewContext(at_eleven, ZoneInfo("Europe/Dublin"), "IE"))


by_day = pytest.mark.parametrize("step", STEPS, ids=lambda step: f"day {step.day}")


@by_day
def test_each_first_draft_passes_every_check(step):
    assert troubles(step) == []


def troubles(step, **known_too):
    return [
        (result.code, result.title, result.detail)
        for result in review(step, **known_too)
        if result.state is not State.PASS
    ]


@by_day
def test_each_draft_that_follows_an_answer_passes_every_check(step):
    assert troubles(step, reply=AOIFE.reply) == []


def test_the_letters_after_an_answer_thank_for_it_and_no_other_does():
    thanking = [
        step.day for step in STEPS if "20 November" in written(step, reply=AOIFE.reply).body
    ]

    assert thanking == [11, 24, 35]


def test_the_first_letter_to_somebody_we_were_introduced_to_says_by_whom_and_passes_every_check():
    first, introduced = STEPS[0], {"introduction": AOIFE.introduction, "finding": None}

    letter = written(first, **introduced)

    assert "introduction" in first.allowed_kinds
    assert letter.subject == "Jonas Bergström pointed me to you"
    assert "Jonas Bergström was so kind as to say yes" in letter.body
    assert "Transport Ireland" not in letter.body
    assert troubles(first, **introduced) == []


@by_day
def test_each_text_is_kind_to_the_ear(step):
    text = f"{step.title} {step.guidance} {written(step).subject} {written(step).body}"

    assert "!" not in text
    assert "{" not in text
    assert not any(line.startswith(" ") for line in written(step).body.splitlines())


@by_day
def test_each_step_brings_one_kind_of_value_and_says_nothing_without_it(step):
    groups = {use.path.partition(".")[0] for use in fields_of(step.body_template)}
    brought = groups & {"fact", "story", "question", "resource"}

    assert brought == {step.value_kind.replace("finding", "fact")}
    bare = AOIFE._replace(finding=None, story=None, question=None, resource=None, introduction=None)

    with pytest.raises(NothingToSay):
        draft(step.subject_template, step.body_template, bare, value_kind=step.value_kind)


@by_day
def test_each_draft_can_be_written_from_the_least_we_must_know(step):
    """A brief without dates or figures, a story whose customer may not be named, no city."""
    least = AOIFE._replace(
        person=AOIFE.person._replace(title="", city="", industry=""),
        sender=AOIFE.sender._replace(company=""),
        finding=FindingFacts("A claim", "A source"),
        story=StoryFacts("A title", "A change", thirty_seconds="A story."),
        question=QuestionFacts("Which one?"),
        resource=ResourceFacts("A page"),
        previous=None,
    )

    assert draft(step.subject_template, step.body_template, least).body


@pytest.mark.parametrize(
    "step", [step for step in STEPS if step.channel == Channel.CALL], ids=lambda step: step.day
)
def test_a_call_has_an_opening_line_and_one_question_and_a_short_voicemail(step):
    body = written(step).body
    parts = dict(part.split(":\n", maxsplit=1) for part in body.split("\n\n"))

    assert next(iter(parts)) == "Opening line"
    assert parts["One question"].endswith("?")
    assert parts["Opening line"].endswith("?")
    assert len(parts.get("Voicemail, 20 seconds", "").split()) <= 60


def test_at_most_two_voicemails_are_left():
    assert sum("Voicemail" in step.body_template for step in STEPS) == 2


def test_the_days_and_channels_are_the_methods():
    assert [(step.day, step.channel.value) for step in STEPS] == [
        (1, "email"),
        (3, "call"),
        (8, "linkedin"),
        (11, "email"),
        (16, "call"),
        (21, "linkedin"),
        (24, "email"),
        (29, "call"),
        (35, "email"),
        (38, "call"),
        (44, "post"),
        (49, "email"),
    ]
