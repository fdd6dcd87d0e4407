"""What came in after the words on the sheet were written, and the rep's own words before them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cadence.enums import DraftOrigin
from cadence.models import Draft, Touch
from cadence.selectors.said import Said, What
from research.models import Finding


@dataclass(frozen=True, slots=True)
class Since:
    """When they wrote, or when a fact was found that these words do not know of. `by_reply` weighs more."""

    by_reply: datetime | None
    fact: Finding | None


def since(
    touch: Touch, draft: Draft | None, said: Sequence[Said], findings: Sequence[Finding]
) -> Since | None:
    """None while the words know everything. A letter that answers them is written after they wrote.

    `findings` are the usable ones, each with `used_in`, the number of the try that brought it.
    """
    if draft is None or not touch.is_step:
        return None
    replies = [one.at for one in said if one.what == What.REPLY and one.at >= draft.made_at]
    unknown = [each for each in findings if _is_news(each, touch, draft)]
    if not replies and not unknown:
        return None
    newest = max(unknown, key=lambda each: each.created_at, default=None)
    return Since(by_reply=max(replies, default=None), fact=newest)


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


def _is_news(finding: Finding, touch: Touch, draft: Draft) -> bool:
    used_in: int | None = finding.used_in  # type: ignore[attr-defined]
    return finding.created_at > draft.made_at and not used_in and finding.pk != touch.finding_id
