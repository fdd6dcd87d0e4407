"""From when to when somebody is away, and who covers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from cadence.selectors.covers import may_cover
from team.forms import SpanForm
from team.models import User


class AbsenceForm(SpanForm):
    cover = forms.ModelChoiceField(
        User.objects.none(),
        label=lazy("Who covers?"),
        required=False,
        empty_label=lazy("Nobody"),
        help_text=lazy(
            "They make what cannot wait, in their own name and from their own mailbox, and read the answers."
        ),
    )
    # What the preview was made of: nothing is kept that nobody has seen.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, rep: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cover"].queryset = may_cover(rep)  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("first_day", "last_day", "cover")}

    def said(self) -> str:
        """What was asked, as the page that shows it brings it back."""
        cover = self.cleaned_data["cover"]
        first, last = self.cleaned_data["first_day"], self.cleaned_data["last_day"]
        return f"{first} {last} {cover.pk if cover else ''}".strip()

    @property
    def was_seen(self) -> bool:
        return bool(self.cleaned_data["seen"] == self.said())
