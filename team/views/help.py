"""The rules and the shortcuts, on one page."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from team.web import render_page


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    return render_page(request, "team/help.html")
