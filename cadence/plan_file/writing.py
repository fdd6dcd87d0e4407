"""From the plan to a file that reads as a person would write it."""

import re
from typing import Any, Final

import yaml

from cadence.plan import Plan, StepPlan

from .tree import LARGEST

BREAKS: Final = re.compile("[\\r\x85\u2028\u2029\ufeff]")


def write(plan: Plan) -> str:
    """The plan as a file that `read` makes the same plan of."""
    whole: dict[str, Any] = {"name": plan.name}
    if plan.description:
        whole["description"] = plan.description
    whole["steps"] = [_written(step) for step in plan.steps]
    text: str = yaml.dump(
        whole, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=LARGEST, indent=2
    )
    return text


def _written(step: StepPlan) -> dict[str, Any]:
    whole = {
        "day": step.day,
        "channel": step.channel.value,
        "purpose": step.purpose,
        "title": step.title,
        "brings": step.value_kind,
        "may_bring": list(step.allowed_kinds),
        "must_pass": list(step.must_pass),
        "hour": step.call_hour.strftime("%H:%M") if step.call_hour else "",
        "note": step.guidance,
        "subject": step.subject_template,
        "text": step.body_template,
    }
    return {key: value for key, value in whole.items() if value}


class _Dumper(yaml.SafeDumper):
    """Texts of several lines stand as blocks."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _as_block(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    # What only some readers take for the end of a line is written as an escape.
    style = '"' if BREAKS.search(text) else "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _as_block)
