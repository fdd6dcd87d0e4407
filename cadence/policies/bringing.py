"""R7: may this try bring this to this person, and may it still when the letter leaves?"""

from datetime import UTC, datetime

from django.utils.translation import gettext as _

from cadence.models import Touch
from research.enums import IntroductionState, LibraryState
from research.models import Finding, Introduction
from research.models.library import AnyItem
from research.selectors.findings import usable_for
from team.models import Policy
from team.refusals import Refused


def check_still_offered(touch: Touch, at: datetime) -> None:
    """What a letter brings may have been taken out of the library, taken back, or run out, since it was chosen."""
    if touch.item is not None:
        check_offered(touch.item, at)
    if touch.finding is not None:
        check_usable(touch.finding, touch, at)
    if touch.introduction is not None:
        check_given(touch.introduction, touch)


def check_allowed(kind: str, touch: Touch) -> None:
    """What the step may bring: every kind, where its plan names none."""
    allowed = touch.planned_step.allowed_kinds
    if allowed and kind not in allowed:
        raise Refused(
            _("The plan brings something else with this try. Choose one of what it names."),
            code="not_allowed",
        )


def check_given(introduction: Introduction, touch: Touch) -> None:
    """Somebody said that they would introduce us to this very person."""
    granted = introduction.state == IntroductionState.GRANTED
    if not granted or introduction.prospect_id != touch.prospect_id:
        raise Refused(
            _("Nobody has said yet that they introduce you. Bring something else."),
            code="not_offered",
        )


def check_offered(item: AnyItem, at: datetime) -> None:
    """Only what a manager approved and what has not run out reaches a person."""
    if item.state_on(at.astimezone(UTC).date()) != LibraryState.APPROVED:
        raise Refused(
            _(
                "“%(title)s” was taken out of the library, ran out, or waits for a manager. Bring something else."
            )
            % {"title": item},
            code="not_offered",
        )


def check_usable(finding: Finding, touch: Touch, at: datetime) -> None:
    """A fact about them or their company that still stands and is not too old."""
    if not usable_for(touch.prospect, at, Policy.current()).filter(pk=finding.pk).exists():
        raise Refused(
            _("This fact is too old to use, or was taken back. Bring something else."),
            code="not_offered",
        )
