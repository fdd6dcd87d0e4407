"""How each kind of the library is typed and kept."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from prospects.views.uploads import Quota
from research.enums import LibraryKind
from research.forms.library import ItemForm, QuestionForm, ResourceForm, StoryForm
from research.models.library import MODELS, AnyItem
from research.services import library

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class Shelf:
    kind: LibraryKind
    form: type[ItemForm]
    add: Callable[..., AnyItem]
    edit: Callable[..., None]
    new: "_StrPromise"

    def item(self, pk: int) -> AnyItem:
        """The one with this key and the people who stand for it, or a 404."""
        people = ("owner", "changed_by", "approved_by", "taken_out_by")
        items: Any = MODELS[self.kind].objects.select_related(*people)
        item: AnyItem = get_object_or_404(items, pk=pk)
        return item

    def posted(self, request: HttpRequest, quota: Quota) -> ItemForm:
        """What was sent. Whether it was too large is known once it has been read."""
        if self.form is ResourceForm:
            return ResourceForm(request.POST, request.FILES, too_large=quota.exceeded)
        return self.form(request.POST)


SHELVES = {
    shelf.kind: shelf
    for shelf in (
        Shelf(
            LibraryKind.STORIES, StoryForm, library.add_story, library.edit_story, _("Add a story")
        ),
        Shelf(
            LibraryKind.QUESTIONS,
            QuestionForm,
            library.add_question,
            library.edit_question,
            _("Add a question"),
        ),
        Shelf(
            LibraryKind.RESOURCES,
            ResourceForm,
            library.add_resource,
            library.edit_resource,
            _("Add a resource"),
        ),
    )
}


def shelf_of(kind: str) -> Shelf:
    """The shelf that an address names, or a 404."""
    if kind not in LibraryKind:
        raise Http404
    return SHELVES[LibraryKind(kind)]


def both_wordings(form: Any, kept: Any) -> dict[str, Any]:
    """Theirs beside what was typed; saving once more now keeps what was typed."""
    theirs = list(form.differs_from(kept))
    form.data = form.data.copy()
    form.data["revision"] = str(kept.revision)
    return {"theirs": theirs, "by": kept.changed_by}
