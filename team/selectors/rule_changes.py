"""What changed when in the rules' numbers, as the account has it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from team.enums import AuditKind
from team.models import AuditEvent
from team.selectors.numbers import NUMBERS

SUBJECT = "team_policy 1"
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Line:
    label: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class RuleChange:
    at: datetime
    who: str
    lines: list[Line]


def newest_changes() -> list[RuleChange]:
    """The last times somebody changed a number, the newest first."""
    # A range that holds one kind: an equal one might be looked for through all of time, where there is none of it.
    kind = {"kind__gte": AuditKind.POLICY_CHANGED, "kind__lte": AuditKind.POLICY_CHANGED}
    events = AuditEvent.objects.filter(subject=SUBJECT, **kind).order_by("-kind", "-at", "-pk")
    newest = events.select_related("actor")[:SHOWN]
    found = [
        RuleChange(each.at, each.actor.name if each.actor else "", lines_of(each.detail))
        for each in newest
    ]
    return [each for each in found if each.lines]


def lines_of(detail: dict[str, Any]) -> list[Line]:
    """Before and after, number by number. What nobody had set before was what it is by default."""
    lines = []
    for name, number in NUMBERS.items():
        if name in detail.get("changed", {}):
            before, after = detail["changed"][name]
            before = number.plain_default if before is None else before
            if before != after:
                lines.append(Line(str(number.label), before, after))
    return lines
