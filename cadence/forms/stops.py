"""They asked us to stop, or writing there is right again."""

from django import forms
from django.utils.translation import gettext_lazy as lazy

from cadence.forms.fields import NOTE


class StopForm(forms.Form):
    words = forms.CharField(
        label=lazy("In their words"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
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
