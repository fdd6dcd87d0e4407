"""One rep's promises: theirs to read, their manager's, and an admin's."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from adherence.permissions import counted_for
from adherence.selectors.rep_counts import promises_of
from adherence.web import report_asked
from team.web import render_page, signed_in

TEMPLATE = "adherence/rep.html"


@require_safe
def rep_method(request: HttpRequest, rep: int) -> HttpResponse:
    """A 404 for whoever may not see them."""
    report = report_asked(request, timezone.now())
    shown = get_object_or_404(counted_for(signed_in(request), report.team), pk=rep)
    promises = promises_of([shown], report.period, report.cadence)
    context = {"rep": shown, "report": report, "promises": promises}
    return render_page(request, TEMPLATE, None, context)
