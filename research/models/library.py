"""Things of value a try can bring, shared by the whole team."""

from collections.abc import Sequence
from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from research.enums import LibraryKind, LibraryState
from research.models.kept_file import KeptFile
from research.models.talk import Talk, names_of
from team.models import User

_NOT_APPROVED = Q(approved_at__isnull=True, approved_by__isnull=True)
_NOT_TAKEN_OUT = Q(taken_out_at__isnull=True, taken_out_by__isnull=True, taken_out_reason="")
_APPROVED = Q(approved_at__isnull=False, approved_by__isnull=False) & _NOT_TAKEN_OUT
_TAKEN_OUT = (
    Q(taken_out_at__isnull=False, taken_out_by__isnull=False)
    & ~Q(taken_out_reason="")
    & _NOT_APPROVED
)


class LibraryQuerySet[Item: models.Model](models.QuerySet[Item]):
    def approved(self) -> Self:
        return self.filter(approved_at__isnull=False)

    def usable_on(self, day: date) -> Self:
        """What may be brought to a person on this day."""
        return self.approved().filter(Q(expires_on__isnull=True) | Q(expires_on__gte=day))

    def in_state(self, state: LibraryState, day: date) -> Self:
        match state:
            case LibraryState.APPROVED:
                return self.usable_on(day)
            case LibraryState.RUN_OUT:
                return self.approved().filter(expires_on__lt=day)
            case LibraryState.TAKEN_OUT:
                return self.filter(taken_out_at__isnull=False)
            case LibraryState.WAITING:
                return self.filter(approved_at__isnull=True, taken_out_at__isnull=True)

    def for_industry(self, industry: str) -> Self:
        """Items for this industry and those that fit any."""
        return self.filter(Q(industry="") | Q(industry__iexact=industry))


class LibraryItem(models.Model):
    """A rep adds it, a manager approves it; only approved items that have not run out reach a person.

    Approved is exactly what was read: a trigger refuses other words under an old approval.
    """

    kind: LibraryKind

    industry = models.CharField(_("Industry"), max_length=100, blank=True, default="")
    tags = ArrayField(
        models.CharField(max_length=40), verbose_name=_("Tags"), default=list, db_default=[]
    )
    expires_on = models.DateField(_("Good until"), null=True, blank=True)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    # Counts the saved wordings, so that a page opened earlier cannot overwrite a later one.
    revision = models.PositiveIntegerField(default=0, db_default=0)
    changed_at = models.DateTimeField(null=True)
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    taken_out_at = models.DateTimeField(null=True)
    taken_out_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    taken_out_reason = models.CharField(max_length=300, blank=True, default="", db_default="")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="a_%(class)s_is_approved_by_somebody",
                condition=_NOT_APPROVED | _APPROVED,
            ),
            models.CheckConstraint(
                name="a_%(class)s_is_taken_out_for_a_reason",
                condition=_NOT_TAKEN_OUT | _TAKEN_OUT,
            ),
        ]

    def state_on(self, day: date) -> LibraryState:
        if self.taken_out_at is not None:
            return LibraryState.TAKEN_OUT
        if self.approved_at is None:
            return LibraryState.WAITING
        ran_out = self.expires_on is not None and self.expires_on < day
        return LibraryState.RUN_OUT if ran_out else LibraryState.APPROVED


class ImpactStory(LibraryItem):
    """What changed for a customer. `quote` is theirs, cut from a `talk` or written down elsewhere."""

    kind = LibraryKind.STORIES

    title = models.CharField(_("Title"), max_length=200)
    customer = models.CharField(_("Customer"), max_length=200)
    customer_aliases = ArrayField(
        models.CharField(max_length=200),
        verbose_name=_("Other names they go by"),
        default=list,
        db_default=[],
    )
    may_name_customer = models.BooleanField(_("We may name them"), default=False)
    described_as = models.CharField(
        _("What to call them when we may not"),
        max_length=200,
        blank=True,
        default="",
        db_default="",
    )
    problem = models.TextField(_("The problem they had"))
    change = models.TextField(_("What changed"))
    number = models.CharField(_("In one number"), max_length=200, blank=True, default="")
    proof = models.CharField(
        _("How we know"), max_length=500, blank=True, default="", db_default=""
    )
    quote = models.TextField(_("In their own words"), blank=True, default="", db_default="")
    talk = models.ForeignKey(Talk, on_delete=models.PROTECT, null=True, related_name="stories")
    told_by = models.CharField(
        _("Who tells it"), max_length=200, blank=True, default="", db_default=""
    )
    thirty_seconds = models.TextField(_("In thirty seconds"))

    objects = LibraryQuerySet["ImpactStory"].as_manager()

    class Meta(LibraryItem.Meta):
        abstract = False
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        constraints = [
            *LibraryItem.Meta.constraints,
            models.CheckConstraint(
                name="a_story_cut_from_a_talk_quotes_it",
                condition=Q(talk__isnull=True) | ~Q(quote=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def customer_names(self) -> Sequence[str]:
        """Every name by which a reader would know them."""
        return names_of(self.customer, self.customer_aliases)

    @property
    def called(self) -> str:
        """The customer as a stranger may hear of them."""
        return self.customer if self.may_name_customer else self.described_as


class Question(LibraryItem):
    kind = LibraryKind.QUESTIONS

    text = models.TextField(_("The question"))
    why = models.TextField(_("Why it is worth asking"), blank=True, default="")

    objects = LibraryQuerySet["Question"].as_manager()

    class Meta(LibraryItem.Meta):
        abstract = False
        verbose_name = _("question")

    def __str__(self) -> str:
        return self.text


class Resource(LibraryItem):
    """Something to keep: a page to link to, or a file to hand over."""

    kind = LibraryKind.RESOURCES

    title = models.CharField(_("Title"), max_length=200)
    url = models.URLField(_("Address"), max_length=2000, blank=True, default="")
    file = models.OneToOneField(
        KeptFile, on_delete=models.PROTECT, null=True, related_name="resource"
    )
    summary = models.TextField(_("What they get from it"))

    objects = LibraryQuerySet["Resource"].as_manager()

    class Meta(LibraryItem.Meta):
        abstract = False
        verbose_name = _("resource")
        constraints = [
            *LibraryItem.Meta.constraints,
            models.CheckConstraint(
                name="a_resource_is_a_link_or_a_file",
                condition=~Q(url="") | Q(file__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title


type AnyItem = ImpactStory | Question | Resource
MODELS: dict[LibraryKind, type[AnyItem]] = {
    LibraryKind.STORIES: ImpactStory,
    LibraryKind.QUESTIONS: Question,
    LibraryKind.RESOURCES: Resource,
}
