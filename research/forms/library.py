"""What the library's pages accept. Words that are typed come back unchanged when refused."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from research.models import Talk
from research.models.kept_file import LARGEST
from research.models.library import AnyItem

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LONG, LONGEST_TALK = 4000, 40_000
MOST_TAGS, MOST_WORDS = 10, 100


class ListField(forms.CharField):
    """A few words or names on one line, with commas between."""

    def __init__(self, *, longest: int, lowered: bool = False, **options: Any) -> None:
        super().__init__(required=False, max_length=1000, **options)
        self.longest, self.lowered = longest, lowered

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        said = super().clean(value)
        words = (" ".join(part.split()) for part in said.split(","))
        kept = dict.fromkeys(word.lower() if self.lowered else word for word in words if word)
        if len(kept) > MOST_TAGS or any(len(word) > self.longest for word in kept):
            raise forms.ValidationError(
                _("At most %(most)s, each of up to %(longest)s characters.")
                % {"most": MOST_TAGS, "longest": self.longest}
            )
        return list(kept)


def words(
    label: "_StrPromise", *, rows: int, hint: "_StrPromise | str" = "", required: bool = True
) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def line(
    label: "_StrPromise",
    *,
    longest: int = 200,
    hint: "_StrPromise | str" = "",
    required: bool = True,
) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, required=required, max_length=longest)


class KeptForm(forms.Form):
    """A form over stored words; `revision` is the one they were typed over."""

    revision = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    @classmethod
    def of(cls, kept: AnyItem | Talk) -> "KeptForm":
        return cls(initial={name: getattr(kept, name) for name in cls._kept_names()})

    @classmethod
    def _kept_names(cls) -> list[str]:
        """All but a file: it is stored apart, and no page is to read it in."""
        fields = cls.base_fields.items()
        return [name for name, field in fields if not isinstance(field, forms.FileField)]

    def clean_revision(self) -> int:
        return int(self.cleaned_data["revision"] or 0)

    def fields_for_service(self) -> dict[str, Any]:
        return {name: said for name, said in self.cleaned_data.items() if name != "revision"}

    def differs_from(self, kept: AnyItem | Talk) -> Iterable[tuple[str, str]]:
        """What is stored now, where it is not what was typed, by label."""
        for name in self._kept_names():
            stored, field = getattr(kept, name), self[name]
            if not field.is_hidden and stored != self.cleaned_data.get(name):
                said = _("yes") if stored is True else field.field.prepare_value(stored)
                yield str(field.label), said or ""


class ItemForm(KeptForm):
    industry = line(
        lazy("Industry"), longest=100, required=False, hint=lazy("Empty: it fits anybody.")
    )
    tags = ListField(
        label=lazy("Tags"), longest=40, lowered=True, help_text=lazy("With commas between.")
    )
    expires_on = forms.DateField(
        label=lazy("Good until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=lazy("After this day nobody is offered it. Empty: no end."),
    )


class StoryForm(ItemForm):
    talk = forms.ModelChoiceField(Talk.objects.all(), required=False, widget=forms.HiddenInput)
    customer = line(lazy("Customer"))
    customer_aliases = ListField(
        label=lazy("Other names they go by"),
        longest=200,
        help_text=lazy("With commas between. While we may not name them, no letter may say these."),
    )
    may_name_customer = forms.BooleanField(label=lazy("They agreed to be named"), required=False)
    described_as = line(
        lazy("What to call them when we may not name them"),
        required=False,
        hint=lazy("Such as: a carrier with forty trucks."),
    )
    problem = words(lazy("The problem they had"), rows=2)
    change = words(
        lazy("What changed"), rows=2, hint=lazy("What they do now that they did not do before.")
    )
    number = line(
        lazy("In one number"),
        required=False,
        hint=lazy("From how much to how much, as they count it."),
    )
    proof = line(
        lazy("How we know"),
        longest=500,
        required=False,
        hint=lazy("Who counted, where it is written."),
    )
    quote = words(lazy("In their own words"), rows=2, required=False)
    thirty_seconds = words(
        lazy("In thirty seconds"),
        rows=4,
        hint=lazy("As you would tell it on the phone: eighty words or so. Say it aloud once."),
    )
    told_by = line(
        lazy("Who tells it"),
        required=False,
        hint=lazy("Who was there, or who of theirs takes a call."),
    )
    title = line(lazy("A title for us"), hint=lazy("What you would call it among colleagues."))
    field_order = (
        "customer", "customer_aliases", "may_name_customer", "described_as", "problem", "change",
        "number", "proof", "quote", "thirty_seconds", "told_by", "title",
    )  # fmt: skip

    def clean_thirty_seconds(self) -> str:
        told: str = self.cleaned_data["thirty_seconds"]
        if (count := len(told.split())) > MOST_WORDS:
            raise forms.ValidationError(
                _("%(count)s words take longer than thirty seconds. A hundred are the most.")
                % {"count": count}
            )
        return told

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("may_name_customer") and not cleaned.get("described_as"):
            self.add_error(
                "described_as",
                _("Say what a letter may call them, or that they agreed to be named."),
            )
        return cleaned


class QuestionForm(ItemForm):
    text = words(lazy("The question"), rows=2, hint=lazy("One, and no product in it."))
    why = words(
        lazy("Why it is worth asking"),
        rows=2,
        required=False,
        hint=lazy("What people told you when you asked it."),
    )
    field_order = ("text", "why")


class ResourceForm(ItemForm):
    title = line(lazy("Title"))
    summary = words(lazy("What they get from it"), rows=2)
    url = forms.URLField(
        label=lazy("Address"),
        max_length=2000,
        required=False,
        help_text=lazy("A page they can open without leaving us their name."),
    )
    file = forms.FileField(
        label=lazy("Or a file"),
        required=False,
        help_text=lazy(
            "A PDF, or a picture as PNG or JPEG, up to 5 MB. For post and visits: a letter carries none."
        ),
    )
    field_order = ("title", "summary", "url", "file")

    def __init__(self, *arguments: Any, too_large: bool = False, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._too_large = too_large

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file = cleaned.get("file")
        if self._too_large or (file is not None and (file.size or 0) > LARGEST):
            self.add_error("file", _("That file is larger than 5 MB."))
        elif file is not None and self.errors:
            # A browser does not hand the same file over twice by itself.
            self.add_error("file", _("Choose the file once more."))
        return cleaned

    def fields_for_service(self) -> dict[str, Any]:
        fields = super().fields_for_service()
        file: UploadedFile[bytes] | None = fields.pop("file")
        return fields | {"content": file.read() if file else b""}


class TalkForm(KeptForm):
    customer = line(lazy("Customer"))
    customer_aliases = ListField(
        label=lazy("Other names they go by"), longest=200, help_text=lazy("With commas between.")
    )
    industry = line(lazy("Industry"), longest=100, required=False)
    with_whom = line(lazy("Who spoke"), hint=lazy("Name and job."))
    held_on = forms.DateField(
        label=lazy("When"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    words = forms.CharField(
        label=lazy("In their own words"),
        max_length=LONGEST_TALK,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=lazy(
            "As they said it, a thought a line. No summary: that is what stories are cut from."
        ),
    )
    field_order = ("customer", "customer_aliases", "industry", "with_whom", "held_on", "words")


class PassageForm(forms.Form):
    """What is cut out of a talk: the ticked lines, or a passage copied from it."""

    line = forms.TypedMultipleChoiceField(
        coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    passage = forms.CharField(required=False, max_length=LONG)

    def __init__(self, *arguments: Any, talk: Talk, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.lines = lines_of(talk)
        choice = self.fields["line"]
        assert isinstance(choice, forms.TypedMultipleChoiceField)
        choice.choices = [(number, text) for number, text in enumerate(self.lines)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not self.cut():
            self.add_error(None, _("Tick the lines that tell it, or paste a passage."))
        return cleaned

    def cut(self) -> str:
        """A passage comes before ticks."""
        ticked = [self.lines[number] for number in self.cleaned_data.get("line", ())]
        return str(self.cleaned_data.get("passage") or "\n".join(ticked))


def lines_of(talk: Talk) -> list[str]:
    return [line.strip() for line in talk.words.splitlines() if line.strip()]


class TakeOutForm(forms.Form):
    reason = forms.CharField(label=lazy("Why should nobody use it?"), max_length=300)
