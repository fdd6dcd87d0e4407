"""Two records that may be one company, and what a person said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from prospects.models.company import Company
from team.models import User

# What a company may take from the other record, in the order of the page. Its name and domain stay its own: both are known.
COMPANY_FIELDS = {
    "website": _("Website"),
    "industry": _("Industry"),
    "employees": _("Employees"),
    "city": _("City"),
    "country": _("Country"),
    "time_zone": _("Time zone"),
    "phone": _("Phone"),
    "postal_address": _("Postal address"),
}


class CompanyLikeness(models.Model):
    """Two records that look like one company, the older first, until somebody says that they are two.

    It serves the finding alone and goes with either record.
    """

    if TYPE_CHECKING:
        id: int
        one_id: int
        other_id: int

    one = models.ForeignKey(Company, models.CASCADE, related_name="+")
    other = models.ForeignKey(Company, models.CASCADE, related_name="+")
    why = ArrayField(models.TextField())
    found_at = models.DateTimeField()
    parted_at = models.DateTimeField(null=True)
    parted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name_plural = "company likenesses"
        constraints = [
            models.UniqueConstraint(
                fields=["one", "other"], name="two_companies_are_compared_once"
            ),
            models.CheckConstraint(
                condition=Q(one__lt=F("other")), name="a_company_likeness_names_the_older_first"
            ),
            models.CheckConstraint(
                condition=Q(parted_at=None, parted_by=None)
                | Q(parted_at__isnull=False, parted_by__isnull=False),
                name="who_parts_two_companies_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} and {self.other_id}"


class CompanyMerge(models.Model):
    """Somebody said that two records are one company. Both stay; the other one points to the one that is kept.

    `swapped`: the fields that the two changed with each other. `people` and `facts`: who and what moved to the kept one, so
    that they go back when the two are parted.
    """

    if TYPE_CHECKING:
        id: int
        kept_id: int
        other_id: int

    kept = models.ForeignKey(Company, models.PROTECT, related_name="merges")
    other = models.ForeignKey(Company, models.PROTECT, related_name="+")
    swapped = ArrayField(models.TextField())
    people = ArrayField(models.BigIntegerField())
    facts = ArrayField(models.BigIntegerField())
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["other"],
                condition=Q(undone_at=None),
                name="a_company_record_is_merged_once",
            ),
            models.CheckConstraint(
                condition=~Q(kept=F("other")), name="no_company_is_merged_with_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"company {self.other_id} into {self.kept_id}"
