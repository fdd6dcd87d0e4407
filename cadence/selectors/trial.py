"""What a stricter rule would have done to the last hundred letters, and would do to those in review, before it is kept."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

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
from cadence.enums import DeliveryState, HouseRuleKind, TouchState
from cadence.models import Delivery, Draft, Touch
from prospects.enums import Channel
from prospects.models import Prospect

MOST = 100
AROUND = 60  # characters either side of the passage


@dataclass(frozen=True, slots=True)
class Troubled:
    """A letter, the passage that would trouble it, and why it was sent over that look, if it was."""

    prospect: Prospect
    written_at: datetime
    before: str
    passage: str
    after: str
    why: str


@dataclass(frozen=True, slots=True)
class Trial:
    """Of the last letters that left, and of those that wait for their review: how many there are, and the troubled ones."""

    letters: int
    troubled: list[Troubled]
    waiting: int
    kept_back: list[Troubled]


@dataclass(frozen=True, slots=True)
class _Letter:
    """Words to somebody, sent over these looks or not yet."""

    draft: Draft
    touch: Touch
    at: datetime
    looks: dict[str, str]


Finder = Callable[[_Letter], Span | None]


def try_stop(code: str) -> Trial:
    """Which letters were sent over this look, and which that wait would need a mend in place of a reason."""
    sent, waiting = _sent(), _waiting()
    over = [each for each in sent if code in each.looks]
    return Trial(
        len(sent),
        [_troubled(each, _span_of(code, each), code) for each in over],
        len(waiting),
        _found(waiting, lambda each: _span_of(code, each)),
    )


def try_line(kind: HouseRuleKind, line: str) -> Trial:
    """Which letters say this phrase, or lead to this host."""
    sent, waiting = _sent(), _waiting()

    def find(letter: _Letter) -> Span | None:
        return _place_of(kind, line, letter.draft)

    return Trial(len(sent), _found(sent, find), len(waiting), _found(waiting, find))


def _found(letters: list[_Letter], find: Finder) -> list[Troubled]:
    return [_troubled(each, span) for each in letters if (span := find(each))]


def _sent() -> list[_Letter]:
    left = (
        Delivery.objects.filter(state=DeliveryState.SENT)
        .select_related("approval__draft", "touch__prospect__company", "touch__owner")
        .order_by("-reserved_at")[:MOST]
    )
    return [
        _Letter(each.approval.draft, each.touch, each.reserved_at, each.approval.looks)
        for each in left
    ]


def _waiting() -> list[_Letter]:
    """The newest words of the tries that wait for their review, the last written first."""
    newer = Draft.objects.filter(touch=OuterRef("touch"), number__gt=OuterRef("number"))
    drafts = (
        Draft.objects.filter(~Exists(newer), touch__state=TouchState.DRAFTED)
        .select_related("touch__prospect__company", "touch__owner")
        .order_by("-made_at", "-pk")[:MOST]
    )
    return [_Letter(each, each.touch, each.made_at, {}) for each in drafts]


def _span_of(code: str, letter: _Letter) -> Span | None:
    """Where this look points in the letter, as far as the letter alone tells."""
    draft, prospect = letter.draft, letter.touch.prospect
    text = LetterUnderReview(
        channel=Channel.EMAIL,
        subject=draft.subject,
        body=draft.body,
        first_name=prospect.greeting_name,
        full_name=prospect.name,
        sender_name=letter.touch.owner.name,
    )
    result = BY_CODE[code].check(text, ReviewContext(now=letter.at, zone=prospect.zone))
    return result.span if result and result.state == State.WARN else None


def _place_of(kind: HouseRuleKind, line: str, draft: Draft) -> Span | None:
    if kind in (HouseRuleKind.CALENDAR, HouseRuleKind.SHORTENER):
        hits = calendar_link.addresses(draft.body)
        led = (each.span() for each in hits if calendar_link.is_within(each.group(), (line,)))
        return next((Span(*place) for place in led), None)
    for part, text in ((Part.SUBJECT, draft.subject), (Part.BODY, draft.body)):
        found = own_phrases((line,)).find(text)
        if found:
            return Span(found.start, found.end, part)
    return None


def _troubled(letter: _Letter, span: Span | None, code: str = "") -> Troubled:
    draft = letter.draft
    text = draft.subject if span and span.part is Part.SUBJECT else draft.body
    start, end = (span.start, span.end) if span else (0, 0)
    return Troubled(
        prospect=letter.touch.prospect,
        written_at=letter.at,
        before=text[max(0, start - AROUND) : start],
        passage=text[start:end][:300],
        after=text[end : end + AROUND] if span else "",
        why=letter.looks.get(code, ""),
    )
