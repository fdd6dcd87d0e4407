"""Forms that know what stood in a record when somebody began to write."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Self, cast

from django import forms
from django.db.models import Model
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from team.refusals import Refused

MINE, THEIRS = "mine", "theirs"


class MergingForm(forms.Form):
    """`revision` says which version was on the screen, `base` what stood in it.

    When both have changed a field, the form comes back with both values; whoever then chooses theirs has them again.
    """

    # What is asked beside the record: no field of its own.
    ASKED_BESIDE: ClassVar[frozenset[str]] = frozenset({"revision", "base"})

    clashes: Sequence[tuple[forms.BoundField, str, str]] = ()

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    base = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20_000)

    @classmethod
    def of(cls, record: Model) -> Self:
        """The form as it stands for this record."""
        told = {name: getattr(record, name) for name in cls.base_fields if cls._is_of_record(name)}
        revision = record.revision  # type: ignore[attr-defined]
        return cls(initial=told | {"revision": revision, "base": json.dumps(told)})

    def clean_base(self) -> dict[str, Any]:
        """What nobody can read says nothing, and then every change is asked about."""
        try:
            told = json.loads(self.cleaned_data["base"] or "{}")
        except (ValueError, RecursionError):
            return {}
        return told if isinstance(told, dict) else {}

    @property
    def typed(self) -> dict[str, Any]:
        """What was typed, understood."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in {"revision", "base"}
        }

    @property
    def details(self) -> dict[str, Any]:
        """What is to stand there. Nothing of a field whose other value was chosen: `base` is only what a browser says."""
        return {name: value for name, value in self.typed.items() if not self._keeps_theirs(name)}

    def beside(self, record: Model, theirs: Mapping[str, Any]) -> Self:
        """The same words again, measured by what stands there now; `clashes` are what to choose between."""
        typed = cast("QueryDict", self.data).copy()
        names = [name for name in self.fields if self._is_of_record(name)]
        typed["revision"] = str(record.revision)  # type: ignore[attr-defined]
        typed["base"] = json.dumps({name: getattr(record, name) for name in names})
        for name in names:
            value = self.typed[name]
            left = name not in theirs and value == self.cleaned_data["base"].get(name)
            if left or self._keeps_theirs(name):
                stands = getattr(record, name)
                typed[name] = "" if stands is None else stands
        form = type(self)(typed)
        form.clashes = [
            (form[name], self._in_words(name, self.details[name]), self._in_words(name, value))
            for name, value in theirs.items()
        ]
        return form

    def add_refusal(self, refused: Refused) -> None:
        """Over the form; a form that knows the field puts it beneath that."""
        self.add_error(None, refused.sentence)

    @classmethod
    def _is_of_record(cls, name: str) -> bool:
        return name not in cls.ASKED_BESIDE

    def _understood(self, field: str, clean: Any, sentence: Any) -> str:
        """What was typed, in the one form we store, or the sentence why not."""
        typed = str(self.cleaned_data[field])
        understood = str(clean(typed)) if typed else ""
        if typed and not understood:
            raise forms.ValidationError(sentence)
        return understood

    def _keeps_theirs(self, name: str) -> bool:
        return self.data.get(f"keep_{name}") == THEIRS

    def _in_words(self, name: str, value: Any) -> str:
        choices = dict(getattr(self.fields[name], "choices", ()))
        return str(choices.get(value, value) or _("nothing"))
