"""What was done, by whom, in a chain that shows a changed or a missing row."""

from django.db import models

from team.enums import AuditConcerned, AuditKind

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

    class Meta:
        indexes = [
            models.Index(fields=["at", "id"], name="audit_by_time"),
            models.Index(fields=["actor", "at", "id"], name="audit_by_who"),
            models.Index(fields=["kind", "at", "id"], name="audit_by_what"),
            models.Index(fields=["actor", "kind", "at", "id"], name="audit_by_who_and_what"),
        ]

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


class AuditConcern(models.Model):
    """Whom an event concerns: a user, a person or a company, by key. Noted by the database as the event is written.

    It keeps no name: a person who is erased leaves a number behind. `at` is the event's, so that one index answers
    "what was done about them, the newest first".
    """

    # Events are never removed, and each writes its own rows here: a key would check on every insert what cannot be otherwise.
    event = models.ForeignKey(
        AuditEvent, on_delete=models.PROTECT, related_name="concerns", db_constraint=False
    )
    about = models.CharField(max_length=8, choices=AuditConcerned)
    key = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["about", "key", "at", "event"], name="audit_of_whom_it_concerns")
        ]

    def __str__(self) -> str:
        return f"{self.about} {self.key} in {self.event_id}"


class AuditLook(models.Model):
    """The whole chain was read at this moment. `breaks` are the first sentences of what was found wrong."""

    at = models.DateTimeField()
    length = models.PositiveBigIntegerField()
    broken = models.PositiveBigIntegerField(default=0)
    breaks = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["at"], name="audit_look_newest")]

    def __str__(self) -> str:
        return f"{self.length} events at {self.at:%Y-%m-%d %H:%M}"
