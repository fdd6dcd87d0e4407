"""What was done, by whom, in a chain that shows a changed or a missing row."""

from django.db import models

from team.enums import AuditKind

from .user import User


class AuditEvent(models.Model):
    """One act that must be accounted for. The database chains the rows and refuses changes.

    `previous_hash` and `hash` are written by a trigger: whatever the caller gives is replaced.
    """

    at = models.DateTimeField()
    actor = models.ForeignKey(User, on_delete=models.PROTECT, null=True)
    kind = models.CharField(max_length=30, choices=AuditKind)
    subject = models.CharField(max_length=200)
    detail = models.JSONField(default=dict)
    previous_hash = models.BinaryField(max_length=32, default=b"")
    hash = models.BinaryField(max_length=32, default=b"")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.kind} {self.subject}"


class AuditHead(models.Model):
    """The newest hash of the chain. Written by the chain's trigger alone."""

    hash = models.BinaryField(max_length=32)
    length = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="audit_has_one_head")]

    def __str__(self) -> str:
        return f"{self.length} events"
