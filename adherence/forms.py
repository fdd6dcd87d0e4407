"""What the page of a week accepts. Rules are asked by the services; these only know shapes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cadence.enums import NoReason


class ReasonForm(forms.Form):
    reason = forms.ChoiceField(label=_("Why"), choices=NoReason.choices)
    note = forms.CharField(label=_("In a few words"), max_length=300, required=False)


class QuestionForm(forms.Form):
    text = forms.CharField(label=_("The question"), max_length=1000)


class NoteForm(forms.Form):
    text = forms.CharField(label=_("What you would change"), max_length=2000)
