"""Beneath the team page: the plan try by try, the reasons, the causes, the introductions, the stories, and what is ahead."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from adherence.permissions import counted_for
from adherence.selectors.beneath import (
    introductions,
    late_by_cause,
    load_ahead,
    reasons_of_no,
    stories_used,
)
from adherence.selectors.funnels import funnels
from adherence.web import report_asked
from team.permissions import can_oversee
from team.web import render_page, signed_in

TEMPLATE = "adherence/beneath.html"


@require_safe
def beneath(request: HttpRequest) -> HttpResponse:
    """A part that the team page brings along, and a page by itself. Refuses whoever oversees nobody."""
    user, at = signed_in(request), timezone.now()
    if not can_oversee(user):
        raise PermissionDenied
    report = report_asked(request, at)
    reps = list(counted_for(user, report.team))
    keys, period = [rep.pk for rep in reps], report.period
    context = {
        "report": report,
        "funnels": funnels(keys, period, report.cadence),
        "reasons": reasons_of_no(keys, period, user, report.cadence),
        "causes": late_by_cause(reps, period, report.cadence),
        "introductions": introductions(keys, period, user),
        "stories": stories_used(keys, period, user, report.cadence),
        "ahead": load_ahead(reps, at),
    }
    return render_page(request, TEMPLATE, "beneath", context)
