"""Save a form about a record that others may have changed meanwhile."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from prospects.forms.merging import MergingForm
from prospects.models import Company, Prospect
from prospects.services.merging import Clash
from team.models import User
from team.refusals import Refused


def save[Form: MergingForm](
    form: Form, record: Prospect | Company, edit: Callable[..., Any], *, by: User
) -> tuple[int, Form]:
    """What the answer is, and the form to go on with: with its faults (422), or with what both changed (409)."""
    if not form.is_valid():
        return 422, form
    try:
        edit(
            record,
            by=by,
            at=timezone.now(),
            revision=form.cleaned_data["revision"] or 0,
            details=form.details,
            base=form.cleaned_data["base"],
        )
    except Clash as clash:
        record.refresh_from_db()
        return 409, form.beside(record, clash.theirs)
    except Refused as refused:
        form.add_refusal(refused)
        return 422, form
    return 200, form
