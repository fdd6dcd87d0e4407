"""One rep's promises: theirs to read, their manager's, and an admin's."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from adherence.enums import Counted
from adherence.models import Counting, Fact
from adherence.permissions import counted_for
from adherence.selectors.drawings import answers_and_stops, days_between
from adherence.selectors.first_end import first_end
from adherence.selectors.headline import headline_of
from adherence.selectors.lists import Listed
from adherence.selectors.promises import Promises
from adherence.selectors.rep_counts import promises_of
from adherence.selectors.strip import strip_of
from adherence.web import Report, report_asked, weeks_and_cadences
from team.models import User
from team.web import render_page, signed_in

TEMPLATE = "adherence/rep.html"


@require_safe
def rep_method(request: HttpRequest, rep: int) -> HttpResponse:
    """A 404 for whoever may not see them."""
    user, at = signed_in(request), timezone.now()
    report = report_asked(request, at)
    shown = get_object_or_404(counted_for(user, report.team), pk=rep)
    context = {
        **_of_rep(shown, report, is_own=shown == user),
        **weeks_and_cadences(report, reverse("adherence:rep_method", args=[rep])),
    }
    return render_page(request, TEMPLATE, "report", context)


def _of_rep(rep: User, report: Report, *, is_own: bool) -> dict[str, Any]:
    promises = promises_of([rep], report.period, report.cadence)
    before = promises_of([rep], report.period.before, report.cadence)
    running = Fact.objects.filter(is_running=True, owner=rep).count()
    first = first_end([rep.pk]) if running and not promises.finished else None
    return {
        "rep": rep,
        "report": report,
        "running": running,
        "counted_at": _counted_at(),
        "headline": headline_of(promises, is_own=is_own, first_end=first),
        "strip": strip_of(promises, before, each=[promises], whose=str(rep.pk), query=report.query),
        "answers": answers_and_stops(promises),
        "between": days_between(promises),
        "lists": report.lists_at(rep),
        **_lists(rep, promises, report),
    }


def _lists(rep: User, promises: Promises, report: Report) -> dict[str, Any]:
    """Each number with the address of its rows: of what was not kept, and of all."""
    return {
        "rates": [
            (rate, report.rows(listed, rep), report.rows(listed, rep, every=True))
            for rate in promises.rates
            for listed in [Listed(rate.promise.value)]
        ],
        "others": [
            (listed, number, report.rows(listed, rep)) for listed, number in _others(promises)
        ],
    }


def _others(promises: Promises) -> list[tuple[Listed, int]]:
    """What else is counted of people, and nothing to be kept."""
    counts = promises.counts
    return [
        (Listed.ANSWERS, sum(counts[Counted.ANSWERS])),
        (Listed.STOPS, sum(counts[Counted.STOPS])),
        (Listed.FINISHED, promises.finished),
    ]


def _counted_at() -> datetime | None:
    return Counting.objects.filter(pk=1).values_list("counted_at", flat=True).first()
