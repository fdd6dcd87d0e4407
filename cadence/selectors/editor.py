"""The editor's page: the plan, the step that is open, and what it would say to somebody."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cadence.models import CadenceVersion, Enrollment, Step
from cadence.selectors.cadences import Plan, Planned, plan_of
from cadence.selectors.preview import Preview, people_to_try, preview_of
from cadence.validator import Problem
from prospects.models import Prospect
from team.models import User

# Plans are drawn as if their first day were a Monday.
A_MONDAY = date(2026, 1, 5)


@dataclass(frozen=True, slots=True)
class Editor:
    """`open` is the step in the panel; None where the plan has none yet."""

    version: CadenceVersion
    plan: Plan
    open: Planned | None
    previous: Step | None
    following: Step | None
    people: list[Prospect]
    preview: Preview | None
    staying: int
    stays_on: int

    @property
    def weekday(self) -> date | None:
        return A_MONDAY + timedelta(days=self.open.step.day - 1) if self.open else None

    @property
    def problems_here(self) -> list[Problem]:
        """What is wrong with the open step."""
        number = self.open.step.number if self.open else 0
        return [problem for problem in self.plan.problems if problem.step == number]

    @property
    def gap_is_long(self) -> bool:
        return any(problem.code == "gap" for problem in self.problems_here)


def editor_of(
    version: CadenceVersion,
    user: User,
    at: datetime,
    *,
    step: int | None = None,
    person: int | None = None,
) -> Editor:
    """The plan with this step open, or the first that needs a hand; previewed to that person, or the newest."""
    plan = plan_of(version, opened=step)
    chosen = plan.opened
    numbered = {planned.step.number: planned.step for planned in plan.steps}
    people = people_to_try(user)
    someone = next((each for each in people if each.pk == person), next(iter(people), None))
    before = _newest_before(version)
    return Editor(
        version=version,
        plan=plan,
        open=chosen,
        previous=numbered.get(chosen.step.number - 1) if chosen else None,
        following=numbered.get(chosen.step.number + 1) if chosen else None,
        people=people,
        preview=preview_of(chosen.step, someone, user, at) if chosen and someone else None,
        staying=Enrollment.objects.running().filter(version=before).count() if before else 0,
        stays_on=before.number if before else 0,
    )


def _newest_before(version: CadenceVersion) -> CadenceVersion | None:
    earlier = CadenceVersion.objects.filter(cadence=version.cadence_id, number__lt=version.number)
    return earlier.order_by("-number").first()
