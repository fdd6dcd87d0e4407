"""One timeline for a person and a company: what happened, when, by whom."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

from prospects.enums import ActivityKind
from prospects.models.company import Company
from prospects.models.prospect import Prospect
from team.models import User


class ActivityQuerySet(models.QuerySet["Activity"]):
    def newest_first(self) -> Self:
        return self.order_by("-at", "-id")

    def record(
        self,
        kind: ActivityKind,
        *,
        at: datetime,
        actor: User | None = None,
        prospect: Prospect | None = None,
        company: Company | None = None,
        detail: dict[str, Any] | None = None,
    ) -> Activity:
        """Write one line of the timeline, in the caller's transaction."""
        if company is None and prospect is not None:
            company = prospect.company
        return self.create(
            kind=kind,
            at=at,
            actor=actor,
            prospect=prospect,
            company=company,
            detail=detail or {},
        )


class Activity(models.Model):
    if TYPE_CHECKING:
        id: int
        prospect_id: int | None
        company_id: int | None
        actor_id: int | None

    kind = models.CharField(max_length=32, choices=ActivityKind.choices)
    at = models.DateTimeField()
    actor = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    prospect = models.ForeignKey(
        Prospect, null=True, on_delete=models.CASCADE, related_name="activities"
    )
    company = models.ForeignKey(
        Company, null=True, on_delete=models.CASCADE, related_name="activities"
    )
    detail = models.JSONField(default=dict)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "activities"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ActivityKind.values),
                name="an_activity_is_of_a_known_kind",
            ),
        ]
        indexes = [
            models.Index(fields=["prospect", "-at"], name="activity_of_a_person"),
            models.Index(fields=["company", "-at"], name="activity_of_a_company"),
            # The list of those last heard of walks this, whoever they are.
            models.Index(fields=["-at", "-id"], name="activity_as_it_came"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"
