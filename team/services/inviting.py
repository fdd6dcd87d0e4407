"""Let somebody in by a link that works once: who is new, and who forgot their password.

Earnest has no mail of its own for this: the admin who makes the link hands it over.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TypedDict, Unpack

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from team.enums import AuditKind, Role
from team.models import SignInLink, Team, User
from team.models.link import LASTS
from team.models.session import digest
from team.names import check_name
from team.permissions import check_admin
from team.places import zone_named
from team.refusals import Refused
from team.services import auditing, sessions


class Place(TypedDict):
    """Where they work and in which language they read; they may say otherwise when they come in."""

    time_zone: str
    language: str


@transaction.atomic
def invite(
    email: str,
    *,
    name: str,
    role: Role,
    team: Team | None,
    by: User,
    at: datetime,
    **place: Unpack[Place],
) -> tuple[User, str]:
    """Add somebody who has no password yet; they, and the secret of the link that lets them choose one.

    Refuses everyone but admins, what is no address, an address somebody has already, and a name that hides something.
    """
    check_admin(by)
    check_newcomer(email, name)
    with _one_of_this_address():
        user = User.objects.create_user(
            email, None, name=name.strip(), role=role, team=team, created_at=at, **place
        )
    token = _link(user, by=by, at=at)
    auditing.record(
        AuditKind.USER_ADDED,
        actor=by,
        subject=user.email,
        detail={"role": role, "team": team.name if team else ""},
        at=at,
    )
    return user, token


@transaction.atomic
def make_link(user: User, *, by: User, at: datetime) -> str:
    """The secret of a new link for somebody who lost the first or forgot their password. The one before works no more.

    Refuses everyone but admins, and somebody who may not sign in.
    """
    check_admin(by)
    if not user.is_active:
        raise Refused(
            _("%(name)s may not sign in. Let them in again first.") % {"name": user.first_name},
            code="signed_off",
        )
    token = _link(user, by=by, at=at)
    auditing.record(AuditKind.LINK_MADE, actor=by, subject=user.email, detail={}, at=at)
    return token


@transaction.atomic
def take_back(user: User, *, by: User, at: datetime) -> None:
    """Close somebody's open link. Refuses everyone but admins."""
    check_admin(by)
    if _close(user, at=at):
        auditing.record(AuditKind.LINK_TAKEN_BACK, actor=by, subject=user.email, detail={}, at=at)


def find(token: str, *, at: datetime) -> SignInLink | None:
    """The open link of this secret, or None: used, taken back, too old or never made are not told apart."""
    link = SignInLink.objects.select_related("user").filter(token_sha256=digest(token)).first()
    return link if link and link.is_open(at) and link.user.is_active else None


@transaction.atomic
def accept(
    link: SignInLink, *, name: str, password: str, at: datetime, **place: Unpack[Place]
) -> User:
    """Use a link: they say how their name is spelled and choose a password, which ends whatever was signed in with another.

    Refuses a link that was used or taken back meanwhile, a password that is too short or easily guessed, and a name that
    hides something.
    """
    user = link.user
    check_name(name)
    check_password(password, user)
    check_place(place["time_zone"])
    used = SignInLink.objects.filter(
        pk=link.pk, used_at=None, taken_back_at=None, expires_at__gt=at
    ).update(used_at=at)
    if not used:
        raise Refused(
            _("This link does not work any more. Ask your admin for a new one."), code="link_over"
        )
    user.name, user.time_zone, user.language = name.strip(), place["time_zone"], place["language"]
    user.set_password(password)
    user.save(update_fields=["name", "time_zone", "language", "password"])
    sessions.password_changed(user, at=at)
    return user


def check_newcomer(email: str, name: str) -> None:
    """Refuse no name, one that hides something, what is no address, and one that somebody has already."""
    if not name.strip():
        raise Refused(_("Say what they are called."), code="name_missing")
    check_name(name)
    try:
        validate_email(email)
    except ValidationError as error:
        raise Refused(" ".join(error.messages), code="unfit") from error
    if User.objects.filter(email__iexact=email).exists():
        raise _address_taken()


def check_password(password: str, user: User) -> None:
    """Refuse one that is too short or easily guessed, by somebody who knows whose it is."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Refused(" ".join(error.messages), code="unfit") from error


def check_place(time_zone: str) -> None:
    if zone_named(time_zone) is None:
        raise Refused(
            _("We don't know this time zone. It looks like Europe/Dublin."), code="no_such_zone"
        )


@contextmanager
def _one_of_this_address() -> Iterator[None]:
    """Somebody of this address may have been let in since we looked: the database lets one of two be."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise _address_taken() from error


def _address_taken() -> Refused:
    return Refused(_("Somebody signs in with this address already."), code="address_taken")


def _link(user: User, *, by: User, at: datetime) -> str:
    """One after the other: who asks twice at once has the second link, and the first is closed."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    _close(user, at=at)
    token = secrets.token_urlsafe(32)
    SignInLink.objects.create(
        user=user, token_sha256=digest(token), made_by=by, made_at=at, expires_at=at + LASTS
    )
    return token


def _close(user: User, *, at: datetime) -> int:
    links = SignInLink.objects.filter(user=user, used_at=None, taken_back_at=None)
    return links.update(taken_back_at=at)
