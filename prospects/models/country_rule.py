"""What a country's law says of reaching somebody there, channel by channel. No legal advice: a table that an admin keeps."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from prospects.enums import Channel, LawfulBasis, SubscriberType, Verdict
from team.models import User

# The rules of a country that has none of its own.
ELSEWHERE = ""


class CountryRule(models.Model):
    """Whether a channel is open to somebody of this kind. `bases` are those that count where it needs one.

    The shipped rows come with migration 0041; none is ever added or deleted after that, only changed.
    """

    country = models.CharField(max_length=2, blank=True, default=ELSEWHERE)
    channel = models.CharField(max_length=10, choices=Channel)
    subscriber_type = models.CharField(max_length=16, choices=SubscriberType)
    verdict = models.CharField(max_length=12, choices=Verdict)
    bases = ArrayField(models.CharField(max_length=32, choices=LawfulBasis), default=list)
    reason = models.CharField(max_length=500)
    source = models.CharField(max_length=300)
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(null=True)
    why_changed = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["country", "channel", "subscriber_type"],
                name="a_country_has_one_rule_per_channel_and_kind_of_person",
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=Verdict.values), name="a_country_rule_has_a_known_verdict"
            ),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.NEEDS_BASIS, bases__len__gt=0)
                | (~Q(verdict=Verdict.NEEDS_BASIS) & Q(bases=[])),
                name="a_rule_that_needs_a_basis_names_which_count",
            ),
            models.CheckConstraint(
                condition=Q(changed_by__isnull=True, changed_at__isnull=True, why_changed="")
                | (Q(changed_by__isnull=False, changed_at__isnull=False) & ~Q(why_changed="")),
                name="a_changed_country_rule_says_who_and_why",
            ),
        ]

    def __str__(self) -> str:
        return (
            f"{self.country or 'elsewhere'} {self.channel} {self.subscriber_type}: {self.verdict}"
        )
