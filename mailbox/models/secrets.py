"""Sealed passwords. Two tables, because the worker may read one of them and must never see the other."""

from django.db import models

from mailbox.models.mailbox import Mailbox


class SendSecret(models.Model):
    """Sealed with SEND_KEY, which only the web process holds; the worker role has no privilege on this table."""

    mailbox = models.OneToOneField(Mailbox, on_delete=models.CASCADE, related_name="send_secret")
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"sending secret of {self.mailbox_id}"


class ReadSecret(models.Model):
    """Sealed with READ_KEY, which web and worker hold."""

    mailbox = models.OneToOneField(Mailbox, on_delete=models.CASCADE, related_name="read_secret")
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"reading secret of {self.mailbox_id}"
