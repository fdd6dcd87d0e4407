"""Begin and end the browser sessions that may stand behind an approval."""

import hashlib
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from team.enums import AuditKind
from team.models import HumanSession, User
from team.services import auditing


@transaction.atomic
def begin(user: User, *, key: str, at: datetime) -> HumanSession:
    """Note that this person signed in with this browser."""
    session = HumanSession.objects.create(
        user=user,
        key_sha256=digest(key),
        created_at=at,
        expires_at=at + timedelta(seconds=settings.SESSION_COOKIE_AGE),
    )
    auditing.record(
        AuditKind.SIGNED_IN,
        actor=user,
        subject=user.email,
        detail={"session": str(session.pk)},
        at=at,
    )
    return session


@transaction.atomic
def end(*, key: str, at: datetime) -> None:
    """Revoke the session of this key. Its pending approvals can no longer send anything."""
    session = (
        HumanSession.objects.select_related("user")
        .filter(key_sha256=digest(key), revoked_at=None)
        .first()
    )
    if session is None:
        return
    HumanSession.objects.filter(pk=session.pk, revoked_at=None).update(revoked_at=at)
    auditing.record(
        AuditKind.SIGNED_OUT,
        actor=session.user,
        subject=session.user.email,
        detail={"session": str(session.pk)},
        at=at,
    )


def find(*, key: str) -> HumanSession | None:
    """The session of this key, live or not."""
    return HumanSession.objects.filter(key_sha256=digest(key)).first() if key else None


def digest(key: str) -> bytes:
    return hashlib.sha256(key.encode()).digest()
