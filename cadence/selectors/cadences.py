"""Cadences as a rep reads them: versions, steps, the rules they keep, who is on the way."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Prefetch, QuerySet
from django.utils.translation import gettext as _

from cadence.enums import EnrollmentState, VersionState
from cadence.models import Cadence, CadenceVersion, Enrollment, Step
from cadence.selectors.timeline import LONGEST_GAP, Timeline, timeline_of
from cadence.validator import Floors, validate


@dataclass(frozen=True, slots=True)
class Rule:
    text: str
    kept: bool


@dataclass(frozen=True, slots=True)
class Planned:
    """A step with the days since the one before it."""

    step: Step
    gap: int | None

    @property
    def is_late(self) -> bool:
        return self.gap is not None and self.gap > LONGEST_GAP


@dataclass(frozen=True, slots=True)
class Plan:
    version: CadenceVersion
    steps: list[Planned]
    timeline: Timeline
    rules: list[Rule]


def cadences() -> QuerySet[Cadence]:
    """Each cadence with its versions, newest first. Two queries, one more for the people."""
    versions = CadenceVersion.objects.order_by("-number").annotate(tries=Count("steps"))
    return (
        Cadence.objects.filter(archived_at__isnull=True)
        .order_by("name")
        .prefetch_related(Prefetch("versions", queryset=versions))
    )


def people_by_version() -> dict[int, int]:
    """How many people are on their way through each version."""
    running = Enrollment.objects.exclude(state=EnrollmentState.ENDED)
    return dict(running.values_list("version").annotate(people=Count("pk")).order_by())


def plan_of(version: CadenceVersion) -> Plan:
    steps = list(version.steps.order_by("number"))
    return Plan(
        version=version,
        steps=_with_gaps(steps),
        timeline=timeline_of(steps),
        rules=rules_of(steps),
    )


def newest_published(versions: Sequence[CadenceVersion]) -> CadenceVersion | None:
    published = [one for one in versions if one.state == VersionState.PUBLISHED]
    return next(iter(published), next(iter(versions), None))


def rules_of(steps: Sequence[Step]) -> list[Rule]:
    """What the validator asks, kept or broken: each in one line, with this plan's own numbers."""
    problems = validate(list(steps))
    broken = {problem.code: problem.sentence for problem in problems}
    kept = [rule for codes, rule in _kept_rules(steps) if not any(code in broken for code in codes)]
    return [Rule(sentence, kept=False) for sentence in broken.values()] + kept


def _kept_rules(steps: Sequence[Step]) -> list[tuple[tuple[str, ...], Rule]]:
    """Each rule in its kept wording, with the validator's codes that break it."""
    longest = max((planned.gap or 0 for planned in _with_gaps(steps)), default=0)
    floors = Floors()
    words = {
        "count": len(steps),
        "least": floors.min_attempts,
        "days": longest,
        "limit": floors.longest_gap_days,
        "channels": len({step.channel for step in steps}),
    }
    texts = (
        (("attempts",), _("%(count)s steps, at least %(least)s")),
        (("gap", "order"), _("Longest gap is %(days)s days. The limit is %(limit)s")),
        (("channels", "half", "emails"), _("%(channels)s channels, none over half")),
        (("purpose", "same_purpose"), _("Every try brings something new")),
        (("ending",), _("Ends with an easy goodbye")),
    )
    return [(codes, Rule(text % words, kept=True)) for codes, text in texts]


def _with_gaps(steps: Sequence[Step]) -> list[Planned]:
    before = [None, *steps]
    return [
        Planned(step, step.day - earlier.day if earlier else None)
        for earlier, step in zip(before, steps, strict=False)
    ]
