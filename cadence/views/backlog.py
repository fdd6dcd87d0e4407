"""Spread what is late over the coming days: each day as it would be, and then the press."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from cadence.services import spreading
from team.web import render_page, say, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
def backlog(request: HttpRequest) -> HttpResponse:
    user, at = signed_in(request), timezone.now()
    if request.method == "POST":
        moved = len(spreading.spread(user, at).moves)
        words = ngettext(
            "%(count)s try moved to the days to come.",
            "%(count)s tries moved to the days to come.",
            moved,
        )
        say(request, words % {"count": moved} if moved else _("Nothing had to move."))
        return redirect("cadence:queue")
    seen = spreading.foresee(user, at)
    context = {"seen": seen, "today": at.astimezone(user.zone).date()}
    return render_page(request, "cadence/backlog.html", None, context)
