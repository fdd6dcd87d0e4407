"""Who is whose, who begins when, and which people stand somewhere particular today."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from cadence.models import Enrollment
from config.demo.loading import fates
from config.demo.loading.fates import RARE, Coming, Fate
from config.demo.texts import CompanyText, PersonText
from prospects.models import Prospect

MAYA, JONAS, CALLUM, SOFIA = (
    f"{name}@fernhill.example" for name in ("maya", "jonas", "callum", "sofia")
)
# How many companies each works, of every ten.
TURNS = (MAYA, JONAS, CALLUM, MAYA, JONAS, CALLUM, SOFIA, MAYA, JONAS, CALLUM)
# Colleagues of somebody with a story who are written to all the same: two are on hold today.
BESIDE_STORIES = ("Krzysztof Szczęsny", "Wanjiru Kamau", "Tadhg O'Sullivan")
DAY_SEVEN = "marcus"
SHARED_COMPANY = "Shannon Chilled"
# Of everybody: not looked up yet, and looked up but not written to.
UNREAD, RESEARCHED_ONLY = 0.14, 0.1
EARLY = 0.33
RARE_BEGIN_WITHIN = 20
NEW_REP_DAYS = 14
FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Script:
    """Where somebody stands today: the number of the try that is left open, and what came before."""

    open_try: int
    fate: Fate = field(default_factory=Fate)
    lead: int = 0


SCRIPTS = {
    "aoife": Script(4, Fate(Coming.NOT_NOW, 3), lead=13),
    "tomasz": Script(5, lead=2),
    "priya": Script(2, lead=2),
    "dermot": Script(6, lead=0),
    "marcus": Script(2),
    "hannah": Script(3),
    "yusuf": Script(9),
    "grace": Script(5),
    "lars": Script(12),
    "eilidh": Script(11),
    "bartosz": Script(7),
    "niamh": Script(10),
    "femke": Script(5, lead=2),
    "away_german": Script(5, lead=-5),
}


@dataclass(slots=True)
class Part:
    """One person of the demo, and everything the loader must remember about them."""

    company: CompanyText
    person: PersonText
    owner: str
    starts_on: date | None
    is_researched: bool
    fate: Fate
    open_try: int = 99
    try_days: tuple[date, ...] = ()
    prospect: Prospect | None = None
    enrollment: Enrollment | None = None
    tries: int = 0
    has_been_away: bool = False

    @property
    def story(self) -> str:
        return self.person.story

    @property
    def who(self) -> Prospect:
        if self.prospect is None:
            raise LookupError(f"{self.person.name} was not added yet")
        return self.prospect


def cast(
    companies: list[CompanyText],
    first: date,
    today: date,
    last: date,
    steps: list[int],
    rng: Random,
) -> list[Part]:
    """Everybody's part. `steps` are the days of the cadence's steps, `last` the last day of work."""
    everyone = [
        Part(company, person, _owner(company, person, turn), None, True, Fate())
        for turn, company in enumerate(companies)
        for person in company.people
    ]
    ordinary = [part for part in everyone if not part.story]
    rng.shuffle(ordinary)
    # Beside somebody with a story there is no second conversation, but for a few.
    ordinary.sort(key=lambda part: not _stands_beside_a_story(part))
    unread = round(len(everyone) * UNREAD)
    for part in ordinary[:unread]:
        part.is_researched = False
    enrolled = ordinary[unread + round(len(everyone) * RESEARCHED_ONLY) :]
    # The newest rep has no time for rare things to have happened.
    enrolled.sort(key=lambda part: part.owner == SOFIA)
    drawn = sorted(fates.drawn(len(enrolled), rng), key=lambda fate: fate.coming not in RARE)
    for part, fate in zip(enrolled, drawn, strict=True):
        part.fate, part.starts_on = fate, _begin(part.owner, first, last, rng)
        if fate.coming in RARE:
            part.starts_on = first + timedelta(days=rng.randint(0, RARE_BEGIN_WITHIN))
        part.fate = fates.within_reach(fate, _reachable(part.starts_on, last, steps), rng)
    for part in everyone:
        if part.story:
            _follow_script(part, SCRIPTS[part.story], today, last, steps)
    return everyone


def _stands_beside_a_story(part: Part) -> bool:
    told = any(each.story for each in part.company.people)
    return told and part.person.name not in BESIDE_STORIES


def _reachable(starts_on: date, last: date, steps: list[int]) -> int:
    """How many tries there is time for."""
    days = (last - starts_on).days
    return sum(1 for day in steps if day <= days)


def _owner(company: CompanyText, person: PersonText, turn: int) -> str:
    """Everybody with a story is Maya's, and so is their company; one company two reps work."""
    if company.name == SHARED_COMPANY and not person.story:
        return JONAS
    if any(each.story for each in company.people):
        return MAYA
    return TURNS[turn % len(TURNS)]


def _begin(owner: str, first: date, last: date, rng: Random) -> date:
    """Many begin in the first days, so that some are through today; the rest spread out."""
    span = (last - first).days
    if owner == SOFIA:
        return last - timedelta(days=rng.randint(2, NEW_REP_DAYS - 2))
    if rng.random() < EARLY:
        return first + timedelta(days=rng.randint(0, 6))
    return first + timedelta(days=rng.randint(7, span - 2))


def _follow_script(part: Part, script: Script, today: date, last: date, steps: list[int]) -> None:
    """Count back from today: on which day each try before the open one was made."""
    until = last - timedelta(days=script.lead)
    if part.story == DAY_SEVEN:
        until = today - timedelta(days=7) + timedelta(days=steps[1] - steps[0])
    elif script.lead == 0:
        until += _late_by(until - _last_gap(script, steps), today, last)
    open_day = steps[script.open_try - 1]
    part.open_try, part.fate = script.open_try, script.fate
    part.try_days = tuple(until - timedelta(days=open_day - day) for day in steps)
    if part.story != DAY_SEVEN:
        part.try_days = tuple(_not_at_the_weekend(day) for day in part.try_days)
    part.starts_on = _not_at_the_weekend(part.try_days[0] - timedelta(days=1))


def _last_gap(script: Script, steps: list[int]) -> timedelta:
    return timedelta(days=steps[script.open_try - 1] - steps[script.open_try - 2])


def _late_by(made: date, today: date, last: date) -> timedelta:
    """At a weekend, the days by which a try was made before the week's Monday: nobody there waits beyond day seven."""
    monday = last - timedelta(days=last.weekday())
    return max(monday - made, timedelta()) if today != last else timedelta()


def _not_at_the_weekend(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - FRIDAY))
