"""The team page: which promises are kept, who could use a hand, and what a manager is needed for today."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from adherence.selectors.drawings import answers_and_stops, days_between
from adherence.selectors.first_end import first_end
from adherence.selectors.headline import headline_of
from adherence.selectors.needs_you import needs_today
from adherence.selectors.person_by_person import columns, person_by_person
from adherence.selectors.strip import strip_of
from adherence.selectors.team_counts import TeamCounts, team_counts
from adherence.web import Report, report_asked, weeks_and_cadences
from team.models import Team, User
from team.web import render_page, signed_in

TEMPLATE = "adherence/team.html"
MOST_SHOWN = 30


@require_safe
def team(request: HttpRequest) -> HttpResponse:
    """A manager reads their team, admins and auditors everybody or one team; a rep is led to their own page."""
    user, at = signed_in(request), timezone.now()
    report = report_asked(request, at)
    if user.is_rep:
        return redirect(reverse("adherence:rep_method", args=[user.pk]) + report.query)
    counts = team_counts(user, report.period, team=report.team, cadence=report.cadence)
    context = {
        **_of_the_team(counts, report, at),
        **_persons(request, counts, report),
        **_choices(user, report),
    }
    return render_page(request, TEMPLATE, "report", context)


def _of_the_team(counts: TeamCounts, report: Report, at: datetime) -> dict[str, Any]:
    promises, query = counts.promises, report.query
    begun = [row.rep.pk for row in counts.reps if row.running]
    return {
        "report": report,
        "counts": counts,
        "promises": promises,
        "headline": headline_of(
            promises,
            is_own=False,
            first_end=first_end(begun) if begun and not promises.finished else None,
        ),
        "strip": strip_of(
            promises,
            counts.before,
            each=[row.promises for row in counts.reps],
            whose="all",
            query=query,
        ),
        "answers": answers_and_stops(promises),
        "between": days_between(promises),
        "lists": report.lists_at(),
        "needs": needs_today(counts, report.period, at, query=query, cadence=report.cadence),
    }


def _persons(request: HttpRequest, counts: TeamCounts, report: Report) -> dict[str, Any]:
    """Thirty who could use a hand most, or everybody."""
    rows = counts.by_need
    shown = rows if "all" in request.GET else rows[:MOST_SHOWN]
    return {
        "persons": person_by_person(shown, report.query),
        "columns": columns(),
        "more": len(rows) if len(shown) < len(rows) else 0,
    }


def _choices(user: User, report: Report) -> dict[str, Any]:
    here = reverse("adherence:team")
    teams = Team.objects.order_by("name", "pk") if user.sees_all else ()
    return {
        **weeks_and_cadences(report, here),
        "teams": [(each, here + report.of_team(each).query) for each in teams],
        "every_team": here + report.of_team(None).query,
    }
