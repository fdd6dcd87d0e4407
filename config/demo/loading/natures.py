"""How each rep works: one is steady, one was away, one skips, one is new."""

from datetime import datetime
from enum import StrEnum
from random import Random

from cadence.enums import SkipReason
from cadence.models import Touch
from cadence.policies.skipping import can_skip
from cadence.services import postponing
from config.demo.loading.casting import Part
from config.demo.loading.dealing import Deck
from config.demo.loading.world import Rep

LEAVES = {"steady": 0.03, "away": 0.08, "skips": 0.1, "new": 0.06}
MOVES = {"steady": 0.02, "away": 0.03, "skips": 0.05, "new": 0.08}
SKIPS = {"skips": 0.16, "away": 0.01}


class Choice(StrEnum):
    MAKE = "make"
    LATER = "later"
    MOVE = "move"
    SKIP = "skip"


def choose(rep: Rep, touch: Touch, part: Part, rng: Random) -> Choice:
    """What this rep does with a try that is due. People with a story are always seen to."""
    if part.story:
        return Choice.MAKE
    drawn = rng.random()
    for choice, shares in ((Choice.LATER, LEAVES), (Choice.MOVE, MOVES), (Choice.SKIP, SKIPS)):
        share = shares.get(rep.nature, 0)
        if drawn < share:
            return choice if _is_possible(choice, touch) else Choice.MAKE
        drawn -= share
    return Choice.MAKE


def decline(choice: Choice, touch: Touch, rep: Rep, at: datetime, deck: Deck, part: Part) -> None:
    """Move it to the next day that suits, if one comes before day seven, or leave this one try out, with a reason."""
    if choice == Choice.MOVE:
        for day in postponing.days_offered(touch, by=rep.user, at=at)[:1]:
            if day <= touch.deadline_on:
                postponing.not_today(touch, by=rep.user, at=at, until=day)
        return
    reason = list(SkipReason)[touch.pk % 3]
    note = deck.deal("skip", reason, part, rep)
    postponing.skip(touch, by=rep.user, at=at, reason=reason, note=note)


def _is_possible(choice: Choice, touch: Touch) -> bool:
    if choice == Choice.SKIP:
        return touch.number > 1 and can_skip(touch)
    return touch.due_on < touch.deadline_on
