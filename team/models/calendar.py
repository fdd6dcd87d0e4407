"""When a colleague works."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .user import User


class WorkingHours(models.Model):
    """The hours of one weekday (0 is Monday). Someone with no rows works Monday to Friday."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="working_hours")
    weekday = models.PositiveSmallIntegerField(_("weekday"))
    start = models.TimeField(_("from"))
    end = models.TimeField(_("to"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "weekday"], name="working_hours_once_per_weekday"
            ),
            models.CheckConstraint(
                condition=Q(weekday__lte=6), name="working_hours_name_a_weekday"
            ),
            models.CheckConstraint(
                condition=Q(end__gt=F("start")),
                name="working_hours_end_after_they_begin",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.start}-{self.end}"


class TimeOff(models.Model):
    """Days, both included, on which someone does not work."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="time_off")
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="time_off_ends_after_it_begins",
            )
        ]
        verbose_name_plural = "time off"

    def __str__(self) -> str:
        return f"{self.first_day} to {self.last_day}"
