"""Two records that may be one person, and what a person said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from prospects.models.prospect import Prospect
from team.models import User

# What a person may take from the other record, in the order of the page. The name is the research's to confirm.
FIELDS = {
    "title": _("Job title"),
    "email": _("E-mail"),
    "phone": _("Phone"),
    "linkedin_url": _("LinkedIn profile"),
    "preferred_name": _("Preferred name"),
    "pronunciation": _("How to say the name"),
    "city": _("City"),
    "country": _("Country"),
    "subdivision": _("Region"),
    "time_zone": _("Time zone"),
    "language": _("Language"),
}


class Likeness(models.Model):
    """Two records that look like one person, the older first, until somebody says that they are two.

    It serves the finding alone and goes with either record.
    """

    if TYPE_CHECKING:
        id: int
        one_id: int
        other_id: int

    one = models.ForeignKey(Prospect, models.CASCADE, related_name="+")
    other = models.ForeignKey(Prospect, models.CASCADE, related_name="+")
    why = ArrayField(models.TextField())
    found_at = models.DateTimeField()
    parted_at = models.DateTimeField(null=True)
    parted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name_plural = "likenesses"
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="two_records_are_compared_once"),
            models.CheckConstraint(
                condition=Q(one__lt=F("other")), name="a_likeness_names_the_older_first"
            ),
            models.CheckConstraint(
                condition=Q(parted_at=None, parted_by=None)
                | Q(parted_at__isnull=False, parted_by__isnull=False),
                name="who_parts_two_records_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} and {self.other_id}"


class Merge(models.Model):
    """Somebody said that two records are one person. Both stay; the other one points to the one that is kept.

    `swapped`: the fields that the two changed with each other, so that nothing is lost and all can be taken back.
    """

    if TYPE_CHECKING:
        id: int
        kept_id: int
        other_id: int

    kept = models.ForeignKey(Prospect, models.PROTECT, related_name="merges")
    other = models.ForeignKey(Prospect, models.PROTECT, related_name="+")
    swapped = ArrayField(models.TextField())
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["other"], condition=Q(undone_at=None), name="a_record_is_merged_once"
            ),
            models.CheckConstraint(
                condition=~Q(kept=F("other")), name="nobody_is_merged_with_themselves"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.other_id} into {self.kept_id}"
