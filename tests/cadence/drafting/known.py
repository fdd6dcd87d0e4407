"""What we know about Aoife, enough for every kind of try."""

from datetime import date
from typing import Any

from cadence.drafting import (
    BriefFacts,
    DraftingFacts,
    FindingFacts,
    IntroductionFacts,
    PersonFacts,
    PreviousFacts,
    QuestionFacts,
    ReplyFacts,
    ResourceFacts,
    SenderFacts,
    StepFacts,
    StoryFacts,
)

AOIFE = DraftingFacts(
    person=PersonFacts(
        name="Aoife Ní Bhriain",
        greeting="Aoife",
        title="Head of Operations",
        company="Corrib Cold Chain",
        city="Galway",
        industry="cold storage",
    ),
    sender=SenderFacts(name="Maya Okafor", company="Fernhill"),
    step=StepFacts(number=1, of=12),
    brief=BriefFacts(
        problem="The temperature record has a gap at the night handover.",
        why_now="Two more handovers a day begin in January",
    ),
    finding=FindingFacts(
        "Oranmore moves to 24-hour loading in January.", "Transport Ireland", date(2026, 11, 12)
    ),
    story=StoryFacts(
        title="How Shannon closed its night gap",
        change="The night crew signs for each pallet where it stands, not at the desk.",
        number="Eleven gaps a week became none in a month.",
        thirty_seconds=(
            "Shannon Chilled lost eleven readings a week at the 2 am handover. They moved the log "
            "from the desk to the dock door. A month later there were none, and nobody stays late."
        ),
        customer="Shannon Chilled",
    ),
    question=QuestionFacts(
        "Who notices first when a reading is missing at night?",
        "The answer tells whether the log or the handover needs care",
    ),
    resource=ResourceFacts(
        "A one-page handover list for night crews",
        "Seven lines, made to hang beside the dock door.",
        "https://fernhill.example/handover",
    ),
    introduction=IntroductionFacts("Jonas Bergström", date(2026, 11, 9)),
    reply=ReplyFacts(date(2026, 11, 20)),
    previous=PreviousFacts(date(2026, 11, 19), "letter"),
)


def knowing(**changes: Any) -> DraftingFacts:
    return AOIFE._replace(**changes)
