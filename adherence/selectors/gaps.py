"""What the gap ledger says: late days by cause and by rep, and the rows behind each number."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby

from django.db.models import Count, Exists, Max, QuerySet
from django.utils.translation import gettext as _

from adherence.enums import LateCause
from adherence.models import GapClock, GapCount, GapDay
from cadence.models import Cadence, Enrollment
from prospects.models import Prospect
from team.models import User

PAGE = 50
WITHIN = 7
ONE_DAY = timedelta(days=1)
# Three ticks of the counting: what waits longer has not been counted yet.
A_WHILE = timedelta(minutes=3)


@dataclass(frozen=True, slots=True)
class Span:
    """Days in a row with one cause, of the rep who had the person then."""

    first: date
    last: date
    cause: LateCause
    rep: int

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Gap:
    """One wait that lasted longer than seven days, with its late days in their order."""

    spans: list[Span]
    is_running: bool

    @property
    def days(self) -> int:
        return WITHIN + sum(span.days for span in self.spans)

    @property
    def first(self) -> date:
        return self.spans[0].first

    @property
    def last(self) -> date:
        return self.spans[-1].last

    @property
    def words(self) -> str:
        """ "13 days between two tries: 4 they asked us to wait, 2 we were late." """
        sentence = (
            _("%(days)s days since the last try, of which %(causes)s.")
            if self.is_running
            else _("%(days)s days between two tries, of which %(causes)s.")
        )
        return sentence % {"days": self.days, "causes": causes_in_words(self.spans)}


@dataclass(frozen=True, slots=True)
class Tally:
    """Late days of some reps in some days: by cause, and by rep and cause."""

    by_rep: dict[int, Counter[str]]

    @property
    def total(self) -> int:
        return sum(self.causes.values())

    @property
    def causes(self) -> Counter[str]:
        return sum(self.by_rep.values(), Counter())

    def of(self, rep: int, cause: str = "") -> int:
        counted = self.by_rep.get(rep, Counter())
        return counted[cause] if cause else sum(counted.values())


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody whose late days stand behind a number; nobody where they are not the reader's to see any more."""

    person: Prospect | None
    spans: list[Span]

    @property
    def days(self) -> int:
        return sum(span.days for span in self.spans)


def is_counted(at: datetime) -> bool:
    """Whether the ledger stands as of a few minutes ago; else its numbers may be too small. One query."""
    waiting = GapCount.objects.filter(look_at__lte=at - A_WHILE)
    return GapClock.objects.filter(~Exists(waiting)).exists()


def late_days(
    reps: Iterable[User], first: date, last: date, *, cadence: Cadence | None = None
) -> Tally:
    """Each late day counted for whoever had the person then, in every cadence or in one. One query."""
    counted: dict[int, Counter[str]] = {}
    days = _days(reps, first, last)
    if cadence:
        days = days.filter(enrollment__version__cadence=cadence)
    found = days.values_list("rep", "cause").annotate(days=Count("pk"))
    for rep, cause, number in found.order_by("rep", "cause"):
        counted.setdefault(rep, Counter())[cause] = number
    return Tally(counted)


def rows_behind(
    reps: Iterable[User],
    first: date,
    last: date,
    *,
    viewer: User,
    cause: str = "",
    page: int = 1,
) -> tuple[list[Row], bool]:
    """Whose days a number counts, the most days first; whether there are more. Four queries."""
    days = _days(reps, first, last)
    days = days.filter(cause=cause) if cause else days
    most = days.values("enrollment").annotate(days=Count("pk"), newest=Max("day"))
    start = (page - 1) * PAGE
    found = list(
        most.order_by("-days", "-newest", "enrollment").values_list("enrollment", flat=True)[
            start : start + PAGE + 1
        ]
    )
    shown = found[:PAGE]
    by_way: dict[int, list[GapDay]] = {}
    for day in days.filter(enrollment__in=shown).order_by("day"):
        by_way.setdefault(day.enrollment_id, []).append(day)
    related = ("prospect__company", "prospect__owner")
    ways = Enrollment.objects.select_related(*related).in_bulk(shown)
    people = Prospect.objects.visible_to(viewer).filter(enrollments__in=shown)
    seen = set(people.values_list("pk", flat=True))
    rows = [
        Row(way.prospect if way.prospect_id in seen else None, spans_of(by_way[way.pk]))
        for way in map(ways.__getitem__, shown)
    ]
    return rows, len(found) > PAGE


def gaps_of(prospect: Prospect, today: date) -> list[Gap]:
    """Every wait with this person that lasted longer than seven days, the newest first. One query."""
    days = GapDay.objects.filter(enrollment__prospect=prospect).select_related("enrollment")
    gaps = []
    for _way, theirs in groupby(days.order_by("enrollment", "day"), lambda day: day.enrollment_id):
        for run in _runs(theirs):
            runs_on = run[-1].day >= today and run[-1].enrollment.ended_at is None
            gaps.append(Gap(spans_of(run), is_running=runs_on))
    return sorted(gaps, key=lambda gap: gap.first, reverse=True)


def spans_of(days: Iterable[GapDay]) -> list[Span]:
    """In the order of their days; days of one cause and one rep that follow each other are one span."""
    spans: list[Span] = []
    for each in days:
        last = spans[-1] if spans else None
        alike = last and (last.cause, last.rep) == (each.cause, each.rep_id)
        if last and alike and last.last + ONE_DAY == each.day:
            spans[-1] = replace(last, last=each.day)
        else:
            spans.append(Span(each.day, each.day, LateCause(each.cause), each.rep_id))
    return spans


def _days(reps: Iterable[User], first: date, last: date) -> QuerySet[GapDay]:
    return GapDay.objects.filter(rep__in=reps, day__gte=first, day__lte=last)


def _runs(days: Iterable[GapDay]) -> list[list[GapDay]]:
    """Days that follow each other belong to one wait: between two waits lie seven days that are not late."""
    runs: list[list[GapDay]] = []
    for each in days:
        if runs and runs[-1][-1].day + ONE_DAY == each.day:
            runs[-1].append(each)
        else:
            runs.append([each])
    return runs


def causes_in_words(spans: Iterable[Span]) -> str:
    counted: Counter[LateCause] = Counter()
    for span in spans:
        counted[span.cause] += span.days
    ordered = [cause for cause in LateCause if counted[cause]]
    return ", ".join(
        _("%(days)s %(cause)s") % {"days": counted[cause], "cause": as_part(cause)}
        for cause in ordered
    )


def as_part(cause: LateCause) -> str:
    """The cause as a part of a sentence about days."""
    return {
        LateCause.HOLD: _("on hold"),
        LateCause.ASKED_TO_WAIT: _("theirs, asked to wait"),
        LateCause.INTRODUCTION: _("waiting for an introduction"),
        LateCause.TEMPLATE_CHANGE: _("for a changed cadence"),
        LateCause.PROVIDER: _("for the mail provider"),
        LateCause.TIME_OFF: _("in time off"),
        LateCause.HOLIDAY: _("on holidays"),
        LateCause.REP: _("late by us"),
    }[cause]
