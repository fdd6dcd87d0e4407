"""When a colleague works, and when nobody does."""

from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from .user import User

# Both days count. Ranges of one number stand for "the same", so that no extension is needed.
_DAYS = Func(
    "first_day", "last_day", Value("[]"), function="daterange", output_field=DateRangeField()
)
_USER = Func("user", "user", Value("[]"), function="int8range", output_field=BigIntegerRangeField())


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


class TimeOffQuerySet(models.QuerySet["TimeOff"]):
    def covered_by(self, user: User) -> Self:
        """Now, by the clock of the guards, this colleague covers for somebody of their team. An absence's days are those of whoever is away."""
        today = Func(
            F("user__time_zone"),
            template="earnest_day_on(%(expressions)s, earnest_now())",
            output_field=models.DateField(),
        )
        return self.filter(
            cover=user, user__team=F("cover__team"), first_day__lte=today, last_day__gte=today
        )


class TimeOff(models.Model):
    """Days, both included, on which someone does not work. No two spans of one person overlap.

    `cover` stands in for them on these days.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="time_off")
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    cover = models.ForeignKey(
        User, verbose_name=_("cover"), on_delete=models.SET_NULL, null=True, related_name="covers"
    )

    objects = TimeOffQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="time_off_ends_after_it_begins",
            ),
            ExclusionConstraint(
                name="time_off_never_overlaps_itself",
                expressions=[
                    (_USER, RangeOperators.OVERLAPS),
                    (_DAYS, RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=~Q(cover=F("user")), name="nobody_covers_for_themselves"
            ),
        ]
        verbose_name_plural = "time off"

    def __str__(self) -> str:
        return f"{self.first_day} to {self.last_day}"


class Closure(models.Model):
    """Days, both included, on which the whole company is closed: ours, and nobody works."""

    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    name = models.CharField(_("name"), max_length=80)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="closure_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="closure_has_a_name"),
            ExclusionConstraint(
                name="closures_never_overlap", expressions=[(_DAYS, RangeOperators.OVERLAPS)]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.first_day} to {self.last_day}"


class HouseHoliday(models.Model):
    """What the house keeps otherwise than a country's calendar says, in all of the country or in one region of it.

    A day off that the calendar lacks (`is_kept`), or a public holiday that it names and we do not keep. A region's
    goes before its country's.
    """

    country = models.CharField(_("country"), max_length=2)
    subdivision = models.CharField(_("region"), max_length=30, blank=True, default="")
    day = models.DateField(_("day"))
    name = models.CharField(_("name"), max_length=80)
    is_kept = models.BooleanField(_("a day off"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["country", "subdivision", "day"], name="house_holiday_once_a_place"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="house_holiday_has_a_name"),
            models.CheckConstraint(
                condition=Q(country__regex=r"^[A-Z]{2}$"), name="house_holiday_names_a_country"
            ),
            models.CheckConstraint(
                condition=Q(day__range=(date(2000, 1, 1), date(2099, 12, 31))),
                name="house_holiday_is_of_this_century",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.day}"
