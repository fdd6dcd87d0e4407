"""Things of value a try can bring, shared by the whole team."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from team.models import User


class LibraryQuerySet[Item: models.Model](models.QuerySet[Item]):
    def approved(self) -> Self:
        return self.filter(approved_at__isnull=False)

    def for_industry(self, industry: str) -> Self:
        """Items for this industry and those that fit any."""
        return self.filter(Q(industry="") | Q(industry__iexact=industry))


class LibraryItem(models.Model):
    """A rep adds it, a manager approves it; only approved items may reach a person."""

    industry = models.CharField(_("Industry"), max_length=100, blank=True, default="")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="a_%(class)s_is_approved_by_somebody",
                condition=Q(approved_at__isnull=True, approved_by__isnull=True)
                | Q(approved_at__isnull=False, approved_by__isnull=False),
            )
        ]


class ImpactStory(LibraryItem):
    title = models.CharField(_("Title"), max_length=200)
    customer = models.CharField(_("Customer"), max_length=200)
    may_name_customer = models.BooleanField(_("We may name them"), default=False)
    problem = models.TextField(_("The problem they had"))
    change = models.TextField(_("What changed"))
    number = models.CharField(_("In one number"), max_length=200, blank=True, default="")
    thirty_seconds = models.TextField(_("In thirty seconds"))

    objects = LibraryQuerySet["ImpactStory"].as_manager()

    class Meta(LibraryItem.Meta):
        abstract = False
        verbose_name = _("story")
        verbose_name_plural = _("stories")

    def __str__(self) -> str:
        return self.title


class Question(LibraryItem):
    text = models.TextField(_("The question"))
    why = models.TextField(_("Why it is worth asking"), blank=True, default="")

    objects = LibraryQuerySet["Question"].as_manager()

    class Meta(LibraryItem.Meta):
        abstract = False
        verbose_name = _("question")

    def __str__(self) -> str:
        return self.text


class Resource(LibraryItem):
    title = models.CharField(_("Title"), max_length=200)
    url = models.URLField(_("Address"), max_length=2000)
    summary = models.TextField(_("What they get from it"))

    objects = LibraryQuerySet["Resource"].as_manager()

    class Meta(LibraryItem.Meta):
        abstract = False
        verbose_name = _("resource")

    def __str__(self) -> str:
        return self.title
