"""What people type about people, in the one form we store, or a sentence why not."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from prospects.addresses import (
    clean_domain,
    clean_email,
    clean_phone,
    clean_profile,
)
from prospects.enums import LawfulBasis, SubscriberType
from prospects.forms.merging import MergingForm
from prospects.names import LONGEST, tidy
from prospects.places import country_code
from team.forms import unknown_region
from team.names import hides_something
from team.places import region_code, zone_named
from team.refusals import Refused


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


# Beneath which field a refusal stands; any other stands over the form.
FIELDS = {
    "known_address": "email",
    "stopped_email": "email",
    "stopped_phone": "phone",
    "stopped_profile": "linkedin_url",
}


class PersonForm(MergingForm):
    """A person's details without the name, which is confirmed in the research and changed there."""

    ASKED_BESIDE = MergingForm.ASKED_BESIDE | {"ways_source"}

    title = Words(label=_("Job title"), required=False)
    email = Words(label=_("E-mail"), required=False)
    phone = Words(
        label=_("Phone"), required=False, help_text=_("With the country: +353 91 555 0100")
    )
    linkedin_url = forms.CharField(label=_("LinkedIn profile"), required=False, max_length=1000)
    ways_source = Words(
        label=_("Where a new one of these came from"),
        required=False,
        help_text=_(
            "Kept with each address, number or profile that you change, with today's date."
        ),
    )
    city = Words(label=_("City"), required=False)
    country = Words(label=_("Country"), required=False)
    subdivision = Words(
        label=_("Region"),
        required=False,
        help_text=_("Where it has holidays of its own: Bayern, Scotland, Ontario"),
    )
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

    def add_refusal(self, refused: Refused) -> None:
        self.add_error(FIELDS.get(refused.code), refused.sentence)

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
        if zone and zone_named(zone) is None:
            raise forms.ValidationError(
                _("We don't know this time zone. It looks like Europe/Dublin.")
            )
        return zone

    def clean_subscriber_type(self) -> str:
        return self.cleaned_data["subscriber_type"] or SubscriberType.UNKNOWN

    def clean_lawful_basis(self) -> str:
        return self.cleaned_data["lawful_basis"] or LawfulBasis.UNKNOWN

    def clean(self) -> dict[str, Any]:
        """The phone and the region last, because they are read with the country."""
        cleaned = super().clean() or self.cleaned_data
        region = cleaned.get("subdivision", "")
        if region and "country" in cleaned:
            cleaned["subdivision"] = region_code(cleaned["country"], region)
            if not cleaned["subdivision"]:
                self.add_error("subdivision", unknown_region(cleaned["country"]))
        typed = cleaned.get("phone", "")
        if typed:
            cleaned["phone"] = clean_phone(typed, cleaned.get("country", ""))
            if not cleaned["phone"]:
                self.add_error(
                    "phone", _("That number can't be dialed. Begin with + and the country.")
                )
        return cleaned


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
    # Whoever is new came with all of it from one place.
    ways_source = None  # type: ignore[assignment]
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
        told = self.typed
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
