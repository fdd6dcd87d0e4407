"""The words on the sheet, what is said when they are sent, and whether they left."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from cadence.forms.fields import LONG_TEXT, NOTE
from cadence.services.drafting import Typed

BECAUSE = "because_"


def looks_of(data: Mapping[str, object]) -> dict[str, str]:
    """Why each look is answered with these words as they are, by its code."""
    return {
        name.removeprefix(BECAUSE): str(reason).replace("\0", "").strip()[:NOTE]
        for name, reason in data.items()
        if name.startswith(BECAUSE)
    }


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

    def typed_words(self) -> Typed | None:
        """None from a card that is read and not typed into: it posts no words."""
        if "body" not in self.data:
            return None
        given = self.cleaned_data
        return Typed(given["subject"], given["body"], given["base_number"])

    def clean_body(self) -> str:
        """Browsers post CRLF; letters are kept with LF."""
        return str(self.cleaned_data["body"]).replace("\r\n", "\n")

    def clean_base_number(self) -> int:
        return int(self.cleaned_data["base_number"] or 0)


class SendForm(DraftForm):
    """The words, whether they were read aloud, and a line for each look that is sent anyway."""

    read_aloud = forms.BooleanField(required=False)

    def looks(self) -> dict[str, str]:
        return looks_of(self.data)


class ResolutionForm(forms.Form):
    left = forms.ChoiceField(choices=[("yes", lazy("It left")), ("no", lazy("It didn't"))])
