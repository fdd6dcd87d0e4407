"""What we keep about somebody's data: why we may, where it came from, and when they were told."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from prospects.enums import LawfulBasis, NoticeWay, SubscriberType, Verdict
from prospects.forms.people import Words
from prospects.models import CountryRule, Prospect

CAME_FROM = {
    "email": (_("Where the e-mail address came from"), _("Got the e-mail address on")),
    "phone": (_("Where the phone number came from"), _("Got the phone number on")),
    "linkedin_url": (
        _("Where the LinkedIn profile came from"),
        _("Got the LinkedIn profile on"),
    ),
}
DAY = forms.DateInput(attrs={"type": "date"})


class DataForm(forms.Form):
    """`revision` says which version was on the screen."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    subscriber_type = forms.ChoiceField(label=_("Reached"), choices=SubscriberType.choices)
    lawful_basis = forms.ChoiceField(label=_("Why we may write"), choices=LawfulBasis.choices)
    lawful_basis_note = Words(label=_("Note on that"), required=False)
    lawful_basis_until = forms.DateField(
        label=_("Counts until"),
        required=False,
        widget=DAY,
        help_text=_("The last day. Empty: until somebody changes it."),
    )
    source = Words(label=_("Where this came from"), required=False)
    source_date = forms.DateField(label=_("Got on"), required=False, widget=DAY)
    notice_given_on = forms.DateField(label=_("Told them on"), required=False, widget=DAY)
    notice_way = forms.ChoiceField(
        label=_("How"), required=False, choices=[("", "–"), *NoticeWay.choices]
    )

    def __init__(self, prospect: Prospect, data: QueryDict | None = None) -> None:
        """With two fields more for each way there is to reach them: where it came from, and when."""
        super().__init__(data)
        for way, (where_from, when) in CAME_FROM.items():
            if getattr(prospect, way):
                self.fields[f"{way}_source"] = Words(label=where_from, required=False)
                self.fields[f"{way}_source_date"] = forms.DateField(
                    label=when, required=False, widget=DAY
                )
        self.initial = {name: getattr(prospect, name) for name in self.fields}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        told, way = cleaned.get("notice_given_on"), cleaned.get("notice_way")
        if told and not way:
            self.add_error("notice_way", _("Say how they were told."))
        if way and not told and "notice_given_on" not in self.errors:
            self.add_error("notice_given_on", _("Say on which day they were told."))
        days = [name for name in self.fields if name.endswith(("source_date", "given_on"))]
        for name in days:
            day = cleaned.get(name)
            if day and day > timezone.localdate():
                self.add_error(name, _("That day is still to come."))
        return cleaned


class CountryRuleForm(forms.Form):
    """Stricter or looser, and why."""

    verdict = forms.ChoiceField(label=_("This channel"), choices=Verdict.choices)
    bases = forms.MultipleChoiceField(
        label=_("Bases that count"),
        required=False,
        choices=LawfulBasis.choices[1:],
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(
        label=_("The reason, as reps read it"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    source = forms.CharField(label=_("Act and article"), max_length=300)
    why = forms.CharField(label=_("Why you change it"), max_length=300)

    @classmethod
    def of(cls, rule: CountryRule) -> "CountryRuleForm":
        names = ("verdict", "bases", "reason", "source")
        return cls(initial={name: getattr(rule, name) for name in names})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("verdict") == Verdict.NEEDS_BASIS and not cleaned.get("bases"):
            self.add_error("bases", _("Say which bases count."))
        if cleaned.get("verdict") != Verdict.NEEDS_BASIS:
            cleaned["bases"] = []
        return cleaned

    @property
    def seen(self) -> str:
        """What an admin has looked at when they keep it: all that opens or closes a channel."""
        return " ".join([self.cleaned_data["verdict"], *self.cleaned_data["bases"]])
