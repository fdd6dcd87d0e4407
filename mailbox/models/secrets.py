"""Sealed passwords and tokens, in tables of their own: the worker may read one of them and must never see the others.

Where one signs in with a provider, both secrets are access tokens that expire; what renews them is the consent.
"""

from django.db import models

from mailbox.models.mailbox import Mailbox


class SendSecret(models.Model):
    """Sealed with SEND_KEY, which only the web process holds; the worker role has no privilege on this table."""

    mailbox = models.OneToOneField(Mailbox, on_delete=models.CASCADE, related_name="send_secret")
    sealed = models.BinaryField()
    expires_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"sending secret of {self.mailbox_id}"


class ReadSecret(models.Model):
    """Sealed with READ_KEY, which web and worker hold."""

    mailbox = models.OneToOneField(Mailbox, on_delete=models.CASCADE, related_name="read_secret")
    sealed = models.BinaryField()
    expires_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"reading secret of {self.mailbox_id}"


class Consent(models.Model):
    """What a provider gave for its owner's consent: a refresh token, sealed with SEND_KEY. The worker has no right here."""

    mailbox = models.OneToOneField(Mailbox, on_delete=models.CASCADE, related_name="consent")
    sealed = models.BinaryField()
    renewed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"consent for {self.mailbox_id}"
