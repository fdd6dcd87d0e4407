"""Begin and end the browser sessions that may stand behind an approval."""

from collections.abc import Iterable, MutableMapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import transaction

from team.enums import AuditKind, SecondFactor, SignIn
from team.models import HumanSession, User
from team.models.session import SEEN, digest, django_sessions_of
from team.services import auditing

# In the Django session of a browser: until when it lasts, however often it is used.
ENDS: Final = "ends"
# How exactly "last used" is known: each note is a write.
NOTED_EVERY: Final = timedelta(minutes=10)


@transaction.atomic
def begin(
    user: User,
    *,
    key: str,
    at: datetime,
    method: SignIn = SignIn.PASSWORD,
    factor: SecondFactor | None = None,
    browser: str = "",
) -> HumanSession:
    """Note that this person signed in with this browser, and how. Call it once nothing more is asked of them."""
    session = HumanSession.objects.create(
        user=user,
        key_sha256=digest(key),
        auth_method=method,
        second_factor=factor or "",
        browser=browser,
        created_at=at,
        expires_at=at + timedelta(seconds=settings.SESSION_COOKIE_AGE),
    )
    auditing.record(
        AuditKind.SIGNED_IN,
        actor=user,
        subject=user.email,
        detail={"session": str(session.pk), "with": [each for each in (method, factor) if each]},
        at=at,
    )
    return session


@transaction.atomic
def end(*, key: str, at: datetime) -> None:
    """Revoke the session of this key. Its pending approvals can no longer send anything."""
    session = HumanSession.objects.filter(key_sha256=digest(key), revoked_at=None).first()
    if session is not None:
        _end([session], by=session.user, at=at)


@transaction.atomic
def end_one(session: HumanSession, *, by: User, at: datetime) -> bool:
    """End somebody's session in another browser; False when it was over already."""
    found = HumanSession.objects.filter(pk=session.pk, revoked_at=None)
    ended = _end(found, by=by, at=at)
    _forget(ended)
    return bool(ended)


@transaction.atomic
def end_all(user: User, *, by: User, at: datetime, but: HumanSession | None = None) -> int:
    """End all of somebody's sessions, in every browser `but` one; how many there were."""
    live = HumanSession.objects.filter(user=user).live(at)
    ended = _end(live.exclude(pk=but.pk) if but else live, by=by, at=at)
    _forget(ended)
    return len(ended)


@transaction.atomic
def password_changed(user: User, *, at: datetime) -> None:
    """Whoever knew the old password is out, in every browser; that there is a new one is accounted for."""
    end_all(user, by=user, at=at)
    auditing.record(
        AuditKind.SIGN_IN_CHANGED,
        actor=user,
        subject=user.email,
        detail={"type": SignIn.PASSWORD},
        at=at,
    )


def note_use(browser: MutableMapping[str, Any], session: HumanSession, *, at: datetime) -> None:
    """Keep in a browser's Django session that it is used, and when it ends."""
    browser[SEEN] = at.timestamp()
    browser[ENDS] = session.expires_at.timestamp()


def find(*, key: str) -> HumanSession | None:
    """The session of this key, live or not."""
    return HumanSession.objects.filter(key_sha256=digest(key)).first() if key else None


def _end(live: Iterable[HumanSession], *, by: User, at: datetime) -> list[HumanSession]:
    """Only those that nobody ended in the meantime."""
    ended = [
        session
        for session in live
        if HumanSession.objects.filter(pk=session.pk, revoked_at=None).update(revoked_at=at)
    ]
    for session in ended:
        auditing.record(
            AuditKind.SIGNED_OUT,
            actor=by,
            subject=session.user.email,
            detail={"session": str(session.pk)},
            at=at,
        )
    return ended


def _forget(ended: list[HumanSession]) -> None:
    """Close their browsers' Django sessions too, so that these ask for a sign-in with their next click."""
    django_sessions_of(ended).delete()
