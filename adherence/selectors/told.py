"""What happened behind a counted thing, in words: its day, and the try that shows it. Read for the rows on a page alone."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import connection
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from adherence.definitions.told import HEARD, TRIED
from adherence.enums import LAST_GAP, LAST_TRY, Counted
from adherence.models import GapDay
from adherence.selectors.gaps import causes_in_words, spans_of
from adherence.selectors.rows import Thing
from cadence.models import Attempt, Enrollment, Touch
from cadence.selectors.words import channel_word
from prospects.enums import Channel
from research.enums import FindingAbout
from team.models import User

OF_TRIES: Final = {Counted.TRIES, Counted.GAPS, Counted.WORDS, Counted.STARTS}
OF_ANSWERS: Final = {Counted.ANSWERS, Counted.REPLIES}
# One enrollment has no more than one of these, so that its place need not be known to find it.
ONCE: Final = {Counted.STARTS, Counted.ANSWERS}
ASKED_FOR: Final = (FindingAbout.PERSON, FindingAbout.COMPANY, FindingAbout.TRIGGER)


@dataclass(frozen=True, slots=True)
class Told:
    """`touch`: the try that shows it, if one does. `reason`: what the review was told when it said that it repeats."""

    day: date
    words: str
    touch: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Made:
    """A try that was made. `again`: why it went though it repeats; `about`: what was known when the first was made."""

    enrollment: int
    rep: int
    week: date
    day: date
    number: int
    gap: int | None
    touch: int
    channel: str
    again: str | None
    about: list[str] | None

    def counted(self) -> Iterator[tuple[Counted, int]]:
        """What it is counted as, and where."""
        yield Counted.TRIES, min(self.number, LAST_TRY)
        if self.gap is not None:
            yield Counted.GAPS, min(max(self.gap, 0), LAST_GAP)
        if self.channel != Channel.CALL:
            yield Counted.WORDS, int(self.again is not None)
        if self.number == 1:
            yield Counted.STARTS, 0

    def words(self, kind: Counted, late: Iterable[GapDay]) -> str:
        if kind == Counted.STARTS:
            return _start(self.about or [])
        said = _by_number(self.number, self.channel)
        if kind == Counted.GAPS:
            return _gap(self.gap or 0, said, late, self.day)
        if kind == Counted.WORDS and self.again is not None:
            return _("%(said)s. It repeats what they had heard") % {"said": said}
        return said


type Found = Iterator[tuple[Thing, Told]]


def told_of(
    things: Sequence[Thing], ways: Mapping[int, Enrollment], reps: Mapping[int, User]
) -> list[Told]:
    """Of each of them, in their order. What is no longer so says that it changed since it was counted.

    Two queries for tries, two for answers, two for ends, whichever are among them.
    """
    kinds = {thing.kind for thing in things}
    known: dict[Thing, deque[Told]] = {}
    wanted = {_key(thing) for thing in things}
    for found in (
        _of_tries(ways, wanted) if kinds & OF_TRIES else iter(()),
        _of_answers(ways, reps) if kinds & OF_ANSWERS else iter(()),
        _of_ends(things, ways, reps),
    ):
        for thing, told in found:
            known.setdefault(_key(thing), deque()).append(told)
    return [_taken(known.get(_key(thing)), thing) for thing in things]


def _key(thing: Thing) -> Thing:
    if thing.kind in ONCE:
        return Thing(thing.enrollment, thing.rep, thing.week, thing.kind, 0)
    return thing


def _taken(known: deque[Told] | None, thing: Thing) -> Told:
    return known.popleft() if known else Told(thing.week, _("This changed since it was counted."))


def _of_tries(ids: Iterable[int], wanted: Set[Thing]) -> Found:
    late = _late_days(ids)
    for row in _asked(TRIED, ids):
        made = _Made(*row)
        for kind, place in made.counted():
            thing = Thing(made.enrollment, made.rep, made.week, kind, place)
            if thing in wanted:
                words = made.words(kind, late.get(made.enrollment, []))
                reason = made.again or "" if kind == Counted.WORDS else ""
                yield thing, Told(made.day, words, made.touch, reason)


def _of_answers(ids: Iterable[int], reps: Mapping[int, User]) -> Found:
    for enrollment, rep, week, day, number, at, touch in _asked(HEARD, ids):
        if number == 1:
            yield (
                Thing(enrollment, rep, week, Counted.ANSWERS, 0),
                Told(day, _("Their first answer")),
            )
        words = (
            _talked_over(at, reps[rep])
            if touch and rep in reps
            else _("Read before a try went out")
        )
        yield (
            Thing(enrollment, rep, week, Counted.REPLIES, int(touch is not None)),
            Told(day, words, touch),
        )


def _of_ends(
    things: Iterable[Thing], ways: Mapping[int, Enrollment], reps: Mapping[int, User]
) -> Found:
    ends = [thing for thing in things if thing.kind not in OF_TRIES | OF_ANSWERS]
    if not ends:
        return
    ids = [thing.enrollment for thing in ends]
    newest = Attempt.objects.filter(enrollment__in=ids).order_by("enrollment", "-at", "-pk")
    last = dict(newest.distinct("enrollment").values_list("enrollment", "touch"))
    lying = {
        touch.enrollment_id: touch
        for touch in Touch.objects.open().steps().filter(enrollment__in=ids)
    }
    for thing in ends:
        way = ways[thing.enrollment]
        touch = last.get(way.pk)
        if thing.kind == Counted.WEEKS:
            yield thing, Told(thing.week, _week(thing.place))
        elif way.ended_at:
            day = way.ended_at.astimezone(reps[thing.rep].zone).date()
            yield thing, Told(day, _ended(thing, way), touch)
        elif way.pk in lying:
            open_try = lying[way.pk]
            yield thing, Told(_last_day(open_try), _lies(open_try), touch)


def _late_days(ids: Iterable[int]) -> dict[int, list[GapDay]]:
    """What the ledger knows of each."""
    days: dict[int, list[GapDay]] = {}
    for day in GapDay.objects.filter(enrollment__in=list(ids)).order_by("day"):
        days.setdefault(day.enrollment_id, []).append(day)
    return days


def _asked(statement: str, ids: Iterable[int]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"ids": list(ids)})
        return list(cursor.fetchall())


def _by_number(number: int, channel: str) -> str:
    return _("Try %(number)s, %(channel)s") % {"number": number, "channel": channel_word(channel)}


def _gap(days: int, said: str, late: Iterable[GapDay], until: date) -> str:
    """Of one that is too long also whose the days beyond the seventh are."""
    words = ngettext(
        "%(days)s day after the one before", "%(days)s days after the one before", days
    )
    sentence = f"{said}: {words % {'days': days}}"
    since = until - timedelta(days=days)
    causes = causes_in_words(spans_of(day for day in late if since < day.day <= until))
    return f"{sentence} ({causes})" if causes else sentence


def _start(known: Sequence[str]) -> str:
    missing = [str(about.label) for about in ASKED_FOR if about not in known]
    if not missing:
        return _("A fact stood about them, about their company and about what just changed")
    return _("No dated fact stood about: %(about)s") % {"about": ", ".join(missing)}


def _talked_over(at: datetime, rep: User) -> str:
    day = date_format(at.astimezone(rep.zone), "DAY_MONTH_TIME")
    return _("A try went to their company on %(day)s, before anybody had read it") % {"day": day}


def _week(place: int) -> str:
    return [
        _("A try was made"),
        _("No try, for a cause that is not ours"),
        _("No try, and no cause but ours"),
    ][place]


def _ended(thing: Thing, way: Enrollment) -> str:
    tries = ngettext("%(tries)s try", "%(tries)s tries", way.attempts) % {"tries": way.attempts}
    words = {"ending": way.get_ending_display(), "tries": tries}
    if thing.kind == Counted.GIVEN_UP:
        return _("“%(ending)s” after %(tries)s, and nobody wrote down why") % words
    return _("“%(ending)s” after %(tries)s") % words


def _last_day(open_try: Touch) -> date:
    return max(open_try.deadline_on, open_try.moved_on or open_try.deadline_on)


def _lies(open_try: Touch) -> str:
    words = {"number": open_try.number, "day": date_format(_last_day(open_try), "DAY_MONTH")}
    return _("Try %(number)s has lain since %(day)s") % words
