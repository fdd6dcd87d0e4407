"""What stands beside the tries: introductions asked for, facts that grew old, what setbacks taught."""

from datetime import datetime, timedelta

from cadence.models import Enrollment, Hold, Touch
from cadence.models.setback import TEACHES
from cadence.services import reflecting, warming
from config.demo.loading.casting import MAYA, Part
from config.demo.loading.dealing import Deck
from config.demo.loading.world import Rep, World
from research.drafting import ask_for
from research.enums import FindingAbout, IntroductionState, WarmPath
from research.models import Brief, Introduction
from research.services import briefing, introducing

ASKED_AGO = timedelta(days=2)
WAITING, OLD_FACTS = 2, 9
# Two of three setbacks are thought over; the others still ask.
THOUGHT_OVER = 3
AGES = {"mutual": 30, "ageing": 100, "expired": 200}
ANSWERS = (IntroductionState.GRANTED, IntroductionState.DECLINED)


def stage(world: World, parts: list[Part], deck: Deck, now: datetime) -> None:
    for part in _with_old_facts(parts):
        _write_down_old_facts(part, world.reps[part.owner], deck, now)
    mine = [part for part in parts if part.owner == MAYA and not part.story]
    maya = world.reps[MAYA]
    for part in [part for part in mine if _is_cold(part)][:WAITING]:
        _ask(part, maya, deck, now - ASKED_AGO)
    known = [part for part in mine if part.is_researched and part.starts_on is None]
    for part, state in zip(known, ANSWERS, strict=False):
        asked = _ask(part, maya, deck, now - ASKED_AGO)
        note = deck.deal("research", state, part, maya)
        introducing.answer(asked, by=maya.user, at=now, state=state, note=note)
    warming.wait_for_introductions(now)
    _learn_from_setbacks({part.who.pk: part for part in parts}, world, deck, now)


def _with_old_facts(parts: list[Part]) -> list[Part]:
    looked_up = [part for part in parts if part.is_researched]
    return [part for part in parts if part.story == "aoife"] + looked_up[::OLD_FACTS]


def _write_down_old_facts(part: Part, rep: Rep, deck: Deck, now: datetime) -> None:
    for kind, days in AGES.items():
        about = FindingAbout.MUTUAL if kind == "mutual" else FindingAbout.COMPANY
        fact = briefing.Fact(
            about=about,
            claim=deck.deal("research", kind, part, rep),
            told_by="A driver at the gate" if about == FindingAbout.COMPANY else "Ines",
            dated_on=(now - timedelta(days=days)).date(),
        )
        briefing.add_finding(part.who, fact, by=rep.user, at=now)


def _is_cold(part: Part) -> bool:
    """Tried or about to be, never answered, and nobody there waits to be read."""
    held = Hold.objects.filter(company=part.who.company, lifted_at=None)
    open_tries = Touch.objects.open().steps().filter(prospect=part.who, promised_at=None)
    return open_tries.exists() and not part.who.replies.exists() and not held.exists()


def _ask(part: Part, rep: Rep, deck: Deck, at: datetime) -> Introduction:
    introducer = deck.deal("research", "introducer", part, rep)
    note = f"{introducer} knows them."
    briefing.check_warm_path(part.who, by=rep.user, at=at, warm_path=WarmPath.FOUND, note=note)
    brief = Brief.objects.filter(prospect=part.who).first()
    ask = ask_for(part.who, brief, introducer=introducer, sender=rep.user.name)
    return introducing.ask(part.who, by=rep.user, at=at, introducer=introducer, words=ask.words)


def _learn_from_setbacks(parts: dict[int, Part], world: World, deck: Deck, now: datetime) -> None:
    lost = Enrollment.objects.filter(ending__in=TEACHES, setback=None).select_related("prospect")
    for number, enrollment in enumerate(lost.order_by("ended_at", "pk")):
        part = parts.get(enrollment.prospect_id)
        if part is None or number % THOUGHT_OVER == 0 or enrollment.ended_at is None:
            continue
        rep = world.reps[part.owner]
        reflecting.learn(
            enrollment,
            by=rep.user,
            at=min(now, enrollment.ended_at + timedelta(hours=1)),
            about_them=deck.deal("setback", "them", part, rep),
            about_us=deck.deal("setback", "us", part, rep),
        )
