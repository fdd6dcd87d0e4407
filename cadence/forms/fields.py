"""How much may be typed, and the fields that more than one form has."""

from typing import TYPE_CHECKING

from django import forms

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LONG_TEXT = 20_000
NOTE = 300


def long_note(label: "_StrPromise") -> forms.CharField:
    """Room for more than a line, and nothing that must be said."""
    return forms.CharField(
        label=label,
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
