"""What an event of the account says beside who, what and whom: its details, in words."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from cadence.enums import DeliveryState
from prospects.enums import Channel, ErasureCause, LawfulBasis, SuppressionOrigin, Verdict
from team.enums import AuditKind, Role, SecondFactor, SignIn
from team.models import AuditEvent
from team.selectors import rule_changes

LONGEST = 300
NAMES: dict[str, Lazy | str] = {
    "role": _("Role"),
    "email": _("Email"),
    "team_id": _("Team"),
    "is_active": _("May sign in"),
    "reason": _("Why"),
    "state": _("State"),
    "channel": _("Channel"),
    "rows": _("Rows"),
    "people": _("People"),
    "day": _("Day"),
    "first_day": _("First day"),
    "last_day": _("Last day"),
    "from": _("From"),
    "to": _("To"),
    "touch": _("Try"),
    "draft": _("Draft"),
    "id": _("Number"),
    "db_role": _("Database role"),
    "method": _("Way of signing in"),
    "user_id": _("Colleague"),
    "type": _("Way of signing in"),
    "session": _("Session"),
    "with": _("Way of signing in"),
    "file": _("File"),
    "batch": _("Import"),
    "companies": _("Companies"),
    "stayed": _("Stayed because somebody worked with them"),
    "merge": _("Merge"),
    "other": _("The other record"),
    "fields": _("Fields taken from the other record"),
    "left": _("It left"),
    "bounced": _("Came back"),
    "letters": _("Letters"),
    "origin": _("Where it came from"),
    "stops": _("Stop"),
    "stop": _("Stop"),
    "accepted": _("Added"),
    "known": _("Were there already"),
    "why": _("Why"),
    "cause": _("Cause"),
    "counts": _("How many of each"),
    "what": _("What"),
    "form": _("Form"),
    "asked": _("What was asked for"),
    "asked_for": _("What was asked for"),
    "revision": _("Revision"),
    "months": _("Months"),
    "is_on": _("Switched on"),
    "lawful_basis": _("Why we may write"),
    "about": _("About"),
    "kind": _("What"),
    "since": _("From"),
    "until": _("Until"),
    "who": _("Who"),
    "team": _("Team"),
    "verdict": _("This channel"),
    "bases": _("Bases that count"),
    "source": _("Act and article"),
}
# In a country's rule its reason is told apart from why it was changed.
OF_A_RULE = {"reason": _("The reason, as reps read it")}
_WAYS_IN: dict[str, Lazy | str] = {**dict(SignIn.choices), **dict(SecondFactor.choices)}
# What is kept by a name of its own, and said by another.
SAID: dict[str, dict[str, Lazy | str]] = {
    "role": dict(Role.choices),
    "type": _WAYS_IN,
    "with": _WAYS_IN,
    "verdict": dict(Verdict.choices),
    "bases": dict(LawfulBasis.choices),
    "lawful_basis": dict(LawfulBasis.choices),
    "channel": dict(Channel.choices),
    "origin": dict(SuppressionOrigin.choices),
    "cause": dict(ErasureCause.choices),
    "state": dict(DeliveryState.choices),
}
YES, NO = _("yes"), _("no")


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing that was said; `before` only where something changed."""

    label: str
    after: str
    before: str | None = None

    def __str__(self) -> str:
        if self.before is None:
            return f"{self.label}: {self.after}" if self.label else self.after
        return f"{self.label}: {self.before or '–'} → {self.after or '–'}".removeprefix(": ")


def details_of(event: AuditEvent, users: dict[int, str], teams: dict[int, str]) -> list[Detail]:
    """Changes with what was before, then all else that the event says."""
    said = dict(event.detail)
    changed = dict(said.pop("changed", {}))
    if "team_id" in changed:
        changed["team_id"] = [teams.get(each, each) for each in changed["team_id"]]
    if event.subject == rule_changes.SUBJECT:
        found = rule_changes.lines_of(event.detail)
        lines = [Detail(line.label, str(line.after), str(line.before)) for line in found]
    else:
        lines = [
            Detail(_label(name), _value(after, name), _value(before, name))
            for name, (before, after) in changed.items()
        ]
    if "before" in said and "after" in said:
        lines += _changed(said.pop("before"), said.pop("after"), event.kind)
    if event.kind == AuditKind.HANDED_OVER:
        said |= {end: users.get(said[end], said[end]) for end in ("from", "to") if end in said}
    told = (Detail(_label(name), _value(value, name)) for name, value in said.items())
    return [*lines, *(detail for detail in told if detail.after)]


def _changed(before: Any, after: Any, kind: str) -> list[Detail]:
    """Of what has several parts, those that are others now."""
    if isinstance(after, dict):
        was = before or {}
        return [
            Detail(
                str(OF_A_RULE.get(name) or _label(name)),
                _value(value, name),
                _value(was.get(name), name),
            )
            for name, value in after.items()
            if value != was.get(name)
        ]
    name = "role" if kind == AuditKind.SECOND_FACTOR_ASKED else ""
    return [Detail("", _value(after, name), _value(before, name))]


def _label(name: str) -> str:
    return str(NAMES.get(name, name.replace("_", " ")))


def _value(value: Any, name: str = "") -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(YES if value else NO)
    if isinstance(value, list):
        each_said = ", ".join(_value(each, name) for each in value[:20])
        return each_said + (" …" if len(value) > 20 else "")
    if isinstance(value, dict):
        return ", ".join(f"{_label(key)}: {_value(each)}" for key, each in value.items())[:LONGEST]
    return str(SAID.get(name, {}).get(value, value))[:LONGEST]
