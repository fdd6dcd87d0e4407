"""What came in after the words on the sheet were written, and the rep's own words before them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from cadence.enums import DraftOrigin
from cadence.models import Draft, Touch
from cadence.models.touch import USED
from cadence.selectors.said import Said, What
from research.enums import LibraryState
from research.models import Finding, Introduction


@dataclass(frozen=True, slots=True)
class Since:
    """What these words do not know of: that they wrote, which weighs most; that what the words bring may not be
    brought any more; that somebody introduced us, where the plan brings that; a fact that was found.
    """

    by_reply: datetime | None
    is_lost: bool
    introducer: str
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
    is_lost, introducer = _is_lost(touch, findings, at), _introduced(touch, draft)
    if not replies and not unknown and not is_lost and not introducer:
        return None
    newest = max(unknown, key=lambda each: each.created_at, default=None)
    return Since(max(replies, default=None), is_lost, introducer, newest)


def set_aside(draft: Draft | None) -> Draft | None:
    """The words that others took the place of: the rep's own before a template's, any before those of the help."""
    if draft is None or draft.origin == DraftOrigin.REP or draft.number == 1:
        return None
    before = Draft.objects.filter(touch=draft.touch_id, number__lt=draft.number).exclude(body="")
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


def _introduced(touch: Touch, draft: Draft) -> str:
    """Who introduced us after these words were written, where the plan names that as a thing to bring."""
    step = touch.planned_step
    named = "introduction" in (step.value_kind, *step.allowed_kinds)
    if not named or touch.introduction_id is not None:
        return ""
    used = Touch.objects.filter(USED, prospect=touch.prospect_id, introduction__isnull=False)
    given = Introduction.objects.of([touch.prospect_id]).granted()
    news = given.filter(answered_at__gt=draft.made_at).exclude(pk__in=used.values("introduction"))
    newest = news.order_by("-answered_at").first()
    return newest.introducer if newest else ""


def _is_news(finding: Finding, touch: Touch, draft: Draft) -> bool:
    used_in: int | None = finding.used_in  # type: ignore[attr-defined]
    return finding.created_at > draft.made_at and not used_in and finding.pk != touch.finding_id
