"""What somebody's page of signing in shows: their ways in, and the browsers in which they are."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from allauth.mfa.models import Authenticator

from team.models import HumanSession, User
from team.models.session import SEEN, digest, django_sessions_of


@dataclass(frozen=True, slots=True)
class Ways:
    """What of theirs opens the door besides the password."""

    app: Authenticator | None
    passkeys: list[Authenticator]
    codes_left: int | None

    @property
    def has_second(self) -> bool:
        return self.app is not None or bool(self.passkeys)


@dataclass(frozen=True, slots=True)
class SignedIn:
    session: HumanSession
    seen_at: datetime
    is_here: bool


def ways_of(user: User) -> Ways:
    found = list(Authenticator.objects.filter(user_id=user.pk).order_by("pk"))
    codes = _first(found, Authenticator.Type.RECOVERY_CODES)
    return Ways(
        app=_first(found, Authenticator.Type.TOTP),
        passkeys=[each for each in found if each.type == Authenticator.Type.WEBAUTHN],
        codes_left=None if codes is None else len(codes.wrap().get_unused_codes()),
    )


def sessions_of(user: User, *, here: HumanSession | None, at: datetime) -> list[SignedIn]:
    """The browsers in which they are signed in now, this one first, then by when each was last used."""
    live = list(HumanSession.objects.filter(user=user).live(at))
    kept = {digest(row.session_key): row.get_decoded() for row in django_sessions_of(live)}
    found = [
        SignedIn(session, _seen(kept[key], session), session == here)
        for session in live
        if (key := bytes(session.key_sha256)) in kept
    ]
    return sorted(found, key=lambda each: (each.is_here, each.seen_at), reverse=True)


def _seen(browser: dict[str, Any], session: HumanSession) -> datetime:
    seen = browser.get(SEEN)
    return session.created_at if seen is None else datetime.fromtimestamp(seen, tz=UTC)


def _first(found: list[Authenticator], kind: str) -> Authenticator | None:
    return next((each for each in found if each.type == kind), None)
