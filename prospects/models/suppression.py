"""An address, domain, number or profile we must not use. Keyed by value, and by the person who asked.

The guards of this table stand in migrations/sql/forgotten.sql, and its index of domains in migration 0009.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from prospects.enums import Channel, SuppressionKind, SuppressionOrigin
from team.models import User


class SuppressionQuerySet(models.QuerySet["Suppression"]):
    def live(self, at: datetime) -> Self:
        return self.filter(Q(until=None) | Q(until__gt=at), lifted_at=None)

    def whole(self) -> Self:
        """What stands for itself on the list: no address of a person's stop while that stands."""
        return self.filter(Q(stop_of=None) | Q(stop_of__lifted_at__isnull=False), lifted_at=None)


class Suppression(models.Model):
    if TYPE_CHECKING:
        id: int
        added_by_id: int | None
        stop_of_id: int | None

    kind = models.CharField(max_length=16, choices=SuppressionKind.choices)
    value = models.CharField(max_length=300, blank=True, default="")
    # The database's own: what a caller gives is replaced. It is what is compared, and stays when the value is forgotten.
    value_hash = models.BinaryField(max_length=32, default=b"")
    # A stop of a person is one stop, whatever addresses it is kept under: each of those names it here.
    stop_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="handles"
    )
    forgotten_at = models.DateTimeField(null=True, blank=True)
    channel = models.CharField(max_length=16, choices=Channel.choices, blank=True, default="")
    reason = models.CharField(max_length=500)
    origin = models.CharField(max_length=16, choices=SuppressionOrigin.choices)
    added_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    lift_reason = models.CharField(max_length=500, blank=True, default="")

    objects = SuppressionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "value_hash", "channel"],
                condition=Q(lifted_at=None),
                name="a_stop_stands_once_per_value_and_channel",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=SuppressionKind.values),
                name="a_stop_is_of_a_known_kind",
            ),
            models.CheckConstraint(
                condition=Q(value="") ^ Q(forgotten_at=None),
                name="a_stop_names_what_it_stops_until_forgotten",
            ),
            models.CheckConstraint(
                condition=Q(stop_of=None) | ~Q(kind=SuppressionKind.PERSON),
                name="a_stop_of_a_person_is_part_of_no_other",
            ),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by=None, lift_reason="")
                | (Q(lifted_at__isnull=False, lifted_by__isnull=False) & ~Q(lift_reason="")),
                name="a_lifted_stop_says_who_and_why",
            ),
        ]
        indexes = [
            models.Index(
                fields=["kind", "value"],
                opclasses=["varchar_pattern_ops", "varchar_pattern_ops"],
                condition=Q(lifted_at=None),
                name="stops_by_value",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.value or 'forgotten'}"

    @property
    def is_from_link(self) -> bool:
        return self.origin == SuppressionOrigin.UNSUBSCRIBE
