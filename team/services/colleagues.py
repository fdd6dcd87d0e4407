"""Change what a colleague may do, and whether they may come in."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from team.enums import Role
from team.models import SignInLink, Team, User
from team.permissions import check_admin
from team.refusals import Refused
from team.services import auditing, sessions

LAST_ADMIN = "EA402"


@transaction.atomic
def change(user: User, *, role: Role, team: Team | None, by: User) -> bool:
    """Give a colleague another role or team; False when they have both already. The database accounts for it, to `by`.

    Refuses everyone but admins, and to take away the last admin.
    """
    check_admin(by)
    if (user.role, user.team_id) == (role, team.pk if team else None):
        return False
    auditing.act_as(by)
    user.role, user.team = role, team
    with _an_admin_remains():
        user.save(update_fields=["role", "team"])
    return True


@transaction.atomic
def deactivate(user: User, *, by: User, at: datetime) -> None:
    """Keep somebody out from now on. They are signed out everywhere, and what they reviewed and did not send does not leave.

    Their people, letters and notes stay as they are. Refuses everyone but admins, oneself, and the last admin.
    """
    check_admin(by)
    if user.pk == by.pk:
        raise Refused(
            _("You can't keep yourself out. Another admin can."), code="keeps_oneself_out"
        )
    auditing.act_as(by)
    with _an_admin_remains():
        changed = User.objects.filter(pk=user.pk, is_active=True).update(is_active=False)
    if changed:
        SignInLink.objects.filter(user=user, used_at=None, taken_back_at=None).update(
            taken_back_at=at
        )
        sessions.end_all(user, by=by, at=at)


@transaction.atomic
def reactivate(user: User, *, by: User) -> None:
    """Let somebody in again, with the password they had. Refuses everyone but admins."""
    check_admin(by)
    auditing.act_as(by)
    User.objects.filter(pk=user.pk, is_active=False).update(is_active=True)


@contextmanager
def _an_admin_remains() -> Iterator[None]:
    """The database looks, one change after another: two admins who demote each other at once can't both find the other there."""
    try:
        with transaction.atomic():
            yield
    except DatabaseError as error:
        if getattr(error.__cause__, "sqlstate", "") != LAST_ADMIN:
            raise
        raise Refused(
            _("This is the last admin. Make somebody else one first."), code="last_admin"
        ) from error
