"""Is this text fit to leave? One file a check; pure, total, linear in the text.

A check gives a result, or None when it has nothing to say. Stops come first, as the rep reads them.
"""

from collections.abc import Callable
from dataclasses import replace
from types import ModuleType
from typing import Final, cast

from django.utils.translation import gettext as _

from cadence.enums import TouchKind
from prospects.company_names import is_read_whole

from . import (
    acknowledgement,
    attached,
    bare_link,
    calendar_link,
    call_hours,
    came_back,
    empty,
    fact_source,
    false_reply,
    good_ending,
    hidden_characters,
    identical,
    invitation,
    jargon,
    leftover,
    letter_hours,
    mailbox_cap,
    name,
    novelty,
    one_ask,
    quoted_mail,
    read_aloud,
    sentence_length,
    subject,
    suppressed,
    unnamed_customer,
    unread_reply,
    value_item,
    way_out,
    we_you,
    words,
    worn_phrases,
)
from .results import (
    CheckResult,
    Kind,
    Mend,
    Part,
    Span,
    State,
    may_send,
    what_keeps_it,
    worst,
)
from .review import (
    EarlierLetter,
    FactUsed,
    LetterUnderReview,
    Limits,
    OwnLines,
    ReviewContext,
    Standing,
    ValueBrought,
)
from .text import MOST_READ

__all__ = [
    "CheckResult",
    "EarlierLetter",
    "FactUsed",
    "Kind",
    "LetterUnderReview",
    "Limits",
    "Mend",
    "OwnLines",
    "Part",
    "ReviewContext",
    "Span",
    "Standing",
    "State",
    "ValueBrought",
    "may_send",
    "run",
    "what_keeps_it",
    "worst",
]

CHECKS: Final[tuple[ModuleType, ...]] = (
    suppressed,
    unread_reply,
    mailbox_cap,
    came_back,
    empty,
    name,
    leftover,
    hidden_characters,
    unnamed_customer,
    false_reply,
    calendar_link,
    invitation,
    call_hours,
    identical,
    attached,
    words,
    sentence_length,
    subject,
    novelty,
    value_item,
    good_ending,
    worn_phrases,
    jargon,
    we_you,
    one_ask,
    bare_link,
    fact_source,
    way_out,
    quoted_mail,
    letter_hours,
    read_aloud,
)
# What answers them is no new letter: it may repeat itself, ask, and come at any hour.
FOR_AN_ANSWER: Final[tuple[ModuleType, ...]] = (
    mailbox_cap,
    came_back,
    empty,
    name,
    leftover,
    hidden_characters,
    unnamed_customer,
    false_reply,
    attached,
    words,
    worn_phrases,
    quoted_mail,
    read_aloud,
)
FOR_AN_ACKNOWLEDGEMENT: Final[tuple[ModuleType, ...]] = (
    mailbox_cap,
    came_back,
    empty,
    name,
    leftover,
    hidden_characters,
    unnamed_customer,
    false_reply,
    acknowledgement,
    attached,
    quoted_mail,
    read_aloud,
)
OF_KIND: Final[dict[str, tuple[ModuleType, ...]]] = {
    TouchKind.STEP: CHECKS,
    TouchKind.ANSWER: FOR_AN_ANSWER,
    TouchKind.ACKNOWLEDGEMENT: FOR_AN_ACKNOWLEDGEMENT,
}
BY_CODE: Final = {module.CODE: module for module in (*CHECKS, acknowledgement)}
LONGEST = MOST_READ  # characters: what no check reads to its end does not leave; no letter has a tenth of it

Check = Callable[[LetterUnderReview, ReviewContext], CheckResult | None]


def run(letter: LetterUnderReview, context: ReviewContext) -> list[CheckResult]:
    """Every check for this kind of letter on this channel, in the order the margin shows them."""
    if _is_too_long(letter):
        title = _("Too long to be a letter")
        return [CheckResult("too_long", Kind.STOP, State.STOP, title, _("Keep what matters."))]
    letter = good_ending.as_an_ending(letter)
    checks = (
        cast("Check", module.check)
        for module in OF_KIND[letter.kind]
        if letter.channel in module.CHANNELS
    )
    results = (check(letter, context) for check in checks)
    return [_raised(result, context) for result in results if result is not None]


def _is_too_long(letter: LetterUnderReview) -> bool:
    """Longer than the checks read, in characters or in words."""
    if len(letter.body) + len(letter.subject) > LONGEST:
        return True
    return not all(map(is_read_whole, (letter.subject, letter.body)))


def _raised(result: CheckResult, context: ReviewContext) -> CheckResult:
    """An admin may make a look a stop, everywhere or in one step of a plan; never the other way round."""
    if result.kind is not Kind.LOOK or result.code not in context.raised | context.must_pass:
        return result
    if result.state is not State.WARN:
        return replace(result, kind=Kind.STOP)
    everywhere = result.code in context.raised
    why = _("Here this is a stop.") if everywhere else _("This step of the plan makes it a stop.")
    return replace(
        result, kind=Kind.STOP, state=State.STOP, detail=f"{result.detail} {why}".strip()
    )
