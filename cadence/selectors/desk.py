"""One person on the desk: the try, its words, what is known, and what was said before."""

from dataclasses import dataclass, replace
from datetime import datetime, time

from django.utils.translation import gettext as _

from cadence import wording
from cadence.checks import LetterUnderReview, call_hours
from cadence.checks.results import CheckResult, State, worst
from cadence.drafting import nothing_solid
from cadence.enums import DeliveryState, DraftOrigin
from cadence.models import Approval, Delivery, Draft, Enrollment, Setback, Touch
from cadence.permissions import can_work
from cadence.policies.lawful import Barred, barred, they_asked_for
from cadence.policies.making import is_no_fit_any_more
from cadence.policies.warmth import asked_for_us
from cadence.selectors.around import around
from cadence.selectors.bounces import standing_of
from cadence.selectors.calendars import read_holidays
from cadence.selectors.conversation import Conversation, conversation_with
from cadence.selectors.found import Fact, fact_of, findings_for, freshness_of
from cadence.selectors.framing import Frame, frame_of
from cadence.selectors.holding import HeldFor, held_for
from cadence.selectors.house_rules import read_rules
from cadence.selectors.kept_back import asked_elsewhere, waits_for_tomorrow
from cadence.selectors.letters import Known, context_of, unnamed_to
from cadence.selectors.outdated import Since, set_aside, since
from cadence.selectors.owed import Owed, owed_on
from cadence.selectors.reach import visible_touches
from cadence.selectors.reviewed import (
    is_unknown,
    is_untouched,
    last_approval,
    waits_to_leave,
    why_lapsed,
)
from cadence.selectors.setbacks import learned_at, unasked
from cadence.selectors.sheet import Sheet
from cadence.selectors.standing import standing_today
from cadence.selectors.steps import steps_by_version
from cadence.selectors.thread import Thread, thread_of
from cadence.selectors.unsure import Unsure, unsure_of
from cadence.selectors.words import channel_word
from prospects.enums import Channel
from prospects.models import Prospect
from research.enums import Freshness
from research.models import Brief, Finding, Introduction
from research.selectors.misfits import why_no_fit
from team.models import Policy, User

FACTS = 8


@dataclass(frozen=True, slots=True)
class Desk(Sheet):
    approval: Approval | None
    viewer: User
    facts: list[Fact]
    unknowns: str
    conversation: Conversation
    thread: Thread | None
    unsure: Unsure | None
    held: HeldFor | None
    owed: Owed | None
    asked: Introduction | None
    by_hand: str
    asked_as: Prospect | None
    learned: list[Setback]
    to_learn_from: Enrollment | None

    @property
    def prospect(self) -> Prospect:
        return self.touch.prospect

    @property
    def local_time(self) -> time:
        return self.prospect.wall_clock(self.at)

    @property
    def hold(self) -> HeldFor | None:
        """What keeps a try back. The hold of their own answer keeps no answer to it back."""
        return self.held if self.touch.is_step else None

    @property
    def is_misfit(self) -> bool:
        """They were judged not a fit, and their cadence still asks for this try."""
        return self.touch.is_step and self.touch.is_open and bool(why_no_fit(self.prospect))

    @property
    def asked_to_stop(self) -> bool:
        """What keeps a try back, as the stop before it; a letter that answers says by itself what does."""
        return self.touch.is_step and bool(self.touch.is_stopped)  # type: ignore[attr-defined]

    @property
    def barred(self) -> Barred | None:
        """What a rule of their country says against this channel, and by which other it may go."""
        return barred(self.touch) if self.is_barred else None

    @property
    def is_barred(self) -> bool:
        """Whether such a rule closes it, as the service asks: what they asked for needs none."""
        closed: bool = self.touch.is_barred  # type: ignore[attr-defined]
        return self.touch.is_open and closed and not they_asked_for(self.touch)

    @property
    def delivery(self) -> Delivery | None:
        return getattr(self.approval, "delivery", None) if self.approval else None

    @property
    def not_sent(self) -> str:
        """Why the last press did not send, until the words change."""
        delivery = self.delivery
        if delivery is None or delivery.state != DeliveryState.FAILED or not self.touch.is_open:
            return ""
        if delivery.resolved_by is None:
            return delivery.explanation
        if delivery.resolved_by == self.viewer:
            return _("You said that it didn't leave.")
        return _("%(name)s said that it didn't leave.") % {"name": delivery.resolved_by.first_name}

    @property
    def waits_to_leave(self) -> bool:
        return self.approval is not None and waits_to_leave(self.approval, self.draft, self.at)

    @property
    def review_lapsed(self) -> str:
        """Why a review that was never sent is worth nothing any more, or "" where there is none."""
        if self.approval is None or not is_untouched(self.approval, self.draft):
            return ""
        return why_lapsed(self.approval, self.at)

    @property
    def held_by(self) -> User | None:
        """A colleague who has this try open at this moment."""
        return self.touch.lease_by if self.touch.leased_to_another(self.viewer, self.at) else None

    @property
    def since(self) -> Since | None:
        """What these words do not know of yet."""
        if not self.touch.is_open:
            return None
        return since(self.touch, self.draft, self.conversation.said, self.known.findings, self.at)

    @property
    def set_aside(self) -> Draft | None:
        return set_aside(self.draft) if self.can_be_made else None

    @property
    def is_helped(self) -> bool:
        """Worded by a model, and not a word of it changed by a person yet."""
        return (
            self.touch.is_open
            and self.draft is not None
            and self.draft.origin == DraftOrigin.HELPED
        )

    @property
    def helped_from(self) -> str:
        """Where help with these words may be asked for; "" where there is none, or they are not for it."""
        return wording.host() if self.touch.is_step and self.can_be_made else ""

    @property
    def why_silent(self) -> str:
        """What the drafter noted beside its plain "nothing solid"."""
        return self.touch.nothing_to_say.removeprefix(nothing_solid()).strip()

    @property
    def sheet(self) -> str:
        """The id of the form that the words stand in."""
        return "letter" if self.is_letter else "attempt"

    @property
    def ringing(self) -> CheckResult | None:
        """Whether it is a lawful hour to ring, over the number of an open call."""
        if self.touch.channel != Channel.CALL or not self.touch.is_open:
            return None
        call = LetterUnderReview(Channel.CALL, body="", first_name=self.prospect.greeting_name)
        return call_hours.check(call, context_of(self.touch, self.known, self.at))

    @property
    def may_ring(self) -> bool:
        return self.ringing is None or self.ringing.state != State.STOP

    @property
    def can_be_made(self) -> bool:
        """Whether it can be written and made from here: what may be put off, and by a channel that their country leaves open."""
        return self.can_be_put_off and not self.is_barred

    @property
    def can_be_put_off(self) -> bool:
        """Whether the bar under the sheet offers anything: open, theirs, and nobody said stop."""
        return (
            self.touch.is_open
            and self.may_work
            and self.hold is None
            and not self.asked_to_stop
            and self.asked is None
            and not self.by_hand
            and not (self.owed and self.owed.kept_back)
            and self.unsure is None
            and not is_no_fit_any_more(self.touch)
        )

    @property
    def frame(self) -> Frame | None:
        """What this letter will leave in, once its writer has a mailbox."""
        mailbox = getattr(self.touch.owner, "mailbox", None)
        return frame_of(self.touch, mailbox) if self.is_letter and mailbox else None

    @property
    def may_be_mended(self) -> bool:
        """Whether a press may write into the words: theirs to change, and no subject of a thread's."""
        return self.can_be_made and self.owed is None

    @property
    def channel_word(self) -> str:
        return channel_word(self.touch.channel)


@dataclass(frozen=True, slots=True)
class Margin:
    """The checks beside the words, and the gravest of them in one line."""

    checks: list[CheckResult]

    @property
    def passed(self) -> int:
        return sum(check.state == State.PASS for check in self.checks)

    @property
    def worst(self) -> CheckResult | None:
        gravest = worst(self.checks)
        return gravest if gravest and gravest.state != State.PASS else None


def desk_of(viewer: User, pk: int, at: datetime) -> Desk:
    """Raises Touch.DoesNotExist for a try that this colleague cannot reach."""
    touch = _touch(viewer, pk, at)
    if touch.owner_id == viewer.pk:
        touch.owner = viewer  # whose mailbox the head of the list has read
    conversation = conversation_with(touch.prospect, viewer)
    policy = Policy.current()
    findings = findings_for(touch)
    company: int | None = touch.company_on_hold  # type: ignore[attr-defined]
    is_asked: bool = touch.is_asked  # type: ignore[attr-defined]
    was_written: bool = touch.was_written  # type: ignore[attr-defined]
    has_learned: bool = touch.has_learned  # type: ignore[attr-defined]
    may_work = can_work(viewer, touch)
    held = held_for([company], viewer, at).get(company) if company else None
    approval = last_approval(touch)
    return Desk(
        touch=touch,
        draft=touch.drafts.order_by("-number").first(),
        approval=approval,
        may_work=may_work,
        viewer=viewer,
        at=at,
        facts=[fact_of(finding, touch, policy, at) for finding in findings[:FACTS]],
        known=replace(
            _known(touch, findings, policy, at),
            standing=standing_today(touch, at, held=held.sentence if held else ""),
        ),
        unknowns=_unknowns(touch.prospect),
        conversation=conversation,
        thread=_thread(touch, conversation, viewer, at) if touch.is_step else None,
        unsure=_unsure(approval, touch, viewer, at),
        held=held,
        owed=owed_on(touch, viewer, at),
        asked=asked_for_us(touch, at) if is_asked and touch.is_open else None,
        asked_as=asked_elsewhere(touch, at),
        by_hand=waits_for_tomorrow(touch, viewer, at) if was_written else "",
        learned=learned_at(touch.prospect.company_id, viewer) if has_learned else [],
        to_learn_from=None if touch.is_step or not may_work else unasked(touch.prospect),
    )


def _thread(touch: Touch, conversation: Conversation, viewer: User, at: datetime) -> Thread:
    enrollment = touch.enrollment
    enrollment.prospect = touch.prospect
    return thread_of(
        enrollment,
        said=conversation.said,
        steps=steps_by_version([enrollment.version_id])[enrollment.version_id],
        now=touch if touch.is_open else None,
        viewer=viewer,
        today=at.astimezone(viewer.zone).date(),
    )


def _touch(viewer: User, pk: int, at: datetime) -> Touch:
    """With what stands around it, each under its own name."""
    related = ("prospect__company", "prospect__brief", "enrollment", "step")
    touch = visible_touches(viewer).select_related(*related).get(pk=pk)
    for name, value in around(touch, at).items():
        setattr(touch, name, value)
    return touch


def _unsure(approval: Approval | None, touch: Touch, viewer: User, at: datetime) -> Unsure | None:
    if approval is None or not is_unknown(approval):
        return None
    return unsure_of(approval.delivery, touch, viewer, at)


def _known(touch: Touch, findings: list[Finding], policy: Policy, at: datetime) -> Known:
    """What the margin judges by, from what this page has read."""
    usable = [one for one in findings if freshness_of(one, policy, at) != Freshness.EXPIRED]
    return Known(
        policy=policy,
        findings=usable,
        has_replied=touch.has_replied,  # type: ignore[attr-defined]
        is_interested=touch.is_interested,  # type: ignore[attr-defined]
        has_other_records=touch.has_other_records,  # type: ignore[attr-defined]
        mailbox_stop=_mailbox_stop(touch),
        unnamed_customers=unnamed_to(touch.prospect, touch.names_not_to_say),  # type: ignore[attr-defined]
        house=read_rules(touch.house_rules),  # type: ignore[attr-defined]
        days=read_holidays(touch.house_holidays),  # type: ignore[attr-defined]
    )


def _mailbox_stop(touch: Touch) -> str:
    """What the service says, too, while this mailbox sends nothing because of what came back."""
    if not touch.many_bounces:  # type: ignore[attr-defined]
        return ""
    standing = standing_of(touch.owner.mailbox)
    return standing.words if standing.stops else ""


def _unknowns(prospect: Prospect) -> str:
    brief: Brief | None = getattr(prospect, "brief", None)
    return brief.unknowns if brief else ""
