"""Who may do what by role."""

from django.utils.translation import gettext as _

from team.models import User
from team.refusals import Refused


def can_manage(user: User) -> bool:
    return user.is_manager or user.is_admin


def check_manager(user: User) -> None:
    """Refuse everyone but managers and admins."""
    if not can_manage(user):
        raise Refused(_("Ask your manager: this is theirs to decide."), code="manager_only")


def check_admin(user: User) -> None:
    """Refuse everyone but admins."""
    if not user.is_admin:
        raise Refused(_("Ask an admin: this is theirs to decide."), code="admin_only")
