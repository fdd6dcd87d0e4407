"""Mail of which nobody can tell from which of several companies it is, until a person says so."""

from django.db import models
from django.db.models import Q

from mailbox.models import InboundMessage
from prospects.models import Company, Prospect
from team.models import User


class UndecidedMail(models.Model):
    """Shown to whoever works at one of the companies. `prospect` is whose it is; none once decided: nobody's of ours."""

    message = models.OneToOneField(
        InboundMessage, on_delete=models.PROTECT, related_name="undecided"
    )
    companies = models.ManyToManyField(Company, related_name="undecided_mails")
    prospect = models.ForeignKey(Prospect, on_delete=models.PROTECT, null=True, related_name="+")
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by__isnull=True, prospect__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="whose_mail_it_is_says_a_person",
            ),
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(decided_at=None), name="mail_to_decide"),
        ]

    def __str__(self) -> str:
        return f"mail {self.message_id} of one company or another"
