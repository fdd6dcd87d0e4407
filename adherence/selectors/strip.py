"""The promises side by side: how well each is kept, of how many, and what to know about it."""

from dataclasses import dataclass

from django.contrib.humanize.templatetags.humanize import intcomma
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from adherence.selectors.promises import (
    GOALS,
    TRIES,
    Average,
    Promise,
    Promises,
    Rate,
)

# Told as a number of people or answers: each of them is one too many.
AS_NUMBER = (Promise.GIVEN_UP, Promise.REPLIES)
# Told by what was not kept; of all others, by what was.
BY_BROKEN = (Promise.GIVEN_UP, Promise.SAME_CALL)
A_LITTLE = 0.03
IN_ONE_LIST = 3


@dataclass(frozen=True, slots=True)
class Tile:
    """`value` is "" where there is too little to say. `state` is "", ok, warn or bad.

    `href` opens what was not kept, `every` all that it is of; "" where there is nothing.
    """

    promise: Promise
    value: str
    of: str
    remark: str
    state: str
    href: str
    every: str


def strip_of(
    promises: Promises, before: Promises, *, each: list[Promises], whose: str, query: str
) -> list[Tile]:
    """`each` are the promises person by person; `whose` is a rep's key, or "all"."""
    tiles = [_tries(promises.tries, before.tries, _rows(whose, Promise.TRIES, query))]
    for rate in promises.rates:
        href = _rows(whose, rate.promise, query)
        theirs = [one.rate(rate.promise) for one in each]
        tiles.append(_tile(rate, before.rate(rate.promise), theirs, href))
    return tiles


def percent(share: float) -> str:
    """Whole, but for the little that would look like all or nothing: only all is 100%, only nothing 0%."""
    figure = round(100 * share, 1)
    if 0 < share < 1:
        figure = min(max(figure, 0.1), 99.9)
    whole = figure == round(figure) or 10 <= figure < 99
    places = 0 if whole else 1
    return _("%(number)s%%") % {"number": number_format(round(figure, places), places)}


def one_place(value: float) -> str:
    """Rounded; `number_format` by itself cuts off."""
    return number_format(round(value, 1), 1)


def _rows(whose: str, promise: Promise, query: str) -> str:
    return f"{reverse('adherence:rows', args=[whose, promise.value])}{query}"


def _all(rows: str, number: int) -> str:
    """Of what was not kept, the list that has the rest, too."""
    return f"{rows}{'&' if '?' in rows else '?'}all=1" if number else ""


def _tries(now: Average, before: Average, rows: str) -> Tile:
    people = ngettext("%(count)s person", "%(count)s people", now.of) % {"count": intcomma(now.of)}
    href = rows if now.of else ""
    value, was = now.value, before.value
    if value is None:
        return Tile(Promise.TRIES, "", people, "", "", href, href)
    remark, state = people, ""
    if was is not None and round(value, 1) != round(was, 1):
        words = {"change": one_place(abs(value - was)), "people": people}
        up = value > was
        said = _("Up %(change)s; of %(people)s") if up else _("Down %(change)s; of %(people)s")
        remark, state = said % words, "ok" if up else "warn"
    of = _("of %(tries)s") % {"tries": TRIES}
    return Tile(Promise.TRIES, one_place(value), of, remark, state, href, "")


def _tile(rate: Rate, before: Rate, theirs: list[Rate], rows: str) -> Tile:
    of = _("of %(of)s") % {"of": intcomma(rate.of)}
    href, every = rows if rate.broken else "", _all(rows, rate.of)
    if rate.share is None:
        return Tile(rate.promise, "", of, "", "", href, every)
    remark = _remark(rate, before, theirs)
    return Tile(rate.promise, _value(rate), of, remark, _state(rate), href, every)


def _value(rate: Rate) -> str:
    told = rate.broken if rate.promise in BY_BROKEN else rate.kept
    if rate.promise in AS_NUMBER:
        return intcomma(told)
    return percent(told / rate.of)


def _state(rate: Rate) -> str:
    if not rate.shortfall:
        return ""
    if GOALS[rate.promise] == 1:
        return "bad"
    return "warn" if rate.shortfall <= A_LITTLE else "bad"


def _remark(rate: Rate, before: Rate, theirs: list[Rate]) -> str:
    """What is most worth knowing: one list with most of it, what it should be, or what it was."""
    most = max((one.broken for one in theirs), default=0)
    if len(theirs) > 1 and most >= IN_ONE_LIST and 2 * most >= rate.broken:
        return _("%(count)s are in one person’s list") % {"count": intcomma(most)}
    if rate.promise == Promise.REPLIES and rate.broken:
        return ngettext(
            "%(count)s try went out after a reply",
            "%(count)s tries went out after a reply",
            rate.broken,
        ) % {"count": intcomma(rate.broken)}
    if before.share is not None and _value(before) != _value(rate):
        return _was(before)
    if rate.shortfall and rate.promise not in AS_NUMBER:
        return _goal(rate)
    return _("As before") if before.share is not None else ""


def _was(before: Rate) -> str:
    words = {"value": _value(before), "of": intcomma(before.of)}
    if before.promise in AS_NUMBER:
        return _("Was %(value)s of %(of)s") % words
    return _("Was %(value)s") % words


def _goal(rate: Rate) -> str:
    goal = GOALS[rate.promise]
    return _("Goal is %(share)s") % {
        "share": percent(1 - goal if rate.promise in BY_BROKEN else goal)
    }
