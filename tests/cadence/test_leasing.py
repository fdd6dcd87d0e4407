"""A lease shows colleagues that somebody has a try open; it keeps nobody out."""

from datetime import timedelta

import pytest

from cadence.enums import Ending, SkipReason
from cadence.models import Touch
from cadence.services import enrolling, leasing, postponing
from tests import journeys
from tests.journeys import NOW

pytestmark = pytest.mark.usefixtures("clock")

FIVE_MINUTES = timedelta(minutes=5)


def opened() -> Touch:
    touch = journeys.planned()
    leasing.open_touch(touch, by=touch.owner, at=NOW)
    touch.refresh_from_db()
    return touch


def test_an_open_try_is_shown_to_colleagues_for_five_minutes() -> None:
    touch, colleague = opened(), journeys.rep()

    assert touch.leased_to_another(colleague, NOW)
    assert touch.leased_to_another(colleague, NOW + FIVE_MINUTES - timedelta(seconds=1))
    assert not touch.leased_to_another(colleague, NOW + FIVE_MINUTES)
    assert not touch.leased_to_another(touch.owner, NOW)


def test_opening_it_again_renews_ones_own_lease() -> None:
    touch = opened()
    later = NOW + timedelta(minutes=3)

    assert leasing.open_touch(touch, by=touch.owner, at=later)

    touch.refresh_from_db()
    assert touch.lease_until == later + FIVE_MINUTES


def test_a_colleague_is_told_and_changes_nothing() -> None:
    touch, colleague = opened(), journeys.rep()

    assert not leasing.open_touch(touch, by=colleague, at=NOW)

    touch.refresh_from_db()
    assert touch.lease_by == touch.owner


def test_a_colleague_takes_over_when_the_lease_ran_out() -> None:
    touch, colleague = opened(), journeys.rep()

    assert leasing.open_touch(touch, by=colleague, at=NOW + FIVE_MINUTES)

    touch.refresh_from_db()
    assert touch.lease_by == colleague


def test_leaving_gives_back_ones_own_lease_only() -> None:
    touch = opened()

    leasing.leave(touch, by=journeys.rep())
    touch.refresh_from_db()
    assert touch.lease_by == touch.owner

    leasing.leave(touch, by=touch.owner)
    touch.refresh_from_db()
    assert touch.lease_by is None
    assert touch.lease_until is None


def test_a_closed_try_takes_no_lease() -> None:
    touch = journeys.planned()
    enrolling.end(touch.enrollment, Ending.NOT_A_FIT, by=touch.owner, at=NOW)

    assert not leasing.open_touch(touch, by=touch.owner, at=NOW)


def test_whoever_closes_or_moves_a_try_gives_its_lease_back() -> None:
    skipped, moved = opened(), opened()
    postponing.skip(skipped, by=skipped.owner, at=NOW, reason=SkipReason.WRONG_TIME)
    postponing.not_today(moved, by=moved.owner, at=NOW, until=(NOW + timedelta(days=1)).date())

    assert not Touch.objects.exclude(lease_by=None).exists()


def test_a_lease_locks_nobody_out() -> None:
    touch = opened()
    leasing.open_touch(touch, by=journeys.rep(), at=NOW + FIVE_MINUTES)

    skipped = postponing.skip(
        touch, by=touch.owner, at=NOW + FIVE_MINUTES, reason=SkipReason.WRONG_TIME
    )

    assert not skipped.is_open
