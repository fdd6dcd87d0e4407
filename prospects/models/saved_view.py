"""A question to the list of people that somebody asks again and again, under a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse

from team.models import User

LONGEST_QUESTION = 1_000


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def visible_to(self, user: User) -> Self:
        """Their own, those that their team shares, and those that an admin shares with everybody."""
        shared = Q(is_shared=True) & (Q(owner__role="admin") | Q(owner__team__members=user))
        return self.filter(Q(owner=user) | shared).distinct()


class SavedView(models.Model):
    """`question` is what stands behind the question mark of the list's address."""

    if TYPE_CHECKING:
        owner_id: int

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=60)
    question = models.CharField(max_length=LONGEST_QUESTION)
    is_shared = models.BooleanField(default=False)
    is_default = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "owner", Lower("name"), name="a_saved_view_has_a_name_of_its_own"
            ),
            models.UniqueConstraint(
                fields=["owner"], condition=Q(is_default=True), name="one_view_opens_by_itself"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="a_saved_view_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        """The list as this view has it; of everybody, too, so that no other view opens in its place."""
        return f"{reverse('prospects:people')}?{self.question or 'order=name'}"
