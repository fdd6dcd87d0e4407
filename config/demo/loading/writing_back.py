"""What a rep writes back: a no is thanked for within a day, and whoever is interested is answered."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from cadence.enums import ReplyKind, SkipReason
from cadence.models import Draft, Touch
from cadence.selectors.letters import newest_draft
from cadence.services import answering, drafting, reviewing, sending
from config.demo.loading.casting import Part
from config.demo.loading.clock import DemoClock
from config.demo.loading.dealing import Deck
from config.demo.loading.world import Rep
from prospects.enums import Channel

TO_WRITE_ONE = timedelta(minutes=1)


@dataclass(slots=True)
class Correspondent:
    """`parts` by prospect: who everybody is."""

    clock: DemoClock
    deck: Deck
    parts: dict[int, Part]

    def write_back(self, rep: Rep, at: datetime) -> None:
        """Everything that was open since the day before."""
        waiting = list(
            Touch.objects.open()
            .answers()
            .filter(owner=rep.user, planned_at__date__lt=at.date())
            .select_related("prospect", "reply", "owner")
            .order_by("planned_at", "pk")
        )
        for touch in waiting:
            at += TO_WRITE_ONE
            self.clock.set(at)
            if touch.answered.channel == Channel.CALL:
                answering.leave_out(touch, by=rep.user, at=at, reason=SkipReason.TOLD_THEM)
            else:
                self._send(touch, rep, at)

    def _send(self, touch: Touch, rep: Rep, at: datetime) -> None:
        approval = reviewing.approve(
            self._letter(touch, rep, at),
            by=rep.user,
            session=rep.sign_in(at),
            at=at,
            looks={},
            read_aloud=True,
        )
        sending.deliver(approval, by=rep.user, session=approval.session, at=at)

    def _letter(self, touch: Touch, rep: Rep, at: datetime) -> Draft:
        """The two lines to a no are sent as they were prepared; an interested person gets the rep's own."""
        newest = newest_draft(touch)
        assert newest is not None
        if touch.answered.kind != ReplyKind.INTERESTED:
            return newest
        body = self.deck.deal("answer", "bodies", self.parts[touch.prospect_id], rep)
        return drafting.save_draft(
            touch, by=rep.user, at=at, subject="", body=body, base_number=newest.number
        )
