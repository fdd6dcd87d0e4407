"""Let somebody in: the only way a person who may sign in comes to be, outside the demo."""

from datetime import datetime

from django.db import transaction

from team.enums import AuditKind, Role
from team.models import Team, User
from team.services import auditing
from team.services.inviting import check_newcomer, check_password


@transaction.atomic
def add_user(
    email: str, *, name: str, role: Role, team_name: str, password: str, at: datetime
) -> User:
    """Add a rep, a manager or an admin, in a team that is made when it is new.

    Refuses what is no address, an address somebody has already, a name that hides something, and a
    password that is too short or too common. Nobody is written to: hand the password over yourself.
    """
    check_newcomer(email, name)
    check_password(password, User(email=email, name=name))
    team = Team.objects.get_or_create(name=team_name)[0] if team_name else None
    user = User.objects.create_user(
        email, password, name=name.strip(), role=role, team=team, created_at=at
    )
    auditing.record(
        AuditKind.USER_ADDED, actor=None, subject=user.email, detail={"role": role}, at=at
    )
    return user
