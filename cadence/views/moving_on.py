"""Who is on a version; those of an older one go on by the newest: first seen with each one's next day, then done."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from cadence.enums import VersionState
from cadence.models import CadenceVersion
from cadence.selectors.moving_on import on_version
from cadence.services import moving_on
from cadence.views.page import status_of
from prospects.web import number_in
from team.permissions import can_oversee
from team.refusals import Refused
from team.web import render_page, say, signed_in

SHOWN = 50
# So that one press answers in time; whoever is left moves by the next.
MOST_BATCHES = 10


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Managers and auditors read who would move and when; an admin moves them."""
    user = signed_in(request)
    if not can_oversee(user) or (request.method == "POST" and not user.is_admin):
        raise PermissionDenied
    versions = CadenceVersion.objects.select_related("cadence")
    older = get_object_or_404(versions, cadence=pk, number=number)
    newer = _newest(older)
    if request.method != "POST" or newer is None:
        return _page(request, older, newer)
    try:
        moved = _move(request, older, newer)
    except Refused as refused:
        return _page(request, older, newer, status=status_of(refused), refusal=refused.sentence)
    sentence = ngettext(
        "%(count)s person goes on by version %(number)s.",
        "%(count)s people go on by version %(number)s.",
        moved,
    )
    say(request, sentence % {"count": moved, "number": newer.number})
    return redirect("cadence:cadence", pk)


def _move(request: HttpRequest, older: CadenceVersion, newer: CadenceVersion) -> int:
    by, at, moved, after = signed_in(request), timezone.now(), 0, 0
    for _batch in range(MOST_BATCHES):
        count, after = moving_on.move_batch(older, newer, by=by, at=at, after=after)
        moved += count
        if not after:
            break
    return moved


def _newest(older: CadenceVersion) -> CadenceVersion | None:
    later = older.cadence.versions.filter(
        number__gt=older.number, state=VersionState.PUBLISHED
    ).order_by("-number")
    return later.select_related("cadence").first()


def _page(
    request: HttpRequest,
    older: CadenceVersion,
    newer: CadenceVersion | None,
    *,
    status: int = 200,
    **given: Any,
) -> HttpResponse:
    on_it = on_version(older)
    after = number_in(request, "after") or 0
    shown = list(on_it.filter(pk__gt=after)[: SHOWN + 1])
    context = {
        "older": older,
        "newer": newer,
        "count": on_it.count(),
        "rows": moving_on.foresee(shown[:SHOWN], newer or older, timezone.now()),
        "next": f"?after={shown[SHOWN - 1].pk}" if len(shown) > SHOWN else "",
        **given,
    }
    return render_page(request, "cadence/plan_people.html", None, context, status=status)
