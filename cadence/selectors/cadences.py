"""Cadences as a rep reads them: versions, steps, the rules they keep, who is on the way."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Prefetch, QuerySet
from django.utils.translation import gettext as _

from cadence.enums import EnrollmentState, VersionState
from cadence.models import Cadence, CadenceVersion, Enrollment, Step
from cadence.policies.publishing import floors_of, problems_of
from cadence.selectors.timeline import LONGEST_GAP, Timeline, timeline_of
from cadence.validator import Floors, Problem
from prospects.enums import Channel
from team.models import Policy


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
    problems: list[Problem]
    floors: Floors
    opened: Planned | None = None


def cadences() -> QuerySet[Cadence]:
    """Each cadence with its versions, newest first; what is archived comes last. Two queries, one more for the people."""
    versions = CadenceVersion.objects.order_by("-number").annotate(tries=Count("steps"))
    return Cadence.objects.order_by(
        F("archived_at").asc(nulls_first=True), "name"
    ).prefetch_related(Prefetch("versions", queryset=versions))


def people_by_version() -> dict[int, int]:
    """How many people are on their way through each version."""
    running = Enrollment.objects.exclude(state=EnrollmentState.ENDED)
    return dict(running.values_list("version").annotate(people=Count("pk")).order_by())


def plan_of(version: CadenceVersion, *, opened: int | None = None) -> Plan:
    """A version drawn and judged; what is published already was judged then. Two queries.

    Of a draft the step `opened` is open, else the first one that breaks a rule, else the first.
    """
    steps = list(version.steps.order_by("number"))
    floors = floors_of(Policy.current())
    problems = problems_of(steps, floors) if version.is_draft else []
    planned = _with_gaps(steps)
    here = _opened(planned, problems, opened) if version.is_draft else None
    return Plan(
        version=version,
        steps=planned,
        timeline=timeline_of(steps, opened=here.step.number if here else 0),
        rules=rules_of(steps, problems, floors),
        problems=problems,
        floors=floors,
        opened=here,
    )


def _opened(
    steps: Sequence[Planned], problems: Sequence[Problem], wanted: int | None
) -> Planned | None:
    by_number = {planned.step.number: planned for planned in steps}
    asked = next((planned for planned in steps if planned.step.pk == wanted), None)
    troubled = next((problem.step for problem in problems if problem.step), 1)
    return asked or by_number.get(troubled)


def newest_published(versions: Sequence[CadenceVersion]) -> CadenceVersion | None:
    published = [one for one in versions if one.state == VersionState.PUBLISHED]
    return next(iter(published), next(iter(versions), None))


def rules_of(steps: Sequence[Step], problems: Sequence[Problem], floors: Floors) -> list[Rule]:
    """What a plan must keep, each in a few words with this plan's own numbers, and whether it does."""
    broken = {problem.code for problem in problems}
    told = _told(steps, floors)
    return [
        Rule(text, kept=not broken & codes)
        for codes, text, always in told
        if always or broken & codes
    ]


def _told(steps: Sequence[Step], floors: Floors) -> list[tuple[set[str], str, bool]]:
    """Each rule: the codes that break it, its words, and whether it is said also while it is kept."""
    longest = max((planned.gap or 0 for planned in _with_gaps(steps)), default=0)
    words = {
        "count": len(steps),
        "least": floors.min_attempts,
        "days": longest,
        "limit": floors.longest_gap_days,
        "channels": len({step.channel for step in steps}),
        "emails": sum(step.channel == Channel.EMAIL for step in steps),
        "most": floors.most_emails,
    }
    texts = (
        ({"attempts"}, _("%(count)s steps, at least %(least)s"), True),
        ({"gap", "order"}, _("Longest gap is %(days)s days. The limit is %(limit)s"), True),
        ({"channels", "half"}, _("%(channels)s channels, none over half"), True),
        (
            {"emails", "emails_in_a_row"},
            _("%(emails)s e-mails, at most %(most)s, never two in a row"),
            True,
        ),
        ({"calls", "same_hour", "voicemails"}, _("Calls at different hours"), True),
        ({"call_opening", "call_question"}, _("Every call asks first, then one thing"), False),
        ({"purpose", "same_purpose"}, _("Every try brings something new"), True),
        ({"linkedin"}, _("No message right after an invitation"), False),
        ({"subject_template", "body_template", "strange"}, _("Every text can be written"), False),
        ({"ending"}, _("Ends with an easy goodbye"), True),
    )
    return [(codes, text % words, always) for codes, text, always in texts]


def _with_gaps(steps: Sequence[Step]) -> list[Planned]:
    before = [None, *steps]
    return [
        Planned(step, step.day - earlier.day if earlier else None)
        for earlier, step in zip(before, steps, strict=False)
    ]
