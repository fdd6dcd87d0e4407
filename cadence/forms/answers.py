"""What they answered, and what kind of answer it was."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Self

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from cadence.enums import NoReason, ReplyKind
from cadence.forms.fields import LONG_TEXT, NOTE
from cadence.models import Reply
from cadence.services.referring import Referred
from prospects.enums import Channel
from prospects.names import name_in


class KindForm(forms.Form):
    """What kind of answer it was. The consequence of each is read before it is chosen."""

    kind = forms.ChoiceField(
        label=lazy("What was it?"), choices=ReplyKind.choices, widget=forms.RadioSelect
    )
    until = forms.DateField(
        label=lazy("Back on"),
        help_text=lazy("For Not now and Out of office."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    note = forms.CharField(label=lazy("Note"), max_length=NOTE, required=False)
    reason = forms.TypedChoiceField(
        label=lazy("Why they said no"),
        choices=[("", lazy("Not clear yet")), *NoReason.choices],
        coerce=NoReason,
        empty_value=None,
        required=False,
    )
    referred_name = forms.CharField(
        label=lazy("Whom they named"),
        help_text=lazy("Added at the same company, with the introduction."),
        max_length=200,
        required=False,
    )
    referred_email = forms.EmailField(
        label=lazy("Their e-mail, if we have it"), max_length=254, required=False
    )

    def __init__(self, *args: Any, who: str, off_until: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = {"name": who, "day": date_format(off_until, "DAY_MONTH_YEAR")}
        if self.initial.get("referred_email"):
            self.fields["referred_name"].help_text = _(
                "As the address below spells it. Check it; added with the introduction."
            )

    @classmethod
    def of(cls, reply: Reply, data: QueryDict | None = None, *, off_until: date) -> Self:
        """With what the letter itself suggests; the rep confirms it or not."""
        initial = {
            "kind": reply.suggested_kind,
            "until": reply.until,
            "referred_name": name_in(reply.points_to),
            "referred_email": reply.points_to,
        }
        who = reply.prospect.greeting_name
        return cls(data, initial=initial, who=who, off_until=off_until)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self._forget_who_was_only_proposed(cleaned)
        if cleaned.get("referred_email") and not cleaned.get("referred_name"):
            self.add_error("referred_name", _("Give the name that belongs to this address."))
        if cleaned.get("referred_name") and cleaned.get("kind") != ReplyKind.REFERRAL:
            self.add_error(
                "referred_name",
                _("Somebody is named here. Choose “Wrong person”, or take the name out."),
            )
        if cleaned.get("reason") and cleaned.get("kind") != ReplyKind.NO:
            self.add_error(
                "reason", _("Only a no has a reason. Choose “No, thanks”, or take it out.")
            )
        return cleaned

    def _forget_who_was_only_proposed(self, cleaned: dict[str, Any]) -> None:
        """What the rep left as it was found is no word of theirs, when they read the answer otherwise."""
        untouched = {"referred_name", "referred_email"}.isdisjoint(self.changed_data)
        if untouched and cleaned.get("kind") != ReplyKind.REFERRAL:
            cleaned.update(referred_name="", referred_email="")

    def kinds(self) -> Iterator[tuple[BoundField, str]]:
        """Each choice with what it changes."""
        for pick in self["kind"]:
            yield pick, consequence_of(pick.data["value"], self.words)  # type: ignore[misc]

    def answer(self) -> dict[str, Any]:
        name, email = self.cleaned_data["referred_name"], self.cleaned_data["referred_email"]
        return {
            "kind": ReplyKind(self.cleaned_data["kind"]),
            "until": self.cleaned_data["until"],
            "note": self.cleaned_data["note"],
            "reason": self.cleaned_data["reason"],
            "referred": Referred(name, email) if name else None,
        }


def consequence_of(kind: str, words: Mapping[str, str]) -> str:
    """What the choice changes, before it is made."""
    sentence = {
        ReplyKind.INTERESTED: _(
            "No more planned tries. Your answer opens; you go on by hand until you say how it ends."
        ),
        ReplyKind.NOT_NOW: _("We wait until their day, then go on."),
        ReplyKind.NO: _("%(name)s is off every list until %(day)s; a line back opens."),
        ReplyKind.REFERRAL: _("The cadence ends. Name the person below; a thank-you opens."),
        ReplyKind.AWAY: _("We wait until they are back, then go on."),
        ReplyKind.AUTOMATIC: _("No person wrote this. Nothing changes."),
    }[ReplyKind(kind)]
    return sentence % words


class SpokenReplyForm(KindForm):
    """An answer that the rep heard or read elsewhere, written down by hand."""

    channel = forms.ChoiceField(label=lazy("How did they answer?"), choices=Channel.choices)
    text = forms.CharField(
        label=lazy("In their words"),
        max_length=LONG_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    field_order = (
        "channel",
        "text",
        "kind",
        "until",
        "note",
        "reason",
        "referred_name",
        "referred_email",
    )

    def answer(self) -> dict[str, Any]:
        heard = {name: self.cleaned_data[name] for name in ("channel", "text")}
        return super().answer() | heard
