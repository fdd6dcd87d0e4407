"""What was read, and how far."""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from mailbox.enums import Verdict
from mailbox.models.mailbox import Mailbox


class FolderCursor(models.Model):
    """The last UID read of a folder. Written in the transaction that writes the messages.

    `read_through_at` is the last look at this folder that left nothing in it unread.
    """

    mailbox = models.ForeignKey(Mailbox, on_delete=models.CASCADE, related_name="cursors")
    folder = models.CharField(max_length=255)
    uidvalidity = models.BigIntegerField()
    last_uid = models.BigIntegerField()
    holds_own_mail = models.BooleanField(default=False)
    read_through_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mailbox", "folder"], name="a_folder_has_one_cursor"),
        ]

    def __str__(self) -> str:
        return f"{self.folder} up to {self.last_uid}"


class InboundMessageQuerySet(models.QuerySet["InboundMessage"]):
    def unsettled(self) -> "InboundMessageQuerySet":
        """Nobody has drawn consequences from these yet, oldest first."""
        return self.filter(settled_at=None).order_by("received_at", "pk")

    def to_settle(self, at: datetime) -> "InboundMessageQuerySet":
        """Those whose turn it is: one that failed waits, so that it keeps no other waiting."""
        return self.unsettled().filter(Q(settle_again_at=None) | Q(settle_again_at__lte=at))

    def not_taken_in(self) -> "InboundMessageQuerySet":
        """Nobody has heard these so far, although it was tried."""
        return self.unsettled().filter(settle_failures__gt=0)


class InboundMessage(models.Model):
    """One mail as it came, understood but with no consequence drawn. `text` is their own words, `full_text` all of it.

    `in_own_folder` tells mail that the owner's provider filed as sent from mail that only says who it is from;
    `original_ids` are what it claims it was called before a provider renamed it.
    """

    mailbox = models.ForeignKey(Mailbox, on_delete=models.CASCADE, related_name="messages")
    folder = models.CharField(max_length=255)
    in_own_folder = models.BooleanField(default=False)
    uidvalidity = models.BigIntegerField()
    uid = models.BigIntegerField()
    message_id = models.CharField(max_length=600)
    original_ids = ArrayField(models.CharField(max_length=600), default=list, blank=True)
    in_reply_to = models.CharField(max_length=600, blank=True)
    references = ArrayField(models.CharField(max_length=600), default=list, blank=True)
    from_address = models.CharField(max_length=254, blank=True)
    from_name = models.CharField(max_length=200, blank=True)
    to = ArrayField(models.CharField(max_length=254), default=list, blank=True)
    subject = models.CharField(max_length=500, blank=True)
    text = models.TextField(blank=True)
    full_text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    received_at = models.DateTimeField()
    read_at = models.DateTimeField()
    verdict = models.CharField(max_length=20, choices=Verdict)
    bounced_address = models.CharField(max_length=254, blank=True)
    bounce_permanent = models.BooleanField(default=False)
    away_until = models.DateField(null=True)
    settled_at = models.DateTimeField(null=True)
    settle_failures = models.PositiveSmallIntegerField(default=0, db_default=0)
    settle_again_at = models.DateTimeField(null=True)

    objects = InboundMessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mailbox", "folder", "uidvalidity", "uid"], name="a_message_is_read_once"
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=Verdict.values), name="a_message_has_a_known_verdict"
            ),
        ]
        indexes = [
            models.Index(fields=["mailbox", "folder", "message_id"], name="inbound_by_message_id"),
            models.Index(
                fields=["received_at", "id"], condition=Q(settled_at=None), name="inbound_unsettled"
            ),
            models.Index(
                fields=["received_at", "id"],
                condition=Q(settled_at__isnull=False) & (~Q(full_text="") | ~Q(html="")),
                name="inbound_kept_whole",
            ),
            models.Index(
                fields=["mailbox", "received_at"],
                condition=Q(settled_at=None, settle_failures__gt=0),
                name="inbound_not_taken_in",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_address}: {self.subject}"
