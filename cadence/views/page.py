"""The queue's one page, whole or in the part that an act asked for."""

from typing import Any
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from cadence.forms.answers import KindForm
from cadence.forms.evidence import FORMS_BY_CHANNEL
from cadence.models import Reply, Touch
from cadence.selectors.ahead import next_after_today
from cadence.selectors.desk import Desk, desk_of
from cadence.selectors.order import Place
from cadence.selectors.queue import Queue, position_in, queue_of
from cadence.selectors.reading import reading_pane
from cadence.views.margin import margin_of
from mailbox.models import Mailbox
from prospects.models import Prospect
from team.models import User
from team.refusals import Refused
from team.web import render_page, say, signed_in, wants_part

TEMPLATE = "cadence/queue.html"
NOT_NEXT = (Place.UNKNOWN, Place.APPROVED, Place.HELD, Place.BY_HAND)


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: an empty answer is an answer, too."""
    return request.POST if request.method == "POST" else None


def is_conflict(refused: Refused) -> bool:
    """Something happened meanwhile, elsewhere; otherwise a rule says no to what was asked."""
    return refused.code.startswith(("stale_", "conflict", "on_hold"))


def status_of(refused: Refused) -> int:
    return 409 if is_conflict(refused) else 422


def address_of(key: str) -> str:
    """The page of a row: "touch-7", "reply-3", or the queue itself when nobody is left."""
    kind, _dash, pk = key.partition("-")
    if kind not in ("touch", "reply") or not pk.isdecimal():
        return reverse("cadence:queue")
    return reverse(f"cadence:{kind}", args=[int(pk)])


def show(
    request: HttpRequest, key: str, *, part: str = "turn", status: int = 200, **given: Any
) -> HttpResponse:
    """The queue with one row open; `given` replaces what the page would show by itself."""
    queue = queue_of(signed_in(request), timezone.now(), cursor=given.get("cursor", ""))
    context = queue_context(request, queue, key, **given)
    return render_page(request, TEMPLATE, part, context, status=status)


def move_on(
    request: HttpRequest, sentence: str = "", *, then: str = "", **given: Any
) -> HttpResponse:
    """After an act: the row `then`, or the next person; the list anew, and the address in the bar."""
    if sentence:
        say(request, sentence)
    queue = queue_of(signed_in(request), timezone.now())
    key = _next_key(queue, then or request.POST.get("next", ""))
    if not wants_part(request):
        return redirect(address_of(key))
    if not is_on_queue(request):
        response = HttpResponse()
        response["HX-Redirect"] = address_of(key)
        return response
    context = queue_context(request, queue, key, **given)
    response = render_page(request, TEMPLATE, "acted", context)
    response["HX-Push-Url"] = address_of(key)
    return response


def queue_context(request: HttpRequest, queue: Queue, key: str, **given: Any) -> dict[str, Any]:
    user = signed_in(request)
    position = position_in(queue, user, key)
    return {
        "queue": queue,
        "queue_count": queue.progress.waiting,
        "key": key,
        "position": position,
        "previous_url": address_of(position.previous) if position and position.previous else "",
        "following_url": address_of(position.following) if position and position.following else "",
        "mailbox": Mailbox.objects.filter(owner=user).first() if not key else None,
        **_open_row(user, key, queue, given),
        **given,
    }


def _open_row(user: User, key: str, queue: Queue, given: dict[str, Any]) -> dict[str, Any]:
    kind, _dash, pk = key.partition("-")
    if kind == "reply":
        return _reply_context(user, int(pk), queue)
    if kind == "touch":
        desk = given.get("desk") or _desk(user, int(pk), queue)
        return desk_context(desk, sheet="words" not in given)
    return _nobody_context(user, queue)


def desk_context(desk: Desk, *, sheet: bool = True) -> dict[str, Any]:
    """What the sheet of this channel needs. `sheet` False: the caller brings its own margin."""
    form_class = FORMS_BY_CHANNEL.get(desk.touch.channel)
    prospect = desk.prospect
    return {
        "desk": desk,
        "form": form_class(initial={"posted_on": desk.at.date()}) if form_class else None,
        "phone": prospect.phone or prospect.company.phone,
        "mailbox": getattr(desk.touch.owner, "mailbox", None),
        **(margin_of(desk) if sheet else {}),
    }


def _desk(user: User, pk: int, queue: Queue) -> Desk:
    try:
        return desk_of(user, pk, queue.day.now)
    except Touch.DoesNotExist as error:
        raise Http404 from error


def _reply_context(user: User, pk: int, queue: Queue) -> dict[str, Any]:
    try:
        pane = reading_pane(user, pk, queue.day.now)
    except Reply.DoesNotExist as error:
        raise Http404 from error
    form = KindForm.of(pane.reply, off_until=pane.off_until)
    if pane.asks_to_stop:
        # It is more than a no: the key that confirms must not make a no of it.
        form.initial["kind"] = ""
    return {"pane": pane, "form": form}


def _nobody_context(user: User, queue: Queue) -> dict[str, Any]:
    """Nobody is open: what comes tomorrow, or the first steps of a new account."""
    coming = next_after_today(user, queue.day)
    quiet = coming is None and not queue.progress.total
    is_new = quiet and not Touch.objects.filter(owner=user).exists()
    return {
        "tomorrow": coming,
        "is_new": is_new,
        "has_people": is_new and Prospect.objects.filter(owner=user).exists(),
    }


def _next_key(queue: Queue, wanted: str) -> str:
    """The row that followed, if it still waits; else the first that can be worked."""
    if any(row.key == wanted and row.place not in NOT_NEXT for row in queue.rows):
        return wanted
    return next((row.key for row in queue.rows if row.place not in NOT_NEXT), "")


def is_on_queue(request: HttpRequest) -> bool:
    """Whether the page that asks has a desk to change, or is a form by itself."""
    try:
        here = urlsplit(request.headers.get("HX-Current-URL", "")).path
    except ValueError:
        return False
    return here.startswith(reverse("cadence:queue"))
