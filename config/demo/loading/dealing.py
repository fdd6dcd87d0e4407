"""Dealing out words so that each is used once before any comes again."""

from random import Random

from config.demo.loading.casting import Part
from config.demo.loading.world import Rep
from config.demo.texts import Words


class Deck:
    def __init__(self, words: Words, rng: Random) -> None:
        self._words = words
        self._rng = rng
        self._left: dict[tuple[str, str], list[str]] = {}

    def deal(self, section: str, kind: str, part: Part, rep: Rep, *, claim: str = "") -> str:
        left = self._left.setdefault((section, kind), [])
        if not left:
            left.extend(self._words.of(section, kind))
            self._rng.shuffle(left)
        return left.pop().format(
            first=part.who.greeting_name,
            rep=rep.user.first_name,
            company=part.company.name,
            city=part.company.city,
            claim=claim,
        )
