"""Cadences are designed by admins, published whole, and never change again."""

from dataclasses import replace

import pytest

from cadence.enums import VersionState
from cadence.models import CadenceVersion
from cadence.services import designing
from cadence.ten_conversations import STEPS
from team.enums import Role
from team.models import User
from team.refusals import Refused
from tests.factories.team import UserFactory
from tests.times import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def noor() -> User:
    user: User = UserFactory.create(role=Role.ADMIN)
    return user


def test_ten_conversations_may_be_published(noor: User) -> None:
    version = designing.draft_version("Ten conversations", STEPS, by=noor)

    published = designing.publish(version, by=noor, at=NOW)

    assert published.state == VersionState.PUBLISHED
    assert published.published_by == noor
    assert [step.number for step in published.steps.all()] == list(range(1, 13))


def test_the_next_version_of_a_cadence_counts_on(noor: User) -> None:
    first = designing.draft_version("Ten conversations", STEPS, by=noor)
    second = designing.draft_version("Ten conversations", STEPS, by=noor)

    assert (first.cadence, first.number) == (second.cadence, second.number - 1)


def test_a_rep_designs_nothing() -> None:
    with pytest.raises(Refused) as refusal:
        designing.draft_version("Mine", STEPS, by=UserFactory.create())

    assert refusal.value.code == "admin_only"


def test_a_plan_of_nine_tries_is_refused_with_the_rule(noor: User) -> None:
    version = designing.draft_version("Short", STEPS[3:], by=noor)

    with pytest.raises(Refused) as refusal:
        designing.publish(version, by=noor, at=NOW)

    assert "9 tries. A person deserves at least 10." in refusal.value.sentence
    assert CadenceVersion.objects.get(pk=version.pk).state == VersionState.DRAFT


def test_a_gap_of_eight_days_is_refused(noor: User) -> None:
    late = (*STEPS[:-1], replace(STEPS[-1], day=STEPS[-2].day + 8))
    version = designing.draft_version("Slow", late, by=noor)

    with pytest.raises(Refused):
        designing.publish(version, by=noor, at=NOW)


def test_a_published_version_is_not_published_twice(noor: User) -> None:
    version = designing.draft_version("Ten conversations", STEPS, by=noor)
    designing.publish(version, by=noor, at=NOW)
    version.refresh_from_db()

    with pytest.raises(Refused) as refusal:
        designing.publish(version, by=noor, at=NOW)

    assert refusal.value.code == "already_published"
