"""May we begin with this person, with which cadence, and if not, what is missing?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, QuerySet

from cadence.enums import VersionState
from cadence.models import CadenceVersion
from cadence.policies.beginning import check_may_enroll
from cadence.policies.company import COLLEAGUE_LEADS
from cadence.selectors.requests import Asking, asking_of
from prospects.models import Prospect
from research.policies import missing
from team.models import User
from team.refusals import Refused


@dataclass(frozen=True, slots=True)
class Beginning:
    """`missing` are sentences about the research; `refusal` is any other reason to wait.

    `asking` is there where that reason is a colleague, who can be asked.
    """

    versions: Sequence[CadenceVersion]
    missing: list[str]
    refusal: str
    asking: Asking | None = None

    @property
    def is_possible(self) -> bool:
        return bool(self.versions) and not self.missing and not self.refusal


def published_versions() -> QuerySet[CadenceVersion]:
    """The newest published version of each cadence in use, with its tries and last day."""
    return (
        CadenceVersion.objects.filter(
            state=VersionState.PUBLISHED, cadence__archived_at__isnull=True
        )
        .order_by("cadence__name", "cadence", "-number")
        .distinct("cadence__name", "cadence")
        .select_related("cadence")
    )


def versions_to_begin() -> list[CadenceVersion]:
    """With their tries and days. The first is proposed: the company's oldest cadence, which asks for no particular occasion."""
    counted = CadenceVersion.objects.annotate(
        tries=Count("steps"), last_day=Max("steps__day")
    ).select_related("cadence")
    return list(counted.filter(pk__in=published_versions().values("pk")).order_by("cadence"))


def beginning_of(prospect: Prospect, at: datetime, *, by: User) -> Beginning:
    versions = versions_to_begin()
    gaps = missing(prospect, at)
    refused = None if gaps or not versions else _refusal(prospect, versions[0], at, by)
    return Beginning(
        versions=versions,
        missing=gaps,
        refusal=refused.sentence if refused else "",
        asking=asking_of(prospect) if refused and refused.code == COLLEAGUE_LEADS else None,
    )


def _refusal(prospect: Prospect, version: CadenceVersion, at: datetime, by: User) -> Refused | None:
    try:
        check_may_enroll(prospect, version, at, by=by)
    except Refused as refused:
        return refused
    return None
