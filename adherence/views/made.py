"""One try as it was made: where every list ends."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from adherence.permissions import counted_for
from adherence.selectors.lists import BROKEN, Listed
from adherence.selectors.made import try_made
from adherence.web import Report, report_asked
from prospects.web import number_in
from team.models import User
from team.web import render_page, signed_in

TEMPLATE = "adherence/try.html"


@require_safe
def made(request: HttpRequest, touch: int) -> HttpResponse:
    """A 404 where it was not made, or with somebody who is not the reader's to see."""
    user = signed_in(request)
    made = try_made(touch, user)
    if made is None:
        raise Http404
    report, people = report_asked(request, timezone.now()), counted_for(user)
    if request.GET.get("of") in Listed.values:
        way = _way_back(request, report, people)
    else:
        way = {"rep": people.filter(pk=made.attempt.by_id).first()}
    return render_page(request, TEMPLATE, None, {"made": made, "report": report} | way)


def _way_back(request: HttpRequest, report: Report, people: QuerySet[User]) -> dict[str, Any]:
    """The very page of the list that led here: of the rep it was of, or of all."""
    listed, whose = Listed(request.GET["of"]), number_in(request, "rep")
    rep = people.filter(pk=whose).first() if whose else None
    every = "all" in request.GET and listed in BROKEN
    at, page = number_in(request, "at"), number_in(request, "page") or 1
    return {
        "rep": rep,
        "listed": listed.called(every=every),
        "back": report.rows(listed, rep, every=every, at=at, page=page),
    }
