"""A step as it was typed beside the step as it stands, where they differ; what was not typed over stays theirs."""

import hashlib
from dataclasses import asdict, dataclass
from datetime import time

from django.http import QueryDict

from cadence.forms.plans import KINDS, StepForm
from cadence.models import Step

LONGEST_WAS = 1_000


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    mine: str
    theirs: str


def was_of(form: StepForm) -> str:
    """The panel as it was shown, each field in eight signs: by it a page tells what was typed over since."""
    stood = {name: _as_posted(form.initial.get(name)) for name in form.fields}
    return " ".join(f"{name}={_sign(values)}" for name, values in stood.items())


def typed_over(form: StepForm, posted: QueryDict) -> set[str]:
    """The fields that were changed on the page; every one where the page does not say how it was."""
    said = posted.get("was", "")[:LONGEST_WAS].split(" ")
    was = dict(pair.split("=", 1) for pair in said if "=" in pair)
    change = asdict(form.change())
    kinds = change["allowed_kinds"] or [kind for kind, _label in KINDS]
    mine = {name: _as_posted(value) for name, value in (change | {"allowed_kinds": kinds}).items()}
    return {name for name, values in mine.items() if was.get(name) != _sign(values)}


def both(
    form: StepForm, theirs: StepForm, mine: set[str], posted: QueryDict
) -> list[tuple[str, str]]:
    """What keeping mine posts: what was typed over, and all else as it stands now."""
    pairs = []
    for name in form.fields:
        values = posted.getlist(name) if name in mine else _as_posted(theirs.initial.get(name))
        pairs += [(name, value) for value in values]
    return pairs


def differences(form: StepForm, theirs: Step, mine: set[str]) -> list[Row]:
    """The fields typed over that stand otherwise now. A gap is compared by whoever keeps it."""
    change = form.change()
    rows = []
    for name in (name for name in form.fields if name in mine and name != "gap"):
        typed, stands = getattr(change, name), getattr(theirs, name)
        if typed != stands:
            rows.append(Row(str(form.fields[name].label), _told(typed), _told(stands)))
    return rows


def _as_posted(value: object) -> list[str]:
    """A value as a browser posts it, lists in one order."""
    if isinstance(value, list):
        return sorted(map(str, value))
    if isinstance(value, time):
        return [f"{value:%H:%M}"]
    return ["" if value is None else str(value)]


def _sign(values: list[str]) -> str:
    return hashlib.sha256("\0".join(values).encode()).hexdigest()[:8]


def _told(value: object) -> str:
    return ", ".join(_as_posted(value))
