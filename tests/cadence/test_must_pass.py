"""A look that is a stop in one step of a plan: in the margin with why, and at the moment of sending."""

from typing import Any

import pytest

from cadence.checks import CheckResult, State
from cadence.models import Approval, Attempt, Touch
from cadence.services import drafting, reviewing, ruling
from prospects.enums import Channel
from team.enums import Role
from tests import journeys
from tests.cadence.browsing import Browser, text_of
from tests.cadence.test_drafting import planned_on, version_of
from tests.journeys import NOW

pytestmark = pytest.mark.usefixtures("clock", "sandbox")

WORN = "Hi Aoife,\n\nJust bumping this.\n\nMaya"


def strict(channel: Channel, must_pass: str = "worn_phrases") -> Touch:
    return planned_on(version_of([{"channel": channel, "must_pass": [must_pass]}]))


def worn(touch: Touch) -> CheckResult:
    found = reviewing.review(touch, at=NOW, subject="", body=WORN)
    return next(result for result in found if result.code == "worn_phrases")


def test_the_margin_says_that_the_step_makes_it_a_stop() -> None:
    found = worn(strict(Channel.EMAIL))

    assert found.state is State.STOP
    assert found.detail.endswith("This step of the plan makes it a stop.")


def test_another_step_still_asks_for_a_reason() -> None:
    assert worn(strict(Channel.EMAIL, "jargon")).state is State.WARN


def test_a_stop_of_the_house_says_that_it_is_one_here() -> None:
    touch = strict(Channel.EMAIL, "jargon")
    ruling.raise_look("worn_phrases", by=journeys.rep(role=Role.ADMIN), at=NOW)

    assert worn(touch).detail.endswith("Here this is a stop.")


@pytest.mark.parametrize("channel", [Channel.EMAIL, Channel.LINKEDIN, Channel.POST])
def test_a_page_that_still_offers_a_reason_sends_and_keeps_nothing(channel: Channel) -> None:
    touch = strict(channel)
    journeys.connected(touch.owner)
    given: dict[str, Any] = {"by": touch.owner, "at": NOW, "subject": "Oranmore", "base_number": 0}
    drafting.save_draft(touch, **given, body=WORN)
    looks = reviewing.review(touch, at=NOW, subject="Oranmore", body=WORN)
    reasons = {f"because_{look.code}": "She asked me to." for look in looks}
    posted = {"subject": "Oranmore", "body": WORN, "base_number": 1, "read_aloud": "on"}
    where = "approval-new" if channel == Channel.EMAIL else "attempt"

    refused = Browser(touch.owner).post(
        where, touch.pk, **posted, posted_on="2026-11-16", **reasons
    )

    assert refused.status_code == 422
    assert "This step of the plan makes it a stop." in text_of(refused)
    assert 'name="because_worn_phrases"' not in text_of(refused)
    assert not Approval.objects.exists()
    assert not Attempt.objects.exists()
