"""People who were rung and written to by hand, and whose tries came to an end in the last four weeks.

There are many, so that shares mean something on the team page. Their rows are written in bulk, a day at a time under
that day's clock: each stands before the same guards as any other.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, partial
from random import Random
from typing import Any

from cadence.enums import CallOutcome, Ending, EnrollmentState, NoReason, ReplyKind, TouchState
from cadence.models import Attempt, CadenceVersion, Enrollment, Reply, Step, Touch
from config.demo import texts
from config.demo.loading.clock import DemoClock
from config.demo.loading.world import Rep, World
from config.demo.phones import phone_for
from prospects.enums import Channel, LawfulBasis, SubscriberType
from prospects.models import Company, Prospect
from prospects.services import adding
from research.enums import FindingAbout, Fit, WarmPath
from research.models import Finding
from research.services import briefing
from team.models import User

CADENCE = "Small companies"
ALL_TRIES = 10
AT_A_COMPANY = 2
NUMBERED_FROM = 200
NOON = time(12)
# The whole day is over when its rows are written, but nobody is rung at night.
CLOSES = timedelta(hours=6)
USUAL_GAPS = (2, 3, 3, 4, 4, 5, 6)
LATE_GAPS = (8, 9, 10, 12)
A_DAY = timedelta(days=1)
# So that every end falls into the last four weeks, and most beginnings into the demo's eight.
A_FEW, LONG_AGO, LONGER_AGO = 4, 12, 23
FRIDAY = 4
OUTCOMES = (
    CallOutcome.NO_ANSWER,
    CallOutcome.VOICEMAIL,
    CallOutcome.NO_ANSWER,
    CallOutcome.GATEKEEPER,
)


@dataclass(slots=True)
class Way:
    """One person's tries by day, and how they came to an end. `again` is the share of the notes that repeat themselves."""

    rep: Rep
    days: list[date]
    ends_on: date
    ending: Ending
    again: float
    note: str = ""
    answers: bool = False
    is_talked_over: bool = False
    enrollment: Enrollment | None = None
    touches: list[Touch] = field(default_factory=list)

    @property
    def is_let_go(self) -> bool:
        """Nobody wrote down why: a manager may begin with them again."""
        return self.ending == Ending.NOT_A_FIT

    @property
    def one(self) -> Enrollment:
        assert self.enrollment is not None
        return self.enrollment


@cache
def content() -> dict[str, Any]:
    return tomllib.loads((texts.CONTENT / "by_phone.toml").read_text())


def live_through(world: World, clock: DemoClock, rng: Random) -> None:
    """From before the first try to yesterday; then the clock may be set back for everybody else."""
    ways = list(_ways(world, rng))
    before = datetime.combine(min(way.days[0] for way in ways), NOON, tzinfo=UTC) - 2 * A_DAY
    clock.set(before)
    _begin(ways, before)
    steps = {step.number: step for step in _version().steps.all()}
    for day in sorted({each for way in ways for each in (*way.days, way.ends_on)}):
        at = datetime.combine(day, NOON, tzinfo=UTC)
        clock.set(at + CLOSES)
        _try([way for way in ways if day in way.days], steps, day, at, rng)
        for way in ways:
            if way.ends_on == day:
                _end(way, at, rng)


def _ways(world: World, rng: Random) -> Iterator[Way]:
    for told in content()["rep"]:
        cast = partial(_way, world, told, rng)
        for _ in range(told["through"]):
            yield cast(ALL_TRIES, Ending.NOT_REACHED, "Thanked them and left the page with them.")
        for number, tries in enumerate(told["early"]):
            yield cast(tries, Ending.NO if number < told["said_no"] else Ending.NOT_A_FIT)
        for number, tries in enumerate(told["answered"]):
            way = cast(tries, Ending.NO, "Their own words.")
            way.answers, way.is_talked_over = True, number < told["over"]
            yield way


def _way(
    world: World, told: dict[str, Any], rng: Random, tries: int, ending: Ending, note: str = ""
) -> Way:
    """Counted back from the day on which it ended."""
    ago = rng.randint(1, LONG_AGO if tries > A_FEW else LONGER_AGO)
    ends_on = _working_day(world.last - timedelta(days=ago))
    days = [_working_day(ends_on - A_DAY)]
    while len(days) < tries:
        gap = rng.choice(LATE_GAPS if rng.random() < told["late"] else USUAL_GAPS)
        days.append(_working_day(days[-1] - timedelta(days=gap)))
    return Way(world.reps[told["email"]], days[::-1], ends_on, ending, told["again"], note)


def _working_day(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - FRIDAY))


def _begin(ways: list[Way], at: datetime) -> None:
    """Their companies, themselves, what is known of them, and the beginning of their tries."""
    version, companies = _version(), list[Company]()
    findings, enrollments = list[Finding](), list[Enrollment]()
    for number, way in enumerate(ways):
        by = way.rep.user
        if number % AT_A_COMPANY == 0 or ways[number - 1].rep is not way.rep:
            companies.append(_company(len(companies), by, at))
            findings += [
                _fact(about, companies[-1], None, by, at) for about in ("company", "trigger")
            ]
        person = _person(number, companies[-1], by, at)
        findings.append(_fact("person", person.company, person, by, at))
        if way.is_let_go:
            _look_up(person, by, at)
        begins = datetime.combine(way.days[0], NOON, tzinfo=UTC) - A_DAY
        way.enrollment = Enrollment(prospect=person, version=version, owner=by, started_at=begins)
        enrollments.append(way.enrollment)
    Finding.objects.bulk_create(findings)
    Enrollment.objects.bulk_create(enrollments)


def _look_up(person: Prospect, by: User, at: datetime) -> None:
    """All but the facts that a beginning asks for."""
    thought = content()["thought"]
    fields = briefing.BriefFields(
        fit=Fit.FITS,
        fit_note="",
        problem=thought["problem"],
        why_now=thought["why_now"],
        risk=thought["risk"],
        unknowns=thought["unknowns"],
    )
    briefing.save_brief(person, by=by, at=at, fields=fields, revision=0)
    briefing.confirm_name(
        person, by=by, at=at, name=person.name, preferred_name="", pronunciation="",
        source="Their own profile.", revision=person.revision,
    )  # fmt: skip
    note = "Asked the team: nobody knows them."
    briefing.check_warm_path(person, by=by, at=at, warm_path=WarmPath.NONE, note=note)


def _company(number: int, by: User, at: datetime) -> Company:
    places, kinds = content()["places"], content()["kinds"]
    name = f"{places[number % len(places)]} {kinds[number // len(places) % len(kinds)]}"
    return adding.add_company(
        name,
        by=by,
        at=at,
        domain=f"{texts.slug(name)}.example",
        country=_country(number),
        time_zone="Europe/Dublin" if _country(number) == "IE" else "Europe/London",
    )


def _person(number: int, company: Company, by: User, at: datetime) -> Prospect:
    first, last, titles = (content()[name] for name in ("first", "last", "titles"))
    name = f"{first[number % len(first)]} {last[number % len(last)]}"
    return adding.add_person(
        name,
        company,
        by=by,
        at=at,
        title=titles[number % len(titles)],
        phone=phone_for(company.country, NUMBERED_FROM + number),
        linkedin_url=f"https://www.linkedin.com/in/{texts.slug(name)}-example",
        country=company.country,
        subscriber_type=SubscriberType.CORPORATE,
        lawful_basis=LawfulBasis.LEGITIMATE_INTEREST,
        lawful_basis_note="Their work is what we ring about, and a no ends it.",
        source="Trade evening, list of visitors",
        source_date=(at - timedelta(days=20)).date(),
    )


def _country(number: int) -> str:
    return "IE" if number % 3 else "GB"


def _fact(about: str, company: Company, person: Prospect | None, by: User, at: datetime) -> Finding:
    claim, source = content()[about]
    return Finding(
        company=company,
        prospect=person,
        about=FindingAbout(about),
        claim=claim,
        source_name=source,
        source_url=f"https://{texts.slug(source)}.example/{texts.slug(company.name)}",
        dated_on=at.date() - A_DAY,
        added_by=by,
        created_at=at,
    )


def _try(ways: list[Way], steps: dict[int, Step], day: date, at: datetime, rng: Random) -> None:
    """Planned, made and proven, each for its own person."""
    touches, attempts = list[Touch](), list[Attempt]()
    for way in ways:
        number = way.days.index(day) + 1
        channel = Channel.LINKEDIN if number % 3 == 0 else Channel.CALL
        touch = Touch(
            enrollment=way.one, prospect=way.one.prospect, owner=way.rep.user, step=steps[number], number=number,
            channel=channel, planned_at=at, due_on=day, due_at=at, closes_at=at + CLOSES, deadline_on=day,
        )  # fmt: skip
        way.touches.append(touch)
        touches.append(touch)
        attempts.append(_attempt(way, touch, at + timedelta(minutes=rng.randint(0, 300)), rng))
    Touch.objects.bulk_create(touches)
    _write_over_answers(ways, day, at)
    Attempt.objects.bulk_create(attempts)
    Touch.objects.filter(pk__in=[touch.pk for touch in touches]).update(
        state=TouchState.DONE, closed_at=at + CLOSES
    )


def _attempt(way: Way, touch: Touch, at: datetime, rng: Random) -> Attempt:
    by_call = touch.channel == Channel.CALL
    is_again = not by_call and rng.random() < way.again
    return Attempt(
        touch=touch,
        enrollment=way.one,
        prospect=touch.prospect,
        by=way.rep.user,
        channel=touch.channel,
        at=at,
        outcome=rng.choice(OUTCOMES) if by_call else "",
        words="" if by_call else rng.choice(content()["notes"]),
        looks={"novelty": content()["again"]} if is_again else {},
    )


def _write_over_answers(ways: list[Way], day: date, at: datetime) -> None:
    """Somebody wrote in the morning, and nobody had read it when the last try was made."""
    for way in ways:
        if way.is_talked_over and day == way.days[-1]:
            _reply(way, content()["over"], NoReason.TIMING, at - timedelta(hours=2), at + CLOSES)


def _end(way: Way, at: datetime, rng: Random) -> None:
    if way.answers and not way.is_talked_over:
        place = rng.randrange(len(content()["said"]))
        why = NoReason(content()["why"][place])
        _reply(way, content()["said"][place], why, at, at + timedelta(minutes=40))
    Enrollment.objects.filter(pk=way.one.pk).update(
        state=EnrollmentState.ENDED,
        ending=way.ending,
        ending_note=way.note,
        ended_at=at,
        ended_by=way.rep.user,
        plan_at=None,
    )


def _reply(way: Way, words: str, why: NoReason, at: datetime, read_at: datetime) -> None:
    Reply.objects.create(
        prospect=way.one.prospect,
        company=way.one.prospect.company,
        enrollment=way.one,
        owner=way.rep.user,
        channel=Channel.LINKEDIN,
        received_at=at,
        text=words,
        kind=ReplyKind.NO,
        reason=why,
        named_by=way.rep.user,
        named_at=read_at,
    )


def _version() -> CadenceVersion:
    return CadenceVersion.objects.filter(cadence__name=CADENCE, state="published").latest("number")
