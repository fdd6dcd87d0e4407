"""A link that lets one of ours in once, to choose a password."""

from datetime import datetime, timedelta
from typing import Final

from django.db import models
from django.db.models import F, Q

from .user import User

LASTS: Final = timedelta(days=7)


class SignInLink(models.Model):
    """Made by an admin for somebody who has no password yet, or forgot it.

    Only the SHA-256 of the secret in its address is kept, so that reading this table lets nobody in.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="sign_in_links")
    token_sha256 = models.BinaryField(max_length=32, unique=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(used_at=None, taken_back_at=None),
                name="one_open_sign_in_link_per_person",
            ),
            models.CheckConstraint(
                condition=Q(used_at=None) | Q(taken_back_at=None),
                name="a_used_sign_in_link_is_not_taken_back",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__lte=F("made_at") + LASTS),
                name="sign_in_link_lasts_seven_days",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} until {self.expires_at:%Y-%m-%d %H:%M}"

    def is_open(self, at: datetime) -> bool:
        return self.used_at is None and self.taken_back_at is None and at < self.expires_at
