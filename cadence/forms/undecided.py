"""Whose mail it is that may be from one company or another."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as lazy

from prospects.models import Prospect


class WhoseMailForm(forms.Form):
    prospect = forms.ModelChoiceField(
        Prospect.objects.none(),
        label=lazy("About whom is it?"),
        empty_label=lazy("Choose a person"),
    )

    def __init__(self, *args: Any, people: QuerySet[Prospect], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["prospect"]
        field.queryset = people  # type: ignore[attr-defined]
        field.label_from_instance = lambda person: f"{person.company.name}: {person.name}"  # type: ignore[attr-defined]
