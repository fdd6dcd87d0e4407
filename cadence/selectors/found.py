"""The facts about one person as the desk shows them: how fresh they are, and which try brought which."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from cadence.enums import TouchState
from cadence.models import Touch
from research.enums import Freshness
from research.models import Finding
from team.models import Policy


@dataclass(frozen=True, slots=True)
class Fact:
    claim: str
    source: str
    url: str
    dated_on: Any
    tag: str
    is_here: bool
    is_ageing: bool
    is_expired: bool


def findings_for(touch: Touch) -> list[Finding]:
    """Every standing fact, newest first, with `used_in`: the number of the try that brought it."""
    used = (
        Touch.objects.filter(prospect=touch.prospect, finding=OuterRef("pk"))
        .exclude(state__in=[TouchState.SKIPPED, TouchState.CANCELLED])
        .values("number")
    )
    standing = Finding.objects.standing().about(touch.prospect).newest_first()
    return list(standing.annotate(used_in=Subquery(used[:1])))


def fact_of(finding: Finding, touch: Touch, policy: Policy, at: datetime) -> Fact:
    used_in: int | None = finding.used_in  # type: ignore[attr-defined]
    is_here = finding.pk == touch.finding_id and touch.is_open
    freshness = freshness_of(finding, policy, at)
    if is_here:
        tag = _("In this draft")
    elif used_in:
        tag = _("Used in try %(number)s") % {"number": used_in}
    else:
        tag = _("Not used yet")
    return Fact(
        claim=finding.claim,
        source=finding.source,
        url=finding.source_url,
        dated_on=finding.dated_on,
        tag=tag,
        is_here=is_here,
        is_ageing=freshness == Freshness.AGEING,
        is_expired=freshness == Freshness.EXPIRED,
    )


def freshness_of(finding: Finding, policy: Policy, at: datetime) -> Freshness:
    return finding.freshness(
        at.date(), fresh_days=policy.finding_fresh_days, max_days=policy.finding_max_days
    )
