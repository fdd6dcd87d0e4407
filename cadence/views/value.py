"""What a try brings: the picker, by itself or in the dialog over the desk."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cadence.enums import TouchKind
from cadence.models import Touch
from cadence.selectors.offers import offers_for
from cadence.selectors.reach import workable_touches
from cadence.services import valuing
from cadence.views.page import address_of, is_on_queue, show, status_of
from prospects.web import words_in
from team.refusals import Refused
from team.web import render_page, say, signed_in, wants_part


@require_http_methods(["GET", "HEAD", "POST"])
def value(request: HttpRequest, pk: int) -> HttpResponse:
    tries = workable_touches(signed_in(request)).filter(kind=TouchKind.STEP)
    touch = get_object_or_404(tries.select_related("prospect__company", "step"), pk=pk)
    if request.method != "POST":
        return _page(request, touch)
    item = _chosen(request.POST.get("item", ""))
    if item is None:
        return _page(request, touch, status=422, refusal=_("Choose one of these."))
    try:
        anew = valuing.bring(touch, item, by=signed_in(request), at=timezone.now())
    except Refused as refused:
        return _page(request, touch, status=status_of(refused), refusal=refused.sentence)
    say(
        request,
        _("Written anew, with it.") if anew else _("It brings this now. The words stay yours."),
    )
    return _desk_of(request, touch)


def _desk_of(request: HttpRequest, touch: Touch) -> HttpResponse:
    """The same try again, also one that is not for today."""
    key = f"touch-{touch.pk}"
    if not wants_part(request):
        return redirect(address_of(key))
    if not is_on_queue(request):
        return HttpResponse(headers={"HX-Redirect": address_of(key)})
    return show(request, key, part="acted")


def _chosen(key: str) -> valuing.Item | None:
    """What "story-12" names."""
    kind, _dash, said = key.partition("-")
    if kind not in valuing.MODELS or not (said.isascii() and said.isdecimal() and len(said) < 19):
        return None
    found: valuing.Item | None = valuing.MODELS[kind].objects.filter(pk=int(said)).first()
    return found


def _page(
    request: HttpRequest, touch: Touch, *, status: int = 200, refusal: str = ""
) -> HttpResponse:
    q = words_in(request, "q")
    context: dict[str, Any] = {
        "touch": touch,
        "q": q,
        "groups": offers_for(touch, timezone.now(), q),
        "refusal": refusal,
        "chosen": request.POST.get("item", ""),
        "back": address_of(f"touch-{touch.pk}"),
    }
    return render_page(request, "cadence/value.html", "bring", context, status=status)
