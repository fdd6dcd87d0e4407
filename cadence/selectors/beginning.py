"""May we begin with this person, with which cadence, and if not, what is missing?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, QuerySet

from cadence.enums import VersionState
from cadence.models import CadenceVersion
from cadence.policies.beginning import check_may_enroll
from prospects.models import Prospect
from research.policies import missing
from team.refusals import Refused


@dataclass(frozen=True, slots=True)
class Beginning:
    """`missing` are sentences about the research; `refusal` is any other reason to wait."""

    versions: Sequence[CadenceVersion]
    missing: list[str]
    refusal: str

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


def beginning_of(prospect: Prospect, at: datetime) -> Beginning:
    counted = CadenceVersion.objects.annotate(
        tries=Count("steps"), last_day=Max("steps__day")
    ).select_related("cadence")
    # The first is proposed: the company's oldest cadence, which asks for no particular occasion.
    versions = list(counted.filter(pk__in=published_versions().values("pk")).order_by("cadence"))
    gaps = missing(prospect, at)
    refusal = "" if gaps or not versions else _refusal(prospect, versions[0], at)
    return Beginning(versions=versions, missing=gaps, refusal=refusal)


def _refusal(prospect: Prospect, version: CadenceVersion, at: datetime) -> str:
    try:
        check_may_enroll(prospect, version, at)
    except Refused as refused:
        return refused.sentence
    return ""
