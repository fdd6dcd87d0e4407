"""What people type about people, in the one form we store, or a sentence why not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from prospects.addresses import clean_domain, clean_email, clean_phone, clean_profile
from prospects.enums import FileEncoding, ImportField, LawfulBasis, SubscriberType
from prospects.models import Prospect
from prospects.names import LONGEST, tidy
from prospects.places import country_code
from prospects.services.importing import LARGEST
from prospects.services.importing.columns import Mapping
from prospects.services.importing.sniffing import DELIMITERS, choices, is_certain
from team.names import hides_something


class Words(forms.CharField):
    """One line as its writer means it: NFC, single spaces, nothing hidden, up to 200 characters."""

    default_error_messages = {
        "max_length": _("This is longer than %(limit_value)d characters. Make it shorter.")
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=LONGEST, **options)

    def to_python(self, value: Any) -> str:
        return tidy(super().to_python(value) or "")

    def validate(self, value: str) -> None:
        super().validate(value)
        if hides_something(value):
            raise forms.ValidationError(
                _("There are hidden control characters in this. Type it instead of pasting it.")
            )


class PersonForm(forms.Form):
    """A person's details without the name, which is confirmed in the research and changed there.

    `revision` says which version was on the screen.
    """

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    title = Words(label=_("Job title"), required=False)
    email = Words(label=_("E-mail"), required=False)
    phone = Words(
        label=_("Phone"), required=False, help_text=_("With the country: +353 91 555 0100")
    )
    linkedin_url = forms.CharField(label=_("LinkedIn profile"), required=False, max_length=1000)
    city = Words(label=_("City"), required=False)
    country = Words(label=_("Country"), required=False)
    time_zone = Words(
        label=_("Time zone"),
        required=False,
        help_text=_("Only when it differs from the country's: Europe/Dublin"),
    )
    language = Words(label=_("Language"), required=False)
    source = Words(label=_("Where this came from"), required=False)
    subscriber_type = forms.ChoiceField(
        label=_("Reached"),
        choices=SubscriberType.choices,
        required=False,
        initial=SubscriberType.UNKNOWN,
    )
    lawful_basis = forms.ChoiceField(
        label=_("Why we may write"),
        choices=LawfulBasis.choices,
        required=False,
        initial=LawfulBasis.UNKNOWN,
    )
    lawful_basis_note = Words(label=_("Note on that"), required=False)

    @classmethod
    def of(cls, prospect: Prospect) -> PersonForm:
        """The form as it stands for this person."""
        return cls(initial={name: getattr(prospect, name) for name in cls.base_fields})

    def clean_email(self) -> str:
        return self._understood(
            "email", clean_email, _("That address can't receive mail. Check it.")
        )

    def clean_linkedin_url(self) -> str:
        return self._understood(
            "linkedin_url", clean_profile, _("That is not the address of a LinkedIn profile.")
        )

    def clean_country(self) -> str:
        return self._understood(
            "country", country_code, _("We don't know this country. Try its English name.")
        )

    def clean_language(self) -> str:
        return str(self.cleaned_data["language"])[:12]

    def clean_time_zone(self) -> str:
        zone = str(self.cleaned_data["time_zone"])
        if zone and zone not in available_timezones():
            raise forms.ValidationError(
                _("We don't know this time zone. It looks like Europe/Dublin.")
            )
        return zone

    def clean_subscriber_type(self) -> str:
        return self.cleaned_data["subscriber_type"] or SubscriberType.UNKNOWN

    def clean_lawful_basis(self) -> str:
        return self.cleaned_data["lawful_basis"] or LawfulBasis.UNKNOWN

    def clean(self) -> dict[str, Any]:
        """The phone last, because it is read with the country."""
        cleaned = super().clean() or self.cleaned_data
        typed = cleaned.get("phone", "")
        if typed:
            cleaned["phone"] = clean_phone(typed, cleaned.get("country", ""))
            if not cleaned["phone"]:
                self.add_error(
                    "phone", _("That number can't be dialed. Begin with + and the country.")
                )
        return cleaned

    def _understood(self, field: str, clean: Any, sentence: Any) -> str:
        typed = str(self.cleaned_data[field])
        understood = str(clean(typed)) if typed else ""
        if typed and not understood:
            raise forms.ValidationError(sentence)
        return understood


class NewPersonForm(PersonForm):
    """One person by hand: the name, the details, and where they work."""

    field_order = (
        "name",
        "title",
        "company_name",
        "website",
        "email",
        "phone",
        "linkedin_url",
        "country",
        "city",
        "source",
        "preferred_name",
        "pronunciation",
    )
    name = Words(label=_("Name, as they write it"))
    preferred_name = Words(label=_("Preferred name"), required=False)
    pronunciation = Words(
        label=_("How to say it"), required=False, help_text=_("For example EE-fa nee VREE-in")
    )
    company_name = Words(label=_("Company"))
    website = Words(label=_("Company website"), required=False)

    def clean_website(self) -> str:
        return self._understood("website", clean_domain, _("That is not a website's address."))

    def told(self) -> dict[str, Any]:
        """What was typed, by the names the service knows it under."""
        told = {name: value for name, value in self.cleaned_data.items() if name != "revision"}
        return told | {"company": told.pop("company_name"), "domain": told.pop("website")}


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("A note"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3, "data-key": "n"}),
    )

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        if hides_something(text):
            raise forms.ValidationError(_("There are hidden control characters in this note."))
        return text


class BringForm(forms.Form):
    """A file, or rows pasted from a spreadsheet."""

    file = forms.FileField(
        label=_("A CSV file"),
        required=False,
        help_text=_("Up to 25 MB and 200,000 people. The first line names the columns."),
    )
    text = forms.CharField(
        label=_("Or paste rows from a spreadsheet"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("With the line that names the columns. Up to 5 MB."),
    )  # fmt: skip

    def __init__(self, *arguments: Any, too_large: bool = False, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._too_large = too_large

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        file = cleaned.get("file")
        if self._too_large or (file is not None and (file.size or 0) > LARGEST):
            self.add_error(
                "file", _("The file is larger than 25 MB. Split it and bring the pieces.")
            )
        elif file is None and not cleaned.get("text", "").strip() and "file" not in self.errors:
            self.add_error("file", _("Choose a file, or paste rows below."))
        return cleaned


class MatchForm(forms.Form):
    """What each column of a file is for us."""

    encoding = forms.ChoiceField(label=_("How the file is written"), required=False)
    delimiter = forms.ChoiceField(
        label=_("What parts the columns"), required=False,
        choices=[(mark, {",": _("Comma"), ";": _("Semicolon"), "\t": _("Tab"), "|": _("Bar")}[mark]) for mark in DELIMITERS],
    )  # fmt: skip

    def __init__(
        self, *arguments: Any, header: Sequence[str], encoding: str, **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        known = [FileEncoding(encoding)] if is_certain(encoding) else choices()
        self.fields["encoding"] = forms.ChoiceField(
            label=_("How the file is written"),
            required=False,
            choices=[(one.value, one.label) for one in known],
        )
        kinds = [("", _("Leave out")), *ImportField.choices]
        for number, name in enumerate(header):
            self.fields[f"column-{number}"] = forms.ChoiceField(
                label=name or _("Column %(number)s") % {"number": number + 1},
                choices=kinds,
                required=False,
            )

    def mapping(self) -> Mapping:
        return {
            ImportField(kind): int(name.removeprefix("column-"))
            for name, kind in self.cleaned_data.items()
            if name.startswith("column-") and kind
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        seen: dict[str, str] = {}
        for name, kind in list(cleaned.items()):
            if name.startswith("column-") and kind:
                if kind in seen:
                    self.add_error(
                        name,
                        _("Two columns can't both be “%(kind)s”.")
                        % {"kind": ImportField(kind).label},
                    )
                seen[kind] = name
        return cleaned
