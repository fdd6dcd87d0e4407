"""A day off of a country or region, as an admin adds it or switches it off."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from team.forms import unknown_region
from team.places import countries_in, region_code


def _countries() -> list[tuple[str, str]]:
    return [("", _("Choose a country")), *countries_in(get_language() or "en")]


class PlaceAndDayForm(forms.Form):
    country = forms.ChoiceField(label=lazy("Country"), choices=_countries)
    region = forms.CharField(
        label=lazy("Region"),
        required=False,
        max_length=80,
        help_text=lazy("Where it holds in one region alone: Bayern, Scotland, Ontario."),
    )
    day = forms.DateField(label=lazy("Day"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))

    def clean(self) -> dict[str, Any]:
        """The region last, because it is read with the country."""
        data: dict[str, Any] = super().clean() or {}
        typed, country = data.get("region", ""), data.get("country", "")
        if typed and country:
            data["region"] = region_code(country, typed)
            if not data["region"]:
                self.add_error("region", unknown_region(country))
        return data


class HolidayForm(PlaceAndDayForm):
    name = forms.CharField(
        label=lazy("What it is"), max_length=80, help_text=lazy("Such as “Founders’ Day”.")
    )
    field_order = ("name", "country", "region", "day")
