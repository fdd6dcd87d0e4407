"""Today: the list, one person of it, and what is done or put off."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cadence.selectors.ahead import approved_not_left, done_today, moved_to_later
from cadence.selectors.day import day_of
from cadence.selectors.queue import Queue, queue_of
from cadence.selectors.talking import talks_later
from cadence.views.page import (
    TEMPLATE,
    queue_context,
    show,
)
from team.web import render_page, signed_in


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """The list with its first person open."""
    page = _queue_at(request)
    context = queue_context(request, page, page.first.key if page.first else "")
    context["cursor"] = request.GET.get("after", "")
    return render_page(request, TEMPLATE, "turn", context)


@require_safe
def touch(request: HttpRequest, pk: int) -> HttpResponse:
    return show(request, f"touch-{pk}")


@require_safe
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    return show(request, f"reply-{pk}")


@require_safe
def rail(request: HttpRequest) -> HttpResponse:
    """The rows alone, read again three times a minute, and in words who wrote since."""
    page = _queue_at(request)
    seen = request.GET.get("seen", "")
    since = page.replies_since(int(seen)) if seen.isdecimal() and len(seen) < 19 else []
    news = [_("%(name)s wrote back") % {"name": row.name} for row in since]
    context = {
        "queue": page,
        "key": request.GET.get("at", ""),
        "cursor": request.GET.get("after", ""),
        "news": ", ".join(news),
    }
    return render(request, f"{TEMPLATE}#rail", context)


@require_safe
def done(request: HttpRequest) -> HttpResponse:
    user, at = signed_in(request), timezone.now()
    context = {
        "touches": done_today(user, day_of(user, at)),
        "waiting": approved_not_left(user, at),
    }
    return render(request, "cadence/done.html", context)


@require_safe
def later(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    day = day_of(user, timezone.now())
    context = {"touches": moved_to_later(user, day), "talks": talks_later(user, day)}
    return render(request, "cadence/later.html", context)


def _queue_at(request: HttpRequest) -> Queue:
    try:
        return queue_of(signed_in(request), timezone.now(), cursor=request.GET.get("after", ""))
    except ValueError as error:
        raise Http404 from error
