"""A signed-in browser. Only a row of this table can stand behind an approval."""

import hashlib
import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Final, Self

from django.contrib.sessions.models import Session
from django.db import models
from django.db.models import F, Func, Q, Value

from team.enums import SecondFactor, SignIn

from .user import User

# In the Django session of a browser: when it was last used.
SEEN: Final = "seen"


def digest(key: str) -> bytes:
    return hashlib.sha256(key.encode()).digest()


class HumanSessionQuerySet(models.QuerySet["HumanSession"]):
    def live(self, at: datetime) -> Self:
        return self.filter(revoked_at=None, expires_at__gt=at)


class HumanSession(models.Model):
    """One browser session of one person, from sign-in to sign-out.

    The session's key is kept as a SHA-256 only, so that reading this table opens no session.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="human_sessions")
    key_sha256 = models.BinaryField(max_length=32, unique=True)
    auth_method = models.CharField(max_length=20, choices=SignIn, default=SignIn.PASSWORD)
    second_factor = models.CharField(
        max_length=20, choices=SecondFactor, blank=True, default="", db_default=""
    )
    browser = models.CharField(max_length=80, blank=True, default="", db_default="")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    objects = HumanSessionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")),
                name="session_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(auth_method__in=SignIn.values),
                name="session_begins_with_a_known_sign_in",
            ),
            models.CheckConstraint(
                condition=Q(second_factor__in=["", *SecondFactor.values]),
                name="session_knows_its_second_factor",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} since {self.created_at:%Y-%m-%d %H:%M}"

    def is_live(self, at: datetime) -> bool:
        return self.revoked_at is None and at < self.expires_at


def django_sessions_of(sessions: Iterable[HumanSession]) -> models.QuerySet[Session]:
    """What the browsers of these carry, found by the digest of their keys, which is all that we keep of those."""
    key = Func(
        "session_key", Value("UTF8"), function="convert_to", output_field=models.BinaryField()
    )
    return Session.objects.annotate(
        key_sha256=Func(key, function="sha256", output_field=models.BinaryField())
    ).filter(key_sha256__in=[bytes(session.key_sha256) for session in sessions])
