"""What comes back: mail lands in real inboxes and is read there; what was said aloud is written down."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from email.headerregistry import Address
from random import Random

from cadence.enums import ReplyKind
from cadence.models import Attempt, Delivery, Hold, Reply
from cadence.services import holding, listening, settling, stopping
from config.demo.loading import letters
from config.demo.loading.casting import Part
from config.demo.loading.dealing import Deck
from config.demo.loading.fates import Coming
from config.demo.loading.reasons import reason_in
from config.demo.loading.world import Rep, World
from mailbox.enums import Verdict
from mailbox.sandbox.answers import Sent
from mailbox.services import reading, sandboxing
from prospects.enums import Channel

KINDS = {
    Coming.INTERESTED: ReplyKind.INTERESTED,
    Coming.NOT_NOW: ReplyKind.NOT_NOW,
    Coming.NO: ReplyKind.NO,
    Coming.ANGRY: ReplyKind.NO,
    Coming.STOP: ReplyKind.NO,
    Coming.REFERRAL: ReplyKind.REFERRAL,
    Coming.WRONG_PERSON: ReplyKind.REFERRAL,
}
WAITS = (14, 20, 27, 33)
HOLD_DAYS = 1


@dataclass(frozen=True, slots=True)
class Posted:
    """Mail that is on its way to a rep."""

    arrives_at: datetime
    rep: Rep
    raw: bytes


@dataclass(slots=True)
class Listener:
    world: World
    parts: dict[int, Part]
    rng: Random
    deck: Deck
    post: list[Posted] = field(default_factory=list)

    def after(self, part: Part, attempt: Attempt, rep: Rep) -> None:
        """Let come what comes of this attempt."""
        number, delivery = part.tries, attempt.delivery
        if delivery is not None and part.fate.bounces and number == 1:
            at = attempt.at + timedelta(minutes=2)
            self._put(rep, letters.bounce(letters.sent_letter(delivery), at=at), at)
        elif part.fate.answers(number):
            self._answer(part, attempt, rep)
        elif delivery is not None and part.fate.is_away and not part.has_been_away:
            part.has_been_away = True
            self.be_away(part, delivery, rep, attempt.at + timedelta(minutes=1))

    def be_away(self, part: Part, delivery: Delivery, rep: Rep, at: datetime) -> None:
        german = part.company.country in ("DE", "AT", "CH")
        variant = self.rng.randrange(4)
        letter = letters.sent_letter(delivery)
        self._put(rep, letters.absence(letter, at=at, variant=variant, german=german), at)

    def answer_by_mail(
        self, letter: Sent, words: str, rep: Rep, at: datetime, *, sender: Address | None = None
    ) -> None:
        self._put(rep, letters.reply(letter, words, at=at, sender=sender), at)

    def read(self, at: datetime) -> None:
        """Deliver what has arrived by now, read every mailbox, and settle it."""
        arrived = sorted(
            (each for each in self.post if each.arrives_at <= at), key=lambda each: each.arrives_at
        )
        self.post = [each for each in self.post if each.arrives_at > at]
        for each in arrived:
            sandboxing.put_into_inbox(each.rep.mailbox, each.raw, at=each.arrives_at)
        for mailbox in {each.rep.mailbox.pk: each.rep.mailbox for each in arrived}.values():
            reading.read_mailbox(mailbox, at=at)
        settling.settle(at)

    def name_answers(self, rep: Rep, at: datetime) -> None:
        """The rep reads what came in and says what it is; a day later the company is free again."""
        unnamed = Reply.objects.filter(owner=rep.user, kind="")
        for reply in unnamed.select_related("prospect", "message"):
            self._name(reply, rep, at)
        for hold in Hold.objects.filter(
            lifted_at=None,
            reply__owner=rep.user,
            placed_at__lt=at - timedelta(days=HOLD_DAYS),
        ).select_related("reply__prospect", "company"):
            part = self.parts[hold.reply.prospect_id] if hold.reply else None
            if part is not None:
                reason = self.deck.deal("hold", "reasons", part, rep)
                holding.lift(hold, by=rep.user, at=at, reason=reason)

    def _answer(self, part: Part, attempt: Attempt, rep: Rep) -> None:
        coming = part.fate.coming
        words = self._words(part, attempt, rep)
        if attempt.delivery is not None:
            at = attempt.at + timedelta(minutes=self.rng.randint(25, 900))
            self.answer_by_mail(letters.sent_letter(attempt.delivery), words, rep, at)
            return
        if coming == Coming.STOP:
            stopping.ask_to_stop(part.who, by=rep.user, at=attempt.at, words=words)
        listening.record_reply(
            part.who,
            by=rep.user,
            at=attempt.at + timedelta(minutes=1),
            channel=attempt.channel,
            text=words,
            kind=KINDS[coming],
            until=self._until(part, attempt.at),
            reason=reason_in(words) if KINDS[coming] == ReplyKind.NO else None,
        )

    def _words(self, part: Part, attempt: Attempt, rep: Rep) -> str:
        if part.story == "aoife":
            return self.world.letters["aoife"]["answer"]
        section = "reply" if attempt.channel in (Channel.EMAIL, Channel.POST) else "said"
        return self.deck.deal(section, part.fate.coming, part, rep)

    def _name(self, reply: Reply, rep: Rep, at: datetime) -> None:
        part = self.parts[reply.prospect_id]
        by_machine = reply.message is not None and reply.message.verdict == Verdict.AUTO_REPLY
        if by_machine:
            kind = ReplyKind(reply.suggested_kind)
        else:
            kind = KINDS.get(part.fate.coming, ReplyKind.AUTOMATIC)
        until = reply.until if by_machine else self._until(part, at)
        if kind == ReplyKind.AWAY and until is not None and until <= at.date():
            until = at.date() + timedelta(days=2)
        if part.fate.coming == Coming.STOP:
            stopping.ask_to_stop(part.who, by=rep.user, at=at, words=reply.text)
        reason = reason_in(reply.text) if kind == ReplyKind.NO else None
        listening.name_kind(reply, by=rep.user, at=at, kind=kind, until=until, reason=reason)

    def _until(self, part: Part, at: datetime) -> date | None:
        if part.fate.coming != Coming.NOT_NOW:
            return None
        if part.story == "aoife":
            return self.world.last - timedelta(days=1)
        return (at + timedelta(days=self.rng.choice(WAITS))).date()

    def _put(self, rep: Rep, raw: bytes, at: datetime) -> None:
        self.post.append(Posted(at, rep, raw))
