"""The pure part of a try, without a database: days, drafts, checks. `python -m bench.writing`."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import count, islice
from statistics import quantiles
from time import perf_counter
from zoneinfo import ZoneInfo

from cadence.checks import EarlierLetter, FactUsed, LetterUnderReview, ReviewContext, run
from cadence.drafting import (
    BriefFacts,
    DraftingFacts,
    FindingFacts,
    PersonFacts,
    PreviousFacts,
    QuestionFacts,
    Rendered,
    ResourceFacts,
    SenderFacts,
    StepFacts,
    StoryFacts,
    draft,
)
from cadence.plan import StepPlan
from cadence.schedule import PersonCalendar, RepCalendar, Terms, due
from cadence.shipped import TEN_CONVERSATIONS, shipped
from prospects.enums import Channel

STEPS = shipped(TEN_CONVERSATIONS).steps
MONDAY = datetime(2026, 11, 23, 11, tzinfo=UTC)
ZONES = [ZoneInfo(zone) for zone in ("Europe/Dublin", "America/Denver", "Asia/Tokyo")]
ROUNDS = 6_000
REVIEWS = 400


def dues_per_second() -> float:
    """Due days of people in three zones and three calendars, for one rep."""
    rep = RepCalendar(ZONES[0], "IE")
    people = [
        PersonCalendar(zone, country)
        for zone, country in zip(ZONES, "IE US JP".split(), strict=True)
    ]

    def one(number: int) -> None:
        last = MONDAY + timedelta(hours=number % 240)
        due(last, 5, Terms(people[number % 3], rep), now=last)

    return _per_second(one)


def drafts_per_second() -> float:
    """First drafts of the twelve steps in turn, each person with facts of their own."""

    def one(number: int) -> None:
        _draft(number)

    return _per_second(one)


def review_milliseconds() -> tuple[float, float]:
    """Median and 95th percentile of all checks on a letter with ten earlier ones."""
    earlier = tuple(
        EarlierLetter(text.body, date(2026, 11, 5), text.subject) for text in islice(_letters(), 10)
    )
    context = ReviewContext(MONDAY, ZONES[0], "IE")
    took = []
    for text in islice(_letters(start=1_000), REVIEWS):
        letter = LetterUnderReview(
            channel=Channel.EMAIL,
            subject=text.subject,
            body=text.body,
            first_name="Aoife",
            full_name="Aoife Ní Bhriain",
            sender_name="Maya Okafor",
            earlier=earlier,
            facts=(FactUsed("A claim", "A source", date(2026, 11, 12)),),
        )
        started = perf_counter()
        run(letter, context)
        took.append((perf_counter() - started) * 1_000)
    cuts = quantiles(took, n=20)
    return cuts[9], cuts[18]


def _letters(start: int = 0) -> Iterator[Rendered]:
    return (_draft(number) for number in count(start) if _step(number).channel == Channel.EMAIL)


def _draft(number: int) -> Rendered:
    step = _step(number)
    return draft(
        step.subject_template, step.body_template, _facts(number), value_kind=step.value_kind
    )


def _step(number: int) -> StepPlan:
    return STEPS[number % len(STEPS)]


def _facts(number: int) -> DraftingFacts:
    return DraftingFacts(
        person=PersonFacts(f"Aoife Ní Bhriain {number}", "Aoife", company="Corrib Cold Chain"),
        sender=SenderFacts("Maya Okafor", "Fernhill"),
        step=StepFacts(number % len(STEPS) + 1, len(STEPS)),
        brief=BriefFacts(f"Record {number} has a gap.", f"Door {number} opens in January."),
        finding=FindingFacts(f"Depot {number} loads at night.", "Transport Ireland", MONDAY.date()),
        story=StoryFacts("A story", f"Crew {number} signs at the door.", "None lost.", "A story."),
        question=QuestionFacts(f"Who notices reading {number} first?", "It tells where to look."),
        resource=ResourceFacts(f"Page {number}", "Seven lines.", "https://fernhill.example/page"),
        previous=PreviousFacts(MONDAY.date(), "letter"),
    )


def _per_second(one: Callable[[int], None]) -> float:
    for number in range(50):
        one(number)
    started = perf_counter()
    for number in range(ROUNDS):
        one(number)
    return ROUNDS / (perf_counter() - started)


def main() -> None:
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    median, slow = review_milliseconds()
    print(f"due days        {dues_per_second():>8,.0f} a second, one core")
    print(f"first drafts    {drafts_per_second():>8,.0f} a second, one core")
    print(f"all checks      {median:>8.2f} ms median, {slow:.2f} ms p95, ten earlier")


if __name__ == "__main__":
    main()
