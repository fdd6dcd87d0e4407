"""What a stricter rule would have done to the last hundred letters, before it is kept."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from cadence.checks import (
    BY_CODE,
    LetterUnderReview,
    Part,
    ReviewContext,
    Span,
    State,
    calendar_link,
)
from cadence.checks.phrases import own_phrases
from cadence.enums import DeliveryState, HouseRuleKind
from cadence.models import Delivery
from prospects.enums import Channel
from prospects.models import Prospect

MOST = 100
AROUND = 60  # characters either side of the passage

Finder = Callable[[Delivery], Span | None]


@dataclass(frozen=True, slots=True)
class Troubled:
    """A letter that left, the passage that would trouble it, and why it was sent over that look, if it was."""

    prospect: Prospect
    sent_at: datetime
    before: str
    passage: str
    after: str
    why: str


@dataclass(frozen=True, slots=True)
class Trial:
    letters: int
    troubled: list[Troubled]


def try_stop(code: str) -> Trial:
    """Which letters were sent over this look: what they would have needed is a mend in place of a reason."""
    sent = _sent()
    over = [each for each in sent if code in each.approval.looks]
    return Trial(len(sent), [_troubled(each, _span_of(code, each), code) for each in over])


def try_line(kind: HouseRuleKind, line: str) -> Trial:
    """Which letters say this phrase, or lead to this host."""
    sent = _sent()
    found = [(each, _place_of(kind, line, each)) for each in sent]
    return Trial(len(sent), [_troubled(each, span) for each, span in found if span])


def _sent() -> list[Delivery]:
    return list(
        Delivery.objects.filter(state=DeliveryState.SENT)
        .select_related("approval__draft", "touch__prospect__company", "touch__owner")
        .order_by("-reserved_at")[:MOST]
    )


def _span_of(code: str, sent: Delivery) -> Span | None:
    """Where this look points in the letter, as far as the letter alone tells."""
    draft, prospect = sent.approval.draft, sent.touch.prospect
    letter = LetterUnderReview(
        channel=Channel.EMAIL,
        subject=draft.subject,
        body=draft.body,
        first_name=prospect.greeting_name,
        full_name=prospect.name,
        sender_name=sent.touch.owner.name,
    )
    result = BY_CODE[code].check(letter, ReviewContext(now=sent.reserved_at, zone=prospect.zone))
    return result.span if result and result.state == State.WARN else None


def _place_of(kind: HouseRuleKind, line: str, sent: Delivery) -> Span | None:
    draft = sent.approval.draft
    if kind in (HouseRuleKind.CALENDAR, HouseRuleKind.SHORTENER):
        hits = calendar_link.addresses(draft.body)
        led = (each.span() for each in hits if calendar_link.is_within(each.group(), (line,)))
        return next((Span(*place) for place in led), None)
    for part, text in ((Part.SUBJECT, draft.subject), (Part.BODY, draft.body)):
        found = own_phrases((line,)).find(text)
        if found:
            return Span(found.start, found.end, part)
    return None


def _troubled(sent: Delivery, span: Span | None, code: str = "") -> Troubled:
    draft = sent.approval.draft
    text = draft.subject if span and span.part is Part.SUBJECT else draft.body
    start, end = (span.start, span.end) if span else (0, 0)
    return Troubled(
        prospect=sent.touch.prospect,
        sent_at=sent.reserved_at,
        before=text[max(0, start - AROUND) : start],
        passage=text[start:end][:300],
        after=text[end : end + AROUND] if span else "",
        why=sent.approval.looks.get(code, ""),
    )
