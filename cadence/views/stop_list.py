"""The stop list: looked through and added to by everybody, lifted by managers."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from cadence.forms.stops import LiftForm
from cadence.selectors.stop_reach import reach_here
from cadence.services import stopping, unsubscribing
from cadence.views.page import posted
from cadence.views.question import Question, ask_then
from prospects.forms import StopForm, StopListForm
from prospects.models import Suppression
from prospects.selectors.stop_list import Row, page_of_stops, row_of
from prospects.services import stop_listing, suppressing
from prospects.web import number_in, words_in
from team.enums import Role
from team.models import User
from team.permissions import can_manage
from team.refusals import Refused
from team.web import render_page, say, signed_in

LONGEST_WORDS = 300
SHOWN_FAULTS = 50


@require_safe
def stops(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    q = words_in(request, "q", longest=LONGEST_WORDS)
    after, before = number_in(request, "after"), number_in(request, "before")
    page = page_of_stops(user, q=q, after=after, before=before)
    context = {
        "q": q,
        "page": page,
        "may_lift": can_manage(user),
        "lack": unsubscribing.missing_for_one_press() if user.role == Role.ADMIN else "",
        "older": _link(q, "after", page.older),
        "newer": _link(q, "before", page.newer),
    }
    return render_page(request, "cadence/stop_list.html", "list", context)


@require_http_methods(["GET", "HEAD", "POST"])
def stop_new(request: HttpRequest) -> HttpResponse:
    """Ask whom it reaches, then keep it: two presses, the second over the numbers."""
    user, at = signed_in(request), timezone.now()
    form = StopForm(posted(request), today=at.astimezone(user.zone).date(), country=user.country)
    if not form.is_valid():
        return _new_page(request, form, status=422 if form.is_bound else 200)
    reach = form.cleaned_data["value"]
    if request.POST.get("confirmed") != "yes":
        return _new_page(request, form, value=reach[1], reach=reach_here(reach, user))
    try:
        ended = stopping.stop_value(
            reach, by=user, at=at, reason=form.cleaned_data["why"],
            channel=form.cleaned_data["channel"], until=_until(form, user),
        )  # fmt: skip
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return _new_page(request, form, status=422)
    say(request, _("%(value)s is on the list.") % {"value": reach[1]} + _ended(ended))
    return redirect("cadence:stop-list")


@require_http_methods(["GET", "HEAD", "POST"])
def stops_import(request: HttpRequest) -> HttpResponse:
    """Keep a whole list, or say line by line why not."""
    form = StopListForm(posted(request), request.FILES or None)
    if not form.is_valid():
        return _import_page(request, form, status=422 if form.is_bound else 200)
    user, at, why = signed_in(request), timezone.now(), form.cleaned_data["why"]
    try:
        reading = stop_listing.read(form.cleaned_data["text"], reason=why, by=user, at=at)
        kept, ended = stopping.keep_list(reading, by=user, at=at, reason=why)
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return _import_page(request, form, status=422)
    if kept.faults:
        return _import_page(request, form, kept=kept, status=422)
    words = {"lines": kept.lines, "accepted": kept.accepted, "known": kept.known}
    sentence = _("%(lines)s read: %(accepted)s new, %(known)s there already.") % words
    say(request, sentence + _ended(ended))
    return redirect("cadence:stop-list")


@require_http_methods(["GET", "HEAD", "POST"])
def stop_lifting(request: HttpRequest, pk: int) -> HttpResponse:
    stop = get_object_or_404(Suppression, pk=pk, lifted_at=None)
    form = LiftForm(posted(request))

    def lift() -> HttpResponse:
        reason = form.cleaned_data["why"]
        suppressing.lift(stop, by=signed_in(request), at=timezone.now(), reason=reason)
        say(request, _("Lifted, and written down with your name and your reason."))
        return redirect("cadence:stop-list")

    return ask_then(request, _question(row_of(stop, signed_in(request))), form, lift)


def _question(row: Row) -> Question:
    return Question(
        part="lifting",
        title=_("Lift this stop"),
        intro=f"{', '.join([row.whom, *row.kept_under])}. {row.stop.reason}".strip(),
        action=reverse("cadence:stop-lifting", args=[row.stop.pk]),
        button=_("Lift it"),
        back=reverse("cadence:stop-list"),
        danger=True,
    )


def _new_page(
    request: HttpRequest, form: StopForm, *, status: int = 200, **given: Any
) -> HttpResponse:
    context = {"form": form, **given}
    return render_page(request, "cadence/stop_new.html", None, context, status=status)


def _import_page(
    request: HttpRequest,
    form: StopListForm,
    *,
    kept: stop_listing.Kept | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"form": form, "kept": kept, "faults": kept.faults[:SHOWN_FAULTS] if kept else []}
    return render_page(request, "cadence/stop_import.html", None, context, status=status)


def _until(form: StopForm, user: User) -> datetime | None:
    day = form.cleaned_data["until"]
    return stop_listing.midnight(day, user) if day else None


def _ended(count: int) -> str:
    if not count:
        return ""
    words = ngettext("%(count)s cadence ended.", "%(count)s cadences ended.", count)
    return " " + words % {"count": count}


def _link(q: str, edge: str, pk: int | None) -> str:
    return "" if pk is None else "?" + urlencode(({"q": q} if q else {}) | {edge: pk})
