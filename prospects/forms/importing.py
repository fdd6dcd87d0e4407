"""A file on its way in: where it comes from, and what its columns are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from prospects.enums import FileEncoding, ImportField, LawfulBasis, SubscriberType
from prospects.forms.data import DAY
from prospects.forms.people import Words
from prospects.models import ImportBatch
from prospects.services.importing import LARGEST, MEGABYTE, MOST_ROWS, too_large
from prospects.services.importing.columns import Mapping
from prospects.services.importing.sniffing import DELIMITERS, choices, is_certain


class BringForm(forms.Form):
    """A file, or rows pasted from a spreadsheet."""

    file = forms.FileField(
        label=_("A CSV file or an Excel workbook"),
        required=False,
        help_text=format_lazy(
            _("Up to {megabytes} MB and {people} people. The first line names the columns."),
            megabytes=LARGEST // MEGABYTE,
            people=lazy(intcomma, str)(MOST_ROWS),
        ),
    )
    text = forms.CharField(
        label=_("Or paste rows from a spreadsheet"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("With the line that names the columns. Up to 5 MB."),
    )  # fmt: skip

    def __init__(self, *arguments: Any, too_large: bool = False, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._too_large = too_large

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        file = cleaned.get("file")
        if self._too_large or (file is not None and (file.size or 0) > LARGEST):
            self.add_error("file", too_large())
        elif file is None and not cleaned.get("text", "").strip() and "file" not in self.errors:
            self.add_error("file", _("Choose a file, or paste rows below."))
        return cleaned


class MatchForm(forms.Form):
    """What each column of a file is for us."""

    encoding = forms.ChoiceField(label=_("How the file is written"), required=False)
    delimiter = forms.ChoiceField(
        label=_("What parts the columns"), required=False,
        choices=[(mark, {",": _("Comma"), ";": _("Semicolon"), "\t": _("Tab"), "|": _("Bar")}[mark]) for mark in DELIMITERS],
    )  # fmt: skip

    def __init__(
        self,
        *arguments: Any,
        header: Sequence[str],
        encoding: str,
        sheets: Sequence[str] = (),
        **options: Any,
    ) -> None:
        super().__init__(*arguments, **options)
        known = [FileEncoding(encoding)] if is_certain(encoding) else choices()
        self.fields["encoding"] = forms.ChoiceField(
            label=_("How the file is written"),
            required=False,
            choices=[(one.value, one.label) for one in known],
        )
        self.fields["sheet"] = forms.TypedChoiceField(
            label=_("Which sheet"),
            required=False,
            coerce=int,
            empty_value=None,
            choices=list(enumerate(sheets)),
        )
        kinds = [("", _("Leave out")), *ImportField.choices]
        for number, name in enumerate(header):
            self.fields[f"column-{number}"] = forms.ChoiceField(
                label=name or _("Column %(number)s") % {"number": number + 1},
                choices=kinds,
                required=False,
            )

    def mapping(self) -> Mapping:
        return {
            ImportField(kind): int(name.removeprefix("column-"))
            for name, kind in self.cleaned_data.items()
            if name.startswith("column-") and kind
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        seen: dict[str, str] = {}
        for name, kind in list(cleaned.items()):
            if name.startswith("column-") and kind:
                if kind in seen:
                    self.add_error(
                        name,
                        _("Two columns can't both be “%(kind)s”.")
                        % {"kind": ImportField(kind).label},
                    )
                seen[kind] = name
        return cleaned


class GroundsForm(forms.Form):
    """What holds for each person of a file whose row says nothing of its own."""

    lawful_basis = forms.ChoiceField(label=_("Why we may write"), choices=LawfulBasis.choices)
    subscriber_type = forms.ChoiceField(label=_("Reached"), choices=SubscriberType.choices)
    source = Words(
        label=_("Where this came from"),
        required=False,
        help_text=_("Empty: the name of the file."),
    )
    source_date = forms.DateField(
        label=_("Got on"), required=False, widget=DAY, help_text=_("Empty: today.")
    )

    @classmethod
    def of(cls, batch: ImportBatch) -> GroundsForm:
        return cls(initial={name: getattr(batch, name) for name in cls.base_fields})

    def clean_source_date(self) -> date | None:
        day: date | None = self.cleaned_data["source_date"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("That day is still to come."))
        return day
