"""What the settings pages accept."""

from datetime import time
from functools import cache
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from team.places import countries_in, region_code, regions_of
from team.services.preferences import LONGEST_UNDO

if TYPE_CHECKING:
    _BaseFormSet = forms.BaseFormSet["DayForm"]
else:
    _BaseFormSet = forms.BaseFormSet


_DAY = forms.DateInput({"type": "date"}, "%Y-%m-%d")
_OUT_OF_RANGE = _("Choose between 0 and 60 seconds.")


@cache
def zones() -> list[tuple[str, str]]:
    """The world's zones by place, without the old abbreviations."""
    places = sorted(name for name in available_timezones() if "/" in name)
    kept = [name for name in places if not name.startswith(("Etc/", "SystemV/", "US/"))]
    return [(name, name.replace("_", " ")) for name in ["UTC", *kept]]


def unknown_region(country: str) -> str:
    """Names those that are known."""
    sentence = gettext("We don't know this region of the country.")
    known = ", ".join(regions_of(country))
    if not country:
        return f"{sentence} {gettext('Say the country, too.')}"
    if not known:
        return f"{sentence} {gettext('Its holidays are the same everywhere: leave it empty.')}"
    return f"{sentence} {gettext('These we know, and their letters, too: %(regions)s.')}" % {
        "regions": known
    }


def languages() -> list[tuple[str, str]]:
    return [("", gettext("As my browser says")), *settings.LANGUAGES]


def _countries() -> list[tuple[str, str]]:
    return [("", gettext("Not said")), *countries_in(get_language() or "en")]


class ProfileForm(forms.Form):
    name = forms.CharField(
        label=_("Your name"), max_length=200, widget=forms.TextInput({"autocomplete": "name"})
    )
    language = forms.ChoiceField(label=_("Language"), required=False, choices=languages)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=zones)
    country = forms.ChoiceField(
        label=_("Country"),
        required=False,
        choices=_countries,
        help_text=_("Its public holidays are days off for you."),
    )
    subdivision = forms.CharField(
        label=_("Region"),
        required=False,
        max_length=80,
        help_text=_("Where it has holidays of its own: Bayern, Scotland, Ontario."),
    )
    undo_seconds = forms.IntegerField(
        label=_("Seconds to undo after you send"),
        min_value=0,
        max_value=LONGEST_UNDO,
        help_text=_("From 0 to 60. While they run, the letter has not left."),
        widget=forms.NumberInput({"inputmode": "numeric", "class": "fit"}),
        error_messages={"min_value": _OUT_OF_RANGE, "max_value": _OUT_OF_RANGE},
    )
    monday_letter = forms.BooleanField(
        label=_("Write to me on Monday morning"),
        required=False,
        help_text=_(
            "What was kept in the four weeks until Sunday and what was not, as on the team page. Earnest sends it to"
            " you alone, at the address you sign in with."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Without a process that writes them, no letters are offered."""
        super().__init__(*args, **kwargs)
        if not settings.MONDAY_LETTERS:
            del self.fields["monday_letter"]

    def clean(self) -> dict[str, Any]:
        """The region last, because it is read with the country."""
        data: dict[str, Any] = super().clean() or {}
        typed, country = data.get("subdivision", ""), data.get("country", "")
        if typed and "country" in data:
            data["subdivision"] = region_code(country, typed)
            if not data["subdivision"]:
                self.add_error("subdivision", unknown_region(country))
        return data


class SpanForm(forms.Form):
    """From the first to the last day off, both included."""

    first_day = forms.DateField(label=_("First day"), widget=_DAY)
    last_day = forms.DateField(label=_("Last day"), widget=_DAY)


class ClosureForm(SpanForm):
    name = forms.CharField(
        label=_("What it is"), max_length=80, help_text=_("Such as “Between the years”.")
    )


class DayForm(forms.Form):
    """One weekday: whether someone works, and from when to when."""

    works = forms.BooleanField(required=False)
    start = forms.TimeField(required=False, widget=forms.TimeInput({"type": "time"}, "%H:%M"))
    end = forms.TimeField(required=False, widget=forms.TimeInput({"type": "time"}, "%H:%M"))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        start, end = data.get("start"), data.get("end")
        if not data.get("works") or self.errors:
            return data
        if start is None or end is None:
            raise forms.ValidationError(_("Say from when to when."))
        if end <= start:
            raise forms.ValidationError(_("The day ends after it begins."))
        return data


class BaseWeekForm(_BaseFormSet):
    """Seven days, each named."""

    def add_fields(self, form: DayForm, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["works"].label = WEEKDAYS[index or 0]


WeekForm = cast(
    "type[BaseWeekForm]",
    forms.formset_factory(
        DayForm, formset=BaseWeekForm, extra=0, min_num=7, max_num=7, absolute_max=7
    ),
)


def hours_of(week: BaseWeekForm) -> dict[int, tuple[time, time]]:
    """From when to when on each day that is ticked, of a week that is valid."""
    return {
        number: (day["start"], day["end"])
        for number, day in enumerate(week.cleaned_data)
        if day.get("works")
    }


class ShortcutsForm(forms.Form):
    shortcuts_on = forms.BooleanField(
        label=_("Use one-key shortcuts"),
        required=False,
        help_text=_("They never act while you type in a field, except Ctrl or Cmd with Enter."),
    )
