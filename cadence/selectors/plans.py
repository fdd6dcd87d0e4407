"""A stored version as a plan: what is copied, exported and checked."""

from cadence.models import CadenceVersion, Step
from cadence.plan import Plan, StepPlan
from prospects.enums import Channel


def plan_of_version(version: CadenceVersion) -> Plan:
    cadence = version.cadence
    steps = tuple(_step(step) for step in version.steps.order_by("number"))
    return Plan(name=cadence.name, steps=steps, description=cadence.description)


def _step(step: Step) -> StepPlan:
    return StepPlan(
        day=step.day,
        channel=Channel(step.channel),
        purpose=step.purpose,
        title=step.title,
        guidance=step.guidance,
        value_kind=step.value_kind,
        body_template=step.body_template,
        subject_template=step.subject_template,
        call_hour=step.call_hour,
        allowed_kinds=tuple(step.allowed_kinds),
        must_pass=tuple(step.must_pass),
    )
