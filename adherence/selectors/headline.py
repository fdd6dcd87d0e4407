"""The page in a sentence or three, by rules: the promise that is kept least comes first."""

from dataclasses import dataclass
from datetime import date

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from adherence.selectors.promises import (
    FEWEST_FINISHED,
    TRIES,
    Promise,
    Promises,
    Rate,
)

NEARLY_ALWAYS, MOSTLY = 0.93, 0.8
# Where so many were given up early at one place, the place is worth a word.
ENOUGH_AT_ONE_TRY = 4
MOST_BESIDE = 2


@dataclass(frozen=True, slots=True)
class Headline:
    title: str
    text: str


def headline_of(promises: Promises, *, is_own: bool, first_end: date | None) -> Headline:
    """`first_end` is when the first cadence has made its tries, for a page on which nobody has finished yet."""
    if not promises.is_enough:
        return _too_little(promises.finished, first_end)
    broken = [_sentence(rate, promises) for rate in promises.worst_first]
    overall = _how_it_goes(promises, is_own=is_own)
    if not broken:
        return Headline(overall, _("Every promise is kept as well as it should be."))
    return Headline(broken[0], " ".join([*broken[1 : 1 + MOST_BESIDE], overall]))


def most_given_up_at(promises: Promises) -> int | None:
    """The try after which at least half of those given up early were; None where no try stands out."""
    at = {each.number: each.given_up for each in promises.by_try if each.given_up}
    most = max(at, key=lambda number: at[number], default=0)
    stands_out = at.get(most, 0) >= ENOUGH_AT_ONE_TRY and 2 * at[most] >= sum(at.values())
    return most if stands_out else None


def _too_little(finished: int, first_end: date | None) -> Headline:
    title = _("Too few people have finished to say.")
    if not finished and first_end:
        words = {"tries": TRIES, "day": date_format(first_end, "DAY_MONTH")}
        return Headline(
            _("Nobody has finished yet."),
            _("The first %(tries)s tries end around %(day)s; until then, only counts.") % words,
        )
    if not finished:
        return Headline(
            _("Nobody has finished yet."),
            _("What is kept, and what is not, stands here once people have finished a cadence."),
        )
    words = {"count": finished, "fewest": FEWEST_FINISHED}
    sentence = ngettext(
        "%(count)s person finished in these weeks; from %(fewest)s on, shares mean something. A longer time may have them.",
        "%(count)s people finished in these weeks; from %(fewest)s on, shares mean something. A longer time may have them.",
        finished,
    )
    return Headline(title, sentence % words)


def _how_it_goes(promises: Promises, *, is_own: bool) -> str:
    average, share = promises.tries.value, promises.rate(Promise.GAPS).share
    times = _times(average) if average is not None else ""
    pace = _pace(share) if share is not None else ""
    if times and pace:
        whose = (
            _("People who never answer hear from you %(times)s, %(pace)s.")
            if is_own
            else _("People who never answer hear from us %(times)s, %(pace)s.")
        )
        return whose % {"times": times, "pace": pace}
    if times:
        return _("People who never answer hear from us %(times)s.") % {"times": times}
    return _("Nobody of these was left without an answer.")


def _times(average: float) -> str:
    """As one says it; beyond what has a word, the figure."""
    words = dict(enumerate(_number_words(), 1))
    whole = round(average)
    if whole == 1:
        return _("once")
    return _("%(number)s times") % {"number": words.get(whole, whole)}


def _number_words() -> list[str]:
    return [
        _("one"), _("two"), _("three"), _("four"), _("five"), _("six"),
        _("seven"), _("eight"), _("nine"), _("ten"), _("eleven"), _("twelve"),
    ]  # fmt: skip


def _pace(share: float) -> str:
    if share >= NEARLY_ALWAYS:
        return _("nearly always on time")
    return _("mostly on time") if share >= MOSTLY else _("often late")


def _sentence(rate: Rate, promises: Promises) -> str:
    """What was not kept, of how many."""
    most_at = most_given_up_at(promises)
    there = promises.by_try[most_at].given_up if most_at is not None else 0
    words = {"broken": intcomma(rate.broken), "of": intcomma(rate.of)}
    words |= {"there": intcomma(there), "most_at": str(most_at)}
    if rate.promise == Promise.GIVEN_UP:
        return _given_up(rate, most_at) % words
    sentences = {
        Promise.GAPS: ngettext(
            "%(broken)s of %(of)s waits between tries was longer than seven days.",
            "%(broken)s of %(of)s waits between tries were longer than seven days.",
            rate.broken,
        ),
        Promise.SAME_CALL: ngettext(
            "%(broken)s of %(of)s letters, notes and pages said the same again.",
            "%(broken)s of %(of)s letters, notes and pages said the same again.",
            rate.broken,
        ),
        Promise.REPLIES: ngettext(
            "After %(broken)s of %(of)s answers a try went out before anybody had read it.",
            "After %(broken)s of %(of)s answers a try went out before anybody had read them.",
            rate.broken,
        ),
        Promise.RESEARCH: ngettext(
            "%(broken)s of %(of)s first tries was made without research.",
            "%(broken)s of %(of)s first tries were made without research.",
            rate.broken,
        ),
        Promise.WEEKS: ngettext(
            "%(broken)s of %(of)s weeks passed without a try, for no reason but ours.",
            "%(broken)s of %(of)s weeks passed without a try, for no reason but ours.",
            rate.broken,
        ),
    }
    return sentences[rate.promise] % words


def _given_up(rate: Rate, most_at: int | None) -> str:
    if most_at is None:
        return ngettext(
            "%(broken)s of %(of)s people was given up early.",
            "%(broken)s of %(of)s people were given up early.",
            rate.broken,
        )
    return _(
        "%(broken)s of %(of)s people were given up early, %(there)s of them after try %(most_at)s."
    )
