from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from prospects.models import Prospect
from research.enums import Fit, WarmPath
from team.models import User

_NAME_UNCONFIRMED = Q(
    name_confirmed_at__isnull=True, name_confirmed_by__isnull=True, name_source=""
)
_NAME_CONFIRMED = (
    Q(name_confirmed_at__isnull=False) & Q(name_confirmed_by__isnull=False) & ~Q(name_source="")
)


class Brief(models.Model):
    """What we have thought through about one person before we interrupt them."""

    prospect = models.OneToOneField(Prospect, on_delete=models.CASCADE, related_name="brief")
    fit = models.CharField(_("Fit"), max_length=12, choices=Fit, default=Fit.UNKNOWN)
    fit_note = models.TextField(_("Why"), blank=True, default="")
    problem = models.TextField(_("The problem we may help with"), blank=True, default="")
    why_now = models.TextField(_("Why now"), blank=True, default="")
    risk = models.TextField(_("What they might lose by talking to us"), blank=True, default="")
    unknowns = models.TextField(_("What we don't know yet"), blank=True, default="")
    name_confirmed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name_confirmed_at = models.DateTimeField(null=True, blank=True)
    name_source = models.CharField(max_length=500, blank=True, default="")
    warm_path = models.CharField(max_length=12, choices=WarmPath, default=WarmPath.UNCHECKED)
    warm_path_note = models.TextField(blank=True, default="")
    # Counts the saved wordings, so that a page opened earlier cannot overwrite a later one.
    revision = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField()
    updated_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_brief_judges_fit_from_the_list",
                condition=Q(fit__in=Fit.values),
            ),
            models.CheckConstraint(
                name="a_misfit_says_why",
                condition=~Q(fit=Fit.NOT_A_FIT) | ~Q(fit_note=""),
            ),
            models.CheckConstraint(
                name="a_name_is_confirmed_by_whom_when_and_where",
                condition=_NAME_UNCONFIRMED | _NAME_CONFIRMED,
            ),
            models.CheckConstraint(
                name="a_warm_path_is_from_the_list",
                condition=Q(warm_path__in=WarmPath.values),
            ),
            models.CheckConstraint(
                name="a_warm_path_says_through_whom_or_where_we_looked",
                condition=Q(warm_path=WarmPath.UNCHECKED) | ~Q(warm_path_note=""),
            ),
        ]

    def __str__(self) -> str:
        return f"Brief of {self.prospect}"
