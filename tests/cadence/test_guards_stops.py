"""The stop list's own guards, attacked past the services."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, LiteralString

import psycopg
import pytest

from prospects.enums import SuppressionKind, SuppressionOrigin
from prospects.models import Suppression
from team.enums import Role
from tests import journeys
from tests.cadence.attacks import attacks
from tests.cadence.conftest import Clock
from tests.journeys import NOW
from tests.roles import answer, connected_as, refused

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("clock"),
]


@pytest.fixture
def owner() -> Iterator[psycopg.Connection]:
    with connected_as("owner") as connection:
        yield connection


def stop(origin: SuppressionOrigin, **fields: Any) -> Suppression:
    return Suppression.objects.create(
        kind=SuppressionKind.EMAIL,
        value="aoife@corrib.example",
        reason="No more",
        origin=origin,
        created_at=NOW,
        **fields,
    )


def lifting(role: Role, **fields: Any) -> dict[str, Any]:
    by = journeys.rep(role=role, **fields)
    return {"lifted_at": NOW, "lifted_by": by, "lift_reason": "Please"}


def kept_of(owner: psycopg.Connection) -> tuple[Any, ...]:
    row = owner.execute(
        "SELECT created_at, lifted_at, stood_at, stood_xid::text FROM prospects_suppression"
    ).fetchone()
    assert row is not None
    return row


def test_the_database_dates_both_ends_of_a_stop(owner: psycopg.Connection, clock: Clock) -> None:
    stop(SuppressionOrigin.TOLD_US, until=NOW + timedelta(days=9))
    Suppression.objects.update(created_at=NOW - timedelta(days=400))
    assert kept_of(owner)[:3] == (NOW, None, NOW)
    written = kept_of(owner)[3]

    later = clock.move(NOW + timedelta(days=1))
    Suppression.objects.update(reason="Nothing more", until=NOW + timedelta(days=8))
    assert kept_of(owner) == (NOW, None, NOW, written)

    Suppression.objects.update(until=None)
    assert kept_of(owner)[:3] == (NOW, None, later)
    assert kept_of(owner)[3] != written

    Suppression.objects.update(**lifting(Role.MANAGER))
    assert kept_of(owner)[:3] == (NOW, later, later)


@attacks("EA501")
@pytest.mark.parametrize(
    "change",
    [
        {"value": "somebody@else.example"},
        {"kind": SuppressionKind.DOMAIN},
        {"channel": "call"},
        {"origin": SuppressionOrigin.TOLD_US},
        {"until": NOW + timedelta(days=1)},
    ],
    ids=["value", "kind", "channel", "origin", "until"],
)
def test_what_the_link_stopped_is_not_turned_elsewhere(change: dict[str, Any]) -> None:
    kept = stop(SuppressionOrigin.UNSUBSCRIBE)

    with refused("EA501"):
        Suppression.objects.filter(pk=kept.pk).update(**change)


@attacks("EA501")
@pytest.mark.parametrize("role", Role)
def test_what_the_link_stopped_is_lifted_by_nobody(role: Role) -> None:
    kept = stop(SuppressionOrigin.UNSUBSCRIBE)
    change = lifting(role)

    with refused("EA501"):
        Suppression.objects.filter(pk=kept.pk).update(**change)


@attacks("EA501")
def test_not_even_the_owner_takes_it_from_the_list(owner: psycopg.Connection) -> None:
    stop(SuppressionOrigin.UNSUBSCRIBE)

    assert answer(owner, "DELETE FROM prospects_suppression") == "EA501"


@attacks("EA502")
@pytest.mark.parametrize(
    ("role", "active"), [(Role.REP, True), (Role.MANAGER, False), (Role.ADMIN, False)]
)
def test_a_stop_is_lifted_by_a_manager_who_works_here(role: Role, active: bool) -> None:
    kept = stop(SuppressionOrigin.TOLD_US)
    change = lifting(role, is_active=active)

    with refused("EA502"):
        Suppression.objects.filter(pk=kept.pk).update(**change)


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ADMIN])
def test_a_manager_lifts_any_other_stop(role: Role) -> None:
    kept = stop(SuppressionOrigin.LIST)

    assert Suppression.objects.filter(pk=kept.pk).update(**lifting(role)) == 1


def test_forgetting_and_making_longer_are_no_weakening() -> None:
    kept = stop(SuppressionOrigin.UNSUBSCRIBE, until=NOW + timedelta(days=1))
    stops = Suppression.objects.filter(pk=kept.pk)

    assert stops.update(until=None) == 1
    assert stops.update(value="", reason="", forgotten_at=NOW) == 1


TO_WORSEN: dict[str, LiteralString] = {
    "lifted": "lifted_at = now(), lift_reason = 'Please',"
    " lifted_by_id = (SELECT max(id) FROM team_user)",
    "shorter": "until = created_at + interval '1 day'",
    "ended": "until = created_at",
    "of something else": "kind = 'domain'",
    "of somebody else": "value = 'somebody@else.example'",
    "of calls": "channel = 'call'",
    "from elsewhere": "origin = 'list'",
    "without its words": "reason = ''",
    "forgotten": "value = '', forgotten_at = now()",
}


@attacks("EA503")
@pytest.mark.parametrize("until", [None, NOW + timedelta(days=9)], ids=["for good", "for a time"])
@pytest.mark.parametrize("change", TO_WORSEN.values(), ids=TO_WORSEN)
def test_the_worker_weakens_no_stop(until: datetime | None, change: LiteralString) -> None:
    journeys.rep(role=Role.ADMIN)
    stop(SuppressionOrigin.REPLY, until=until)

    with connected_as("worker") as worker:
        assert answer(worker, "UPDATE prospects_suppression SET " + change) == "EA503"
        assert answer(worker, "DELETE FROM prospects_suppression") == "42501"


def test_the_worker_makes_a_stop_longer_and_nobodys_to_lift(owner: psycopg.Connection) -> None:
    stop(SuppressionOrigin.REPLY, until=NOW + timedelta(days=9))
    changes: tuple[LiteralString, ...] = (
        "until = until + interval '1 day'",
        "until = NULL",
        "origin = 'unsubscribe'",
    )

    with connected_as("worker") as worker:
        for change in changes:
            worker.execute("UPDATE prospects_suppression SET " + change)

    assert Suppression.objects.values_list("origin", "until").get() == ("unsubscribe", None)
