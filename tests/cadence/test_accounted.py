"""What happened and the account of it are one: neither is kept without the other."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import LiteralString

import psycopg
import pytest
from django.db import DatabaseError

from cadence.enums import CallOutcome, DeliveryState, Ending, ReplyKind, SkipReason
from cadence.services import (
    designing,
    enrolling,
    listening,
    logging,
    postponing,
    reviewing,
    sending,
    stopping,
)
from mailbox.services import connecting
from prospects.enums import Channel, SuppressionKind
from prospects.models import Suppression
from prospects.services import adding
from team.enums import AuditKind, Role
from team.models import AuditEvent
from team.services import sessions
from tests import journeys
from tests.cadence.attacks import move, sending_delivery
from tests.factories.cadence import published_version
from tests.journeys import NOW
from tests.roles import connected_as

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("clock", "sandbox"),
]

Act = Callable[[], object]
TABLES = """
SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
AND relname <> 'team_cache' ORDER BY relname
"""


def everything(owner: psycopg.Connection) -> dict[str, str]:
    """A fingerprint of every table's rows."""
    found = {}
    for (table,) in owner.execute(TABLES).fetchall():
        rows = owner.execute(f"SELECT t::text FROM {table} t ORDER BY 1".encode()).fetchall()
        found[table] = hashlib.sha256(repr(rows).encode()).hexdigest()
    return found


@contextmanager
def unable_to_write(owner: psycopg.Connection, table: LiteralString) -> Iterator[None]:
    """The web role may not add to this table for as long as this lasts."""
    owner.execute(b"REVOKE INSERT ON %s FROM earnest_web" % table.encode())
    try:
        yield
    finally:
        owner.execute(b"GRANT INSERT ON %s TO earnest_web" % table.encode())


def signing_in() -> Act:
    user = journeys.rep()
    return lambda: sessions.begin(user, key="a key", at=NOW)


def signing_out() -> Act:
    journeys.signed_in(journeys.rep(), key="a key")
    return lambda: sessions.end(key="a key", at=NOW)


def approving() -> Act:
    draft = journeys.drafted()
    by = draft.touch.owner
    journeys.connected(by)
    session = journeys.signed_in(by)
    return lambda: reviewing.approve(
        draft, by=by, session=session, at=NOW, looks={}, read_aloud=True
    )


def withdrawing() -> Act:
    approval = journeys.approved()
    return lambda: reviewing.withdraw(approval, by=approval.reviewer, at=NOW)


def resolving() -> Act:
    delivery = sending_delivery()
    move(delivery, DeliveryState.UNKNOWN)
    delivery.refresh_from_db()
    by = delivery.touch.owner
    session = journeys.signed_in(by)
    return lambda: sending.resolve_unknown(delivery, left=True, by=by, session=session, at=NOW)


def stopping_for_good() -> Act:
    person = journeys.enrolled().prospect
    return lambda: stopping.ask_to_stop(person, by=person.owner, at=NOW, words="Please stop.")


def stopping_a_domain() -> Act:
    person = journeys.enrolled(email="aoife@corrib.example").prospect
    reach = (SuppressionKind.DOMAIN, "corrib.example")
    return lambda: stopping.stop_value(reach, by=person.owner, at=NOW, reason="No more", until=None)


def publishing() -> Act:
    by = journeys.rep(role=Role.ADMIN)
    return lambda: designing.publish_ten_conversations(by=by, at=NOW)


def disconnecting() -> Act:
    mailbox = journeys.connected(journeys.rep())
    return lambda: connecting.disconnect(mailbox, at=NOW)


ACCOUNTED = {
    AuditKind.SIGNED_IN: signing_in,
    AuditKind.SIGNED_OUT: signing_out,
    AuditKind.APPROVED: approving,
    AuditKind.WITHDRAWN: withdrawing,
    AuditKind.DELIVERY_RESOLVED: resolving,
    AuditKind.SUPPRESSED: stopping_for_good,
    AuditKind.CADENCE_PUBLISHED: publishing,
    AuditKind.MAILBOX_DISCONNECTED: disconnecting,
}


def enrolling_somebody() -> Act:
    person, version = journeys.researched(), published_version()
    return lambda: enrolling.enroll(person, version, by=person.owner, at=NOW)


def ending() -> Act:
    enrollment = journeys.enrolled()
    by = enrollment.prospect.owner
    return lambda: enrolling.end(enrollment, Ending.NOT_A_FIT, by=by, at=NOW)


def calling() -> Act:
    touch = journeys.planned(email="")
    return lambda: logging.log_call(touch, by=touch.owner, at=NOW, outcome=CallOutcome.NO_ANSWER)


def skipping() -> Act:
    touch = journeys.planned()
    return lambda: postponing.skip(touch, by=touch.owner, at=NOW, reason=SkipReason.WRONG_TIME)


def waiting_a_day() -> Act:
    touch = journeys.planned()
    until = (NOW + timedelta(days=1)).date()
    return lambda: postponing.not_today(touch, by=touch.owner, at=NOW, until=until)


def hearing() -> Act:
    person = journeys.enrolled().prospect
    return lambda: listening.record_reply(
        person,
        by=person.owner,
        at=NOW,
        channel=Channel.EMAIL,
        text="No, thank you.",
        kind=ReplyKind.NO,
    )


def adding_somebody() -> Act:
    person = journeys.researched()
    return lambda: adding.add_person("Grace Adeyemi", person.company, by=person.owner, at=NOW)


TOLD = [
    enrolling_somebody,
    ending,
    calling,
    skipping,
    waiting_a_day,
    hearing,
    adding_somebody,
    stopping_for_good,
    stopping_a_domain,
]


@pytest.fixture
def owner() -> Iterator[psycopg.Connection]:
    with connected_as("owner") as connection:
        yield connection


@pytest.mark.parametrize("kind", ACCOUNTED)
def test_an_act_without_its_account_never_was(owner: psycopg.Connection, kind: AuditKind) -> None:
    act = ACCOUNTED[kind]()
    before = everything(owner)

    with unable_to_write(owner, "team_auditevent"), pytest.raises(DatabaseError):
        act()

    assert everything(owner) == before
    act()
    assert AuditEvent.objects.latest("pk").kind == kind


@pytest.mark.parametrize("prepare", TOLD)
def test_a_change_without_its_line_on_the_timeline_never_was(
    owner: psycopg.Connection, prepare: Callable[[], Act]
) -> None:
    act = prepare()
    before = everything(owner)

    with unable_to_write(owner, "prospects_activity"), pytest.raises(DatabaseError):
        act()

    assert everything(owner) == before
    act()
    after = everything(owner)
    assert after["prospects_activity"] != before["prospects_activity"]


def test_a_lifted_stop_is_accounted_for_with_who_lifted_it() -> None:
    person = journeys.enrolled().prospect
    stopping.ask_to_stop(person, by=person.owner, at=NOW, words="Please stop.")
    stop = Suppression.objects.filter(kind="email").get()
    manager = journeys.rep(role=Role.MANAGER)

    Suppression.objects.filter(pk=stop.pk).update(
        lifted_at=NOW, lifted_by=manager, lift_reason="They wrote to us."
    )

    event = AuditEvent.objects.latest("pk")
    assert (event.kind, event.subject) == (AuditKind.SUPPRESSION_LIFTED, f"stop {stop.pk}")
    assert event.actor == manager
    assert event.detail["stop"]["value_hash"] == f"\\x{bytes(stop.value_hash).hex()}"
    assert person.email not in str(event.detail)


def test_a_stop_cannot_be_turned_elsewhere_or_made_shorter_in_silence() -> None:
    person = journeys.enrolled().prospect
    stopping.ask_to_stop(person, by=person.owner, at=NOW, words="Please stop.")
    stops = Suppression.objects.filter(kind="email")
    before = AuditEvent.objects.count()

    stops.update(value="somebody@else.example")
    stops.update(until=NOW)
    stops.update(reason="Please stop, they said.")

    kinds = AuditEvent.objects.filter(pk__gt=before).values_list("kind", flat=True)
    assert list(kinds) == [AuditKind.SUPPRESSION_LIFTED] * 2
