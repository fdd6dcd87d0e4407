"""What the database itself holds of accounts: an admin remains, a link is used once, in time, and nobody begins a session in no way."""

from datetime import timedelta

import pytest
from django.utils import timezone

from team.enums import Role
from team.models import HumanSession, SignInLink, User
from tests.cadence.attacks import attacks
from tests.factories.team import UserFactory
from tests.roles import refused

pytestmark = pytest.mark.django_db


def link(user: User, **changed: object) -> SignInLink:
    now = timezone.now()
    given = {
        "user": user,
        "token_sha256": user.pk.to_bytes(32),
        "made_at": now,
        "expires_at": now + timedelta(days=7),
    }
    return SignInLink.objects.create(**(given | changed))


@attacks("EA402")
@pytest.mark.parametrize("change", [{"role": Role.REP}, {"is_active": False}])
def test_the_last_admin_stays_one(change: dict[str, object]) -> None:
    noor = UserFactory.create(role=Role.ADMIN)
    UserFactory.create(role=Role.ADMIN, is_active=False)
    with refused("EA402"):
        User.objects.filter(pk=noor.pk).update(**change)
    UserFactory.create(role=Role.ADMIN)
    assert User.objects.filter(pk=noor.pk).update(**change) == 1


@attacks("EA403")
def test_a_link_is_used_once_in_time_and_by_whom_it_was_made_for() -> None:
    maya, other = UserFactory.create(), UserFactory.create()
    kept, now = link(maya), timezone.now()
    late = link(other, made_at=now - timedelta(days=8), expires_at=now - timedelta(days=1))
    for attack in (
        lambda: SignInLink.objects.filter(pk=late.pk).update(used_at=now),
        lambda: SignInLink.objects.filter(pk=kept.pk).update(user=other),
        lambda: SignInLink.objects.filter(pk=kept.pk).update(expires_at=now + timedelta(days=6)),
    ):
        with refused("EA403"):
            attack()
    SignInLink.objects.filter(pk=kept.pk).update(used_at=now)
    with refused("EA403"):
        SignInLink.objects.filter(pk=kept.pk).update(used_at=None)


def test_one_link_of_a_person_is_open_and_none_lasts_longer_than_seven_days() -> None:
    maya, other = UserFactory.create(), UserFactory.create()
    link(maya)
    with refused("23505"):
        link(maya, token_sha256=bytes(32))
    with refused("23514"):
        link(other, expires_at=timezone.now() + timedelta(days=8))


@pytest.mark.parametrize("way", [{"auth_method": "magic"}, {"second_factor": "none"}])
def test_a_session_begins_in_a_way_that_is_known(way: dict[str, str]) -> None:
    now = timezone.now()
    with refused("23514"):
        HumanSession.objects.create(
            user=UserFactory.create(),
            key_sha256=bytes(32),
            created_at=now,
            expires_at=now + timedelta(days=1),
            **way,
        )
