"""A signed-in browser. Only a row of this table can stand behind an approval."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q

from .user import User


class HumanSession(models.Model):
    """One browser session of one person, from sign-in to sign-out.

    The session's key is kept as a SHA-256 only, so that reading this table opens no session.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="human_sessions")
    key_sha256 = models.BinaryField(max_length=32, unique=True)
    auth_method = models.CharField(max_length=20, default="password")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")),
                name="session_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(auth_method="password"),
                name="session_begins_with_a_password",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} since {self.created_at:%Y-%m-%d %H:%M}"

    def is_live(self, at: datetime) -> bool:
        return self.revoked_at is None and at < self.expires_at
