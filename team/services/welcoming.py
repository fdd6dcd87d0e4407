"""Let somebody in: the only way a person who may sign in comes to be, outside the demo."""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from team.enums import AuditKind, Role
from team.models import Team, User
from team.names import check_name
from team.refusals import Refused
from team.services import auditing


@transaction.atomic
def add_user(
    email: str, *, name: str, role: Role, team_name: str, password: str, at: datetime
) -> User:
    """Add a rep, a manager or an admin, in a team that is made when it is new.

    Refuses what is no address, an address somebody has already, a name that hides something, and a
    password that is too short or too common. Nobody is written to: hand the password over yourself.
    """
    _check(email, name, password)
    team = Team.objects.get_or_create(name=team_name)[0] if team_name else None
    user = User.objects.create_user(
        email, password, name=name.strip(), role=role, team=team, created_at=at
    )
    auditing.record(
        AuditKind.USER_ADDED, actor=None, subject=user.email, detail={"role": role}, at=at
    )
    return user


def _check(email: str, name: str, password: str) -> None:
    if not name.strip():
        raise Refused(_("Say what they are called."), code="name_missing")
    check_name(name)
    try:
        validate_email(email)
        validate_password(password)
    except ValidationError as error:
        raise Refused(" ".join(error.messages), code="unfit") from error
    if User.objects.filter(email__iexact=email).exists():
        raise Refused(_("Somebody signs in with this address already."), code="address_taken")
