"""Be away: from, to and who covers, what that does to what is open, and then the press; or not to be away after all."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from cadence.forms.absences import AbsenceForm
from cadence.selectors.cover_days import told_of_the_cover
from cadence.services import covering
from team.models import TimeOff, User
from team.permissions import planned_by
from team.refusals import Refused
from team.web import render_page, say, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
def absence_new(request: HttpRequest, user_pk: int) -> HttpResponse:
    """Days off of oneself, or of a colleague whom one plans for."""
    rep = get_object_or_404(planned_by(signed_in(request)), pk=user_pk)
    return _ask(request, rep, None)


@require_http_methods(["GET", "HEAD", "POST"])
def absence(request: HttpRequest, pk: int) -> HttpResponse:
    """Other days, or another cover, for an absence that is kept."""
    off = _kept(request, pk)
    return _ask(request, off.user, off)


@require_POST
def absence_end(request: HttpRequest, pk: int) -> HttpResponse:
    """These are working days again."""
    off = _kept(request, pk)
    back = covering.end_absence(off, by=signed_in(request), at=timezone.now())
    words = [_("Taken off the list. Tries are planned on these days again.")]
    if back:
        came = ngettext("%(count)s try came back.", "%(count)s tries came back.", back)
        words.append(came % {"count": back})
    say(request, " ".join(words))
    return redirect(_back(request, off.user))


def _ask(request: HttpRequest, rep: User, off: TimeOff | None) -> HttpResponse:
    """Nothing is kept before its preview was seen; other days after the preview are shown first."""
    if request.method != "POST":
        return _page(request, rep, off, AbsenceForm(initial=_stands(off), rep=rep))
    form = AbsenceForm(request.POST, rep=rep)
    if not form.is_valid():
        return _page(request, rep, off, form, status=422)
    asked = {**form.asked(), "by": signed_in(request), "at": timezone.now(), "off": off}
    try:
        if "keep" in request.POST and form.was_seen:
            return _done(request, rep, covering.plan_absence(rep, **asked))
        foreseen = covering.foresee(rep, **asked)
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return _page(request, rep, off, form, status=422)
    told = told_of_the_cover(foreseen.off, foreseen.given)
    return _page(request, rep, off, form, foreseen=foreseen, told=told, said=form.said())


def _done(request: HttpRequest, rep: User, kept: covering.Absence) -> HttpResponse:
    words = [_("Kept.")]
    if kept.moves:
        moved = ngettext("%(count)s try moved.", "%(count)s tries moved.", len(kept.moves))
        words.append(moved % {"count": len(kept.moves)})
    if kept.given and kept.off.cover:
        given = ngettext(
            "%(cover)s makes %(count)s try.", "%(cover)s makes %(count)s tries.", len(kept.given)
        )
        words.append(given % {"count": len(kept.given), "cover": kept.off.cover.first_name})
    say(request, " ".join(words))
    return redirect(_back(request, rep))


def _page(
    request: HttpRequest,
    rep: User,
    off: TimeOff | None,
    form: AbsenceForm,
    *,
    status: int = 200,
    **shown: Any,
) -> HttpResponse:
    action = (
        reverse("cadence:absence", args=[off.pk])
        if off
        else reverse("cadence:absence-new", args=[rep.pk])
    )
    context = {
        "rep": rep,
        "is_own": rep.pk == signed_in(request).pk,
        "form": form,
        "action": action,
        "back": _back(request, rep),
        **shown,
    }
    return render_page(request, "cadence/absence.html", None, context, status=status)


def _stands(off: TimeOff | None) -> dict[str, Any]:
    if off is None:
        return {}
    return {"first_day": off.first_day, "last_day": off.last_day, "cover": off.cover_id}


def _kept(request: HttpRequest, pk: int) -> TimeOff:
    spans = TimeOff.objects.filter(user__in=planned_by(signed_in(request)))
    return get_object_or_404(spans.select_related("user"), pk=pk)


def _back(request: HttpRequest, rep: User) -> str:
    if rep.pk == signed_in(request).pk:
        return reverse("team:time-off")
    return reverse("team:time-off-of", args=[rep.pk])
