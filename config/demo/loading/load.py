"""Load the demo team once: eight weeks of work through the real services, and a desk to sit down at."""

import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from logging import ERROR, getLogger
from random import Random

from django.conf import settings
from django.db import connection

from cadence.models import Attempt, Delivery, Enrollment, Reply
from config.demo import texts
from config.demo.loading import by_phone, casting, people, today, warming, world
from config.demo.loading.answering import Listener
from config.demo.loading.casting import Part
from config.demo.loading.clock import DemoClock
from config.demo.loading.days import History, days_of
from config.demo.loading.dealing import Deck
from config.demo.loading.endings import Ender
from config.demo.loading.trying import Hands
from config.demo.loading.writing_back import Correspondent
from mailbox.sandbox.home import sandbox_root
from mailbox.sandbox.post import PostOffice
from team.models import Team, User

SEED = 2026
WEEKS = 8
SATURDAY = 5
RESEARCHED_BEFORE = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Loaded:
    people: int
    enrolled: int
    tries: int
    letters: int
    answers: int
    refused: Counter[str]


@dataclass(frozen=True, slots=True)
class Size:
    """How much to load; the tests load a slice."""

    weeks: int = WEEKS
    companies: int | None = None


def is_loaded() -> bool:
    return User.objects.filter(team__name=texts.team_name(), is_demo=True).exists()


def is_half_loaded() -> bool:
    return not is_loaded() and Team.objects.filter(name=texts.team_name()).exists()


def load(now: datetime, size: Size = Size()) -> Loaded:
    """Everything. Refuses nothing and repeats nothing: ask `is_loaded` first."""
    with connection.cursor() as cursor:
        # A demo that a power cut would lose can be loaded again.
        cursor.execute("SET synchronous_commit = off")
    with _post_office(), DemoClock(settings.OWNER_DATABASE_URL) as clock:
        history = _history(now, size, clock)
        if size.companies is None:
            by_phone.live_through(history.world, clock, Random(SEED))  # noqa: S311  (a demo is not a secret)
        marcus_day = now.date() - timedelta(days=7)
        for day in days_of(_first_day(now, size), history.last, marcus_day):
            history.live(day)
        clock.clear()
        for rep in history.world.reps.values():
            rep.sign_out(now)
        today.stage(history.world, history.parts, history.listener, now)
        warming.stage(history.world, history.parts, history.hands.deck, now)
    world.open_doors()
    return _counted(history)


def _history(now: datetime, size: Size, clock: DemoClock) -> History:
    rng = Random(SEED)  # noqa: S311  (a demo is not a secret)
    first, last = _first_day(now, size), _last_working_day(now)
    at = datetime.combine(first, time(4), tzinfo=UTC) - timedelta(days=1)
    clock.set(at)
    built = world.build(at, last, now)
    companies = texts.companies(now.date())
    parts = casting.cast(companies[: size.companies], first, now.date(), last, built.steps, rng)
    people.add_everybody(parts, built, at)
    for part in parts:
        if part.is_researched and part.starts_on is None:
            by = built.reps[part.owner].user
            people.research(part, by=by, at=now - RESEARCHED_BEFORE)
    return _assembled(built, parts, clock, rng, now)


def _assembled(
    built: world.World, parts: list[Part], clock: DemoClock, rng: Random, now: datetime
) -> History:
    deck = Deck(built.words, rng)
    by_prospect = {part.who.pk: part for part in parts}
    return History(
        world=built,
        parts=parts,
        clock=clock,
        rng=rng,
        hands=Hands(built, clock, rng, deck),
        listener=Listener(built, by_prospect, rng, deck),
        ender=Ender(deck, by_prospect),
        correspondent=Correspondent(clock, deck, by_prospect),
        now=now,
        last=built.last,
        by_prospect=by_prospect,
    )


@contextmanager
def _post_office() -> Iterator[None]:
    """The demo's mail world for the time of loading: it keeps every letter and answers none."""
    from mailbox.sandbox.server import Desk, SandboxServer

    # It asks for a password without TLS and says so each time; it listens on this machine only.
    warnings.filterwarnings("ignore", category=UserWarning, module="aiosmtpd")
    getLogger("mail.log").setLevel(ERROR)
    server = SandboxServer(
        Desk(PostOffice(sandbox_root()), quiet=True),
        port=settings.SANDBOX_SMTP_PORT,
        password=settings.SANDBOX_PASSWORD,
    )
    server.start()
    try:
        yield
    finally:
        server.stop()


def _first_day(now: datetime, size: Size) -> date:
    return now.date() - timedelta(weeks=size.weeks)


def _last_working_day(now: datetime) -> date:
    day = now.date()
    while day.weekday() >= SATURDAY:
        day -= timedelta(days=1)
    return day


def _counted(history: History) -> Loaded:
    return Loaded(
        people=len(history.parts),
        enrolled=Enrollment.objects.count(),
        tries=Attempt.objects.count(),
        letters=Delivery.objects.count(),
        answers=Reply.objects.count(),
        refused=history.refused,
    )
