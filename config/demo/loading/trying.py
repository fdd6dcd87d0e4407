"""Make one try, on its channel, as a rep would: review and send, or do it and log it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from cadence.checks import CHECKS
from cadence.enums import CallOutcome, DeliveryState
from cadence.models import Attempt, Draft, Touch
from cadence.selectors.letters import newest_draft
from cadence.services import drafting, logging, reviewing, sending
from config.demo.loading.casting import Part
from config.demo.loading.clock import DemoClock
from config.demo.loading.dealing import Deck
from config.demo.loading.fates import Coming
from config.demo.loading.world import Rep, World
from prospects.enums import Channel
from research.models import Finding
from team.refusals import Refused

# Of a hundred calls that nobody's answer hangs on.
CALL_SHARES = {
    CallOutcome.NO_ANSWER: 58,
    CallOutcome.VOICEMAIL: 22,
    CallOutcome.GATEKEEPER: 6,
    CallOutcome.SPOKE: 9,
    CallOutcome.WRONG_NUMBER: 5,
}
EDITS = 0.3
PROMISES = 0.5
SATURDAY = 5
LINES = 10
WHY_ANYWAY = "I read it again and it is right for them."
ANYWAY = {str(getattr(check, "CODE", "")): WHY_ANYWAY for check in CHECKS}


@dataclass(slots=True)
class Hands:
    """What a rep needs to make tries: the clock the guards read, chance, and words to deal out."""

    world: World
    clock: DemoClock
    rng: Random
    deck: Deck

    def make(self, part: Part, touch: Touch, rep: Rep, at: datetime) -> Attempt:
        """Make this try now. A call that is answered later in the story counts as a conversation."""
        self.clock.set(at)
        match touch.channel:
            case Channel.EMAIL:
                return self._send(part, touch, rep, at)
            case Channel.CALL:
                return self._ring(part, touch, rep, at)
            case Channel.LINKEDIN:
                return self._write(part, touch, rep, at)
            case _:
                note = self.deck.deal("post", "notes", part, rep)
                posted_on = at.astimezone(rep.user.zone).date()
                return logging.log_post(
                    touch,
                    by=rep.user,
                    at=at,
                    posted_on=posted_on,
                    note=note,
                    looks=ANYWAY,
                    read_aloud=True,
                )

    def _send(self, part: Part, touch: Touch, rep: Rep, at: datetime) -> Attempt:
        session = rep.sign_in(at)
        draft = self._letter(part, touch, rep, at)
        try:
            approval = reviewing.approve(
                draft, by=rep.user, session=session, at=at, looks=ANYWAY, read_aloud=True
            )
        except Refused as refused:
            if refused.code != "stop_remains":
                raise
            # A colleague there had the same words: this letter is written anew.
            draft = self._by_hand(part, touch, rep, at, base=draft.number)
            approval = reviewing.approve(
                draft, by=rep.user, session=session, at=at, looks=ANYWAY, read_aloud=True
            )
        delivery = sending.deliver(approval, by=rep.user, session=session, at=at)
        if delivery.state != DeliveryState.SENT:
            raise Refused(f"{delivery.state}: {delivery.explanation}", code="not_sent")
        return delivery.attempt

    def _write(self, part: Part, touch: Touch, rep: Rep, at: datetime) -> Attempt:
        """The words that were prepared; where a check stops them, a line that is new there."""
        words = self._words_for(touch)
        for _line in range(LINES):
            words = words or self.deck.deal("linkedin", "lines", part, rep)
            try:
                return logging.log_linkedin(
                    touch, by=rep.user, at=at, words=words, looks=ANYWAY, read_aloud=True
                )
            except Refused as refused:
                if refused.code != "stop_remains":
                    raise
                words = ""
        raise Refused("every line was said there", code="nothing_new")

    def _letter(self, part: Part, touch: Touch, rep: Rep, at: datetime) -> Draft:
        """The draft that was prepared, now and then with a line of the rep's own; else by hand."""
        draft = newest_draft(touch)
        if draft is None or "{{" in draft.body:
            return self._by_hand(part, touch, rep, at, base=draft.number if draft else 0)
        if self.rng.random() > EDITS:
            return draft
        greeting, _gap, rest = draft.body.partition("\n\n")
        line = self.deck.deal("edit", "lines", part, rep)
        body = f"{greeting}\n\n{line}\n\n{rest}"
        return drafting.save_draft(
            touch,
            by=rep.user,
            at=at,
            subject=draft.subject,
            body=body,
            base_number=draft.number,
        )

    def _by_hand(self, part: Part, touch: Touch, rep: Rep, at: datetime, *, base: int) -> Draft:
        fact = Finding.objects.standing().about(part.who).newest_first().first()
        claim = fact.claim if fact else ""
        return drafting.save_draft(
            touch,
            by=rep.user,
            at=at,
            subject=self.deck.deal("letter", "subjects", part, rep),
            body=self.deck.deal("letter", "bodies", part, rep, claim=claim),
            base_number=base,
        )

    def _ring(self, part: Part, touch: Touch, rep: Rep, at: datetime) -> Attempt:
        if part.fate.answers(part.tries + 1) or part.fate.coming == Coming.MET:
            return logging.log_call(touch, by=rep.user, at=at, outcome=CallOutcome.SPOKE)
        if part.story == "dermot" and touch.number == part.open_try - 1:
            return self._promise_today(touch, rep, at)
        outcome = self.rng.choices(list(CALL_SHARES), weights=list(CALL_SHARES.values()))[0]
        promised = None
        if outcome == CallOutcome.SPOKE and self.rng.random() < PROMISES:
            promised = _next_working_day(at + timedelta(days=2, hours=1))
        note = self.deck.deal("call", outcome, part, rep)
        return logging.log_call(
            touch, by=rep.user, at=at, outcome=outcome, note=note, call_back_at=promised
        )

    def _promise_today(self, touch: Touch, rep: Rep, at: datetime) -> Attempt:
        return logging.log_call(
            touch,
            by=rep.user,
            at=at,
            outcome=CallOutcome.SPOKE,
            note=self.world.letters["dermot"]["note"],
            call_back_at=self.world.promised_at,
        )

    def _words_for(self, touch: Touch) -> str:
        draft = newest_draft(touch)
        return draft.body if draft else ""


def _next_working_day(at: datetime) -> datetime:
    while at.weekday() >= SATURDAY:
        at += timedelta(days=1)
    return at
