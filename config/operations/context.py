"""For the pages of managers, admins and auditors: is the clock late?"""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from config.operations.bells import bells
from team.models import User
from team.permissions import can_oversee


def clock(request: HttpRequest) -> dict[str, Any]:
    """`clock_is_late` says since when, and asks the database only on a page that shows it."""
    return {"clock_is_late": SimpleLazyObject(lambda: _late(request))}


def _late(request: HttpRequest) -> str:
    """Empty while it is well, and for everybody who could do nothing about it."""
    from config.operations.sentences import span

    user = getattr(request, "user", None)
    if not isinstance(user, User) or not can_oversee(user):
        return ""
    heard = bells()
    return span(heard.longest()) if heard.late else ""
