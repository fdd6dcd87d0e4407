"""The help: what one wants to do, the rules and the shortcuts on one page, and the documents of docs/ one by one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from team.selectors.help import shelf
from team.web import render_page

_LONGEST_QUESTION = 100


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("q", "").strip()[:_LONGEST_QUESTION]
    told = {
        "asked": asked,
        "found": shelf.find(asked, get_language()),
        "document": shelf.spoken(get_language())["index"],
    }
    return render_page(request, "team/help.html", context=told)


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    document = shelf.spoken(get_language()).get(slug)
    if document is None or slug == "index":
        raise Http404
    return render_page(request, "team/help_page.html", context={"document": document})
