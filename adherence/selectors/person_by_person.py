"""The reps one by one, whoever could use a hand first, and what to talk about with each."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from adherence.selectors.headline import most_given_up_at
from adherence.selectors.promises import TRIES, Promise, Promises, Rate
from adherence.selectors.strip import one_place
from adherence.selectors.team_counts import RepRow
from team.charts import Gauge, gauge
from team.models import User

# Each is a column: what was not kept, as a number that opens its rows.
SHOWN = (Promise.GAPS, Promise.GIVEN_UP, Promise.SAME_CALL, Promise.REPLIES, Promise.WEEKS)
NEARLY_TEN = 9.0
# So many times what is usual in the team is much to carry.
MUCH_MORE = 1.25
FEWEST_MORE = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """`href` opens the rows of what was not kept; "" where there is nothing."""

    label: str
    number: int
    of: int
    is_short: bool
    href: str


@dataclass(frozen=True, slots=True)
class Person:
    rep: User
    href: str
    running: int
    finished: int
    tries: str
    gauge: Gauge | None
    cells: list[Cell]
    worth: str


def person_by_person(rows: Sequence[RepRow], query: str) -> list[Person]:
    """In the order of `rows`."""
    usual = median([row.running for row in rows]) if rows else 0
    lists = {promise: reverse("adherence:rows", args=[0, promise.value]) for promise in SHOWN}
    pages = reverse("adherence:rep_method", args=[0])
    return [
        Person(
            rep=row.rep,
            href=_of(row.rep, pages, query),
            running=row.running,
            finished=row.promises.finished,
            tries=_average(row.promises),
            gauge=_meter(row.promises),
            cells=[
                _cell(row.promises.rate(promise), _of(row.rep, lists[promise], query))
                for promise in SHOWN
            ],
            worth=worth_talking_about(row, usual),
        )
        for row in rows
    ]


def worth_talking_about(row: RepRow, usual: float) -> str:
    """The promise that falls shortest, in a few words; `usual` is how many people a rep of this team has."""
    promises = row.promises
    if not promises.is_enough:
        return _("Too few to say: %(count)s finished") % {"count": promises.finished}
    worst = promises.worst_first[:1]
    if not worst:
        return _("Going well")
    more = round(row.running - usual)
    carries_much = row.running >= usual * MUCH_MORE and more >= FEWEST_MORE
    if worst[0].promise in {Promise.GAPS, Promise.WEEKS} and carries_much:
        return ngettext(
            "Carries %(more)s more person than most", "Carries %(more)s more people than most", more
        ) % {"more": more}
    return _about(worst[0].promise, promises)


def _about(promise: Promise, promises: Promises) -> str:
    most_at = most_given_up_at(promises)
    if promise == Promise.GIVEN_UP and most_at is not None:
        return _("Stops after try %(number)s") % {"number": most_at}
    return {
        Promise.GAPS: _("Waits longer than a week"),
        Promise.GIVEN_UP: _("Gives up early"),
        Promise.SAME_CALL: _("Says the same again"),
        Promise.REPLIES: _("Tries go out over answers"),
        Promise.RESEARCH: _("Begins without research"),
        Promise.WEEKS: _("Lets weeks pass without a try"),
    }[promise]


def _cell(rate: Rate, rows: str) -> Cell:
    label = {
        Promise.GAPS: _("Late gaps"),
        Promise.GIVEN_UP: _("Gave up"),
        Promise.SAME_CALL: _("Same again"),
        Promise.REPLIES: _("Talked over"),
        Promise.WEEKS: _("Missed weeks"),
    }[rate.promise]
    return Cell(label, rate.broken, rate.of, rate.shortfall > 0, rows if rate.broken else "")


def _average(promises: Promises) -> str:
    value = promises.tries.value
    return "" if value is None else one_place(value)


def _meter(promises: Promises) -> Gauge | None:
    value = promises.tries.value
    return None if value is None else gauge(value, TRIES, enough=NEARLY_TEN)


def _of(rep: User, of_nobody: str, query: str) -> str:
    """Addresses of many reps from one: looking up each would take longer than drawing them."""
    return of_nobody.replace("/0/", f"/{rep.pk}/") + query


def columns() -> list[tuple[str, str]]:
    """The heads of the columns that count, each with what it counts."""
    return [
        (_("Late gaps"), _("Waits longer than seven days")),
        (_("Gave up"), _("People given up early")),
        (_("Same again"), _("Letters, notes and pages that said the same again")),
        (_("Talked over"), _("Answers after which a try went out unread")),
        (_("Missed weeks"), _("Weeks without a try, for no reason but ours")),
    ]
