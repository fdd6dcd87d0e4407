"""Putting things into the library, changing their words, and handing out its files."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from prospects.views.uploads import Quota
from research.enums import FileKind
from research.forms.library import ItemForm
from research.models import Resource
from research.models.kept_file import LARGEST
from research.models.library import AnyItem
from research.permissions import can_keep
from research.views.shelves import Shelf, both_wordings, shelf_of
from team.refusals import Refused
from team.web import render_page, say, signed_in

TEMPLATE = "research/library_form.html"
ENDINGS = {FileKind.PDF: "pdf", FileKind.PNG: "png", FileKind.JPEG: "jpg"}
# The words beside a file are few; what they may weigh is Django's to bound.
ROOM_FOR_WORDS = 1024 * 1024


@csrf_exempt  # The limit must stand before the form is read; what follows checks the token.
@require_http_methods(["GET", "HEAD", "POST"])
def item_new(request: HttpRequest, kind: str) -> HttpResponse:
    return _add(request, shelf_of(kind), _limited(request))


@csrf_exempt  # As above.
@require_http_methods(["GET", "HEAD", "POST"])
def item_wording(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    shelf = shelf_of(kind)
    item = shelf.item(pk)
    if not can_keep(signed_in(request), item):
        raise PermissionDenied
    return _change(request, shelf, item, _limited(request))


@require_safe
def resource_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file of a resource, to be saved and never shown in the browser's window by itself."""
    kept = get_object_or_404(Resource.objects.select_related("file"), pk=pk, file__isnull=False)
    assert kept.file is not None
    kind = FileKind(kept.file.content_type)
    name = f"{slugify(kept.title) or 'resource'}.{ENDINGS[kind]}"
    return HttpResponse(
        bytes(kept.file.content),
        content_type=str(kind),
        headers={
            "Content-Disposition": str(content_disposition_header(True, name)),
            "Cache-Control": "private, no-cache",
            "X-Content-Type-Options": "nosniff",
        },
    )


@csrf_protect
def _add(request: HttpRequest, shelf: Shelf, quota: Quota) -> HttpResponse:
    if request.method != "POST":
        return _page(request, shelf, shelf.form())
    form = shelf.posted(request, quota)
    if not form.is_valid():
        return _page(request, shelf, form, status=422)
    try:
        item = shelf.add(by=signed_in(request), at=timezone.now(), **form.fields_for_service())
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return _page(request, shelf, form, status=422)
    say(request, _("Kept. A manager reads it before anybody uses it."))
    return redirect("cadence:library-item", shelf.kind, item.pk)


@csrf_protect
def _change(request: HttpRequest, shelf: Shelf, item: AnyItem, quota: Quota) -> HttpResponse:
    if request.method != "POST":
        return _page(request, shelf, shelf.form.of(item), item)
    form = shelf.posted(request, quota)
    if not form.is_valid():
        return _page(request, shelf, form, item, status=422)
    fields = form.fields_for_service()
    revision = form.cleaned_data["revision"]
    try:
        shelf.edit(item, by=signed_in(request), at=timezone.now(), revision=revision, **fields)
    except Refused as refused:
        return _refuse(request, shelf, form, item, refused)
    item.refresh_from_db()
    approved = item.approved_at is not None
    say(request, _("Nothing changed.") if approved else _("Saved. A manager reads it again."))
    return redirect("cadence:library-item", shelf.kind, item.pk)


def _refuse(
    request: HttpRequest, shelf: Shelf, form: ItemForm, item: AnyItem, refused: Refused
) -> HttpResponse:
    if refused.code != "stale_revision":
        form.add_error(None, refused.sentence)
        return _page(request, shelf, form, item, status=422)
    item.refresh_from_db()
    conflict = {"sentence": refused.sentence, **both_wordings(form, item)}
    return _page(request, shelf, form, item, status=409, conflict=conflict)


def _page(
    request: HttpRequest,
    shelf: Shelf,
    form: Any,
    item: AnyItem | None = None,
    *,
    status: int = 200,
    conflict: dict[str, Any] | None = None,
) -> HttpResponse:
    context = {"shelf": shelf, "form": form, "item": item, "conflict": conflict}
    return render_page(request, TEMPLATE, None, context, status=status)


def _limited(request: HttpRequest) -> Quota:
    """No upload fills the disk: more than a file and its words is not taken in."""
    quota = Quota(request, LARGEST + ROOM_FOR_WORDS)
    if request.method == "POST":
        request.upload_handlers.insert(0, quota)
    return quota
