"""What a customer told us, in their own words; stories are cut out of it."""

from collections.abc import Sequence

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from team.models import User


class Talk(models.Model):
    """Notes of one talk with a customer, kept as they were spoken."""

    customer = models.CharField(_("Customer"), max_length=200)
    customer_aliases = ArrayField(
        models.CharField(max_length=200),
        verbose_name=_("Other names they go by"),
        default=list,
    )
    industry = models.CharField(_("Industry"), max_length=100, blank=True, default="")
    with_whom = models.CharField(_("Who spoke"), max_length=200)
    held_on = models.DateField(_("When"))
    words = models.TextField(_("Their own words"))
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(null=True)
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_talk_has_words_of_somebody",
                condition=~Q(words="") & ~Q(customer="") & ~Q(with_whom=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.customer}, {self.with_whom}"

    @property
    def customer_names(self) -> Sequence[str]:
        return names_of(self.customer, self.customer_aliases)


def names_of(customer: str, aliases: Sequence[str]) -> Sequence[str]:
    return [name for name in (customer, *aliases) if name.strip()]
