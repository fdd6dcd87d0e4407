"""Who is kept as not a fit, with the reason: a page to be glad of."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from research.selectors import misfits
from team.web import signed_in


@require_safe
def not_a_fit(request: HttpRequest) -> HttpResponse:
    kept = misfits.misfits(signed_in(request))
    context = {"briefs": kept[: misfits.MOST], "total": kept.count()}
    return render(request, "research/misfits.html", context)
