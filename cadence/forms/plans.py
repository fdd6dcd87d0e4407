"""What an admin writes into a plan: one step, a place, a name, a file."""

from datetime import date, time
from typing import Any, Final, cast

from django import forms
from django.db.models import QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from cadence.checks.names import LOOKS
from cadence.drafting import VALUE_GROUPS
from cadence.models import Step
from cadence.plan_file import LARGEST, MOST_STEPS
from cadence.schedule import CALL_HOURS
from cadence.services.editing import StepChange
from prospects.enums import Channel
from prospects.places import country_code
from team.models import User

LONGEST_GAP: Final = 60
KINDS: Final = (
    ("finding", lazy("A fact about them")),
    ("story", lazy("A story of a customer")),
    ("question", lazy("A question")),
    ("resource", lazy("Something to keep")),
    ("introduction", lazy("An introduction")),
)


class StepForm(forms.Form):
    """A step as the panel has it. Its gap counts from the step before; the first has none."""

    channel = forms.ChoiceField(label=lazy("Channel"), choices=Channel, widget=forms.RadioSelect)
    gap = forms.IntegerField(min_value=1, max_value=LONGEST_GAP, required=False)
    title = forms.CharField(label=lazy("What this try is for"), max_length=200, required=False)
    purpose = forms.CharField(
        label=lazy("Purpose, in a word"),
        help_text=lazy("Unlike every other step’s. The last one is “good-ending”."),
        max_length=60,
        required=False,
    )
    value_kind = forms.ChoiceField(
        label=lazy("Written around"), choices=[("", lazy("Nothing new")), *KINDS], required=False
    )
    allowed_kinds = forms.MultipleChoiceField(
        label=lazy("May bring instead"),
        choices=KINDS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    call_hour = forms.TimeField(
        label=lazy("Time of day"),
        help_text=lazy("From when to ring, in their time. Every call has an hour of its own."),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time", "step": "900"}, format="%H:%M"),
    )
    guidance = forms.CharField(
        label=lazy("Note to the drafter"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    subject_template = forms.CharField(label=lazy("Subject"), max_length=300, required=False)
    body_template = forms.CharField(
        label=lazy("Text"),
        max_length=8_000,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "true"}),
    )
    must_pass = forms.MultipleChoiceField(
        label=lazy("Must pass before sending"),
        choices=lambda: list(LOOKS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    @classmethod
    def of(cls, step: Step, gap: int | None) -> "StepForm":
        stored = {name: getattr(step, name) for name in cls.base_fields if name != "gap"}
        kinds = step.allowed_kinds or list(VALUE_GROUPS)
        return cls(initial=stored | {"gap": gap, "allowed_kinds": kinds})

    def clean_body_template(self) -> str:
        """Browsers post CRLF; texts are kept with LF."""
        return str(self.cleaned_data["body_template"]).replace("\r\n", "\n").strip("\n")

    def clean_purpose(self) -> str:
        """Any words make a purpose: they are kept with hyphens between."""
        return str(slugify(self.cleaned_data["purpose"]))

    def clean_guidance(self) -> str:
        return str(self.cleaned_data["guidance"]).replace("\r\n", "\n")

    def clean_allowed_kinds(self) -> list[str]:
        """Every kind, or none ticked, is no restriction."""
        kinds = self.cleaned_data["allowed_kinds"]
        return [] if len(kinds) == len(KINDS) else kinds

    def clean_call_hour(self) -> time | None:
        hour: time | None = self.cleaned_data["call_hour"]
        if hour is not None and hour not in CALL_HOURS:
            words = {"opens": f"{CALL_HOURS.opens:%H:%M}", "closes": f"{CALL_HOURS.closes:%H:%M}"}
            raise forms.ValidationError(_("Ring between %(opens)s and %(closes)s.") % words)
        return hour

    def change(self) -> StepChange:
        given: dict[str, Any] = dict(self.cleaned_data)
        if given["channel"] != Channel.CALL:
            given["call_hour"] = None
        return StepChange(**given)


class PlaceForm(forms.Form):
    to = forms.IntegerField(min_value=1, max_value=MOST_STEPS)


class CadenceForm(forms.Form):
    name = forms.CharField(label=lazy("Name"), max_length=120)


class PlanFileForm(forms.Form):
    """A file from this computer, or its text."""

    file = forms.FileField(label=lazy("A file"), required=False)
    text = forms.CharField(
        label=lazy("Or its text"),
        required=False,
        strip=False,
        max_length=LARGEST,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not self.errors and not given.get("file") and not given.get("text", "").strip():
            raise forms.ValidationError(_("Choose a file, or put its text in."))
        return given

    def raw(self) -> bytes:
        """What was given, never more than a byte beyond what is read."""
        file = self.cleaned_data["file"]
        if file is not None:
            return bytes(file.read(LARGEST + 1))
        return str(self.cleaned_data["text"]).encode()


class CalendarForm(forms.Form):
    """Where the person lives, when it begins, and by whom."""

    country = forms.CharField(label=lazy("Their country"), max_length=60)
    start = forms.DateField(
        label=lazy("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    rep = forms.ModelChoiceField(
        User.objects.none(),
        label=lazy("Made by"),
        required=False,
        empty_label=lazy("Somebody who works where they are"),
    )

    def __init__(self, *args: Any, reps: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[User]", self.fields["rep"]).queryset = reps

    def clean_country(self) -> str:
        code = country_code(self.cleaned_data["country"])
        if not code:
            raise forms.ValidationError(_("We know no country of this name."))
        return code

    def clean_start(self) -> date:
        start: date = self.cleaned_data["start"]
        if not 2000 <= start.year <= 2090:
            raise forms.ValidationError(_("Choose a day between 2000 and 2090."))
        return start
