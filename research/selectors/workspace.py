"""All that the research page shows about one person, in a fixed number of queries."""

from dataclasses import dataclass
from datetime import datetime

from prospects.models import Prospect
from research.models import Brief, Finding, Introduction
from research.policies import Known, gaps_in
from research.selectors.findings import ShownFinding, retracted_for, shown_for


@dataclass(frozen=True, slots=True)
class Workspace:
    prospect: Prospect
    brief: Brief | None
    findings: list[ShownFinding]
    retracted: list[Finding]
    introductions: list[Introduction]
    missing: list[str]

    @property
    def is_ready(self) -> bool:
        return not self.missing


def workspace_of(prospect: Prospect, at: datetime) -> Workspace:
    brief = (
        Brief.objects.select_related("name_confirmed_by", "updated_by")
        .filter(prospect=prospect)
        .first()
    )
    findings = shown_for(prospect, at)
    known = Known(
        brief=brief,
        kinds=tuple(shown.finding.about for shown in findings if shown.is_usable),
    )
    asked = Introduction.objects.filter(prospect=prospect).order_by("-asked_at", "-pk")
    return Workspace(
        prospect=prospect,
        brief=brief,
        findings=findings,
        retracted=list(retracted_for(prospect)),
        introductions=list(asked),
        missing=gaps_in(known, prospect),
    )
