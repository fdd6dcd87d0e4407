"""Letters in review that other numbers of the rules would find too long, by the checks themselves."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import OuterRef, Subquery

from cadence.checks import LetterUnderReview, Limits, ReviewContext, State, subject, words
from cadence.enums import TouchState
from cadence.models import Draft, Touch
from prospects.enums import Channel
from prospects.models import Prospect
from team.models import Policy

A_BATCH = 500


def grown_long(before: Policy, after: Policy, at: datetime, *, beyond: int) -> Iterator[Prospect]:
    """Whose letter waits for its review and would get a look that it does not get now, in the order of their keys."""
    were, would_be = _limits(before), _limits(after)
    for touch in _in_review(beyond):
        letter = _letter_of(touch)
        if _is_long(letter, would_be, touch, at) and not _is_long(letter, were, touch, at):
            yield touch.prospect


def _in_review(beyond: int) -> Iterator[Touch]:
    """Of each person the one open try that is drafted, with the newest words as `newest_subject` and `newest_body`."""
    newest = Draft.objects.filter(touch=OuterRef("pk")).order_by("-number")
    drafted = (
        Touch.objects.steps()
        .filter(state=TouchState.DRAFTED)
        .select_related("prospect__company", "step", "enrollment")
        .annotate(
            newest_subject=Subquery(newest.values("subject")[:1]),
            newest_body=Subquery(newest.values("body")[:1]),
        )
        .order_by("prospect")
    )
    while batch := list(drafted.filter(prospect__gt=beyond)[:A_BATCH]):
        yield from batch
        beyond = batch[-1].prospect_id


def _letter_of(touch: Touch) -> LetterUnderReview:
    return LetterUnderReview(
        channel=Channel(touch.channel),
        subject=touch.newest_subject or "",  # type: ignore[attr-defined]
        body=touch.newest_body or "",  # type: ignore[attr-defined]
        purpose=touch.planned_step.purpose,
        is_first_letter=not touch.enrollment.attempts,
    )


def _is_long(letter: LetterUnderReview, limits: Limits, touch: Touch, at: datetime) -> bool:
    context = ReviewContext(at, touch.prospect.zone, limits=limits)
    checks = [each for each in (words, subject) if letter.channel in each.CHANNELS]
    results = [each.check(letter, context) for each in checks]
    return any(result is not None and result.state == State.WARN for result in results)


def _limits(policy: Policy) -> Limits:
    return Limits(
        first_letter_words=policy.first_letter_words,
        later_letter_words=policy.later_letter_words,
        subject_words=policy.subject_words,
    )
