"""The guards against the other two roles: the worker with its privileges, the owner with every privilege."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest

from cadence.enums import CallOutcome, DeliveryState
from cadence.models import Delivery
from cadence.services import logging, reviewing
from team.enums import AuditKind
from tests import journeys
from tests.adherence import test_coaching, test_monday_guards
from tests.cadence import (
    test_bouncing,
    test_bringing_introductions,
    test_covering_ends,
    test_guards_answers,
    test_guards_house_rules,
    test_guards_library,
    test_guards_method,
    test_guards_review,
    test_guards_sending,
    test_guards_stops,
    test_guards_warm_paths,
    test_merged_people,
    test_reflecting,
    test_requesting,
    test_talking,
    test_uniting_companies,
)
from tests.cadence.attacks import ATTACKED, approve, attacks, move, reserve, sending_delivery
from tests.cadence.conftest import Clock
from tests.journeys import NOW
from tests.privacy import test_guards as test_guards_privacy
from tests.prospects import test_import_steps, test_uniting
from tests.research import test_library_guards
from tests.roles import answer, connected_as
from tests.team import test_guards_accounts

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("clock", "sandbox"),
]

ROOT = Path(__file__).resolve().parents[2]
ATTACKS_ELSEWHERE = (
    test_bouncing,
    test_bringing_introductions,
    test_coaching,
    test_covering_ends,
    test_guards_accounts,
    test_guards_answers,
    test_guards_house_rules,
    test_guards_library,
    test_library_guards,
    test_guards_method,
    test_guards_privacy,
    test_guards_review,
    test_guards_sending,
    test_guards_stops,
    test_guards_warm_paths,
    test_import_steps,
    test_merged_people,
    test_uniting,
    test_uniting_companies,
    test_monday_guards,
    test_reflecting,
    test_requesting,
    test_talking,
)


@pytest.fixture
def worker() -> Iterator[psycopg.Connection]:
    with connected_as("worker") as connection:
        yield connection


@pytest.fixture
def owner() -> Iterator[psycopg.Connection]:
    with connected_as("owner") as connection:
        yield connection


@attacks("EA001")
@attacks("EA201")
def test_not_even_the_owner_rewrites_what_happened_while_the_guards_stand(
    owner: psycopg.Connection,
) -> None:
    call = journeys.planned(email="")
    logging.log_call(call, by=call.owner, at=NOW, outcome=CallOutcome.NO_ANSWER)
    approval = journeys.approved(email="sean@corrib.example")
    reviewing.withdraw(approval, by=approval.reviewer, at=NOW)
    reserve(approve(approval.draft, mailbox=approval.mailbox, session=approval.session))

    answers = {
        statement: answer(owner, statement)
        for statement in (
            "UPDATE cadence_draft SET body = 'Buy now'",
            "DELETE FROM cadence_draft",
            "UPDATE cadence_attempt SET outcome = 'spoke'",
            "DELETE FROM cadence_attempt",
            "UPDATE cadence_withdrawal SET at = now()",
            "DELETE FROM cadence_withdrawal",
            "DELETE FROM cadence_delivery",
            "DELETE FROM cadence_touch",
            "DELETE FROM cadence_enrollment",
            "UPDATE team_auditevent SET subject = ''",
            "DELETE FROM team_auditevent",
            "UPDATE cadence_approval SET looks = '{}'",
            "UPDATE cadence_approval SET consumed_at = NULL",
            "UPDATE cadence_approval SET expires_at = now()",
            "DELETE FROM cadence_approval",
            "TRUNCATE cadence_delivery, cadence_attempt CASCADE",
            "TRUNCATE cadence_attempt CASCADE",
            "TRUNCATE team_auditevent",
            "TRUNCATE team_audithead",
        )
    }

    wanted = {each: "EA201" if "cadence_approval" in each else "EA001" for each in answers}
    assert answers == wanted
    assert answer(owner, "TRUNCATE cadence_approval CASCADE") == "EA001"


@attacks("EA210")
def test_not_even_the_owner_begins_a_delivery(owner: psycopg.Connection) -> None:
    approval = journeys.approved()

    code = answer(
        owner,
        "INSERT INTO cadence_delivery (id, touch_id, approval_id, content_sha256, message_id,"
        " state, reserved_at, db_role, smtp_reply, explanation)"
        " SELECT gen_random_uuid(), touch_id, id, content_sha256, '<a@fernhill.example>',"
        " 'reserved', now(), 'earnest_web', '', '' FROM cadence_approval WHERE id = %s",
        approval.pk,
    )

    assert code == "EA210"


@attacks("EA224")
def test_the_worker_moves_no_delivery_but_what_went_stale(
    worker: psycopg.Connection, clock: Clock
) -> None:
    reserved = reserve(journeys.approved())
    sending = sending_delivery(email="sean@corrib.example")
    unknown = sending_delivery(email="mary@corrib.example")
    move(unknown, DeliveryState.UNKNOWN)
    clock.move(NOW + timedelta(minutes=5))

    def to(state: str, delivery: Delivery) -> str:
        return answer(
            worker,
            "UPDATE cadence_delivery SET state = %s, mime_sha256 = coalesce(mime_sha256, '\\x00')"
            " WHERE id = %s",
            state,
            delivery.pk,
        )

    assert {
        "a fresh reserved to sending": to("sending", reserved),
        "a fresh reserved to failed": to("failed", reserved),
        "a fresh sending to sent": to("sent", sending),
        "a fresh sending to failed": to("failed", sending),
        "a fresh sending to unknown": to("unknown", sending),
        "an unknown to sent": to("sent", unknown),
        "an unknown to failed": to("failed", unknown),
    } == dict.fromkeys(
        (
            "a fresh reserved to sending",
            "a fresh reserved to failed",
            "a fresh sending to sent",
            "a fresh sending to failed",
            "a fresh sending to unknown",
            "an unknown to sent",
            "an unknown to failed",
        ),
        "EA224",
    )


@pytest.mark.parametrize(
    "lie",
    [
        "smtp_code = 250",
        "smtp_reply = 'Accepted'",
        "mime_sha256 = '\\x00'",
    ],
)
def test_the_worker_says_of_a_letter_only_that_and_why_it_is_closed(
    worker: psycopg.Connection, clock: Clock, lie: LiteralString
) -> None:
    reserve(journeys.approved())
    clock.move(NOW + timedelta(minutes=11))
    close: LiteralString = (
        "UPDATE cadence_delivery SET state = 'failed', explanation = 'It stopped.'"
    )

    assert answer(worker, close) == ""
    assert answer(worker, close + ", " + lie) == "EA224"


@attacks("EA002")
def test_the_worker_tells_of_nothing_that_only_a_person_does(worker: psycopg.Connection) -> None:
    maya = journeys.rep()

    def told(kind: str, actor: int | None) -> str:
        return answer(
            worker,
            "INSERT INTO team_auditevent (at, actor_id, kind, subject, detail, previous_hash, hash)"
            " VALUES (now(), %s, %s, 'x', '{}', '', '')",
            actor,
            kind,
        )

    forged = {(kind, actor): told(kind, actor) for kind in AuditKind for actor in (maya.pk, None)}

    by_itself = {(AuditKind.SUPPRESSED, None): ""}
    assert forged == dict.fromkeys(forged, "EA002") | by_itself


@attacks("EA302")
def test_the_worker_points_no_mailbox_elsewhere_and_notes_only_how_reading_went(
    worker: psycopg.Connection,
) -> None:
    journeys.connected(journeys.rep())
    changes = {
        "UPDATE mailbox_mailbox SET imap_host = 'elsewhere.example'": "EA302",
        "UPDATE mailbox_mailbox SET smtp_port = 25": "EA302",
        "UPDATE mailbox_mailbox SET address = 'a@elsewhere.example'": "EA302",
        "UPDATE mailbox_mailbox SET daily_cap = 6000": "EA302",
        "UPDATE mailbox_mailbox SET state_note = 'Read.', last_read_at = now()": "",
    }

    assert {change: answer(worker, change) for change in changes} == changes


def test_every_code_of_the_guards_is_attacked_by_a_test() -> None:
    files = [
        path
        for room in ("cadence", "team", "mailbox", "prospects", "research", "adherence")
        for path in (ROOT / room / "migrations" / "sql").glob("*.sql")
    ]
    codes = {
        code for path in files for code in re.findall(r"ERRCODE = '(EA\d+)'", path.read_text())
    }

    assert len(ATTACKS_ELSEWHERE) == 23
    assert codes == ATTACKED
