"""What came in after the words on the sheet were written, and the rep's own words before them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from cadence.enums import DraftOrigin
from cadence.models import Draft, Touch
from cadence.selectors.said import Said, What
from research.enums import LibraryState
from research.models import Finding


@dataclass(frozen=True, slots=True)
class Since:
    """What these words do not know of: that they wrote, which weighs most; that what the words bring may not be
    brought any more; a fact that was found.
    """

    by_reply: datetime | None
    is_lost: bool
    fact: Finding | None


def since(
    touch: Touch,
    draft: Draft | None,
    said: Sequence[Said],
    findings: Sequence[Finding],
    at: datetime,
) -> Since | None:
    """None while the words know everything. A letter that answers them is written after they wrote.

    `findings` are the usable ones, each with `used_in`, the number of the try that brought it.
    """
    if draft is None or not touch.is_step:
        return None
    replies = [one.at for one in said if one.what == What.REPLY and one.at >= draft.made_at]
    unknown = [each for each in findings if _is_news(each, touch, draft)]
    is_lost = _is_lost(touch, findings, at)
    if not replies and not unknown and not is_lost:
        return None
    newest = max(unknown, key=lambda each: each.created_at, default=None)
    return Since(by_reply=max(replies, default=None), is_lost=is_lost, fact=newest)


def set_aside(draft: Draft | None) -> Draft | None:
    """The words that others took the place of: the rep's own before a template's, any before those of the help."""
    if draft is None or draft.origin == DraftOrigin.REP or draft.number == 1:
        return None
    before = Draft.objects.filter(touch=draft.touch_id, number__lt=draft.number)
    if draft.origin == DraftOrigin.HELPED:
        kept = before.exclude(origin=DraftOrigin.HELPED)
    else:
        kept = before.filter(origin=DraftOrigin.REP)
    newest = kept.order_by("-number").first()
    if newest is None or (newest.subject, newest.body) == (draft.subject, draft.body):
        return None
    return newest


def _is_lost(touch: Touch, findings: Sequence[Finding], at: datetime) -> bool:
    """Taken back, too old, taken out of the library or run out since it was chosen."""
    if touch.finding_id is not None:
        return all(each.pk != touch.finding_id for each in findings)
    item = touch.item
    return item is not None and item.state_on(at.astimezone(UTC).date()) != LibraryState.APPROVED


def _is_news(finding: Finding, touch: Touch, draft: Draft) -> bool:
    used_in: int | None = finding.used_in  # type: ignore[attr-defined]
    return finding.created_at > draft.made_at and not used_in and finding.pk != touch.finding_id
