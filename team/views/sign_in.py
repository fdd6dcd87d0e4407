"""How somebody signs in, and where they are signed in, on one page of their settings."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from team.models import HumanSession
from team.selectors.sign_in import sessions_of, ways_of
from team.services import second_factor, sessions
from team.web import render_page, say, signed_in


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    user, here = signed_in(request), request.human_session  # type: ignore[attr-defined]
    context = {
        "ways": ways_of(user),
        "owed": bool(request.session.get(second_factor.OWED)) and not second_factor.has_one(user),
        "sessions": sessions_of(user, here=here, at=timezone.now()),
    }
    return render_page(request, "team/sign_in.html", None, context)


@require_POST
def session_end(request: HttpRequest, pk: str) -> HttpResponse:
    """Sign one browser of one's own out."""
    user = signed_in(request)
    session = get_object_or_404(HumanSession, pk=pk, user=user)
    if sessions.end_one(session, by=user, at=timezone.now()):
        say(request, _("Signed out there."))
    return redirect("team:sign-in")


@require_POST
def other_sessions_end(request: HttpRequest) -> HttpResponse:
    """Sign every browser of one's own out but this one."""
    user, here = signed_in(request), request.human_session  # type: ignore[attr-defined]
    ended = sessions.end_all(user, by=user, at=timezone.now(), but=here)
    sentence = ngettext("Signed out in %(count)s place.", "Signed out in %(count)s places.", ended)
    say(request, sentence % {"count": ended})
    return redirect("team:sign-in")
