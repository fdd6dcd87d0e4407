from collections.abc import Collection
from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from prospects.models import Company, Prospect
from research.enums import FindingAbout, Freshness
from team.models import User

_STANDS = Q(retracted_at__isnull=True, retracted_by__isnull=True, retracted_reason="")
_RETRACTED = Q(retracted_at__isnull=False) & Q(retracted_by__isnull=False) & ~Q(retracted_reason="")


class FindingQuerySet(models.QuerySet["Finding"]):
    def standing(self) -> Self:
        return self.filter(retracted_at__isnull=True)

    def about(self, prospect: Prospect) -> Self:
        """This person's facts and those that serve everyone at their company."""
        return self.about_any([prospect])

    def about_any(self, people: Collection[Prospect]) -> Self:
        """The facts of each of these, and those that serve everyone at their companies."""
        everyone = Q(company__in={each.company_id for each in people}, prospect__isnull=True)
        return self.filter(Q(prospect__in=[each.pk for each in people]) | everyone)

    def dated_since(self, first_day: date) -> Self:
        return self.filter(dated_on__gte=first_day)

    def newest_first(self) -> Self:
        return self.order_by("-dated_on", "-pk")


class Finding(models.Model):
    """One dated fact with its source. Without both it does not exist."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="findings")
    prospect = models.ForeignKey(
        Prospect, on_delete=models.CASCADE, null=True, blank=True, related_name="findings"
    )
    about = models.CharField(_("About"), max_length=8, choices=FindingAbout)
    claim = models.TextField(_("What is true"))
    quote = models.TextField(_("In their own words"), blank=True, default="")
    source_name = models.CharField(_("Name of the source"), max_length=200, blank=True, default="")
    source_url = models.URLField(_("Address of the page"), max_length=2000, blank=True, default="")
    told_by = models.CharField(_("Told by"), max_length=200, blank=True, default="")
    dated_on = models.DateField(_("Date of the fact"))
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    retracted_at = models.DateTimeField(null=True, blank=True)
    retracted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    retracted_reason = models.TextField(blank=True, default="")

    objects = FindingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_finding_claims_something", condition=~Q(claim="")),
            models.CheckConstraint(
                name="a_finding_has_a_source", condition=~Q(source_url="") | ~Q(told_by="")
            ),
            models.CheckConstraint(
                name="a_finding_is_about_something_on_the_list",
                condition=Q(about__in=FindingAbout.values),
            ),
            models.CheckConstraint(
                name="a_finding_about_a_person_names_the_person",
                condition=~Q(about=FindingAbout.PERSON) | Q(prospect__isnull=False),
            ),
            models.CheckConstraint(
                name="a_retraction_says_when_who_and_why", condition=_STANDS | _RETRACTED
            ),
        ]
        indexes = [
            models.Index(fields=["prospect", "-dated_on"], name="findings_of_a_person"),
            models.Index(fields=["company", "-dated_on"], name="findings_of_a_company"),
        ]

    def __str__(self) -> str:
        return self.claim

    @property
    def source(self) -> str:
        return self.source_name or self.told_by or self.source_url

    def freshness(self, today: date, *, fresh_days: int, max_days: int) -> Freshness:
        age = today - self.dated_on
        if age > timedelta(days=max_days):
            return Freshness.EXPIRED
        return Freshness.AGEING if age > timedelta(days=fresh_days) else Freshness.FRESH
