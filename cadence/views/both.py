"""A step as it was typed beside the step as it stands, where they differ."""

from dataclasses import dataclass

from django.http import QueryDict

from cadence.forms.plans import StepForm
from cadence.models import Step


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    mine: str
    theirs: str


def typed_in(form: StepForm, posted: QueryDict) -> list[tuple[str, str]]:
    """What the panel posted, to be posted again."""
    return [(name, value) for name in form.fields for value in posted.getlist(name)]


def differences(form: StepForm, theirs: Step) -> list[Row]:
    """The fields that were typed otherwise than they stand now. A gap is compared by whoever keeps it."""
    change = form.change()
    rows = []
    for name, field in form.fields.items():
        mine, stands = getattr(change, name), getattr(theirs, name, None)
        if name != "gap" and mine != stands:
            rows.append(Row(str(field.label), _told(mine), _told(stands)))
    return rows


def _told(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")
