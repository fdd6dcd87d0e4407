"""What will come of each person, drawn once: an assumed funnel's numbers as quotas, not as luck."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random


class Coming(StrEnum):
    SILENT = "silent"
    INTERESTED = "interested"
    NOT_NOW = "not_now"
    NO = "no"
    ANGRY = "angry"
    REFERRAL = "referral"
    WRONG_PERSON = "wrong_person"
    STOP = "stop"
    NOT_A_FIT = "not_a_fit"
    MET = "met"
    CLOSED = "closed"


ANSWERS = frozenset(
    {
        Coming.INTERESTED,
        Coming.NOT_NOW,
        Coming.NO,
        Coming.ANGRY,
        Coming.REFERRAL,
        Coming.WRONG_PERSON,
        Coming.STOP,
    }
)
# One of each must be seen, so they begin early enough.
RARE = frozenset(
    {
        Coming.MET,
        Coming.ANGRY,
        Coming.STOP,
        Coming.NOT_A_FIT,
        Coming.CLOSED,
    }
)
# Of a hundred people in a cadence.
SHARES = {
    Coming.INTERESTED: 5,
    Coming.MET: 1,
    Coming.NOT_NOW: 6,
    Coming.NO: 8,
    Coming.ANGRY: 1,
    Coming.REFERRAL: 3,
    Coming.WRONG_PERSON: 2,
    Coming.STOP: 1,
    Coming.NOT_A_FIT: 4,
    Coming.CLOSED: 2,
}
AWAY_OF_A_HUNDRED = 14
BOUNCES_OF_A_HUNDRED = 3
# Of a hundred first answers, by the attempt they answer.
FIRST_ANSWERS = (22, 15, 14, 11, 9, 8, 7, 5, 5, 4)


@dataclass(frozen=True, slots=True)
class Fate:
    """`at_try` is the attempt that it follows; an absence or a bounce comes beside it."""

    coming: Coming = Coming.SILENT
    at_try: int = 0
    is_away: bool = False
    bounces: bool = False

    def answers(self, attempt: int) -> bool:
        return self.coming in ANSWERS and attempt == self.at_try


def within_reach(fate: Fate, tries: int, rng: Random) -> Fate:
    """The same fate at a try that there is time for; whoever began yesterday has not answered."""
    if fate.at_try <= tries:
        return fate
    if tries == 0:
        return replace(fate, coming=Coming.SILENT)
    shares = FIRST_ANSWERS[:tries]
    return replace(fate, at_try=rng.choices(range(1, len(shares) + 1), weights=shares)[0])


def drawn(count: int, rng: Random) -> list[Fate]:
    """One fate for each of `count` people, every kind in its share, in random order."""
    comings = list(_comings(count))[:count]
    comings += [Coming.SILENT] * (count - len(comings))
    rng.shuffle(comings)
    away = set(rng.sample(range(count), round(count * AWAY_OF_A_HUNDRED / 100)))
    bouncing = set(rng.sample(range(count), round(count * BOUNCES_OF_A_HUNDRED / 100)))
    return [
        Fate(
            coming=coming,
            at_try=_first_answer(rng),
            is_away=number in away and number not in bouncing,
            bounces=number in bouncing,
        )
        for number, coming in enumerate(comings)
    ]


def _comings(count: int) -> Iterator[Coming]:
    for coming, share in SHARES.items():
        yield from [coming] * max(1, round(count * share / 100))


def _first_answer(rng: Random) -> int:
    return rng.choices(range(1, len(FIRST_ANSWERS) + 1), weights=FIRST_ANSWERS)[0]
