"""What people type about a company, in the one form we store."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from prospects.addresses import clean_domain, clean_phone
from prospects.forms.merging import MergingForm
from prospects.forms.people import Words
from prospects.places import country_code
from team.names import hides_something
from team.places import zone_named
from team.refusals import Refused


class CompanyForm(MergingForm):
    name = Words(label=_("Name"))
    domain = Words(
        label=_("Domain"), required=False, help_text=_("Behind the @ of their addresses.")
    )
    website = Words(label=_("Website"), required=False)
    phone = Words(label=_("Phone"), required=False)
    industry = Words(label=_("Industry"), required=False)
    employees = forms.IntegerField(
        label=_("Employees"), required=False, min_value=0, max_value=10_000_000
    )
    city = Words(label=_("City"), required=False)
    country = Words(label=_("Country"), required=False)
    time_zone = Words(label=_("Time zone"), required=False)
    postal_address = forms.CharField(
        label=_("Address"),
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def add_refusal(self, refused: Refused) -> None:
        self.add_error("name" if refused.code == "known_company" else None, refused.sentence)

    def clean_domain(self) -> str:
        return self._understood("domain", clean_domain, _("That is not a domain."))

    def clean_country(self) -> str:
        return self._understood(
            "country", country_code, _("We don't know this country. Try its English name.")
        )

    def clean_time_zone(self) -> str:
        zone = str(self.cleaned_data["time_zone"])
        if zone and zone_named(zone) is None:
            raise forms.ValidationError(
                _("We don't know this time zone. It looks like Europe/Dublin.")
            )
        return zone

    def clean_postal_address(self) -> str:
        text = str(self.cleaned_data["postal_address"]).replace("\r\n", "\n").strip()
        if any(hides_something(line) for line in text.split("\n")):
            raise forms.ValidationError(_("There are hidden control characters in this."))
        return text

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
