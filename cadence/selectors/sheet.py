"""The sheet with the words of a try: what its margin needs, and no more. A pause in typing asks for nothing else."""

from dataclasses import dataclass
from datetime import datetime

from cadence.card import Part, parts_of
from cadence.checks import Standing
from cadence.models import Draft, Touch
from cadence.selectors.around import around
from cadence.selectors.calendars import read_holidays
from cadence.selectors.house_rules import read_rules
from cadence.selectors.letters import Known, unnamed_to
from prospects.enums import Channel
from research.selectors.findings import usable_for
from team.models import Policy

KEEPS_BACK = (
    *("is_stopped", "is_barred", "company_on_hold", "many_bounces", "is_asked", "was_written"),
)


@dataclass(frozen=True, slots=True)
class Sheet:
    touch: Touch
    draft: Draft | None
    may_work: bool
    at: datetime
    known: Known

    @property
    def is_letter(self) -> bool:
        return self.touch.channel == Channel.EMAIL

    @property
    def asks_why(self) -> bool:
        """Whether a look keeps the words until its reason is given. Those of a call are a script, and nobody gets them."""
        return self.touch.channel != Channel.CALL

    def is_judged(self, body: str) -> bool:
        """Whether checks read these words. A call and a letter by hand may go without any that are written down."""
        by_screen = self.touch.channel in (Channel.EMAIL, Channel.LINKEDIN)
        return (by_screen or bool(body.strip())) and self.touch.is_open and self.may_work

    @property
    def may_be_mended(self) -> bool:
        return self.may_work

    @property
    def call_parts(self) -> list[Part]:
        return parts_of(self.draft.body) if self.draft else []


def sheet_of(draft: Draft, at: datetime) -> Sheet | None:
    """The sheet of its rep right after these words were kept; None where the whole desk has more to say.

    That is an answer to them, and whoever is stopped, whose country closes the channel, who is on hold, written to by hand, waited for by an introducer,
    or written to from a mailbox whose letters come back; and words that a press put others over meanwhile.
    """
    touch = draft.touch
    if not touch.is_step:
        return None
    there = around(touch, at)
    if any(there[name] for name in KEEPS_BACK) or there["newest_draft"] != draft.pk:
        return None
    policy = Policy.current()
    known = Known(
        policy=policy,
        findings=list(usable_for(touch.prospect, at, policy)),
        has_replied=there["has_replied"],
        is_interested=there["is_interested"],
        has_other_records=there["has_other_records"],
        unnamed_customers=unnamed_to(touch.prospect, there["names_not_to_say"]),
        standing=Standing(sent_today=there["sent_today"] or 0),
        house=read_rules(there["house_rules"]),
        days=read_holidays(there["house_holidays"]),
    )
    return Sheet(touch=touch, draft=draft, may_work=True, at=at, known=known)
