"""How people begin together: which cadence, how many a day, from which day on."""

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from cadence.forms.fields import NOTE, check_is_near
from cadence.models import CadenceVersion
from cadence.selectors.intake import Wish
from team.models import Policy


@dataclass(frozen=True, slots=True)
class Offer:
    """What one may choose among, and what holds today."""

    versions: list[CadenceVersion]
    policy: Policy
    today: date

    @property
    def usual(self) -> dict[str, str]:
        """What stands in the form before anybody changes it."""
        return {
            "version": str(self.versions[0].pk) if self.versions else "",
            "pace": str(self.policy.new_people_a_day),
            "first_day": f"{self.today:%Y-%m-%d}",
        }


class PaceForm(forms.Form):
    """What one may change before the weeks are drawn."""

    version = forms.TypedChoiceField(label=lazy("Cadence"), coerce=int)
    pace = forms.IntegerField(label=lazy("New people a day"), min_value=1)
    first_day = forms.DateField(
        label=lazy("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer, self.capacity = offer, offer.policy.daily_capacity
        choice = cast("forms.TypedChoiceField", self.fields["version"])
        choice.choices = [(each.pk, each.cadence.name) for each in offer.versions]
        self.fields["pace"].widget.attrs["max"] = self.capacity

    def clean_pace(self) -> int:
        pace: int = self.cleaned_data["pace"]
        if pace > self.capacity:
            raise forms.ValidationError(
                _("A day holds %(capacity)s tries. Take fewer people.")
                % {"capacity": self.capacity}
            )
        return pace

    def clean_first_day(self) -> date:
        day: date = self.cleaned_data["first_day"]
        if day < self.offer.today:
            raise forms.ValidationError(_("That day has passed."))
        check_is_near(day, self.offer.today)
        return day

    @property
    def wish(self) -> Wish:
        return Wish(self.cleaned_data["pace"], self.cleaned_data["first_day"])

    @property
    def chosen(self) -> CadenceVersion:
        return next(each for each in self.offer.versions if each.pk == self.cleaned_data["version"])


class IntakeForm(PaceForm):
    """The same, pressed: these very people, and why beyond what a day holds."""

    people = forms.CharField(max_length=20_000)
    beyond = forms.CharField(max_length=NOTE, required=False)

    def clean_people(self) -> list[int]:
        said = self.cleaned_data["people"].split(",")
        if not all(each.isascii() and each.isdecimal() and len(each) < 19 for each in said):
            raise forms.ValidationError(_("Choose whom to begin with."))
        return [int(each) for each in said]
