"""How a cadence begins with somebody, how it ends, and what was learned."""

from datetime import date
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from cadence.enums import Ending, RequestAnswer
from cadence.forms.fields import NOTE, check_is_near, long_note

# A stop and an answer are written down as what they said; the ending follows from it.
ENDED_BY_OTHER_MEANS = (Ending.STOPPED, Ending.NO, Ending.REPLIED)


class EnrollmentForm(forms.Form):
    """With one person at once, or on a later day; and why beyond what a day of their rep holds."""

    version = forms.IntegerField(label=lazy("Cadence"))
    first_day = forms.DateField(label=lazy("From"), required=False)
    beyond = forms.CharField(max_length=NOTE, required=False)

    def clean_first_day(self) -> date | None:
        day: date | None = self.cleaned_data["first_day"]
        if day is not None:
            check_is_near(day, timezone.now().date())
        return day


class RequestForm(forms.Form):
    """A line for the colleague who leads the conversation at their company."""

    why = forms.CharField(label=lazy("Why you would like to talk with them"), max_length=NOTE)


class RequestAnswerForm(forms.Form):
    answer = forms.ChoiceField(choices=RequestAnswer.choices)
    note = forms.CharField(label=lazy("A line for them"), max_length=NOTE, required=False)


class EndingForm(forms.Form):
    """How it ends. Whoever talks with us was reached, and may have written back for nothing more to come of it."""

    ending = forms.ChoiceField(
        label=lazy("How does it end?"),
        choices=[choice for choice in Ending.choices if choice[0] not in ENDED_BY_OTHER_MEANS],
        widget=forms.RadioSelect,
    )
    note = long_note(lazy("In a few words"))

    def __init__(self, *args: Any, talking: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if talking:
            choice = cast("forms.ChoiceField", self.fields["ending"])
            choice.choices = [
                (Ending.MET, Ending.MET.label),
                (Ending.REPLIED, _("They wrote back, and nothing more came of it")),
                (Ending.NOT_A_FIT, Ending.NOT_A_FIT.label),
                (Ending.COMPANY_CLOSED, Ending.COMPANY_CLOSED.label),
            ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("ending") == Ending.NOT_A_FIT and not cleaned.get("note"):
            self.add_error("note", _("Say in a few words why it is not a fit."))
        return cleaned


class SetbackForm(forms.Form):
    about_them = long_note(lazy("What did we learn about them?"))
    about_us = long_note(lazy("What did we learn about us?"))


class ComeBackForm(forms.Form):
    """The day on which somebody we talk with heads the queue again."""

    on = forms.DateField(
        label=lazy("The day"),
        help_text=lazy("On which you meet, or on which you look after it."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    note = forms.CharField(
        label=lazy("In a few words"),
        help_text=lazy("Shown in your queue on that day."),
        max_length=NOTE,
        required=False,
    )
