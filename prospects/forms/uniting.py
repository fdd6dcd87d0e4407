"""Which of two records is kept, and what it takes from the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

SIDES = ("one", "other")


class MergeForm(forms.Form):
    """A side to keep, and a side for each field that differs; nothing is asked that the two agree on."""

    keep = forms.ChoiceField(
        choices=[(side, side) for side in SIDES],
        error_messages={"required": _("Say which of the two is kept.")},
    )

    def __init__(self, *arguments: Any, fields: Sequence[str], **options: Any) -> None:
        super().__init__(*arguments, **options)
        for name in fields:
            self.fields[name] = forms.ChoiceField(
                choices=[(side, side) for side in SIDES], required=False
            )

    def taken(self) -> list[str]:
        """The fields that come from the record that is not kept."""
        keep = self.cleaned_data["keep"]
        return [
            name
            for name, side in self.cleaned_data.items()
            if name != "keep" and side and side != keep
        ]
