"""What is typed onto the stop list."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from prospects.addresses import (
    Reach,
    reach_of,
)
from prospects.enums import Channel
from prospects.services.suppressing import check_is_of_one_company
from team.refusals import Refused

LONGEST_LIST = 5 * 1024 * 1024


class StopForm(forms.Form):
    """Whom we must not reach: one value of any kind, where, why and until when."""

    value = forms.CharField(
        label=_("E-mail, domain, phone or LinkedIn profile"), max_length=300,
        help_text=_("A whole domain reaches everybody there: corrib.example"),
    )  # fmt: skip
    channel = forms.ChoiceField(
        label=_("Where"), choices=[("", _("Everywhere")), *Channel.choices], required=False
    )
    why = forms.CharField(
        label=_("Why"), max_length=500, help_text=_("In their words, if they said it.")
    )
    until = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Without a day it is for good."),
    )  # fmt: skip

    def __init__(self, *arguments: Any, today: date, country: str, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._today, self._country = today, country

    def clean_value(self) -> Reach:
        reach = reach_of(str(self.cleaned_data["value"]), self._country)
        if reach is None:
            raise forms.ValidationError(
                _(
                    "That is no address, number, profile or domain. A number begins with + and the country."
                )
            )
        try:
            check_is_of_one_company(reach)
        except Refused as refused:
            raise forms.ValidationError(refused.sentence) from refused
        return reach

    def clean_until(self) -> date | None:
        until: date | None = self.cleaned_data["until"]
        if until is not None and until <= self._today:
            raise forms.ValidationError(_("Choose a day that is still to come."))
        return until


class StopListForm(forms.Form):
    """A whole stop list, as a file or pasted."""

    file = forms.FileField(
        label=_("A CSV file"), required=False,
        help_text=_("One value a line, or the columns value, channel, reason and until. Up to 5 MB."),
    )  # fmt: skip
    text = forms.CharField(
        label=_("Or paste the list"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 6})
    )  # fmt: skip
    why = forms.CharField(
        label=_("Why"), max_length=500, help_text=_("For every line that gives no reason.")
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        file = cleaned.get("file")
        if file is not None and (file.size or 0) > LONGEST_LIST:
            self.add_error(
                "file", _("The file is larger than 5 MB. Split it and bring the pieces.")
            )
        elif file is not None:
            self._read(cleaned, file)
        elif not cleaned.get("text", "").strip() and "file" not in self.errors:
            self.add_error("file", _("Choose a file, or paste the list below."))
        return cleaned

    def _read(self, cleaned: dict[str, Any], file: UploadedFile[bytes]) -> None:
        try:
            cleaned["text"] = file.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            self.add_error(
                "file", _("This is not written as UTF-8. Save it as “CSV UTF-8” and bring that.")
            )
