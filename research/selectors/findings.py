"""What is known about a person, for pages and for the drafter."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from prospects.models import Company, Prospect
from research.enums import Freshness
from research.models import Finding
from research.policies import oldest_usable_day
from team.models import Policy


@dataclass(frozen=True, slots=True)
class ShownFinding:
    finding: Finding
    freshness: Freshness

    @property
    def is_usable(self) -> bool:
        return self.freshness != Freshness.EXPIRED


MOST_SHOWN = 20


def facts_about(prospect: Prospect) -> list[Finding]:
    """What stands about a person and their company, the newest first."""
    return list(Finding.objects.standing().about(prospect).newest_first()[:MOST_SHOWN])


def facts_of_company(company: Company) -> list[Finding]:
    """What serves everybody there, the newest first; what is about one person stays on their page."""
    facts = Finding.objects.standing().filter(company=company, prospect__isnull=True)
    return list(facts.newest_first()[:MOST_SHOWN])


def usable_for(prospect: Prospect, at: datetime, policy: Policy) -> QuerySet[Finding]:
    """Standing facts a letter may still rest on, newest first."""
    first_day = oldest_usable_day(at, policy)
    return Finding.objects.standing().about(prospect).dated_since(first_day).newest_first()


def shown_for(prospect: Prospect, at: datetime) -> list[ShownFinding]:
    """Every standing fact, with how far it can still be trusted."""
    policy = Policy.current()
    found = Finding.objects.standing().about(prospect).newest_first().select_related("added_by")
    return [
        ShownFinding(
            finding=finding,
            freshness=finding.freshness(
                at.date(),
                fresh_days=policy.finding_fresh_days,
                max_days=policy.finding_max_days,
            ),
        )
        for finding in found
    ]


def retracted_for(prospect: Prospect) -> QuerySet[Finding]:
    return (
        Finding.objects.about(prospect)
        .filter(retracted_at__isnull=False)
        .newest_first()
        .select_related("retracted_by")
    )
