"""How every room answers a browser: a whole page, or the part of it that htmx asked for."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers

from team.models import User
from team.refusals import code_of


def signed_in(request: HttpRequest) -> User:
    """The person behind this request; the login middleware lets nobody else through."""
    assert isinstance(request.user, User)
    return request.user


def render_page(
    request: HttpRequest,
    template: str,
    partial: str | None = None,
    context: dict[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Answer `template`, or only its `{% partialdef partial %}` when htmx asked for a part.

    A part also brings what `say` has to say, as toasts; the page shows it by itself.
    """
    if partial is None or not wants_part(request):
        response = render(request, template, context, status=status)
    else:
        response = render(request, f"{template}#{partial}", context, status=status)
        response.write(render_to_string("components/said.html", request=request))
    patch_vary_headers(response, ["HX-Request", "HX-Request-Type"])
    return response


def wants_part(request: HttpRequest) -> bool:
    """Did htmx ask for a part? Going back in the history and whole-page swaps want the page."""
    headers = request.headers
    return (
        headers.get("HX-Request") == "true"
        and headers.get("HX-Request-Type", "partial") == "partial"
        and headers.get("HX-History-Restore-Request") != "true"
    )


def say(request: HttpRequest, sentence: str) -> None:
    """Tell the person what happened, once, on the next thing they see; of a refusal, which rule it speaks for.

    A message that waits for the next page keeps no more of a sentence than its words.
    """
    messages.success(request, sentence, extra_tags=code_of(sentence))
