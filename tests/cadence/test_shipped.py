"""Every cadence that ships: it may be published, and each first draft is a letter one would send."""

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
    IntroductionFacts,
    NothingToSay,
    PreviousFacts,
    QuestionFacts,
    Rendered,
    ReplyFacts,
    ResourceFacts,
    StepFacts,
    StoryFacts,
    draft,
)
from cadence.plan import StepPlan
from cadence.plan_file import read, write
from cadence.policies.publishing import problems_of
from cadence.shipped import FOLDER, SHIPPED, TEN_CONVERSATIONS, shipped
from prospects.enums import Channel

from .drafting.known import AOIFE

FIRST_DAY = date(2026, 11, 23)
FINDINGS = (
    FindingFacts("Oranmore moves to 24-hour loading in January", "Transport Ireland"),
    FindingFacts("A log nobody can read at night is a log nobody keeps", "Her post on crews"),
    FindingFacts("Corrib trains two night supervisors in Galway", "Company careers page"),
    FindingFacts("The second loading door at Oranmore is open", "Connacht Tribune"),
)
STORIES = (
    StoryFacts(
        title="How Shannon closed its night gap",
        change="Their night crew now signs for each pallet where it stands, not at the desk",
        number="Eleven missing readings a week became none in a month",
        thirty_seconds="A crew signed at a desk far away. Now it signs at the pallet.",
        customer="Shannon Chilled",
    ),
    StoryFacts(
        title="How a dairy kept its auditors short",
        change="One folder a week in place of one a shift",
        thirty_seconds="A dairy in the north kept a folder a shift. Now it keeps one a week.",
    ),
)
QUESTIONS = (
    QuestionFacts("Who notices first when a reading is missing at night?"),
    QuestionFacts("What would you stop recording if nobody ever asked for it?"),
)
RESOURCES = (
    ResourceFacts(
        "A one-page handover list for night crews",
        "Seven lines, made to hang beside the dock door",
        "https://fernhill.example/handover",
    ),
    ResourceFacts(
        "A checklist for the morning after an audit",
        "It fits in a pocket",
        "https://fernhill.example/morning",
    ),
    ResourceFacts(
        "The calendar of cold-chain inspections for the coming year",
        "Dates, counties, and what is asked for",
        "https://fernhill.example/inspections",
    ),
)
SHELVES = {"finding": FINDINGS, "story": STORIES, "question": QUESTIONS, "resource": RESOURCES}
CASES = [
    (slug, number)
    for slug in SHIPPED
    if slug != TEN_CONVERSATIONS  # has tests of its own
    for number in range(len(shipped(slug).steps))
]
each_step = pytest.mark.parametrize(("slug", "number"), CASES)


def brought(slug: str, number: int, kind: str) -> dict[str, object]:
    """The next unused thing of this kind, as the drafter would choose it."""
    if kind == "introduction":
        return {"introduction": AOIFE.introduction}
    before = [step.value_kind for step in shipped(slug).steps[:number]].count(kind)
    return {kind: SHELVES[kind][before % len(SHELVES[kind])]}


def written(slug: str, number: int, kind: str = "", **known_too: object) -> Rendered:
    step = shipped(slug).steps[number]
    kind = kind or step.value_kind
    known = AOIFE._replace(
        step=StepFacts(number + 1, len(shipped(slug).steps)),
        **(
            dict.fromkeys(("finding", "story", "question", "resource", "introduction", "reply"))
            | {"previous": PreviousFacts(FIRST_DAY, "letter") if number else None}
            | brought(slug, number, kind)
            | known_too
        ),
    )
    return draft(step.subject_template, step.body_template, known, value_kind=kind)


def troubles(slug: str, number: int, kind: str = "", **known_too: object) -> list[str]:
    """What the margin says about this draft on its day, after everything sent before it."""
    steps = shipped(slug).steps
    step, letter = steps[number], written(slug, number, kind, **known_too)
    earlier = tuple(
        EarlierLetter(written(slug, each).body, FIRST_DAY, written(slug, each).subject)
        for each in range(number)
        if steps[each].channel != Channel.CALL
    )
    facts = tuple(
        FactUsed(f"{each.claim} {each.change} {each.number}", each.source, FIRST_DAY)
        for each in [_Both(finding, story) for finding in FINDINGS for story in STORIES]
    )
    under_review = LetterUnderReview(
        channel=step.channel,
        subject=letter.subject,
        body=letter.body,
        purpose=step.purpose,
        touch_number=number + 1,
        is_first_letter=number == 0,
        first_name="Aoife",
        full_name="Aoife Ní Bhriain",
        sender_name="Maya Okafor",
        read_aloud=True,
        earlier=earlier,
        facts=facts,
        value=_value(slug, number, kind),
    )
    at_eleven = datetime.combine(FIRST_DAY + timedelta(days=3), time(11), UTC)
    found = run(under_review, ReviewContext(at_eleven, ZoneInfo("Europe/Dublin"), "IE"))
    return [f"{each.code}: {each.detail}" for each in found if each.state is not State.PASS]


def _value(slug: str, number: int, kind: str) -> ValueBrought:
    """The thing of value by the name that its row has."""
    (thing,) = brought(slug, number, kind or shipped(slug).steps[number].value_kind).values()
    names = ("claim", "title", "text", "name")
    return ValueBrought(next(getattr(thing, name) for name in names if hasattr(thing, name)))


class _Both:
    """A fact and a story, whose figures a letter may lean on."""

    def __init__(self, finding: FindingFacts, story: StoryFacts) -> None:
        self.claim, self.source = finding.claim, finding.source
        self.change, self.number = story.change, story.number


@pytest.mark.parametrize("slug", SHIPPED)
def test_what_ships_may_be_published(slug: str) -> None:
    assert problems_of(shipped(slug).steps) == []


@pytest.mark.parametrize("slug", SHIPPED)
def test_what_ships_comes_back_from_our_own_writing(slug: str) -> None:
    assert read(write(shipped(slug)).encode()).plan == shipped(slug)


def test_no_file_lies_unused_in_the_folder() -> None:
    assert sorted(path.stem for path in FOLDER.iterdir()) == sorted(SHIPPED)


@each_step
def test_each_first_draft_passes_every_check(slug: str, number: int) -> None:
    assert troubles(slug, number) == []


@each_step
def test_each_draft_after_an_answer_passes_every_check(slug: str, number: int) -> None:
    assert troubles(slug, number, reply=ReplyFacts(date(2026, 11, 20))) == []


def test_without_an_introduction_the_first_letter_leans_on_a_fact() -> None:
    assert troubles("warm-introductions", 0, "finding") == []
    named = written(
        "warm-introductions", 0, introduction=IntroductionFacts("Jonas Bergström", FIRST_DAY)
    )
    assert named.subject == "Jonas Bergström said to write"


@each_step
def test_each_draft_can_be_written_from_the_least_we_must_know(slug: str, number: int) -> None:
    least = {
        "person": AOIFE.person._replace(title="", city="", industry=""),
        "sender": AOIFE.sender._replace(company=""),
        "finding": FindingFacts("A claim", "A source"),
        "story": StoryFacts("A title", "A change", thirty_seconds="A story."),
        "question": QuestionFacts("Which one?"),
        "resource": ResourceFacts("A page"),
        "previous": None,
    }

    assert written(slug, number, **least).body


@each_step
def test_nothing_is_said_without_what_the_step_brings(slug: str, number: int) -> None:
    bare = dict.fromkeys(("finding", "story", "question", "resource", "introduction"))

    with pytest.raises(NothingToSay):
        written(slug, number, **bare)


@each_step
def test_each_text_is_kind_to_the_ear(slug: str, number: int) -> None:
    step: StepPlan = shipped(slug).steps[number]
    letter = written(slug, number)
    text = f"{step.title} {step.guidance} {letter.subject} {letter.body}"

    assert "!" not in text
    assert "{" not in text
    assert not any(line.startswith(" ") for line in letter.body.splitlines())


@pytest.mark.parametrize("slug", SHIPPED)
def test_no_two_cadences_say_the_same(slug: str) -> None:
    others = {
        step.body_template for each in SHIPPED if each != slug for step in shipped(each).steps
    }

    assert not others & {step.body_template for step in shipped(slug).steps}
