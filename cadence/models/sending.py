"""A person's review of exact words, and the one act of sending them.

The guards of these tables stand in migrations/sql/sending.sql.
"""

import uuid

from django.db import models
from django.db.models import Q

from cadence.enums import DeliveryState
from mailbox.models import InboundMessage, Mailbox
from team.models import HumanSession, User

from .draft import Draft
from .touch import Touch


class Approval(models.Model):
    """This rep reviewed these exact words at this moment. Valid for fifteen minutes, once.

    `approved_at`, `expires_at` and `consumed_at` are the database's: what a caller gives is replaced.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    touch = models.ForeignKey(Touch, on_delete=models.PROTECT, related_name="approvals")
    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="approvals")
    mailbox = models.ForeignKey(Mailbox, on_delete=models.PROTECT, related_name="+")
    reviewer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    session = models.ForeignKey(HumanSession, on_delete=models.PROTECT, related_name="+")
    to_address = models.CharField(max_length=320)
    content_sha256 = models.BinaryField(max_length=32)
    frame_sha256 = models.BinaryField(max_length=32)
    looks = models.JSONField(default=dict)
    read_aloud = models.BooleanField(default=False)
    approved_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    consumed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["mailbox", "approved_at"], name="approval_by_mailbox")]

    def __str__(self) -> str:
        return f"approval of draft {self.draft_id} by {self.reviewer_id}"


class Withdrawal(models.Model):
    """The rep pressed Undo: the approval can no longer send."""

    approval = models.OneToOneField(Approval, on_delete=models.PROTECT, related_name="withdrawal")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"withdrawal of {self.approval_id}"


class Delivery(models.Model):
    """The one act of sending an approved draft.

    reserved, then sending (committed before the first byte), then sent, failed or unknown.
    Only a definite failure frees the try; an unknown one waits for the rep.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    touch = models.ForeignKey(Touch, on_delete=models.PROTECT, related_name="deliveries")
    approval = models.OneToOneField(Approval, on_delete=models.PROTECT, related_name="delivery")
    content_sha256 = models.BinaryField(max_length=32)
    message_id = models.CharField(max_length=255, unique=True)
    mime_sha256 = models.BinaryField(max_length=32, null=True)
    state = models.CharField(max_length=10, choices=DeliveryState, default=DeliveryState.RESERVED)
    smtp_code = models.PositiveSmallIntegerField(null=True)
    smtp_reply = models.CharField(max_length=500, blank=True, default="")
    explanation = models.CharField(max_length=300, blank=True, default="")
    reserved_at = models.DateTimeField()
    sending_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    db_role = models.CharField(max_length=63, default="")
    resolved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    resolved_session = models.ForeignKey(
        HumanSession, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(
                fields=["touch"],
                condition=~Q(state=DeliveryState.FAILED),
                name="one_live_delivery_per_try",
            ),
            models.CheckConstraint(
                condition=Q(message_id__regex=r"^<[^<>@\s]+@[^<>@\s]+>$"),
                name="delivery_has_a_message_id",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[DeliveryState.RESERVED, DeliveryState.FAILED])
                | Q(mime_sha256__isnull=False, sending_at__isnull=False),
                name="sending_records_the_exact_bytes",
            ),
        ]
        indexes = [
            models.Index(
                fields=["reserved_at"],
                condition=Q(state__in=[DeliveryState.RESERVED, DeliveryState.SENDING]),
                name="delivery_under_way",
            ),
            models.Index(
                fields=["touch"],
                condition=Q(state=DeliveryState.UNKNOWN),
                name="delivery_of_unknown_fate",
            ),
        ]

    def __str__(self) -> str:
        return f"delivery of {self.touch_id}: {self.state}"


class SentCopy(models.Model):
    """Our letter, seen in the sent mail of the mailbox it went from, under the name that the provider gave it.

    Evidence for the rep, and an alias by which answers are matched. It decides nothing.
    """

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="copies")
    mail = models.ForeignKey(InboundMessage, on_delete=models.PROTECT, related_name="+")
    message_id = models.CharField(max_length=600)
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "sent copies"
        constraints = [
            models.UniqueConstraint(
                fields=["delivery", "message_id"], name="a_name_of_a_letter_is_kept_once"
            ),
        ]
        indexes = [models.Index(fields=["message_id"], name="sent_copy_by_name")]

    def __str__(self) -> str:
        return f"copy of {self.delivery_id}: {self.message_id}"


class SendProofViolation(models.Model):
    """A row of the proof view: a delivery that no person's review explains. There are none."""

    rule = models.CharField(max_length=200, primary_key=True)
    delivery = models.UUIDField(db_column="delivery_id")

    class Meta:
        managed = False
        db_table = "cadence_sendproof"

    def __str__(self) -> str:
        return f"{self.rule}: {self.delivery}"
