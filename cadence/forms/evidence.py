"""What proves a try that was made by hand: a call, LinkedIn, the post."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from cadence.enums import CallOutcome
from cadence.forms.fields import LONG_TEXT, long_note
from cadence.forms.letters import looks_of
from prospects.enums import Channel


class CallForm(forms.Form):
    outcome = forms.ChoiceField(
        label=lazy("What came of it?"), choices=CallOutcome.choices, widget=forms.RadioSelect
    )
    note = long_note(lazy("Note"))
    call_back_at = forms.DateTimeField(
        label=lazy("Promised to ring on"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
    )

    def evidence(self) -> dict[str, Any]:
        call_back: datetime | None = self.cleaned_data["call_back_at"]
        return {
            "outcome": CallOutcome(self.cleaned_data["outcome"]),
            "note": self.cleaned_data["note"],
            "call_back_at": call_back,
        }


class LinkedInForm(forms.Form):
    """`body` is the sheet's own field and `read_aloud` the margin's; the evidence beside them draws neither again."""

    body = forms.CharField(required=False, max_length=LONG_TEXT, strip=False)
    read_aloud = forms.BooleanField(required=False)
    note = long_note(lazy("Note"))

    def evidence(self) -> dict[str, Any]:
        return {
            "words": str(self.cleaned_data["body"]).replace("\r\n", "\n"),
            "note": self.cleaned_data["note"],
            "looks": looks_of(self.data),
            "read_aloud": self.cleaned_data["read_aloud"],
        }


class PostForm(forms.Form):
    """`read_aloud` is asked in the margin, beside the words that go into the envelope."""

    read_aloud = forms.BooleanField(required=False)
    posted_on = forms.DateField(
        label=lazy("In the box on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    note = long_note(lazy("Note"))

    def evidence(self) -> dict[str, Any]:
        return {
            "posted_on": self.cleaned_data["posted_on"],
            "note": self.cleaned_data["note"],
            "looks": looks_of(self.data),
            "read_aloud": self.cleaned_data["read_aloud"],
        }


FORMS_BY_CHANNEL: dict[str, type[CallForm | LinkedInForm | PostForm]] = {
    Channel.CALL: CallForm,
    Channel.LINKEDIN: LinkedInForm,
    Channel.POST: PostForm,
}
