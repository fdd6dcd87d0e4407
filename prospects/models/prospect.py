"""A person we would like to talk with."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from prospects.enums import LawfulBasis, NoticeWay, SubscriberType
from prospects.models.company import Company
from prospects.models.contact import Sourced
from prospects.models.importing import ImportBatch
from prospects.models.keys import DomainFromItsEnd, EmailDomain, EmailKey, by_name
from prospects.models.words import Words
from prospects.places import Whereabouts, clock_of
from team.enums import Role
from team.models import TimeOff, User


class ProspectQuerySet(models.QuerySet["Prospect"]):
    def visible_to(self, user: User) -> Self:
        """Reps and managers see their team's people, admins and auditors all; of two records of one person the kept one."""
        return self.filter(seen_by(user), merged_into=None)

    def listed(self) -> Self:
        """Whom lists show: of two records of one person the kept one, and nobody whose data was erased."""
        return self.filter(merged_into=None, erased_at=None)

    def with_address(self, email: str) -> Self:
        """Whoever has this e-mail address, in any letters; nobody has the empty one."""
        return self.alias(address=Lower("email")).filter(address=email.lower()).exclude(email="")

    def at_domain(self, domain: str) -> Self:
        """Whoever has an address at this very domain."""
        return self.alias(domain=EmailDomain("email")).filter(domain=domain.lower())

    def led_by(self, user: User) -> Self:
        """Reps lead their own people, managers their team's, admins all, auditors nobody: who gives them away, too."""
        if user.role == Role.AUDITOR:
            return self.none()
        if user.role == Role.REP:
            return self.filter(owner=user, merged_into=None)
        return self.visible_to(user)

    def workable_by(self, user: User) -> Self:
        """Those whom a colleague leads, and those of whom they cover for today."""
        if user.role != Role.REP:
            return self.led_by(user)
        covered = TimeOff.objects.covered_by(user).values("user")
        theirs = User.objects.filter(Q(pk=user.pk) | Q(pk__in=covered))
        return self.filter(owner__in=theirs, merged_into=None)


def greeting_for(name: str, preferred_name: str) -> str:
    return preferred_name or name.split(maxsplit=1)[0]


def seen_by(user: User, *, through: str = "") -> Q:
    """Whose people a colleague sees, asked of a person or, `through` the way there, of a row about one. Empty: of anybody's."""
    if user.sees_all:
        return Q()
    if user.team_id is None:
        return Q((f"{through}owner", user))
    return Q((f"{through}owner__in", User.objects.filter(team_id=user.team_id)))


class Prospect(Sourced):
    if TYPE_CHECKING:
        id: int
        company_id: int
        owner_id: int
        import_batch_id: int | None
        merged_into_id: int | None

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="prospects")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="prospects")
    name = models.CharField(max_length=200)
    preferred_name = models.CharField(max_length=200, blank=True, default="")
    pronunciation = models.CharField(max_length=200, blank=True, default="")
    title = models.CharField(max_length=200, blank=True, default="")
    email = models.CharField(max_length=254, blank=True, default="")
    email_bounced_at = models.DateTimeField(null=True, blank=True)
    phone = models.CharField(max_length=16, blank=True, default="")
    linkedin_url = models.CharField(max_length=300, blank=True, default="")
    country = models.CharField(max_length=2, blank=True, default="")
    subdivision = models.CharField(max_length=30, blank=True, default="", db_default="")
    city = models.CharField(max_length=200, blank=True, default="")
    time_zone = models.CharField(max_length=64, blank=True, default="")
    language = models.CharField(max_length=12, blank=True, default="")
    subscriber_type = models.CharField(
        max_length=16, choices=SubscriberType.choices, default=SubscriberType.UNKNOWN
    )
    lawful_basis = models.CharField(
        max_length=32, choices=LawfulBasis.choices, default=LawfulBasis.UNKNOWN
    )
    lawful_basis_note = models.TextField(blank=True, default="")
    # The last day on which the basis still counts; none: until somebody changes it.
    lawful_basis_until = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True, default="")
    source_date = models.DateField(null=True, blank=True)
    notice_given_on = models.DateField(null=True, blank=True)
    notice_way = models.CharField(
        max_length=16, choices=NoticeWay, blank=True, default="", db_default=""
    )
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Nobody may delete a batch, so the check of a hundred thousand references would find nothing.
    import_batch = models.ForeignKey(
        ImportBatch,
        db_constraint=False,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="prospects",
    )
    # The record that stands for this one, once somebody said that both are one person.
    merged_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="merged",
        db_index=False,
    )
    created_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=0)

    objects = ProspectQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=~Q(email=""),
                name="an_address_belongs_to_one_person",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="a_person_has_a_name"),
            models.CheckConstraint(
                condition=Q(notice_given_on__isnull=True, notice_way="")
                | (Q(notice_given_on__isnull=False) & ~Q(notice_way="")),
                name="a_notice_says_when_and_how",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(email="", phone="", linkedin_url=""),
                name="an_erased_person_has_no_address",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
                name="nobody_stands_for_themselves",
            ),
        ]
        indexes = [
            # The owner stands last, so that a walk in order of names can pass over others' people.
            models.Index(
                by_name(),
                "id",
                "owner",
                condition=Q(merged_into=None, erased_at=None),
                name="listed_by_name",
            ),
            models.Index(
                "country",
                by_name(),
                "id",
                "owner",
                condition=Q(merged_into=None, erased_at=None),
                name="listed_by_country",
            ),
            models.Index(
                Lower("linkedin_url"), condition=~Q(linkedin_url=""), name="people_by_profile"
            ),
            models.Index(EmailKey("email"), name="people_by_email_key"),
            models.Index(EmailDomain("email"), name="people_by_domain"),
            models.Index(
                OpClass(DomainFromItsEnd(EmailDomain("email")), "text_pattern_ops"),
                name="people_at_or_below",
            ),
            models.Index("phone", condition=~Q(phone=""), name="people_by_phone"),
            GinIndex(fields=["phone"], opclasses=["gin_trgm_ops"], name="people_by_digits"),
            models.Index(
                F("created_at").desc(),
                F("id").desc(),
                condition=Q(merged_into=None, erased_at=None),
                name="listed_by_arrival",
            ),
            models.Index(
                fields=["created_at", "id"],
                condition=Q(notice_given_on__isnull=True, erased_at__isnull=True),
                name="people_not_told_yet",
            ),
            models.Index(
                "merged_into", condition=Q(merged_into__isnull=False), name="people_merged"
            ),
            GinIndex(
                Words("name", "preferred_name", "email"),
                name="people_search",
                gin_pending_list_limit=16 * 1024,
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def greeting_name(self) -> str:
        """What a letter says after "Dear": the preferred name, or the first word."""
        return greeting_for(self.name, self.preferred_name)

    @property
    def zone(self) -> ZoneInfo:
        """The clock on this person's wall, as far as we know it."""
        return clock_of(self.whereabouts, self.company.whereabouts)

    @property
    def whereabouts(self) -> Whereabouts:
        return Whereabouts(self.time_zone, self.phone, self.country)

    @property
    def holidays_kept(self) -> tuple[str, str]:
        """The country, and the region if it is known, whose public holidays are days off for them."""
        return (self.country, self.subdivision) if self.country else (self.company.country, "")

    def wall_clock(self, at: datetime) -> time:
        """The hour and minute where this person is. A naive time: templates would move an instant."""
        return at.astimezone(self.zone).time()
