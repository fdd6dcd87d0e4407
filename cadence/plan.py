"""A plan before it is stored: what a file holds, what ships, what a version copies. Pure."""

from dataclasses import dataclass
from datetime import time

from prospects.enums import Channel


@dataclass(frozen=True, slots=True)
class StepPlan:
    """One planned attempt, in the words of the Step model. `allowed_kinds` empty: any kind may be brought."""

    day: int
    channel: Channel
    purpose: str
    title: str
    guidance: str = ""
    value_kind: str = ""
    body_template: str = ""
    subject_template: str = ""
    call_hour: time | None = None
    allowed_kinds: tuple[str, ...] = ()
    must_pass: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    name: str
    steps: tuple[StepPlan, ...]
    description: str = ""
