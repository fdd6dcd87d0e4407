"""Where everybody stands in the first hour: answers just in, a promise, a letter ready to go."""

from datetime import datetime, timedelta
from email.headerregistry import Address

from cadence.enums import ReplyKind
from cadence.models import Delivery, Reply, Touch
from cadence.selectors.letters import newest_draft
from cadence.services import drafting, listening
from config.demo.loading.answering import Listener
from config.demo.loading.casting import MAYA, Part
from config.demo.loading.days import tick
from config.demo.loading.fates import Coming
from config.demo.loading.letters import sent_letter
from config.demo.loading.reasons import reason_in
from config.demo.loading.world import Rep, World
from mailbox.sandbox.cast import Part as SandboxPart
from mailbox.services import sandboxing

JUST_IN = {"tomasz": timedelta(minutes=26), "priya": timedelta(minutes=58)}
COLLEAGUE = "Mohammed el Khatib"
# What these people do when a newcomer writes to them.
LIVE = {
    "aoife": SandboxPart.INTERESTED,
    "bartosz": SandboxPart.NOT_NOW,
    "yusuf": SandboxPart.NO,
    "lars": SandboxPart.REFERRAL,
}


def stage(world: World, parts: list[Part], listener: Listener, now: datetime) -> None:
    """The last things that happened before somebody opens the demo."""
    cast = {part.story: part for part in parts if part.story}
    maya = world.reps[MAYA]
    for story, ago in JUST_IN.items():
        if story in cast:
            words = world.letters[story]["answer"]
            _answer(cast[story], words, listener, maya, now - ago)
    if "femke" in cast:
        _answer_of_a_colleague(cast["femke"], listener, maya, now - timedelta(hours=3))
    if "away_german" in cast:
        _absence(cast["away_german"], listener, maya, now - timedelta(minutes=40))
    no = _somebody_quiet(parts)
    if no is not None:
        words = listener.deck.deal("reply", Coming.NO, no, maya)
        _answer(no, words, listener, maya, now - timedelta(hours=5))
    listener.read(now)
    if no is not None:
        _read_the_no(no, maya, now)
    tick(now)
    if "aoife" in cast:
        _ready_letter(cast["aoife"], world, maya, now)
    sandboxing.give_parts(
        {cast[story].person.email: role for story, role in LIVE.items() if story in cast}
    )


def _answer(part: Part, words: str, listener: Listener, rep: Rep, at: datetime) -> None:
    delivery = _last_letter(part)
    if delivery is not None:
        listener.answer_by_mail(sent_letter(delivery), words, rep, at)


def _somebody_quiet(parts: list[Part]) -> Part | None:
    """Of Maya's people, one without a story who had a letter and waits for the next try."""
    for part in parts:
        if part.owner != MAYA or part.story or _last_letter(part) is None:
            continue
        waiting = Touch.objects.open().steps().filter(prospect=part.who)
        if waiting.exists() and not part.who.company.holds.filter(lifted_at=None).exists():
            return part
    return None


def _read_the_no(part: Part, rep: Rep, now: datetime) -> None:
    """She read it already; the line back is open."""
    for reply in Reply.objects.filter(prospect=part.who, kind=""):
        listening.name_kind(
            reply, by=rep.user, at=now, kind=ReplyKind.NO, reason=reason_in(reply.text)
        )


def _answer_of_a_colleague(part: Part, listener: Listener, rep: Rep, at: datetime) -> None:
    delivery = _last_letter(part)
    if delivery is None:
        return
    words = listener.world.letters["colleague"]["answer"]
    mohammed = next(each for each in part.company.people if each.name == COLLEAGUE)
    username, _at, domain = mohammed.email.partition("@")
    sender = Address(COLLEAGUE, username=username, domain=domain)
    listener.answer_by_mail(sent_letter(delivery), words, rep, at, sender=sender)


def _absence(part: Part, listener: Listener, rep: Rep, at: datetime) -> None:
    delivery = _last_letter(part)
    if delivery is not None:
        listener.be_away(part, delivery, rep, at)


def _ready_letter(part: Part, world: World, rep: Rep, now: datetime) -> None:
    """Aoife's letter, rewritten by Maya this morning and not yet sent."""
    touch = Touch.objects.open().steps().filter(prospect=part.who).first()
    if touch is None:
        return
    newest = newest_draft(touch)
    drafting.save_draft(
        touch,
        by=rep.user,
        at=now,
        subject=world.letters["aoife"]["subject"],
        body=world.letters["aoife"]["body"].strip(),
        base_number=newest.number if newest else 0,
    )


def _last_letter(part: Part) -> Delivery | None:
    return (
        Delivery.objects.filter(touch__prospect=part.who, state="sent")
        .select_related("approval__draft", "approval__mailbox", "approval__touch__prospect")
        .order_by("-reserved_at")
        .first()
    )
