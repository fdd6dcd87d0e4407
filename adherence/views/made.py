"""One try as it was made: where every list ends."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from adherence.permissions import counted_for
from adherence.selectors.lists import Listed
from adherence.selectors.made import try_made
from adherence.web import report_asked
from team.web import render_page, signed_in

TEMPLATE = "adherence/try.html"


@require_safe
def made(request: HttpRequest, touch: int) -> HttpResponse:
    """A 404 where it was not made, or with somebody who is not the reader's to see."""
    user = signed_in(request)
    made = try_made(touch, user)
    if made is None:
        raise Http404
    report, listed = report_asked(request, timezone.now()), request.GET.get("of", "")
    by = counted_for(user).filter(pk=made.attempt.by_id).first()
    context = {
        "made": made,
        "report": report,
        "rep": by,
        "listed": Listed(listed) if listed in Listed.values else None,
        "back": report.rows(Listed(listed), by) if listed in Listed.values and by else "",
    }
    return render_page(request, TEMPLATE, None, context)
