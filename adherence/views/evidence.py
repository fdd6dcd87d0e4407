"""Whether trying on pays."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from adherence.selectors.team_counts import team_counts
from adherence.web import report_asked
from team.web import render_page, signed_in

TEMPLATE = "adherence/evidence.html"


@require_safe
def evidence(request: HttpRequest) -> HttpResponse:
    report = report_asked(request, timezone.now())
    counts = team_counts(
        signed_in(request), report.period, team=report.team, cadence=report.cadence
    )
    return render_page(request, TEMPLATE, None, {"report": report, "promises": counts.promises})
