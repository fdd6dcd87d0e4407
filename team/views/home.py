"""Where someone lands, by what they do here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from team.models import User


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """A rep starts with the queue; managers and admins with the team."""
    assert isinstance(request.user, User)
    return redirect("cadence:queue" if request.user.is_rep else "adherence:team")
