"""To which colleague a person is given."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as lazy

from cadence.forms.fields import NOTE
from team.models import User


class ReasonForm(forms.Form):
    """Why a manager gives a colleague more than a day of theirs holds."""

    beyond = forms.CharField(
        label=lazy("Why they take on more than a day holds"), max_length=NOTE, required=False
    )


class HandOverForm(ReasonForm):
    field_order = ("to", "beyond")
    to = forms.ModelChoiceField(User.objects.none(), label=lazy("To whom?"), empty_label=None)

    def __init__(self, *args: Any, takers: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = takers.order_by("name", "pk")  # type: ignore[attr-defined]
