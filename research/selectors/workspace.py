"""All that the research page shows about one person, in a fixed number of queries."""

from dataclasses import dataclass
from datetime import datetime

from prospects.models import Prospect
from research.enums import Fit, WarmPath
from research.models import Brief, Finding, Introduction
from research.policies import Gap, Known, gaps_in
from research.selectors.findings import ShownFinding, retracted_for, shown_for
from research.selectors.misfits import judged_lately
from research.selectors.warm_paths import Acquaintance, acquaintances
from team.models import User


@dataclass(frozen=True, slots=True)
class Workspace:
    prospect: Prospect
    brief: Brief | None
    findings: list[ShownFinding]
    retracted: list[Finding]
    introductions: list[Introduction]
    acquaintances: list[Acquaintance]
    missing: list[Gap]
    misfits_lately: int
    at: datetime

    @property
    def is_ready(self) -> bool:
        return not self.missing

    @property
    def is_thought_through(self) -> bool:
        """Enough to read it rather than to go on writing it."""
        brief = self.brief
        return brief is not None and (
            brief.fit == Fit.NOT_A_FIT
            or bool(brief.fit == Fit.FITS and brief.problem and brief.why_now)
        )

    @property
    def is_looked_up(self) -> bool:
        return self.brief is not None and self.brief.warm_path != WarmPath.UNCHECKED

    @property
    def unknowns(self) -> list[str]:
        lines = self.brief.unknowns.splitlines() if self.brief else []
        return [line.strip() for line in lines if line.strip()]

    @property
    def waited_for(self) -> Introduction | None:
        """The ask that keeps us from coming cold, the longest of them."""
        waiting = [each for each in self.introductions if each.is_waited_for(self.at)]
        return max(waiting, key=lambda each: each.waits_until, default=None)

    @property
    def odd_letters(self) -> list[str]:
        """Letters of the name that a keyboard at hand may lack: copied, never retyped."""
        return list(dict.fromkeys(each for each in self.prospect.name if not each.isascii()))


def workspace_of(prospect: Prospect, viewer: User, at: datetime) -> Workspace:
    brief = (
        Brief.objects.select_related("name_confirmed_by", "updated_by")
        .filter(prospect=prospect)
        .first()
    )
    findings = shown_for(prospect, at)
    asked = list(
        Introduction.objects.filter(prospect=prospect)
        .select_related("asked_by")
        .order_by("-asked_at", "-pk")
    )
    known = Known(
        brief=brief,
        kinds=tuple(shown.finding.about for shown in findings if shown.is_usable),
        was_asked=bool(asked),
    )
    is_misfit = brief is not None and brief.fit == Fit.NOT_A_FIT
    return Workspace(
        prospect=prospect,
        brief=brief,
        findings=findings,
        retracted=list(retracted_for(prospect)),
        introductions=asked,
        acquaintances=acquaintances(
            prospect, findings, viewer, {each.introducer for each in asked}
        ),
        missing=gaps_in(known, prospect),
        misfits_lately=judged_lately(viewer, at) if is_misfit else 0,
        at=at,
    )
