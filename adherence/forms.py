"""What the pages of a week and of coaching accept. Rules are asked by the services; these only know shapes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from adherence.enums import CoachingQuestion, Consent
from cadence.enums import NoReason
from prospects.enums import ErasureCause, Kept


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
