"""The account of what was done: a chain that shows every changed, missing or added row."""

import contextlib
import threading
from collections.abc import Iterator
from io import StringIO
from typing import LiteralString

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from team.enums import AuditKind, Role
from team.models import AuditEvent, AuditHead, Policy, User
from team.selectors import audit
from team.services import auditing
from tests.factories.team import UserFactory
from tests.roles import connected_as
from tests.times import NOW

pytestmark = pytest.mark.django_db


def recorded(number: int) -> AuditEvent:
    return auditing.record(
        AuditKind.EXPORTED,
        actor=None,
        subject=f"export {number}",
        detail={"rows": number, "name": "Ní Bhriain"},
        at=NOW,
    )


def test_events_are_kept_in_the_order_they_came_in() -> None:
    maya = UserFactory.create()

    event = auditing.record(
        AuditKind.EXPORTED, actor=maya, subject="a" * 300, detail={"rows": 7}, at=NOW
    )

    event.refresh_from_db()
    assert (event.pk, event.actor, event.at, event.detail) == (1, maya, NOW, {"rows": 7})
    assert event.subject == "a" * 200


def test_each_event_carries_the_hash_of_the_one_before() -> None:
    for number in range(3):
        recorded(number)

    first, second, third = AuditEvent.objects.order_by("pk")
    assert bytes(first.previous_hash) == b""
    assert bytes(second.previous_hash) == bytes(first.hash)
    assert bytes(third.previous_hash) == bytes(second.hash)
    head = AuditHead.objects.get()
    assert (bytes(head.hash), head.length) == (bytes(third.hash), 3)


def test_a_caller_cannot_choose_its_place_or_its_hash() -> None:
    recorded(0)

    AuditEvent.objects.create(
        pk=77,
        at=NOW,
        actor=None,
        kind=AuditKind.EXPORTED,
        subject="x",
        previous_hash=b"mine",
        hash=b"mine",
    )

    assert set(AuditEvent.objects.values_list("pk", flat=True)) == {1, 2}
    assert audit.verify().holds


def test_an_empty_account_holds() -> None:
    assert audit.verify() == audit.Chain(audit.Head(0, ""), breaks=[])


def test_the_command_says_how_many_events_hold() -> None:
    for number in range(3):
        recorded(number)
    out = StringIO()

    call_command("verify_audit", stdout=out)

    head = AuditHead.objects.get()
    assert out.getvalue() == f"3 events, unbroken. Head 3:{bytes(head.hash).hex()}\n"


def test_the_chain_holds_however_a_connection_writes_its_dates() -> None:
    styles = ("SQL, DMY", "German", "Postgres, MDY", "ISO, MDY")
    with connection.cursor() as cursor:
        for number, style in enumerate(styles):
            cursor.execute("SELECT set_config('datestyle', %s, true)", [style])
            cursor.execute("SET LOCAL IntervalStyle = 'sql_standard'")
            recorded(number)

    with connection.cursor() as cursor:
        for style in styles:
            cursor.execute("SELECT set_config('datestyle', %s, true)", [style])
            cursor.execute(
                "SELECT count(*) FROM team_auditevent WHERE hash ="
                " earnest_audit_digest(previous_hash, at, actor_id, kind, subject, detail)"
            )
            assert cursor.fetchone() == (len(styles),)


@pytest.mark.django_db(transaction=True)
def test_writers_side_by_side_make_one_chain() -> None:
    start = threading.Barrier(4)

    def write() -> None:
        try:
            start.wait(timeout=10)
            for number in range(5):
                recorded(number)
        finally:
            connection.close()

    writers = [threading.Thread(target=write) for _each in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    chain = audit.verify()
    assert (chain.length, chain.breaks) == (20, [])


# Forgeries, planted by the owner with the guards put aside


@pytest.fixture
def owner() -> Iterator[psycopg.Connection]:
    with connected_as("owner") as connection:
        yield connection


def plant(owner: psycopg.Connection, *statements: LiteralString) -> None:
    with owner.transaction():
        owner.execute("ALTER TABLE team_auditevent DISABLE TRIGGER USER")
        for statement in statements:
            owner.execute(statement)
        owner.execute("ALTER TABLE team_auditevent ENABLE TRIGGER USER")


REHASH: LiteralString = (
    "UPDATE team_auditevent SET hash ="
    " earnest_audit_digest(previous_hash, at, actor_id, kind, subject, detail) WHERE id = {0}"
)

FORGERIES: dict[LiteralString, tuple[tuple[LiteralString, ...], list[str]]] = {
    "a changed word": (
        ("UPDATE team_auditevent SET subject = 'export 9' WHERE id = 2",),
        ["event 2 was changed"],
    ),
    "a changed detail": (
        ("UPDATE team_auditevent SET detail = '{}' WHERE id = 2",),
        ["event 2 was changed"],
    ),
    "a changed moment": (
        ("UPDATE team_auditevent SET at = at + interval '1 second' WHERE id = 3",),
        ["event 3 was changed"],
    ),
    "a changed word with its hash made anew": (
        (
            "UPDATE team_auditevent SET subject = 'export 9' WHERE id = 2",
            REHASH.replace("{0}", "2"),
        ),
        ["an event is missing before 3"],
    ),
    "the last one changed with its hash made anew": (
        (
            "UPDATE team_auditevent SET subject = 'export 9' WHERE id = 4",
            REHASH.replace("{0}", "4"),
        ),
        ["the last events are missing: the head says 4"],
    ),
    "a row missing in the middle": (
        ("DELETE FROM team_auditevent WHERE id = 2",),
        ["an event is missing before 3", "an event is missing before 4"],
    ),
    "the first row missing": (
        ("DELETE FROM team_auditevent WHERE id = 1",),
        [f"an event is missing before {number}" for number in (2, 3, 4)],
    ),
    "the last row missing": (
        ("DELETE FROM team_auditevent WHERE id = 4",),
        ["the last events are missing: the head says 4"],
    ),
    "all rows missing": (
        ("DELETE FROM team_auditevent",),
        ["the last events are missing: the head says 4"],
    ),
    "the head missing": (
        ("DELETE FROM team_audithead",),
        ["the last events are missing: the head says 0"],
    ),
    "the last row missing with the head": (
        ("DELETE FROM team_auditevent WHERE id = 4", "DELETE FROM team_audithead"),
        ["the last events are missing: the head says 0"],
    ),
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forgery_is_found_where_it_is_and_the_command_exits_with_1(
    owner: psycopg.Connection, forgery: LiteralString
) -> None:
    for number in range(4):
        recorded(number)
    statements, breaks = FORGERIES[forgery]
    plant(owner, *statements)
    said = StringIO()

    with pytest.raises(CommandError) as error:
        call_command("verify_audit", stderr=said)

    assert audit.verify().breaks == breaks
    assert said.getvalue().splitlines() == breaks
    assert error.value.returncode == 1


# A chain written anew from end to end has no break; only what was noted elsewhere tells.


@pytest.mark.django_db(transaction=True)
def test_each_head_is_logged_once_its_event_is_committed(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("INFO", logger="earnest.audit")
    for number in range(2):
        recorded(number)
    with contextlib.suppress(ZeroDivisionError), transaction.atomic():
        recorded(2)
        raise ZeroDivisionError

    events = AuditEvent.objects.order_by("pk")
    assert caplog.messages == [f"audit head {e.pk}:{bytes(e.hash).hex()}" for e in events]
    assert len(caplog.messages) == 2


@pytest.mark.django_db(transaction=True)
def test_a_chain_written_anew_is_found_by_a_head_from_the_log(
    owner: psycopg.Connection, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", logger="earnest.audit")
    for number in range(3):
        recorded(number)
    noted = [message.removeprefix("audit head ") for message in caplog.messages]
    rewritten: list[LiteralString] = [
        "SET CONSTRAINTS ALL IMMEDIATE",
        "CREATE TEMPORARY TABLE kept ON COMMIT DROP AS SELECT * FROM team_auditevent ORDER BY id",
        "DELETE FROM team_auditevent",
        "DELETE FROM team_audithead",
        "ALTER TABLE team_auditevent ENABLE TRIGGER audit_event_joins_the_chain",
        "INSERT INTO team_auditevent (at, actor_id, kind, subject, detail, previous_hash, hash)"
        " SELECT at, actor_id, kind, replace(subject, 'export 1', 'export 9'), detail, '', ''"
        " FROM kept ORDER BY id",
    ]
    heads = [f"--head={each}" for each in noted]
    call_command("verify_audit", *heads)

    plant(owner, *rewritten)
    said = StringIO()

    assert audit.verify().holds
    call_command("verify_audit", heads[0])
    with pytest.raises(CommandError):
        call_command("verify_audit", *heads, stderr=said)
    assert said.getvalue().splitlines() == [
        "event 2 is not the one that was noted",
        "event 3 is not the one that was noted",
    ]


@pytest.mark.parametrize("text", ["", "7", "x:00", "3:xyz"])
def test_what_is_no_head_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(CommandError, match="a head is a number, a colon and a hash"):
        call_command("verify_audit", "--head", text)


# What has no service yet is accounted for by the database


def accounts() -> list[tuple[str, str, dict[str, object]]]:
    return [(e.kind, e.subject, e.detail) for e in AuditEvent.objects.order_by("pk")]


@pytest.mark.django_db(transaction=True)
def test_a_changed_rule_is_accounted_for_whoever_changes_it(owner: psycopg.Connection) -> None:
    Policy.objects.create(pk=1)
    owner.execute("UPDATE team_policy SET mailbox_daily_cap = 59")
    owner.execute("UPDATE team_policy SET mailbox_daily_cap = 59")

    made, changed = accounts()
    assert made[:2] == changed[:2] == (AuditKind.POLICY_CHANGED, "team_policy 1")
    assert changed[2] == {
        "db_role": "earnest_owner",
        "changed": {"mailbox_daily_cap": [60, 59]},
    }
    assert made[2]["db_role"] == "earnest_web"


@pytest.mark.django_db(transaction=True)
def test_a_changed_role_is_accounted_for_and_a_changed_name_is_nobodys_business() -> None:
    maya = UserFactory.create()
    User.objects.filter(pk=maya.pk).update(name="Maya O.", undo_seconds=20)
    User.objects.filter(pk=maya.pk).update(role=Role.ADMIN)

    assert accounts() == [
        (
            AuditKind.USER_CHANGED,
            f"team_user {maya.pk}",
            {"db_role": "earnest_web", "changed": {"role": ["rep", "admin"]}},
        )
    ]


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_rolled_back_is_not_accounted_for() -> None:
    maya = UserFactory.create()
    with contextlib.suppress(ZeroDivisionError), transaction.atomic():
        User.objects.filter(pk=maya.pk).update(is_active=False)
        raise ZeroDivisionError

    assert accounts() == []
