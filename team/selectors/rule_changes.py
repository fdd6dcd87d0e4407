"""What changed when in the rules' numbers, as the account has it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from team.enums import AuditKind
from team.models import AuditEvent, Policy
from team.selectors.numbers import NUMBERS

SUBJECT = "team_policy 1"
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Line:
    name: str
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
    newest = _events().select_related("actor")[:SHOWN]
    found = [
        RuleChange(each.at, each.actor.name if each.actor else "", lines_of(each.detail))
        for each in newest
    ]
    return [each for each in found if each.lines]


def changed_since(version: int) -> set[str]:
    """The names of the numbers that somebody changed after this version of the rules: each change makes the next one."""
    newer = max(Policy.current().version - version, 0)
    return {line.name for each in _events()[:newer] for line in lines_of(each.detail)}


def _events() -> QuerySet[AuditEvent]:
    # A range that holds one kind: an equal one might be looked for through all of time, where there is none of it.
    kind = {"kind__gte": AuditKind.POLICY_CHANGED, "kind__lte": AuditKind.POLICY_CHANGED}
    return AuditEvent.objects.filter(subject=SUBJECT, **kind).order_by("-kind", "-at", "-pk")


def lines_of(detail: dict[str, Any]) -> list[Line]:
    """Before and after, number by number. What nobody had set before was what it is by default."""
    lines = []
    for name, number in NUMBERS.items():
        if name in detail.get("changed", {}):
            before, after = detail["changed"][name]
            before = number.plain_default if before is None else before
            if before != after:
                lines.append(Line(name, str(number.label), before, after))
    return lines
