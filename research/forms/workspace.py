"""What the research page accepts. Words that are typed come back unchanged when refused."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from research.enums import FindingAbout, Fit, IntroductionState, WarmPath
from research.models import Brief, Finding
from research.services.briefing import BriefFields, Fact

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LONG = 4000
WHO = _("Say who could introduce us.")
WHERE = _("Say where you looked, so that nobody looks there twice.")
ANSWERED = [choice for choice in WarmPath.choices if choice[0] != WarmPath.UNCHECKED]
ANSWERS = [choice for choice in IntroductionState.choices if choice[0] != IntroductionState.ASKED]


def _words(
    label: "_StrPromise", *, rows: int, hint: "_StrPromise | str" = "", required: bool = False
) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class PartForm(forms.Form):
    """Several forms share the page, so each marks its fields with a name of its own."""

    part = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["auto_id"] = f"{self.part}-%s"
        super().__init__(*args, **kwargs)


class BriefForm(PartForm):
    part = "brief"
    fit = forms.ChoiceField(
        label=_("Is this a fit?"), choices=Fit.choices, widget=forms.RadioSelect
    )
    fit_note = _words(
        _("Why: do we serve people like them, and would it help them?"),
        rows=2,
        hint=_("Needed when it is not a fit. That is an honest ending, and good work."),
    )
    problem = _words(
        _("The problem you may help with"), rows=2, hint=_("One sentence, in their words.")
    )
    why_now = _words(_("Why now"), rows=2, hint=_("What changed for them, and when."))
    risk = _words(_("What they might lose by talking to us"), rows=2)
    unknowns = _words(_("What we don't know yet"), rows=2, hint=_("A question a line."))
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    @classmethod
    def of(cls, brief: Brief | None) -> "BriefForm":
        if brief is None:
            return cls(initial={"fit": Fit.UNKNOWN, "revision": 0})
        names = [*BriefFields.__annotations__, "revision"]
        return cls(initial={name: getattr(brief, name) for name in names})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("fit") == Fit.NOT_A_FIT and not cleaned.get("fit_note"):
            self.add_error("fit_note", _("Say in a few words why it is not a fit."))
        return cleaned

    def fields_for_service(self) -> BriefFields:
        data = self.cleaned_data
        return BriefFields(
            fit=data["fit"],
            fit_note=data["fit_note"],
            problem=data["problem"],
            why_now=data["why_now"],
            risk=data["risk"],
            unknowns=data["unknowns"],
        )


class FindingForm(PartForm):
    """A page is pasted; its title and date are read and typed by a person, never fetched."""

    part = "finding"
    source_url = forms.URLField(
        label=_("Address of the page"),
        max_length=2000,
        required=False,
        widget=forms.URLInput(attrs={"autocomplete": "off", "placeholder": "https://"}),
    )
    source_name = forms.CharField(label=_("Title of the page"), max_length=200, required=False)
    told_by = forms.CharField(
        label=_("Or told by"),
        max_length=200,
        required=False,
        help_text=_("When nobody wrote it down."),
    )
    dated_on = forms.DateField(
        label=_("Date of the fact"),
        help_text=_("When it was written or said, not when you read it."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    about = forms.ChoiceField(
        label=_("About"), choices=FindingAbout.choices, widget=forms.RadioSelect
    )
    claim = _words(
        _("What is true"),
        rows=2,
        hint=_("One sentence, as you would say it to them."),
        required=True,
    )
    quote = _words(
        _("In their own words"), rows=2, hint=_("Copied from the source, if there is one.")
    )
    for_everyone = forms.BooleanField(
        label=_("Keep it for everyone at this company"), required=False
    )

    @classmethod
    def again(cls, finding: Finding) -> "FindingForm":
        """An old fact to be looked up once more: all but its day."""
        kept = ("source_url", "source_name", "told_by", "about", "claim", "quote")
        everyone = {"for_everyone": finding.prospect_id is None}
        return cls(initial={name: getattr(finding, name) for name in kept} | everyone)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        sourced = cleaned.get("source_url") or cleaned.get("told_by")
        if not sourced and "source_url" not in self.errors:
            self.add_error("source_url", _("Give the page you read it on, or who told you."))
        return cleaned

    def fact(self) -> Fact:
        data = self.cleaned_data
        return Fact(
            about=FindingAbout(data["about"]),
            claim=data["claim"],
            quote=data["quote"],
            source_name=data["source_name"],
            source_url=data["source_url"],
            told_by=data["told_by"],
            dated_on=data["dated_on"],
            for_everyone=data["for_everyone"],
        )


class RetractionForm(PartForm):
    part = "retraction"
    reason = forms.CharField(label=_("What is wrong with it?"), max_length=500)


class NameForm(PartForm):
    part = "name"
    name = forms.CharField(
        label=_("Full name, as they write it"),
        max_length=200,
        help_text=_("Paste it. Accents and both surnames are part of it."),
    )
    preferred_name = forms.CharField(
        label=_("What they like to be called"), max_length=100, required=False
    )
    pronunciation = forms.CharField(
        label=_("How to say it"),
        max_length=200,
        required=False,
        help_text=_("In your own spelling, such as EE-fa nee VREE-in."),
    )
    source = forms.CharField(
        label=_("Where you saw it"),
        max_length=500,
        help_text=_("Their signature, their profile, their reception."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


class WarmPathForm(PartForm):
    part = "warm"
    warm_path = forms.ChoiceField(
        label=_("Who do we know there?"), choices=ANSWERED, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Through whom, or where you looked"),
        error_messages={"required": WHERE},
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("warm_path") == WarmPath.FOUND and self.has_error("note", "required"):
            self.errors["note"] = self.error_class([str(WHO)], renderer=self.renderer)
        return cleaned


class IntroductionForm(PartForm):
    part = "introduction"
    introducer = forms.CharField(label=_("Whom do you ask?"), max_length=200)
    words = _words(_("Your words"), rows=8)


class IntroductionAnswerForm(PartForm):
    part = "answer"
    state = forms.ChoiceField(label=_("What came of it?"), choices=ANSWERS)
    note = forms.CharField(label=_("In their words"), max_length=LONG, required=False)
