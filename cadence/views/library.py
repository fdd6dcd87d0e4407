"""The library: what the team can bring to a person, and how it went. Its words are research's."""

from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cadence.selectors.library_uses import Uses, newest_uses, uses_of
from cadence.views.page import status_of
from prospects.web import number_in, words_in
from research.enums import LibraryKind, LibraryState
from research.forms.library import TakeOutForm
from research.models.library import AnyItem
from research.permissions import can_approve, can_keep
from research.selectors.library import Asked, labels_of, page_of_items, waiting_by_kind
from research.services import library as shelving
from research.views.shelves import shelf_of
from team.refusals import Refused
from team.web import render_page, say, signed_in

EDGES = ("after", "before")


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    asked, today = _asked(request), _day(timezone.now())
    page = page_of_items(asked, today)
    uses = uses_of(asked.kind, [item.pk for item in page.rows])
    may_approve = can_approve(signed_in(request))
    waiting = waiting_by_kind(today) if may_approve else {}
    context = {
        "asked": asked,
        "shelf": shelf_of(asked.kind),
        "rows": [_row(item, uses.get(item.pk, Uses()), today) for item in page.rows],
        "labels": labels_of(asked.kind),
        "states": LibraryState.choices,
        "waiting": [(kind, count) for kind, count in waiting.items() if count],
        "older": _link(asked, "after", page.older),
        "newer": _link(asked, "before", page.newer),
    }
    return render_page(request, "cadence/library.html", "list", context)


@require_safe
def item(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    return _item_page(request, shelf_of(kind).item(pk))


@require_POST
def approval(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """A manager read these words and lets everybody use them."""
    found, by = shelf_of(kind).item(pk), signed_in(request)
    if not can_approve(by):
        raise PermissionDenied
    said = request.POST.get("revision", "")
    revision = int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else -1
    try:
        shelving.approve(found, by=by, at=timezone.now(), revision=revision)
    except Refused as refused:
        found.refresh_from_db()
        return _item_page(request, found, refusal=refused.sentence, status=409)
    say(request, _("Approved. Everybody may bring it from now on."))
    return redirect("cadence:library-item", kind, pk)


@require_POST
def removal(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """A manager takes it out, and says why."""
    found, by = shelf_of(kind).item(pk), signed_in(request)
    if not can_approve(by):
        raise PermissionDenied
    form = TakeOutForm(request.POST)
    if not form.is_valid():
        return _item_page(request, found, take_out_form=form, status=422)
    try:
        reason = form.cleaned_data["reason"]
        shelving.take_out(found, by=by, at=timezone.now(), reason=reason)
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return _item_page(request, found, take_out_form=form, status=status_of(refused))
    say(request, _("Taken out. Nobody brings it from now on, and no letter leaves with it."))
    return redirect("cadence:library-item", kind, pk)


def _item_page(
    request: HttpRequest, found: AnyItem, *, status: int = 200, **given: Any
) -> HttpResponse:
    viewer = signed_in(request)
    uses = uses_of(found.kind, [found.pk]).get(found.pk, Uses())
    context = {
        **_row(found, uses, _day(timezone.now())),
        "shelf": shelf_of(found.kind),
        "brought": newest_uses(found, viewer),
        "may_change": can_keep(viewer, found),
        "may_approve": can_approve(viewer),
        "take_out_form": TakeOutForm(),
        **given,
    }
    return render_page(request, "cadence/library_item.html", None, context, status=status)


def _row(found: AnyItem, uses: Uses, today: date) -> dict[str, Any]:
    return {"item": found, "uses": uses, "state": found.state_on(today)}


def _asked(request: HttpRequest) -> Asked:
    words = {name: words_in(request, name) for name in ("q", "industry", "tag", "state")}
    kind = request.GET.get("kind", "")
    return Asked(
        kind=LibraryKind(kind) if kind in LibraryKind else LibraryKind.STORIES,
        after=number_in(request, "after"),
        before=number_in(request, "before"),
        **words,
    )


def _link(asked: Asked, edge: str, pk: int | None) -> str:
    if pk is None:
        return ""
    kept = {name: said for name, said in asdict(asked).items() if said and name not in EDGES}
    return "?" + urlencode(kept | {edge: pk})


def _day(at: datetime) -> date:
    """The day on which things run out is the same for everybody."""
    return at.astimezone(UTC).date()
