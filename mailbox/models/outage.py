"""When a mailbox did not let us in."""

from django.db import models
from django.db.models import F, Q

from mailbox.models.mailbox import Mailbox


class Outage(models.Model):
    """From the first trouble until signing in worked, or the mailbox was taken away; none while it lasts."""

    mailbox = models.ForeignKey(Mailbox, on_delete=models.CASCADE, related_name="outages")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mailbox"],
                condition=Q(ended_at__isnull=True),
                name="a_mailbox_has_one_trouble_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("began_at")),
                name="an_outage_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mailbox_id} from {self.began_at}"
