"""Eight weeks, day by day: the clock plans and drafts, people work, some answer."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from cadence import schedule
from cadence.models import Touch
from cadence.selectors.requests import asking_of
from cadence.services import drafting, enrolling, planning
from config.demo.loading import people, sharing
from config.demo.loading.answering import Listener
from config.demo.loading.casting import MAYA, Part
from config.demo.loading.clock import DemoClock
from config.demo.loading.endings import Ender
from config.demo.loading.natures import Choice, choose, decline
from config.demo.loading.trying import Hands
from config.demo.loading.world import Rep, World
from config.demo.loading.writing_back import Correspondent
from team.refusals import Refused

# The planner's morning, UTC; then the team reads its mail, and looks people up after lunch.
MORNING = time(5)
OPEN_DOORS = timedelta(hours=2, minutes=45)
AFTERNOON = timedelta(hours=6)
DAY_OF_WORK = OPEN_DOORS + AFTERNOON + timedelta(hours=1)
SATURDAY = 5
MADE_TODAY, MADE_BY_OTHERS = 7, 2
BATCH = 200
LOOKS_AGAIN_AFTER = 7


@dataclass(slots=True)
class History:
    world: World
    parts: list[Part]
    clock: DemoClock
    rng: Random
    hands: Hands
    listener: Listener
    ender: Ender
    correspondent: Correspondent
    now: datetime
    last: date
    by_prospect: dict[int, Part]
    refused: Counter[str] = field(default_factory=Counter)

    def live(self, day: date) -> None:
        """One day of the whole team: the clock plans, people read, try, and look up whom to try next."""
        at = min(datetime.combine(day, MORNING, tzinfo=UTC), self.now - DAY_OF_WORK)
        self.clock.set(at)
        self.listener.read(at)
        tick(at)
        at += OPEN_DOORS
        for rep in self._working(day):
            self.listener.name_answers(rep, at)
            self.correspondent.write_back(rep, at)
            self.ender.end_finished(rep, at)
            self.ender.end_talks(rep, at)
        for moment, touch in self._tries(day, after=at):
            self._try(touch, moment)
        at += AFTERNOON
        for part in self._beginning(day):
            self._begin(part, at)
            at += timedelta(minutes=self.rng.randint(1, 4))

    def _working(self, day: date) -> list[Rep]:
        weekend = day.weekday() >= SATURDAY
        reps = self.world.reps.values()
        return [] if weekend else [rep for rep in reps if rep.works_on(day)]

    def _beginning(self, day: date) -> list[Part]:
        """Whoever's day has come, where their rep is at work."""
        working = {rep.user.email for rep in self._working(day)}
        return [
            part
            for part in self.parts
            if part.enrollment is None
            and part.starts_on is not None
            and part.starts_on <= day
            and part.owner in working
        ]

    def _begin(self, part: Part, at: datetime) -> None:
        by = self.world.reps[part.owner].user
        if not hasattr(part.who, "brief"):
            people.research(part, by=by, at=at)
        try:
            if asking_of(part.who):
                sharing.agree(part.who, by=by, at=at)
            part.enrollment = enrolling.enroll(part.who, self.world.version, by=by, at=at)
        except Refused as refused:
            self.refused[refused.code] += 1

    def _tries(self, day: date, *, after: datetime) -> list[tuple[datetime, Touch]]:
        """All that is due today and will be made, in the order of the hours."""
        chosen: list[tuple[datetime, Touch]] = []
        for rep in self.world.reps.values():
            if rep in self._working(day) or self._keeps_promise(rep, day):
                chosen += self._tries_of(rep, day, after)
        return sorted(chosen, key=lambda pair: (pair[0], pair[1].pk))

    def _tries_of(self, rep: Rep, day: date, after: datetime) -> list[tuple[datetime, Touch]]:
        midnight = datetime.combine(day + timedelta(days=1), time.min, tzinfo=rep.user.zone)
        due = (
            Touch.objects.open()
            .steps()
            .filter(owner=rep.user)
            .select_related("prospect__company", "enrollment", "step", "owner")
            .order_by("due_at", "pk")
        )
        made = []
        for touch in due:
            part = self.by_prospect[touch.prospect_id]
            if not _is_wanted(part, touch, day, midnight):
                continue
            at = self._moment(touch, day, after)
            if at is not None:
                made.append((at, touch))
        return self._some(made, rep, day)

    def _some(
        self, made: list[tuple[datetime, Touch]], rep: Rep, day: date
    ) -> list[tuple[datetime, Touch]]:
        """On the last day everybody has only begun; whoever has a story comes first."""
        if day != self.last:
            return made
        made.sort(key=lambda pair: not self.by_prospect[pair[1].prospect_id].story)
        return made[: MADE_TODAY if rep.user.email == MAYA else MADE_BY_OTHERS]

    def _keeps_promise(self, rep: Rep, day: date) -> bool:
        return day.weekday() >= SATURDAY and rep.user.email == MAYA

    def _moment(self, touch: Touch, day: date, after: datetime) -> datetime | None:
        """A minute inside their hours on this day, never before ours begin or after now."""
        hours = schedule.hours_for(touch.channel)
        opens, closes = schedule.window(day, hours, touch.prospect.zone)
        opens = max(opens, touch.promised_at or opens, after + timedelta(minutes=5))
        span = max((closes - opens).total_seconds(), 1800)
        at = opens + timedelta(seconds=int(self.rng.random() * span))
        if at < self.now - timedelta(minutes=30):
            return at
        return None

    def _try(self, touch: Touch, at: datetime) -> None:
        part = self.by_prospect[touch.prospect_id]
        rep = self.world.reps[part.owner]
        choice = choose(rep, touch, part, self.rng)
        try:
            if choice == Choice.MAKE:
                self._make(part, touch, rep, at)
            elif choice != Choice.LATER:
                decline(choice, touch, rep, at, self.hands.deck, part)
        except Refused as refused:
            self.refused[refused.code] += 1

    def _make(self, part: Part, touch: Touch, rep: Rep, at: datetime) -> None:
        attempt = self.hands.make(part, touch, rep, at)
        part.tries += 1
        self.listener.after(part, attempt, rep)
        self.ender.after(part, attempt, rep)
        if touch.number == LOOKS_AGAIN_AFTER:
            deck = self.hands.deck
            claim = deck.deal("later", "facts", part, rep)
            source = deck.deal("later", "sources", part, rep)
            people.find_something_new(part, claim, source, by=rep.user, at=at)


def _is_wanted(part: Part, touch: Touch, day: date, midnight: datetime) -> bool:
    """By its date; for somebody with a story, by the story's. On a weekend only a story is told."""
    if part.try_days:
        return touch.number < part.open_try and part.try_days[touch.number - 1] <= day
    is_due = touch.due_at < midnight and (touch.moved_on or day) <= day
    return is_due and day.weekday() < SATURDAY


def tick(at: datetime) -> None:
    """What beat does every minute, here once a morning."""
    while planning.plan_due(at, limit=BATCH) == BATCH:
        pass
    while drafting.draft_due(at, limit=BATCH) == BATCH:
        pass


def days_of(first: date, last: date, also: date) -> Iterator[date]:
    """Working days, and one more that may be a weekend's."""
    day = first
    while day <= last:
        if day.weekday() < SATURDAY or day == also:
            yield day
        day += timedelta(days=1)
