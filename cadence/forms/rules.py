"""What the page of the rules' numbers accepts."""

from decimal import Decimal
from typing import Any, cast

from django import forms
from django.forms.utils import ErrorList
from django.http import QueryDict
from django.utils.translation import gettext as _

from team.models import Policy
from team.models.policy import LIMITS
from team.selectors.numbers import GROUPS, NUMBERS
from team.selectors.rule_changes import changed_since
from team.services.policies import contradictions


class RulesForm(forms.Form):
    """Every number within its floor and cap, and the version that was read."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, number in NUMBERS.items():
            self.fields[name] = _field_of(name)
            self.fields[name].label = str(number.label)
            self.fields[name].help_text = f"{number.does} {number.limit}"

    @classmethod
    def of(cls, policy: Policy) -> "RulesForm":
        names = ("version", *NUMBERS)
        return cls(initial={name: getattr(policy, name) for name in names})

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for name, sentence in contradictions(self.numbers):
            self.add_error(name, sentence)
        return data

    @property
    def numbers(self) -> dict[str, int | Decimal]:
        return {name: value for name, value in self.cleaned_data.items() if name in NUMBERS}

    @property
    def seen(self) -> int:
        return cast("int", self.cleaned_data["version"])

    @property
    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        return [(group, [self[each.name] for each in group.numbers]) for group in GROUPS]

    def show_what_stands(self, now: Policy) -> None:
        """Somebody else saved meanwhile: beside each number that they changed and that was typed otherwise, theirs.

        What the reader alone changed stays as it was typed.
        """
        theirs = changed_since(self.seen)
        data = cast("QueryDict", self.data).copy()
        data["version"] = str(now.version)
        self.data = data
        for name, typed in self.numbers.items():
            if name in theirs and typed != getattr(now, name):
                words = {"now": getattr(now, name), "typed": typed}
                said = _("Somebody made it %(now)s meanwhile; you typed %(typed)s.") % words
                self.errors[name] = ErrorList([said])


def _field_of(name: str) -> forms.Field:
    least, most = LIMITS[name]
    says = {
        "min_value": _("The least is %(limit_value)s."),
        "max_value": _("The most is %(limit_value)s."),
    }
    if isinstance(least, Decimal):
        return forms.DecimalField(
            min_value=least,
            max_value=Decimal(most),
            max_digits=3,
            decimal_places=2,
            error_messages=says,
            widget=forms.NumberInput({"class": "fit", "step": "0.01"}),
        )
    return forms.IntegerField(
        min_value=least,
        max_value=int(most),
        error_messages=says,
        widget=forms.NumberInput({"class": "fit", "inputmode": "numeric"}),
    )
