"""Which public holidays the plan keeps, and when the company is closed: read by whoever leads."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cadence.selectors.holidays import holidays_kept
from team.permissions import can_oversee
from team.selectors.absences import closures_ahead
from team.web import render_page, signed_in


@require_safe
def holidays(request: HttpRequest) -> HttpResponse:
    """Each place where reps work or people in a cadence live, this year and the next."""
    user = signed_in(request)
    if not can_oversee(user):
        raise PermissionDenied
    today = timezone.now().astimezone(user.zone).date()
    context = {"places": holidays_kept(today), "closures": closures_ahead(today), "today": today}
    return render_page(request, "cadence/holidays.html", None, context)
