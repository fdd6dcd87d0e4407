"""The coming eight weeks of a rep, drawn and in a sentence."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cadence.selectors.intake import Share
from cadence.selectors.load import DayLoad, Forecast, Load
from team.charts import Bars, Column, stacked
from team.models import User


def weeks_of(forecast: Forecast, load: Load, viewer: User, *, who: str = "") -> Bars:
    """Bars against what a day holds, under the words of `who` begins. Weekends without a try are left out; other days off are shaded."""
    usual = forecast.calendar.weekdays
    days = [day for day in load.days if day.tries or day.on.weekday() in usual]
    return stacked(
        _("Tries a day in the coming eight weeks"),
        f"{who} {busiest_day(load, forecast.rep, viewer)}".strip(),
        [_("In a cadence already"), _("New people")],
        [_column(day, marks) for day, marks in zip(days, _marks(days), strict=True)],
    )


def busiest_day(load: Load, rep: User, viewer: User) -> str:
    day = load.busiest
    if not day.tries:
        return _("No try is planned yet.")
    words = {
        "day": date_format(day.on, "WEEKDAY_DAY_MONTH"),
        "tries": day.tries,
        "capacity": day.capacity,
    }
    words["name"] = rep.first_name
    if not day.capacity:
        sentence = ngettext(
            "The busiest day is %(day)s, a day off, with %(tries)s try.",
            "The busiest day is %(day)s, a day off, with %(tries)s tries.",
            day.tries,
        )
    elif rep == viewer:
        sentence = ngettext(
            "Your busiest day is %(day)s with %(tries)s try of %(capacity)s.",
            "Your busiest day is %(day)s with %(tries)s tries of %(capacity)s.",
            day.tries,
        )
    else:
        sentence = ngettext(
            "The busiest day of %(name)s is %(day)s with %(tries)s try of %(capacity)s.",
            "The busiest day of %(name)s is %(day)s with %(tries)s tries of %(capacity)s.",
            day.tries,
        )
    return sentence % words


def when_they_hear(share: Share, viewer: User) -> str:
    """How many begin, how fast, and when the last of them hears."""
    people = len(share.people)
    words = {
        "count": people,
        "pace": share.pace,
        "day": date_format(share.last_begins_on, "DAY_MONTH"),
        "name": share.rep.first_name,
    }
    if share.rep == viewer:
        sentence = ngettext(
            "%(count)s person hears from you on %(day)s.",
            "%(count)s people at %(pace)s a day: the last one hears from you on %(day)s.",
            people,
        )
    else:
        sentence = ngettext(
            "%(count)s person hears from %(name)s on %(day)s.",
            "%(count)s people at %(pace)s a day: the last one hears from %(name)s on %(day)s.",
            people,
        )
    return sentence % words


def _column(day: DayLoad, mark: str) -> Column:
    return Column(
        name=date_format(day.on, "WEEKDAY_DAY_MONTH"),
        values=(day.standing, day.new),
        limit=day.capacity or None,
        mark=mark,
        is_off=not day.capacity,
    )


def _marks(days: list[DayLoad]) -> list[str]:
    """The first day of each week bears its date."""
    weeks = [day.on.isocalendar().week for day in days]
    return [
        date_format(day.on, "SHORT_DAY_MONTH")
        if place == 0 or weeks[place - 1] != weeks[place]
        else ""
        for place, day in enumerate(days)
    ]
