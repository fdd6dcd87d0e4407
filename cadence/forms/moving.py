"""A try that is left out, or moved to another day."""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from cadence.enums import LEAVING_OUT, SKIPPING, GapCause, SkipReason
from cadence.forms.fields import NOTE

PICK = "pick"
WORDS_OF_CAUSES = {
    GapCause.ASKED_TO_WAIT: lazy("They asked us to wait"),
    GapCause.INTRODUCTION: lazy("Somebody may introduce us"),
    GapCause.PROVIDER: lazy("The mail provider"),
    GapCause.REP: lazy("Something on our side"),
}


class SkipForm(forms.Form):
    reason = forms.ChoiceField(
        label=lazy("Why?"),
        choices=[(each, each.label) for each in SKIPPING],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=lazy("In a few words"), max_length=NOTE, required=False)

    def why(self) -> dict[str, Any]:
        return {
            "reason": SkipReason(self.cleaned_data["reason"]),
            "note": self.cleaned_data["note"],
        }


class OmissionForm(SkipForm):
    """Why no letter goes back to them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = cast("forms.ChoiceField", self.fields["reason"])
        choice.choices = [(each, each.label) for each in LEAVING_OUT]


class PostponementForm(forms.Form):
    """One of the next days that suit both sides, or a day that the rep picks."""

    until_choice = forms.ChoiceField(
        label=lazy("Until when?"),
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": lazy("That day no longer suits. Choose another.")},
    )
    until = forms.DateField(
        label=lazy("The day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    cause = forms.ChoiceField(
        label=lazy("What keeps you, if it passes day seven or is a day off?"),
        required=False,
        choices=list(WORDS_OF_CAUSES.items()),
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=lazy("And in a few words"), max_length=NOTE, required=False)

    def __init__(
        self, *args: Any, today: date, offered: Sequence[date], deadline_on: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choice = cast("forms.ChoiceField", self.fields["until_choice"])
        choice.choices = [
            *((day.isoformat(), _wait_label(day, today, deadline_on)) for day in offered),
            (PICK, _("Pick a day")),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("until_choice") == PICK and not cleaned.get("until"):
            self.add_error("until", _("Pick the day."))
        return cleaned

    def day(self) -> date:
        choice = self.cleaned_data["until_choice"]
        picked: date = self.cleaned_data["until"]
        return picked if choice == PICK else date.fromisoformat(choice)


def _wait_label(day: date, today: date, deadline_on: date) -> str:
    names = {1: _("Tomorrow"), 2: _("In two days")}
    name = names.get((day - today).days)
    words = (
        _("%(name)s, %(day)s") % {"name": name, "day": date_format(day, "l")}
        if name
        else date_format(day, "WEEKDAY_DAY_MONTH")
    )
    if day > deadline_on:
        words = _("%(words)s. That passes day seven.") % {"words": words}
    elif day == deadline_on:
        words = _("%(words)s. That is day seven.") % {"words": words}
    return words
