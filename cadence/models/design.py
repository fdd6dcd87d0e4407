"""The plan. A published version and its steps never change: a trigger refuses it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Deferrable, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from cadence.enums import VersionState
from prospects.enums import Channel
from team.models import User


class Cadence(models.Model):
    """A plan of at least ten attempts, known by its name."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    description = models.TextField(_("description"), blank=True, default="")
    archived_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "cadences"
        constraints = [models.UniqueConstraint(Lower("name"), name="a_cadence_keeps_its_name")]

    def __str__(self) -> str:
        return self.name


class CadenceVersion(models.Model):
    """One edition of a cadence. People stay on the version they began with.

    `revision` counts the changes of a draft, so that two admins never write over each other unseen. All changes
    since `hand_since` came from one open page, the `hand`: its own earlier change never stands in its way.
    """

    cadence = models.ForeignKey(Cadence, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=VersionState, default=VersionState.DRAFT)
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True)
    revision = models.PositiveIntegerField(default=1, db_default=1)
    hand = models.CharField(max_length=40, blank=True, default="", db_default="")
    hand_since = models.PositiveIntegerField(default=1, db_default=1)
    changed_at = models.DateTimeField(null=True)
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cadence", "number"], name="version_number_once_per_cadence"
            ),
            models.CheckConstraint(
                condition=Q(state=VersionState.DRAFT) | Q(published_at__isnull=False),
                name="published_version_says_when",
            ),
            models.UniqueConstraint(
                fields=["cadence"],
                condition=Q(state=VersionState.DRAFT),
                name="one_draft_per_cadence",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cadence} v{self.number}"

    @property
    def is_draft(self) -> bool:
        return self.state == VersionState.DRAFT


class Step(models.Model):
    """One planned attempt: which day, by which channel, and what it brings that is new.

    Its text is written around `value_kind`; a rep may bring any of `allowed_kinds` instead, every kind
    where none is named. What `must_pass` names stops a letter of this step, where it else asks to look.
    """

    version = models.ForeignKey(CadenceVersion, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField()
    day = models.PositiveSmallIntegerField(_("day"))
    channel = models.CharField(_("channel"), max_length=10, choices=Channel)
    purpose = models.SlugField(_("purpose"), max_length=60)
    title = models.CharField(_("what is new"), max_length=200)
    guidance = models.TextField(_("guidance"), blank=True, default="")
    value_kind = models.CharField(_("brings"), max_length=20, blank=True, default="")
    allowed_kinds = ArrayField(
        models.CharField(max_length=20), blank=True, default=list, db_default=[]
    )
    must_pass = ArrayField(models.CharField(max_length=40), blank=True, default=list, db_default=[])
    subject_template = models.CharField(_("subject"), max_length=300, blank=True, default="")
    body_template = models.TextField(_("text"), blank=True, default="")
    call_hour = models.TimeField(_("hour of the call"), null=True, blank=True)

    class Meta:
        ordering = ["version", "number"]
        constraints = [
            # Steps change places in one statement, so their numbers and days are compared at its transaction's end.
            models.UniqueConstraint(
                fields=["version", "number"],
                name="step_number_once_per_version",
                deferrable=Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(
                fields=["version", "day"],
                name="step_day_once_per_version",
                deferrable=Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1, day__gte=1), name="step_counts_from_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"
