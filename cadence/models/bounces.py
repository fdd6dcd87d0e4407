"""Letters that came back for good, and who looked why."""

from django.db import models

from mailbox.models import InboundMessage, Mailbox
from team.models import User

from .sending import Delivery


class Bounce(models.Model):
    """A letter that certainly did not arrive. Counted against the mailbox it left from, never against a person."""

    delivery = models.OneToOneField(Delivery, on_delete=models.PROTECT, related_name="bounce")
    mailbox = models.ForeignKey(Mailbox, on_delete=models.PROTECT, related_name="bounces")
    message = models.ForeignKey(InboundMessage, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"bounce of {self.delivery_id}"


class BounceLook(models.Model):
    """Somebody looked why letters came back. Counting begins anew with it."""

    mailbox = models.ForeignKey(Mailbox, on_delete=models.PROTECT, related_name="bounce_looks")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=300)

    class Meta:
        indexes = [models.Index(fields=["mailbox", "-at"], name="newest_look_of_a_mailbox")]

    def __str__(self) -> str:
        return f"look at {self.mailbox_id}"
