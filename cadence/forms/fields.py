"""How much may be typed, and the fields that more than one form has."""

from datetime import date
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LONG_TEXT = 20_000
NOTE = 300


def check_is_near(day: date, today: date) -> None:
    """Nobody plans beyond the year after next."""
    if day.year > today.year + 2:
        raise forms.ValidationError(_("That is more than two years ahead."))


def long_note(label: "_StrPromise") -> forms.CharField:
    """Room for more than a line, and nothing that must be said."""
    return forms.CharField(
        label=label,
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
