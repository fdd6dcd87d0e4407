"""What colleagues learned at a company, and what a person's tries have used so far."""

from dataclasses import dataclass
from datetime import datetime

from cadence.models import Enrollment, Setback, Touch
from cadence.models.setback import TEACHES
from cadence.models.touch import USED
from cadence.permissions import can_decide
from cadence.selectors.words import channel_word
from prospects.models import Prospect
from team.models import User

MOST = 5


@dataclass(frozen=True, slots=True)
class UsedIn:
    """One thing of value, and the try that brought it or is to bring it."""

    what: str
    number: int
    channel: str
    made_at: datetime | None


@dataclass(frozen=True, slots=True)
class ResearchPanel:
    used: list[UsedIn]
    learned: list[Setback]
    to_ask: Enrollment | None


def research_panel(viewer: User, prospect: Prospect) -> ResearchPanel:
    return ResearchPanel(
        used=used_by(prospect),
        learned=learned_at(prospect.company_id, viewer),
        to_ask=unasked(prospect) if can_decide(viewer, prospect) else None,
    )


def learned_at(company: int, viewer: User) -> list[Setback]:
    """The newest first, of the people this colleague may read about."""
    return list(
        Setback.objects.at_company(company)
        .filter(enrollment__prospect__in=Prospect.objects.visible_to(viewer).values("pk"))
        .select_related("enrollment__prospect", "by")
        .order_by("-at", "-pk")[:MOST]
    )


def unasked(prospect: Prospect) -> Enrollment | None:
    """The last way through a cadence, if it led nowhere and nobody has said what that taught."""
    last = prospect.enrollments.select_related("setback").order_by("-started_at", "-pk").first()
    if last is None or last.ending not in TEACHES or hasattr(last, "setback"):
        return None
    return last


def used_by(prospect: Prospect) -> list[UsedIn]:
    """Each fact, story, question and resource this person has had or is to have, by try."""
    tries = (
        Touch.objects.steps()
        .filter(USED, prospect=prospect)
        .select_related("finding", "story", "question", "resource", "introduction")
        .order_by("planned_at", "pk")
    )
    return [
        UsedIn(str(item), each.number, channel_word(each.channel), each.closed_at)
        for each in tries
        for item in (each.finding, each.story, each.question, each.resource, each.introduction)
        if item is not None
    ]
