"""The organisation a person works for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from prospects.models.importing import ImportBatch
from prospects.models.keys import DomainFromItsEnd, by_name
from prospects.models.words import Words
from prospects.places import Whereabouts
from team.models import User


class CompanyQuerySet(models.QuerySet["Company"]):
    def standing(self) -> Self:
        """Those that stand for themselves: of two records of one company the kept one."""
        return self.filter(merged_into=None)

    def one_with(self, companies: Iterable[int]) -> Self:
        """These, and the records that stand under them."""
        keys = list(companies)
        return self.filter(Q(pk__in=keys) | Q(merged_into__in=keys))

    def with_domain(self, domain: str) -> Self:
        return self.alias(small=Lower("domain")).filter(small=domain.lower()).exclude(domain="")

    def named(self, name: str) -> Self:
        """Companies of this name, those without a domain first."""
        return self.alias(small=Lower("name")).filter(small=name.lower()).order_by("domain", "pk")

    def visible_to(self, user: User) -> Self:
        if user.sees_all:
            return self
        if user.team_id is None:
            return self.filter(Q(owner=user) | Q(owner=None))
        return self.filter(Q(owner__team_id=user.team_id) | Q(owner=None))


class Company(models.Model):
    if TYPE_CHECKING:
        id: int
        owner_id: int | None
        merged_into_id: int | None

    name = models.CharField(max_length=200)
    domain = models.CharField(max_length=253, blank=True, default="")
    website = models.CharField(max_length=500, blank=True, default="")
    industry = models.CharField(max_length=200, blank=True, default="")
    country = models.CharField(max_length=2, blank=True, default="")
    city = models.CharField(max_length=200, blank=True, default="")
    employees = models.PositiveIntegerField(null=True, blank=True)
    time_zone = models.CharField(max_length=64, blank=True, default="")
    phone = models.CharField(max_length=16, blank=True, default="")
    postal_address = models.TextField(blank=True, default="")
    owner = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="companies"
    )
    # Like a person's: no check of the reference, which nobody may break.
    import_batch = models.ForeignKey(
        ImportBatch,
        db_constraint=False,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="companies",
    )
    # The record that stands for this one, once somebody said that both are one company. Its people are there.
    merged_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="merged",
        db_index=False,
    )
    created_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=0, db_default=0)

    objects = CompanyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "companies"
        constraints = [
            models.UniqueConstraint(
                Lower("domain"),
                condition=~Q(domain=""),
                name="a_domain_belongs_to_one_company",
            ),
            models.UniqueConstraint(
                Lower("name"),
                condition=Q(domain=""),
                name="a_name_without_domain_belongs_to_one_company",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="a_company_has_a_name"),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
                name="no_company_stands_for_itself",
            ),
        ]
        indexes = [
            models.Index(Lower("name"), name="company_by_name"),
            models.Index(by_name(), "id", "owner", name="companies_by_name"),
            models.Index(OpClass(Lower("domain"), "text_pattern_ops"), name="company_by_beginning"),
            models.Index(
                "merged_into", condition=Q(merged_into__isnull=False), name="companies_merged"
            ),
            GinIndex(OpClass(Lower("name"), "gin_trgm_ops"), name="company_alike"),
            GinIndex(Words("name"), name="company_search"),
            models.Index(
                OpClass(DomainFromItsEnd(Lower("domain")), "text_pattern_ops"),
                name="company_at_or_below",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def domains(self) -> list[str]:
        """Its own, and those of the records that stand under it."""
        under = Company.objects.filter(merged_into=self.pk).exclude(domain="").order_by("pk")
        return [each for each in (self.domain, *under.values_list("domain", flat=True)) if each]

    @property
    def whereabouts(self) -> Whereabouts:
        return Whereabouts(self.time_zone, self.phone, self.country)
