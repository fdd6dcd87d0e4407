"""Make the first admin of an installation in which there is nobody yet.

Whoever finds the page first must not be the one who owns the place: the page asks for a code that only stands in the log of
the server. It follows from SECRET_KEY, so every process knows it and nothing is kept; once there is somebody, it opens nothing.
"""

from base64 import b32encode
from datetime import datetime
from typing import TypedDict, Unpack

from django.conf import settings
from django.db import connection, transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from team.enums import AuditKind, Role
from team.models import Team, User
from team.names import check_name
from team.refusals import Refused
from team.services import auditing
from team.services.inviting import check_newcomer, check_password, check_place


class Place(TypedDict):
    """Where the first admin works, and in which language they read."""

    time_zone: str
    language: str


def is_due() -> bool:
    """There is nobody yet, and this is no demo, which brings its own people."""
    return not settings.DEMO and not User.objects.exists()


def code() -> str:
    digest = salted_hmac("earnest set-up code", "first admin", algorithm="sha256").digest()
    letters = b32encode(digest[:10]).decode()
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


@transaction.atomic
def first_admin(
    given: str,
    *,
    email: str,
    name: str,
    password: str,
    team: str,
    at: datetime,
    **place: Unpack[Place],
) -> User:
    """Let the first admin in, with a team when one is named.

    Refuses a wrong code; everybody, once there is somebody, whoever of two comes second; and what is refused of anybody who is
    let in.
    """
    if not constant_time_compare(given.strip().upper(), code()):
        raise Refused(
            _("That is not the code that stands in the log of the server."), code="wrong_code"
        )
    check_newcomer(email, name)
    check_password(password, User(email=email, name=name))
    check_place(place["time_zone"])
    check_name(team)
    _one_at_a_time()
    if not is_due():
        raise Refused(_("Earnest is set up already. Sign in."), code="set_up_already")
    user = User.objects.create_user(
        email,
        password,
        name=name.strip(),
        role=Role.ADMIN,
        team=Team.objects.get_or_create(name=team.strip())[0] if team.strip() else None,
        created_at=at,
        **place,
    )
    auditing.record(
        AuditKind.USER_ADDED, actor=user, subject=user.email, detail={"role": Role.ADMIN}, at=at
    )
    return user


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock('team_user'::regclass::oid::int, 1)")
