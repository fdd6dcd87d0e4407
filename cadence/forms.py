"""What the queue's pages accept. Rules are asked by the services; these only know shapes."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Self, cast

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from cadence.enums import (
    LEAVING_OUT,
    SKIPPING,
    CallOutcome,
    Ending,
    NoReason,
    ReplyKind,
    SkipReason,
)
from cadence.models import Reply
from cadence.services.referring import Referred
from prospects.enums import Channel
from prospects.names import name_in

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LONG_TEXT = 20_000
NOTE = 300
BECAUSE = "because_"
PICK = "pick"
# A stop and an answer are written down as what they said; the ending follows from it.
ENDED_BY_OTHER_MEANS = (Ending.STOPPED, Ending.NO, Ending.REPLIED)


class DraftForm(forms.Form):
    """The words on the sheet. `base_number` is the draft they were typed over."""

    subject = forms.CharField(required=False, max_length=1000, strip=False)
    body = forms.CharField(required=False, max_length=LONG_TEXT, strip=False)
    base_number = forms.IntegerField(min_value=0, required=False)

    def fault(self) -> str:
        """Why these words cannot be kept, as one sentence."""
        if self.has_error("body", "max_length") or self.has_error("subject", "max_length"):
            return _("That is too long to keep. Shorten it and it saves by itself.")
        return _("There is a sign in it that cannot be kept. Take it out and it saves by itself.")

    def clean_body(self) -> str:
        """Browsers post CRLF; letters are kept with LF."""
        return str(self.cleaned_data["body"]).replace("\r\n", "\n")

    def clean_base_number(self) -> int:
        return int(self.cleaned_data["base_number"] or 0)


class SendForm(DraftForm):
    """The words, whether they were read aloud, and a line for each look that is sent anyway."""

    read_aloud = forms.BooleanField(required=False)

    def looks(self) -> dict[str, str]:
        return {
            name.removeprefix(BECAUSE): str(reason).replace("\0", "").strip()[:NOTE]
            for name, reason in self.data.items()
            if name.startswith(BECAUSE)
        }


class SkipForm(forms.Form):
    reason = forms.ChoiceField(
        label=lazy("Why?"),
        choices=[(each, each.label) for each in SKIPPING],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=lazy("In a few words"), max_length=NOTE, required=False)

    def why(self) -> dict[str, Any]:
        return {
            "reason": SkipReason(self.cleaned_data["reason"]),
            "note": self.cleaned_data["note"],
        }


class OmissionForm(SkipForm):
    """Why no letter goes back to them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = cast("forms.ChoiceField", self.fields["reason"])
        choice.choices = [(each, each.label) for each in LEAVING_OUT]


class PostponementForm(forms.Form):
    """Tomorrow, in two days, or a day that the rep picks."""

    until_choice = forms.ChoiceField(label=lazy("Until when?"), widget=forms.RadioSelect)
    until = forms.DateField(
        label=lazy("The day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    note = forms.CharField(
        label=lazy("Why, if it passes day seven"), max_length=NOTE, required=False
    )

    def __init__(self, *args: Any, today: date, deadline_on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = cast("forms.ChoiceField", self.fields["until_choice"])
        days = [today + timedelta(days=ahead) for ahead in (1, 2)]
        names = (_("Tomorrow"), _("In two days"))
        choice.choices = [
            *(
                (day.isoformat(), _wait_label(name, day, deadline_on))
                for name, day in zip(names, days, strict=True)
            ),
            (PICK, _("Pick a day")),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("until_choice") == PICK and not cleaned.get("until"):
            self.add_error("until", _("Pick the day."))
        return cleaned

    def day(self) -> date:
        choice = self.cleaned_data["until_choice"]
        picked: date = self.cleaned_data["until"]
        return picked if choice == PICK else date.fromisoformat(choice)


def _wait_label(name: str, day: date, deadline_on: date) -> str:
    words = _("%(name)s, %(day)s") % {"name": name, "day": date_format(day, "l")}
    if day > deadline_on:
        words = _("%(words)s. That passes day seven.") % {"words": words}
    elif day == deadline_on:
        words = _("%(words)s. That is day seven.") % {"words": words}
    return words


def _long_note(label: "_StrPromise") -> forms.CharField:
    """Room for more than a line, and nothing that must be said."""
    return forms.CharField(
        label=label,
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class CallForm(forms.Form):
    outcome = forms.ChoiceField(
        label=lazy("What came of it?"), choices=CallOutcome.choices, widget=forms.RadioSelect
    )
    note = _long_note(lazy("Note"))
    call_back_at = forms.DateTimeField(
        label=lazy("Promised to ring on"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
    )

    def evidence(self) -> dict[str, Any]:
        call_back: datetime | None = self.cleaned_data["call_back_at"]
        return {
            "outcome": CallOutcome(self.cleaned_data["outcome"]),
            "note": self.cleaned_data["note"],
            "call_back_at": call_back,
        }


class LinkedInForm(forms.Form):
    """`body` is the sheet's own field; the evidence beside it does not draw it again."""

    body = forms.CharField(required=False, max_length=LONG_TEXT, strip=False)
    note = _long_note(lazy("Note"))

    def evidence(self) -> dict[str, Any]:
        words = str(self.cleaned_data["body"]).replace("\r\n", "\n")
        return {"words": words, "note": self.cleaned_data["note"]}


class PostForm(forms.Form):
    posted_on = forms.DateField(
        label=lazy("In the box on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    note = _long_note(lazy("Note"))

    def evidence(self) -> dict[str, Any]:
        return {
            "posted_on": self.cleaned_data["posted_on"],
            "note": self.cleaned_data["note"],
        }


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
        self.words = {"name": who, "day": date_format(off_until, "j F Y")}
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


class StopForm(forms.Form):
    words = forms.CharField(
        label=lazy("In their words"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class EndingForm(forms.Form):
    """How it ends. Whoever talks with us was reached, and may have written back for nothing more to come of it."""

    ending = forms.ChoiceField(
        label=lazy("How does it end?"),
        choices=[choice for choice in Ending.choices if choice[0] not in ENDED_BY_OTHER_MEANS],
        widget=forms.RadioSelect,
    )
    note = _long_note(lazy("In a few words"))

    def __init__(self, *args: Any, talking: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if talking:
            choice = cast("forms.ChoiceField", self.fields["ending"])
            choice.choices = [
                (Ending.MET, Ending.MET.label),
                (Ending.REPLIED, _("They wrote back, and nothing more came of it")),
                (Ending.NOT_A_FIT, Ending.NOT_A_FIT.label),
                (Ending.COMPANY_CLOSED, Ending.COMPANY_CLOSED.label),
            ]


class SetbackForm(forms.Form):
    about_them = _long_note(lazy("What did we learn about them?"))
    about_us = _long_note(lazy("What did we learn about us?"))


class ComeBackForm(forms.Form):
    """The day on which somebody we talk with heads the queue again."""

    on = forms.DateField(
        label=lazy("The day"),
        help_text=lazy("On which you meet, or on which you look after it."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    note = forms.CharField(
        label=lazy("In a few words"),
        help_text=lazy("Shown in your queue on that day."),
        max_length=NOTE,
        required=False,
    )


class HoldForm(forms.Form):
    why = forms.CharField(
        label=lazy("Why is writing there right again?"), max_length=NOTE, required=True
    )


class LiftForm(forms.Form):
    why = forms.CharField(
        label=lazy("Why is writing there right again?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class EnrollmentForm(forms.Form):
    version = forms.IntegerField(label=lazy("Cadence"))


class ResolutionForm(forms.Form):
    left = forms.ChoiceField(choices=[("yes", lazy("It left")), ("no", lazy("It didn't"))])


FORMS_BY_CHANNEL: dict[str, type[CallForm | LinkedInForm | PostForm]] = {
    Channel.CALL: CallForm,
    Channel.LINKEDIN: LinkedInForm,
    Channel.POST: PostForm,
}
