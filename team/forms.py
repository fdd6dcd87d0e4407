"""What the settings pages accept."""

from functools import cache
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import available_timezones

from allauth.account.forms import LoginForm
from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from team.services.preferences import LONGEST_UNDO

if TYPE_CHECKING:
    _BaseFormSet = forms.BaseFormSet["DayForm"]
else:
    _BaseFormSet = forms.BaseFormSet


_OUT_OF_RANGE = _("Choose between 0 and 60 seconds.")


@cache
def _zones() -> list[tuple[str, str]]:
    """The world's zones by place, without the old abbreviations."""
    places = sorted(name for name in available_timezones() if "/" in name)
    kept = [name for name in places if not name.startswith(("Etc/", "SystemV/", "US/"))]
    return [(name, name.replace("_", " ")) for name in ["UTC", *kept]]


class SignInForm(LoginForm):  # type: ignore[misc]
    """allauth's sign-in with our words; the browser may fill and paste both fields."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label, password.label = _("Email"), _("Password")
        login.widget.attrs.update(autocomplete="username", autofocus=True)
        for field in (login, password):
            field.help_text = ""
            field.widget.attrs.pop("placeholder", None)


class ProfileForm(forms.Form):
    name = forms.CharField(
        label=_("Your name"), max_length=200, widget=forms.TextInput({"autocomplete": "name"})
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=_zones)
    undo_seconds = forms.IntegerField(
        label=_("Seconds to undo after you send"),
        min_value=0,
        max_value=LONGEST_UNDO,
        help_text=_("From 0 to 60. While they run, the letter has not left."),
        widget=forms.NumberInput({"inputmode": "numeric", "class": "fit"}),
        error_messages={"min_value": _OUT_OF_RANGE, "max_value": _OUT_OF_RANGE},
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


class ShortcutsForm(forms.Form):
    shortcuts_on = forms.BooleanField(
        label=_("Use one-key shortcuts"),
        required=False,
        help_text=_("They never act while you type in a field, except Ctrl or Cmd with Enter."),
    )
