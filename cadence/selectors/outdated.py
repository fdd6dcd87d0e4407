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


def typed_before(draft: Draft | None) -> Draft | None:
    """The rep's last own words, where other words were put in their place."""
    if draft is None or draft.origin == DraftOrigin.REP:
        return None
    before = Draft.objects.filter(
        touch=draft.touch_id, number__lt=draft.number, origin=DraftOrigin.REP
    )
    typed = before.order_by("-number").first() if draft.number > 1 else None
    if typed is None or (typed.subject, typed.body) == (draft.subject, draft.body):
        return None
    return typed


def _is_news(finding: Finding, touch: Touch, draft: Draft) -> bool:
    used_in: int | None = finding.used_in  # type: ignore[attr-defined]
    return finding.created_at > draft.made_at and not used_in and finding.pk != touch.finding_id
