"""What is typed about a view of the list."""

from django import forms
from django.utils.translation import gettext_lazy as _

from prospects.forms.people import Words
from prospects.models import SavedView

LONGEST = 60


class ViewForm(forms.Form):
    name = Words(label=_("What is this view called?"))
    shared = forms.BooleanField(label=_("The whole team finds it, too"), required=False)

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        if len(name) > LONGEST:
            raise forms.ValidationError(_("This is longer than 60 characters. Make it shorter."))
        return name


class KeptViewForm(ViewForm):
    opens = forms.BooleanField(label=_("The list opens with it"), required=False)

    @classmethod
    def of(cls, view: SavedView) -> "KeptViewForm":
        told = {"name": view.name, "shared": view.is_shared, "opens": view.is_default}
        return cls(initial=told)
