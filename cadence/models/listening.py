"""What they said, and the silence we keep until somebody has read it."""

from django.db import models
from django.db.models import Q

from cadence.enums import NoReason, ReplyKind
from mailbox.models import InboundMessage
from prospects.enums import Channel
from prospects.models import Company, Prospect
from team.models import User

from .enrollment import Enrollment
from .touch import Touch


class Reply(models.Model):
    """Anything a person said to us, on any channel. Its kind is named by a person."""

    prospect = models.ForeignKey(Prospect, on_delete=models.PROTECT, related_name="replies")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="replies")
    enrollment = models.ForeignKey(
        Enrollment, on_delete=models.PROTECT, null=True, related_name="replies"
    )
    touch = models.ForeignKey(Touch, on_delete=models.PROTECT, null=True, related_name="+")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="replies")
    channel = models.CharField(max_length=10, choices=Channel)
    received_at = models.DateTimeField()
    text = models.TextField()
    message = models.OneToOneField(
        InboundMessage, on_delete=models.PROTECT, null=True, related_name="reply"
    )
    suggested_kind = models.CharField(max_length=20, choices=ReplyKind, blank=True, default="")
    kind = models.CharField(max_length=20, choices=ReplyKind, blank=True, default="")
    named_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    named_at = models.DateTimeField(null=True)
    until = models.DateField(null=True)
    note = models.TextField(blank=True, default="")
    # They pressed the link under a letter, or their mail program did.
    is_link_press = models.BooleanField(default=False, db_default=False)
    # They said it without words: the text is a sentence of ours, and never shown as theirs.
    in_our_words = models.BooleanField(default=False, db_default=False)
    # Somebody else's address in their words: proposed to the rep, never used by itself.
    points_to = models.CharField(max_length=254, blank=True, default="", db_default="")
    # The database fills these in, too: tests and tools write replies in SQL.
    reason = models.CharField(
        max_length=20, choices=NoReason, blank=True, default="", db_default=""
    )
    reason_note = models.CharField(max_length=300, blank=True, default="", db_default="")

    class Meta:
        verbose_name_plural = "replies"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="", named_at__isnull=True)
                | (~Q(kind="") & Q(named_at__isnull=False, named_by__isnull=False)),
                name="reply_kind_is_named_by_a_person",
            ),
            models.CheckConstraint(
                condition=Q(reason="", reason_note="")
                | Q(reason__in=NoReason.values, kind=ReplyKind.NO),
                name="only_a_no_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(is_link_press=False) | Q(in_our_words=True),
                name="a_press_of_the_link_is_in_our_words",
            ),
        ]
        indexes = [
            models.Index(
                fields=["owner", "received_at"], condition=Q(kind=""), name="reply_to_read"
            ),
            models.Index(fields=["prospect", "-received_at"], name="reply_of_person"),
            models.Index(fields=["received_at"], name="reply_by_day"),
            models.Index(
                fields=["named_at"], condition=Q(named_at__isnull=False), name="reply_by_naming"
            ),
        ]

    def __str__(self) -> str:
        return f"reply of {self.prospect_id} at {self.received_at:%Y-%m-%d %H:%M}"


class Hold(models.Model):
    """Nobody at this company is written to until a person lifts it."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="holds")
    reply = models.ForeignKey(Reply, on_delete=models.PROTECT, null=True, related_name="holds")
    reason = models.CharField(max_length=300)
    placed_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    lift_reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["company"],
                condition=Q(lifted_at__isnull=True),
                name="company_is_on_hold_once",
            ),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True)
                | (Q(lifted_by__isnull=False) & ~Q(lift_reason="")),
                name="hold_is_lifted_by_a_person_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"hold on {self.company_id}"
