"""The rows behind a number, and the same as a file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from adherence.permissions import counted_for
from adherence.selectors.promises import Promise
from adherence.web import report_asked
from team.web import render_page, signed_in

TEMPLATE = "adherence/rows.html"


@require_safe
def rows(request: HttpRequest, rep: int | None, promise: str) -> HttpResponse:
    """Of one rep, or of all whom the reader may see; a 404 for anybody else's."""
    report = report_asked(request, timezone.now())
    people = counted_for(signed_in(request), report.team).order_by("name", "pk")
    reps = list(people.filter(pk=rep) if rep else people)
    if promise not in Promise.values or not reps:
        raise Http404
    context = {"report": report, "rep": reps[0] if rep else None, "promise": Promise(promise)}
    return render_page(request, TEMPLATE, None, context)
