"""How many tries a day a rep has before them: what is enrolled already, and whoever is about to begin."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from cadence import schedule
from cadence.enums import EnrollmentState, TouchState
from cadence.models import Enrollment, Step, Touch
from cadence.schedule import DaysOff, House, Leg, RepCalendar, Way, is_working_day, local_day
from cadence.selectors.calendars import (
    days_taken,
    days_written,
    house_now,
    person_calendar,
    rep_calendars,
)
from cadence.selectors.covers import covers_among
from cadence.selectors.steps import steps_by_version
from prospects.models import Prospect
from team.models import Policy, TimeOff, User

WEEKS = 8


@dataclass(frozen=True, slots=True)
class DayLoad:
    """One day of a rep's: tries of people in a cadence (also of colleagues they cover for), those of whoever is about to begin, and room for how many."""

    on: date
    standing: int
    new: int
    capacity: int
    is_covered: bool

    @property
    def tries(self) -> int:
        return self.standing + self.new

    @property
    def too_many(self) -> int:
        """By how much new people pass what the rep can do. On a day off, a colleague steps in."""
        return max(0, self.tries - self.capacity) if self.new and self.capacity else 0


@dataclass(frozen=True, slots=True)
class Load:
    """The coming weeks, day by day."""

    days: list[DayLoad]

    @property
    def busiest(self) -> DayLoad:
        return max(self.days, key=lambda day: day.tries)

    @property
    def beyond(self) -> DayLoad | None:
        """The first day that new people make too much."""
        return next((day for day in self.days if day.too_many), None)

    @property
    def on_days_off(self) -> int:
        """Tries on days on which the rep does not work, and nobody covers."""
        return sum(day.tries for day in self.days if not (day.capacity or day.is_covered))

    @property
    def for_the_cover(self) -> int:
        """Tries on days on which the rep does not work, for whoever covers for them."""
        return sum(day.tries for day in self.days if day.is_covered and not day.capacity)


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody about to begin, and on which of the rep's days."""

    prospect: Prospect
    begins_on: date


@dataclass(slots=True)
class _There:
    """Who is in a cadence at one company, whose they are, and the days that others of us took there."""

    ways: list[Way] = field(default_factory=list)
    owners: list[int] = field(default_factory=list)
    people: list[int] = field(default_factory=list)
    taken: tuple[date, ...] = ()


@dataclass(slots=True)
class Forecast:
    """What one rep has before them, read once: every pace is tried on it without another question."""

    rep: User
    calendar: RepCalendar
    policy: Policy
    house: House
    at: datetime
    there: dict[int, _There]
    made_today: int
    begun: Counter[date]
    covers: dict[int, list[DaysOff]]
    covered: list[DaysOff]
    weeks: int = WEEKS
    _walked: dict[object, list[list[date]]] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return local_day(self.at, self.rep.zone)

    def load(self, newcomers: Sequence[Newcomer] = (), steps: Sequence[Step] = ()) -> Load:
        """Day by day, with these people beginning a plan of these steps."""
        legs = schedule.legs_of(steps, self.policy.longest_gap_days)
        joining: defaultdict[int, list[Way]] = defaultdict(list)
        for each in newcomers:
            joining[each.prospect.company_id].append(self._way_of(each, legs))
        standing, new = Counter({self.today: self.made_today}), Counter[date]()
        own = [company for company, there in self.there.items() if self._makes_tries_of(there)]
        for company in {*own, *joining}:
            there = self.there.get(company, _There())
            walked = self._days((*there.ways, *joining.get(company, ())), there.taken)
            for place, days in enumerate(walked):
                if place >= len(there.ways):
                    new.update(days)
                else:
                    standing.update(self._to_make(there.owners[place], days))
        return self._load(standing, new)

    def load_with(self, people: Collection[int]) -> Load:
        """Day by day, with these people, who are in a cadence with colleagues, given to this rep."""
        standing, new = Counter({self.today: self.made_today}), Counter[date]()
        for there in self.there.values():
            whose = list(zip(there.people, there.owners, strict=True))
            gets = [person in people and owner != self.rep.pk for person, owner in whose]
            if not any(gets) and not self._makes_tries_of(there):
                continue
            ways = (
                self._as_theirs(way) if is_given else way
                for way, is_given in zip(there.ways, gets, strict=True)
            )
            walked = self._days(tuple(ways), there.taken)
            for owner, is_given, days in zip(there.owners, gets, walked, strict=True):
                if is_given:
                    new.update(days)
                else:
                    standing.update(self._to_make(owner, days))
        return self._load(standing, new)

    def start_days(self, people: int, pace: int, first: date) -> list[date]:
        return schedule.start_days(people, pace, self.calendar, first, self.begun)

    def _load(self, standing: Counter[date], new: Counter[date]) -> Load:
        days = (self.today + timedelta(days=ahead) for ahead in range(self.weeks * 7))
        return Load([self._day(day, standing[day], new[day]) for day in days])

    def _day(self, day: date, standing: int, new: int) -> DayLoad:
        is_covered = any(day in span for span in self.covered)
        return DayLoad(day, standing, new, self._capacity(day), is_covered)

    def _capacity(self, day: date) -> int:
        return self.policy.daily_capacity if is_working_day(day, self.calendar) else 0

    def _makes_tries_of(self, there: _There) -> bool:
        """Whoever else is read along has companies of their own; walking them would tell nothing of this rep."""
        return any(owner == self.rep.pk or owner in self.covers for owner in there.owners)

    def _to_make(self, owner: int, days: list[date]) -> list[date]:
        """Of somebody's days, those on which this rep makes the try: for themselves, or as the cover."""
        if owner == self.rep.pk:
            return days
        away = self.covers.get(owner, ())
        return [day for day in days if any(day in span for span in away)]

    def _as_theirs(self, way: Way) -> Way:
        return replace(way, terms=replace(way.terms, rep=self.calendar))

    def _way_of(self, newcomer: Newcomer, legs: tuple[Leg, ...]) -> Way:
        person = newcomer.prospect
        terms = _terms(person, self.calendar, self.policy, self.house)
        return Way(terms, legs, plans_from(person, newcomer.begins_on, self.calendar, self.at))

    def _days(self, ways: tuple[Way, ...], taken: tuple[date, ...]) -> list[list[date]]:
        """The rep's days of everybody's tries there. Alike people who begin alike are walked once."""
        key = (ways, taken)
        if key not in self._walked:
            last = self.today + timedelta(days=self.weeks * 7 - 1)
            tries = schedule.walk(ways, taken=taken, until=last)
            self._walked[key] = [
                [_day_of_rep(each, way.terms.rep) for each in its]
                for way, its in zip(ways, tries, strict=True)
            ]
        return self._walked[key]


def can_only_fit(rep: int, capacity: int, at: datetime) -> bool:
    """One more cannot be too much: nobody is tried twice a day, so no day has more tries than there are people.

    Whoever covers for somebody makes the tries of others' people, too: of them the weeks are to be drawn.
    """
    if any(off.cover_id == rep for off in covers_among([rep], at)):
        return False
    return Enrollment.objects.planned().filter(owner=rep).count() < capacity


def plans_from(person: Prospect, day: date, rep: RepCalendar, at: datetime) -> datetime:
    """From when somebody who begins on this day is planned: its first hour where they are.

    At once, when the rep does not work before that day, so that the first draft is there when it comes.
    """
    today = local_day(at, rep.zone)
    before = (today + timedelta(days=ahead) for ahead in range((day - today).days))
    if not any(is_working_day(each, rep) for each in before):
        return at
    return max(at, schedule.local_to_utc(day, time.min, person.zone))


def forecasts(
    reps: Collection[User], at: datetime, *, companies: Iterable[int] = (), weeks: int = WEEKS
) -> dict[int, Forecast]:
    """The forecast of each rep; `companies` are those where somebody is about to begin. The same few questions for all."""
    policy, house, ids = Policy.current(), house_now(), [rep.pk for rep in reps]
    absences = covers_among(ids, at)
    covers = _covers(ids, absences)
    absent = {rep for away in covers.values() for rep in away}
    enrollments = _running({*ids, *absent}, companies)
    calendars = rep_calendars({*ids, *(each.owner_id for each in enrollments)}, house)
    there, begun = _read(enrollments, calendars, policy, house, at)
    made = tries_made_today(reps, at)
    return {
        rep.pk: Forecast(
            rep=rep,
            calendar=calendars[rep.pk],
            policy=policy,
            house=house,
            at=at,
            there=there,
            made_today=made[rep.pk],
            begun=begun.get(rep.pk, Counter()),
            covers=covers[rep.pk],
            covered=[_days(off) for off in absences if off.user_id == rep.pk],
            weeks=weeks,
        )
        for rep in reps
    }


def _covers(
    reps: Collection[int], absences: Iterable[TimeOff]
) -> dict[int, dict[int, list[DaysOff]]]:
    """For whom each covers, on which days: what falls on these is theirs to make."""
    covers: dict[int, defaultdict[int, list[DaysOff]]] = {rep: defaultdict(list) for rep in reps}
    for off in absences:
        if off.cover_id in covers:
            covers[off.cover_id][off.user_id].append(_days(off))
    return {cover: dict(away) for cover, away in covers.items()}


def _days(off: TimeOff) -> DaysOff:
    return DaysOff(off.first_day, off.last_day)


def _running(reps: Collection[int], companies: Iterable[int]) -> list[Enrollment]:
    """The reps' own, and their colleagues' at the same companies: people there keep their distance."""
    planned = Enrollment.objects.planned().select_related("prospect__company")
    own = list(planned.filter(owner__in=reps))
    where = {each.prospect.company_id for each in own} | set(companies)
    return own + list(planned.filter(prospect__company__in=where).exclude(owner__in=reps))


def _read(
    enrollments: Sequence[Enrollment],
    calendars: Mapping[int, RepCalendar],
    policy: Policy,
    house: House,
    at: datetime,
) -> tuple[dict[int, _There], dict[int, Counter[date]]]:
    """Who is where in a cadence, by company; and by rep, how many begin on which day."""
    steps = steps_by_version({each.version_id for each in enrollments})
    legs = {key: schedule.legs_of(its, policy.longest_gap_days) for key, its in steps.items()}
    tries = _open_tries(enrollments)
    there: defaultdict[int, _There] = defaultdict(_There)
    begun: defaultdict[int, Counter[date]] = defaultdict(Counter)
    for each in enrollments:
        number, stands_on = tries.get(each.pk, (each.next_step, None))
        rep = calendars[each.owner_id]
        its = zip(steps[each.version_id], legs[each.version_id], strict=True)
        way = _way(
            each,
            tuple(leg for step, leg in its if step.number >= number),
            stands_on,
            _terms(each.prospect, rep, policy, house),
            at,
        )
        company = there[each.prospect.company_id]
        company.ways.append(way)
        company.owners.append(each.owner_id)
        company.people.append(each.prospect_id)
        if (day := _began_on(each, way)) is not None:
            begun[each.owner_id][day] += 1
    _read_taken(there, {each.prospect_id for each in enrollments}, at)
    return dict(there), dict(begun)


def _way(
    enrollment: Enrollment,
    legs: tuple[Leg, ...],
    stands_on: date | None,
    terms: schedule.Terms,
    at: datetime,
) -> Way:
    """As the planner takes them up: after a wait, and without an attempt, the next try is a first one."""
    promised = enrollment.call_back_at
    if stands_on is None and promised is not None:
        stands_on = local_day(promised, terms.person.zone)
    waits = enrollment.state == EnrollmentState.PAUSED
    return Way(
        terms=terms,
        legs=legs,
        begins_at=max(at, enrollment.plan_at or at),
        last_attempt_at=None if waits else enrollment.last_attempt_at,
        stands_on=stands_on,
    )


def _terms(person: Prospect, rep: RepCalendar, policy: Policy, house: House) -> schedule.Terms:
    return schedule.Terms(
        person=person_calendar(person, house),
        rep=rep,
        longest_gap_days=policy.longest_gap_days,
        days_between=policy.days_between_colleagues,
    )


def _began_on(enrollment: Enrollment, way: Way) -> date | None:
    """The day on which somebody's first try is, or was made; None for whoever began longer ago."""
    if enrollment.attempts == 0:
        return way.stands_on or local_day(way.begins_at, way.terms.rep.zone)
    if enrollment.attempts == 1 and enrollment.last_attempt_at is not None:
        return local_day(enrollment.last_attempt_at, way.terms.rep.zone)
    return None


def _open_tries(enrollments: Sequence[Enrollment]) -> dict[int, tuple[int, date]]:
    """The number of each open try, and the day on which it stands."""
    tries = Touch.objects.open().steps().filter(enrollment__in=[each.pk for each in enrollments])
    return {
        enrollment: (number, moved_on or due_on)
        for enrollment, number, moved_on, due_on in tries.values_list(
            "enrollment", "number", "moved_on", "due_on"
        )
    }


def _read_taken(there: dict[int, _There], walked: set[int], at: datetime) -> None:
    """What others took there lately: whoever is walked keeps their own days."""
    since = at - timedelta(days=7)
    written = days_written(there, since=since)
    for company, people in days_taken(there, since=since, written=written).items():
        days = (day for who, its in people.items() if who not in walked for day in its)
        there[company].taken = tuple(sorted(days))


def tries_made_today(reps: Collection[User], at: datetime) -> Counter[int]:
    """Tries that took some of today already."""
    today = {
        rep.pk: schedule.local_to_utc(local_day(at, rep.zone), time.min, rep.zone) for rep in reps
    }
    made: Counter[int] = Counter()
    if today:
        tries = Touch.objects.steps().filter(
            owner__in=list(today), state=TouchState.DONE, closed_at__gte=min(today.values())
        )
        for owner, closed_at in tries.values_list("owner", "closed_at"):
            made[owner] += closed_at is not None and closed_at >= today[owner]
    return made


def _day_of_rep(due: schedule.Due, rep: RepCalendar) -> date:
    """The rep's own day on which it is made: the person's Monday may begin on the rep's Sunday."""
    opens = local_day(due.opens_at, rep.zone)
    return opens if is_working_day(opens, rep) else local_day(due.closes_at, rep.zone)
