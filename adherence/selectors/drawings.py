"""What the team page draws: when people answer and when we stop, and the days between tries."""

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from adherence.enums import LAST_GAP, LAST_TRY
from adherence.selectors.headline import most_given_up_at
from adherence.selectors.promises import LONGEST_GAP, TRIES, ByTry, Promises
from team.charts import Histogram, Step, UpDown, Value, histogram, up_and_down


def answers_and_stops(promises: Promises) -> UpDown:
    """By try: first answers above the line; given up early and asked to stop below it."""
    shown = _shown(promises.by_try)
    half = TRIES // 2
    answered = sum(each.answered for each in shown)
    late = sum(each.answered for each in shown if each.number > half)
    most = most_given_up_at(promises)
    place = next((n for n, each in enumerate(shown) if each.number == half), None)
    return up_and_down(
        _("When people answer, and when we stop"),
        " ".join([_answers(answered, late, half), _stops(shown)]),
        [_("Wrote back"), _("Gave up early"), _("Asked us to stop")],
        [
            Step(each.number, _named(each), each.answered, (each.given_up, each.stopped))
            for each in shown
        ],
        rule_after=place if late else None,
        rule_says=_late_answers(answered, late, half),
        low_at=next((n for n, each in enumerate(shown) if each.number == most), None),
        low_says=_most_given_up(promises, most),
    )


def days_between(promises: Promises) -> Histogram:
    """Each wait between two tries; whoever waited longer than seven days stands behind the line."""
    gaps = promises.days_between
    within, over = sum(gaps[: LONGEST_GAP + 1]), sum(gaps[LONGEST_GAP + 1 :])
    finding = _("%(within)s of %(all)s waits were seven days or less.")
    first = 0 if gaps[0] else 1
    return histogram(
        _("Days between tries"),
        finding % {"within": intcomma(within), "all": intcomma(within + over)},
        [
            Value(days, _days(days), number, days > LONGEST_GAP)
            for days, number in enumerate(gaps)
            if days >= first
        ],
        [_("Seven-day limit"), _over(over)],
    )


def _shown(by_try: list[ByTry]) -> list[ByTry]:
    """All that we promise, and beyond it up to the last with a figure; before the first try, where something happened."""
    told = [each.number for each in by_try if each.answered or each.given_up or each.stopped]
    last = max([TRIES, *told])
    return [each for each in by_try if (1 if 0 not in told else 0) <= each.number <= last]


def _named(each: ByTry) -> str:
    return f"{LAST_TRY}+" if each.number == LAST_TRY else str(each.number)


def _answers(answered: int, late: int, half: int) -> str:
    sentence = ngettext(
        "%(count)s person wrote back, %(late)s of them after more than %(half)s tries.",
        "%(count)s people wrote back, %(late)s of them after more than %(half)s tries.",
        answered,
    )
    return sentence % {"count": intcomma(answered), "late": intcomma(late), "half": half}


def _stops(shown: list[ByTry]) -> str:
    given_up, stopped = sum(e.given_up for e in shown), sum(e.stopped for e in shown)
    return _("We gave up early on %(given_up)s; %(stopped)s asked us to stop.") % {
        "given_up": intcomma(given_up),
        "stopped": intcomma(stopped),
    }


def _late_answers(answered: int, late: int, half: int) -> str:
    sentence = ngettext(
        "%(late)s of %(all)s reply came after more than %(half)s tries",
        "%(late)s of %(all)s replies came after more than %(half)s tries",
        answered,
    )
    return sentence % {"late": intcomma(late), "all": intcomma(answered), "half": half}


def _most_given_up(promises: Promises, most: int | None) -> str:
    if most is None:
        return ""
    there = promises.by_try[most].given_up
    everywhere = sum(each.given_up for each in promises.by_try)
    words = {"there": intcomma(there), "all": intcomma(everywhere), "number": most}
    return _("%(there)s of %(all)s early stops: try %(number)s") % words


def _days(days: int) -> str:
    return f"{LAST_GAP}+" if days == LAST_GAP else str(days)


def _over(over: int) -> str:
    return ngettext("%(count)s wait ran over", "%(count)s waits ran over", over) % {
        "count": intcomma(over)
    }
