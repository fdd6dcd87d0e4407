"""A second rep asks whether they may talk with somebody where a colleague's conversation runs."""

from django.db import models
from django.db.models import F, Q

from cadence.enums import RequestAnswer
from prospects.models import Company, Prospect
from team.models import User


class CompanyRequest(models.Model):
    """`asker` would talk with `prospect`; `why` is a line for whoever leads the conversation there.

    It is open until it is answered, once and for good. One that was asked about a conversation which is over by now
    waits for nobody; `lapsed_at` is written when the same is asked again.
    """

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="requests")
    prospect = models.ForeignKey(Prospect, on_delete=models.PROTECT, related_name="requests")
    asker = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=300)
    asked_at = models.DateTimeField()
    answer = models.CharField(
        max_length=3, choices=RequestAnswer, blank=True, default="", db_default=""
    )
    note = models.CharField(max_length=300, blank=True, default="", db_default="")
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    lapsed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["prospect", "asker"],
                condition=Q(answer="", lapsed_at__isnull=True),
                name="a_person_is_asked_for_once_at_a_time",
            ),
            models.CheckConstraint(condition=~Q(why=""), name="a_request_says_why"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True, answered_by__isnull=True)
                | Q(
                    answer__in=RequestAnswer.values,
                    answered_at__isnull=False,
                    answered_by__isnull=False,
                    lapsed_at__isnull=True,
                ),
                name="a_request_is_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(answer=RequestAnswer.NO) | ~Q(note=""), name="a_no_says_why"
            ),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True) | ~Q(answered_by=F("asker")),
                name="nobody_answers_their_own_request",
            ),
        ]
        indexes = [
            models.Index(
                fields=["company"],
                condition=Q(answer="", lapsed_at__isnull=True),
                name="request_to_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asker_id} asks for {self.prospect_id}: {self.answer or 'open'}"

    @property
    def is_yes(self) -> bool:
        return self.answer == RequestAnswer.YES

    @property
    def is_no(self) -> bool:
        return self.answer == RequestAnswer.NO
