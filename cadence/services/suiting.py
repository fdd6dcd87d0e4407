"""Whether a try may stand on a day: the calendars of both sides, asked as the planner asks them."""

from dataclasses import replace
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cadence.models import Touch
from cadence.schedule import Cause, Day, Terms
from cadence.selectors.calendars import rep_calendars
from cadence.selectors.holidays import called
from cadence.services import planning
from team.models import User

_REPS = (Cause.REP_DAY_OFF, Cause.REP_HOLIDAY, Cause.TIME_OFF)


class Suiting:
    """The days of one try, read once. After their absence the rep makes it; during it, whoever covers."""

    def __init__(self, touch: Touch, *, by: User, at: datetime) -> None:
        enrollment = touch.enrollment
        enrollment.prospect = touch.prospect
        batch = planning.batch_of([enrollment], at)
        self._touch, self._by = touch, by
        self._terms = planning.terms_of(enrollment, touch.planned_step, batch)
        self._of_cover = (
            replace(self._terms, rep=rep_calendars([by.pk])[by.pk]) if touch.in_place_of else None
        )

    def why_not(self, day: date) -> str:
        """The sentence that says why it may not stand there; nothing where it may."""
        terms, is_own = self._terms, self._of_cover is None
        why = terms.why_not(day)
        if why and why.cause is Cause.TIME_OFF and self._of_cover:
            terms, is_own = self._of_cover, True
            why = terms.why_not(day)
        if why is None:
            return ""
        words = {
            "day": date_format(day, "WEEKDAY_DAY_MONTH"),
            "name": self._touch.prospect.greeting_name,
            "note": _note(why, day, terms),
        }
        rep = self._touch.in_place_of or self._by
        said = _sentence(why, is_own=is_own) % {
            **words,
            "rep": rep.first_name,
            "between": self._terms.days_between,
        }
        return _("%(why)s Choose another day, unless they asked you to wait.") % {"why": said}


def _note(why: Day, day: date, terms: Terms) -> str:
    if why.cause is Cause.HOLIDAY:
        return called(why.note, day, terms.person)
    return called(why.note, day, terms.rep) if why.cause is Cause.REP_HOLIDAY else why.note


def _sentence(why: Day, *, is_own: bool) -> str:
    if why.cause in _REPS and not is_own:
        return _("%(rep)s does not work on %(day)s.")
    return {
        Cause.WEEKEND: _("%(day)s is a weekend for %(name)s."),
        Cause.HOLIDAY: _("%(day)s is a holiday for %(name)s: %(note)s."),
        Cause.PERSON_AWAY: _("%(name)s is away on %(day)s."),
        Cause.BY_HAND: _("One of us wrote to %(name)s by hand on %(day)s."),
        Cause.COLLEAGUE: _(
            "%(day)s is within %(between)s days of a try with a colleague of %(name)s."
        ),
        Cause.REP_DAY_OFF: _("%(day)s is no working day of yours."),
        Cause.REP_HOLIDAY: _("%(day)s is a holiday for you: %(note)s."),
        Cause.TIME_OFF: _("%(day)s is in your time off."),
        Cause.CLOSURE: _("We are closed on %(day)s: %(note)s."),
    }[why.cause]
