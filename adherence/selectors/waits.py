"""How long those who said no, or whom nobody has read, have waited for us, in working time."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from adherence.schedule import Hours, median, working_time
from cadence.enums import TouchState
from cadence.selectors.calendars import rep_calendars
from team.models import WorkingHours
from team.selectors.working_week import FIRST, LAST

AN_HOUR, A_DAY = timedelta(hours=1), timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who waits, or waited: `until` is None while nobody has acknowledged it.

    `line_back` is the letter that does, with its state; without one it cannot be sent from here, or
    nobody has read the answer yet.
    """

    reply: int
    who: str
    rep: int
    since: datetime
    until: datetime | None
    line_back: int | None
    state: str


@dataclass(frozen=True, slots=True)
class Wait:
    asked: Asked
    lasted: timedelta

    @property
    def is_open(self) -> bool:
        return self.asked.until is None

    @property
    def is_left_out(self) -> bool:
        """Somebody decided against a line back, and said why."""
        return self.asked.state == TouchState.SKIPPED

    @property
    def address(self) -> str:
        """Where it can be ended: the letter on the sheet, else their answer."""
        line_back = self.asked.line_back
        if line_back is None:
            return reverse("cadence:reply", args=[self.asked.reply])
        return reverse("cadence:touch", args=[line_back])

    @property
    def words(self) -> str:
        return in_words(self.lasted)

    @property
    def sentence(self) -> str:
        if self.is_open:
            sentence = _("waiting, %(words)s")
        elif self.is_left_out:
            sentence = _("no line back, decided after %(words)s")
        elif self.asked.line_back is None:
            sentence = _("heard after %(words)s")
        else:
            sentence = _("acknowledged after %(words)s")
        return sentence % {"words": self.words}


@dataclass(frozen=True, slots=True)
class Waits:
    by_reply: dict[int, Wait]

    @property
    def open(self) -> list[Wait]:
        """The longest first."""
        still = [wait for wait in self.by_reply.values() if wait.is_open]
        return sorted(still, key=lambda wait: wait.lasted, reverse=True)

    @property
    def over(self) -> list[Wait]:
        """Those that ended with a word to them; one that somebody left out is neither over nor open."""
        waits = self.by_reply.values()
        return [wait for wait in waits if not wait.is_open and not wait.is_left_out]

    @property
    def left_out(self) -> int:
        return sum(wait.is_left_out for wait in self.by_reply.values())

    @property
    def median(self) -> str:
        """Of those that are over; "" before there is one."""
        middle = median([wait.lasted for wait in self.over])
        return "" if middle is None else in_words(middle)


def waits_of(asked: Iterable[Asked], at: datetime) -> Waits:
    """Each in the working time of the rep it was said to. Four queries, however many."""
    waiting = list(asked)
    reps = {each.rep for each in waiting}
    if not reps:
        return Waits({})
    calendars, hours = rep_calendars(reps), _hours_of(reps)
    return Waits(
        {
            each.reply: Wait(
                each,
                working_time(each.since, each.until or at, calendars[each.rep], hours[each.rep]),
            )
            for each in waiting
        }
    )


def in_words(lasted: timedelta) -> str:
    """Hours within a working day, then days of eight."""
    if lasted < AN_HOUR:
        return _("less than a working hour")
    if lasted < A_DAY:
        hours = round(lasted / AN_HOUR)
        return ngettext("%(count)s working hour", "%(count)s working hours", hours) % {
            "count": hours
        }
    days = round(lasted / A_DAY)
    return ngettext("%(count)s working day", "%(count)s working days", days) % {"count": days}


def _hours_of(reps: set[int]) -> dict[int, Hours]:
    """Whoever gave no hours works the usual ones; the calendar knows on which days."""
    kept: dict[int, dict[int, tuple[time, time]]] = defaultdict(dict)
    for row in WorkingHours.objects.filter(user__in=reps):
        kept[row.user_id][row.weekday] = (row.start, row.end)
    usual = dict.fromkeys(range(7), (FIRST, LAST))
    return {rep: kept.get(rep) or usual for rep in reps}
