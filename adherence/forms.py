"""What the pages of a week and of coaching accept. Rules are asked by the services; these only know shapes."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from adherence.enums import CoachingQuestion, Consent
from adherence.selectors.account import NOBODY
from cadence.enums import NoReason
from prospects.enums import ErasureCause, Kept
from team.enums import AuditKind
from team.models import User

_A_DAY = forms.DateInput({"type": "date"}, "%Y-%m-%d")


class ReasonForm(forms.Form):
    reason = forms.ChoiceField(label=_("Why"), choices=NoReason.choices)
    note = forms.CharField(label=_("In a few words"), max_length=300, required=False)


class QuestionForm(forms.Form):
    text = forms.CharField(label=_("The question"), max_length=1000)


class NoteForm(forms.Form):
    text = forms.CharField(label=_("What you would change"), max_length=2000)


class LookForm(forms.Form):
    """The three questions, each answered with yes or not yet."""

    SAID = (("yes", _("Yes")), ("no", _("Not yet")))

    is_about_them = forms.ChoiceField(
        label=CoachingQuestion.ABOUT_THEM.label, choices=SAID, widget=forms.RadioSelect
    )
    is_new = forms.ChoiceField(
        label=CoachingQuestion.NEW.label, choices=SAID, widget=forms.RadioSelect
    )
    is_easy_to_answer = forms.ChoiceField(
        label=CoachingQuestion.EASY_TO_ANSWER.label, choices=SAID, widget=forms.RadioSelect
    )

    @property
    def answers(self) -> dict[CoachingQuestion, bool]:
        return {each: self.cleaned_data[each.value] == "yes" for each in CoachingQuestion}


class CommentForm(forms.Form):
    """A sentence that is ticked, or a passage that is marked or pasted."""

    sentence = forms.CharField(max_length=4000, required=False)
    passage = forms.CharField(label=_("Or a passage"), max_length=4000, required=False)
    text = forms.CharField(label=_("What you would say about it"), max_length=1000)

    @property
    def about(self) -> str:
        given: dict[str, str] = self.cleaned_data
        return given["passage"] or given["sentence"]


class AnswerForm(forms.Form):
    text = forms.CharField(label=_("Your answer"), max_length=1000)


class WhyForm(forms.Form):
    why = forms.CharField(label=_("What others can learn from it"), max_length=300)


class ConsentForm(forms.Form):
    words = forms.CharField(label=_("As it will stand"), max_length=20_000, required=False)
    consent = forms.ChoiceField(choices=Consent.choices)


class ErasureForm(forms.Form):
    """Who asked, and how."""

    cause = forms.ChoiceField(
        label=_("Why"),
        choices=[(each.value, each.label) for each in (ErasureCause.ASKED, ErasureCause.NO_NEED)],
    )
    reason = forms.CharField(
        label=_("Who asked, and how"),
        max_length=300,
        help_text=_("Without their name: “By letter, on 3 May”. It stays."),
    )


class RetentionForm(forms.Form):
    """One kind of what is kept: for how long, and whether it is swept."""

    what = forms.ChoiceField(choices=Kept.choices, widget=forms.HiddenInput)
    months = forms.IntegerField(label=_("Months"), min_value=1, max_value=120)
    is_on = forms.BooleanField(label=_("Sweep it"), required=False)

    @property
    def seen(self) -> str:
        """What an admin has looked at when they keep it."""
        return "{what} {months} {is_on}".format(**self.cleaned_data)


class AuditForm(forms.Form):
    """What of the account is looked for. Whatever cannot be read is left out, and the page says so at its field."""

    who = forms.TypedChoiceField(label=_("Who"), required=False, coerce=int, empty_value=None)
    kind = forms.ChoiceField(label=_("What"), required=False)
    whom = forms.CharField(
        label=_("Whom it concerns"),
        required=False,
        max_length=200,
        help_text=_("A name or an address: of a colleague, a person or a company."),
    )
    since = forms.DateField(label=_("From"), required=False, widget=_A_DAY)
    until = forms.DateField(label=_("Until"), required=False, widget=_A_DAY)

    def __init__(self, *args: Any, colleagues: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who = cast("forms.TypedChoiceField", self.fields["who"])
        kind = cast("forms.ChoiceField", self.fields["kind"])
        named = [(each.pk, each.name or each.email) for each in colleagues]
        who.choices = [("", gettext("Everybody")), *named, (NOBODY, gettext("No person"))]
        kind.choices = [("", gettext("Everything")), *AuditKind.choices]
