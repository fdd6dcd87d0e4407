"""A good letter to Aoife, and one check run alone on a change of it."""

from datetime import UTC, date, datetime
from types import ModuleType
from typing import Any
from zoneinfo import ZoneInfo

from cadence.checks import (
    CheckResult,
    EarlierLetter,
    FactUsed,
    LetterUnderReview,
    ReviewContext,
)
from prospects.enums import Channel

GOOD_BODY = """Hi Aoife,

I read in Transport Ireland that Oranmore moves to 24-hour loading in January. For two cold-chain
teams I know, the gap in the temperature record turned up at the 2 am handover.

Is that on your list for the new year? If it isn't yours to look at, tell me and I'll stop.

Maya"""
MONDAY_AT_TEN = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
CONTEXT = ReviewContext(now=MONDAY_AT_TEN, zone=ZoneInfo("Europe/Dublin"), country="IE")
FACT = FactUsed("Oranmore moves to 24-hour loading", "Transport Ireland", date(2026, 11, 12))


def letter(**changes: Any) -> LetterUnderReview:
    known: dict[str, Any] = {
        "channel": Channel.EMAIL,
        "subject": "Night loading at Oranmore",
        "body": GOOD_BODY,
        "is_first_letter": True,
        "first_name": "Aoife",
        "full_name": "Aoife Ní Bhriain",
        "sender_name": "Maya Okafor",
        "facts": (FACT,),
    }
    return LetterUnderReview(**{**known, **changes})


def said(text: str, **changes: Any) -> EarlierLetter:
    return EarlierLetter(**{"text": text, "sent_on": date(2026, 11, 5), **changes})


def ask(check: ModuleType, context: ReviewContext = CONTEXT, **changes: Any) -> CheckResult | None:
    """What this one check says of the good letter with these changes."""
    result: CheckResult | None = check.check(letter(**changes), context)
    return result


def state(check: ModuleType, context: ReviewContext = CONTEXT, **changes: Any) -> str:
    result = ask(check, context, **changes)
    return "" if result is None else result.state.value


def marked(result: CheckResult | None, text: str) -> str:
    """The passage a result points at."""
    if result is None or result.span is None:
        return ""
    return text[result.span.start : result.span.end]
