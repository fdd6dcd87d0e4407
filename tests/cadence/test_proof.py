"""The proof: each forgery planted with the guards put aside is found, under the rule it breaks."""

import re
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from typing import LiteralString

import psycopg
import pytest
from django.core.management import CommandError, call_command

from cadence.models import Delivery, Hold, Reply
from cadence.selectors.proof import RULES, prove
from prospects.models import Suppression
from tests import journeys
from tests.cadence.attacks import MIME, approve, move, reserve
from tests.cadence.conftest import Clock
from tests.factories.prospects import CompanyFactory
from tests.journeys import NOW
from tests.roles import connected_as

pytestmark = pytest.mark.django_db(transaction=True)

GUARDS_ASIDE: tuple[LiteralString, ...] = (
    "ALTER TABLE cadence_delivery DISABLE TRIGGER USER",
    "ALTER TABLE cadence_delivery DROP CONSTRAINT delivery_is_of_this_approval",
    "ALTER TABLE cadence_delivery DROP CONSTRAINT sending_records_the_exact_bytes",
    "ALTER TABLE cadence_approval DISABLE TRIGGER USER",
    "ALTER TABLE cadence_approval DROP CONSTRAINT approval_is_of_this_try",
    "ALTER TABLE cadence_approval DROP CONSTRAINT approval_is_of_these_words",
    "ALTER TABLE cadence_approval DROP CONSTRAINT approval_lasts_fifteen_minutes",
    "ALTER TABLE cadence_draft DISABLE TRIGGER USER",
    "ALTER TABLE cadence_withdrawal DISABLE TRIGGER USER",
    "ALTER TABLE cadence_enrollment DISABLE TRIGGER USER",
    "ALTER TABLE cadence_hold DISABLE TRIGGER USER",
    "ALTER TABLE prospects_suppression DISABLE TRIGGER USER",
    "ALTER TABLE team_humansession DISABLE TRIGGER USER",
    "ALTER TABLE mailbox_mailbox DISABLE TRIGGER USER",
    "DROP INDEX one_live_delivery_per_try",
)

LETTER: LiteralString = "WHERE id = (SELECT approval_id FROM cadence_delivery WHERE state = 'sent')"
# Stops that the last gate had in sight, so a letter cannot have begun: of whom, and what stands.
STOPS: list[LiteralString] = [
    "INSERT INTO prospects_suppression (kind, value, value_hash, channel, reason, origin, created_at,"
    " lift_reason, stood_at, stood_xid, until, lifted_at)"
    f" SELECT '{kind}', {value}, earnest_stop_hash({value}), {channel}, 'No.', 'told_us', now(), '',"
    f" sending_at - interval '1 second', '3', {until}, NULL FROM cadence_delivery d"
    " JOIN cadence_approval a ON a.id = d.approval_id JOIN cadence_touch t ON t.id = d.touch_id"
    " WHERE d.state = 'sent'"
    for kind, value, channel, until in (
        ("email", "earnest_email_key(to_address)", "''", "NULL"),
        ("email", "to_address", "'email'", "sending_at + interval '1 second'"),
        ("domain", "split_part(to_address, '@', 2)", "''", "NULL"),
        ("domain", "'corrib.example'", "''", "NULL"),
        ("person", "t.prospect_id::text", "''", "NULL"),
    )
]
FORGERIES: list[tuple[str, LiteralString]] = [
    ("P1", "UPDATE cadence_delivery SET db_role = 'earnest_worker' WHERE state = 'sent'"),
    (
        "P2",
        "UPDATE cadence_delivery SET touch_id = (SELECT max(id) FROM cadence_touch)"
        " WHERE state = 'sent'",
    ),
    ("P2", f"UPDATE cadence_approval SET touch_id = (SELECT max(id) FROM cadence_touch) {LETTER}"),
    ("P3", f"UPDATE cadence_approval SET reviewer_id = (SELECT max(id) FROM team_user) {LETTER}"),
    (
        "P3",
        "UPDATE mailbox_mailbox SET owner_id = (SELECT max(id) FROM team_user)"
        " WHERE id = (SELECT min(id) FROM mailbox_mailbox)",
    ),
    ("P4", "UPDATE cadence_draft SET body = 'Buy now'"),
    ("P4", "UPDATE cadence_delivery SET content_sha256 = sha256('Buy now') WHERE state = 'sent'"),
    ("P4", f"UPDATE cadence_approval SET to_address = 'someone@else.example' {LETTER}"),
    ("P5", "UPDATE cadence_delivery SET reserved_at = reserved_at + interval '16 minutes'"),
    ("P5", f"UPDATE cadence_approval SET consumed_at = NULL {LETTER}"),
    ("P5", f"UPDATE cadence_approval SET expires_at = approved_at + interval '1 day' {LETTER}"),
    ("P6", "UPDATE team_humansession SET revoked_at = created_at - interval '1 minute'"),
    ("P6", "UPDATE team_humansession SET created_at = created_at + interval '1 minute'"),
    (
        "P7",
        "UPDATE cadence_enrollment SET state = 'ended', ending = 'no',"
        " ended_at = started_at - interval '1 minute'",
    ),
    (
        "P7",
        "INSERT INTO cadence_withdrawal (approval_id, by_id, at)"
        " SELECT id, reviewer_id, approved_at - interval '1 minute' FROM cadence_approval",
    ),
    ("P6", "UPDATE team_humansession SET revoked_at = created_at + interval '90 seconds'"),
    ("P6", f"UPDATE cadence_approval SET approved_at = approved_at - interval '1 minute' {LETTER}"),
    ("P6", "UPDATE team_humansession SET expires_at = created_at + interval '90 seconds'"),
    (
        "P7",
        f"UPDATE cadence_approval SET expires_at = approved_at + interval '30 seconds' {LETTER}",
    ),
    (
        "P7",
        "WITH reply AS (INSERT INTO cadence_reply (prospect_id, company_id, owner_id, channel,"
        " received_at, text, suggested_kind, kind, note) SELECT p.id, p.company_id, p.owner_id,"
        " 'email', now(), 'No.', '', '', '' FROM prospects_prospect p JOIN cadence_touch t"
        " ON t.prospect_id = p.id JOIN cadence_delivery d ON d.touch_id = t.id"
        " WHERE d.state = 'sent' RETURNING id, company_id)"
        " INSERT INTO cadence_hold (company_id, reply_id, reason, placed_at, lift_reason)"
        " SELECT company_id, id, 'They answered.', '2026-11-16 08:59', '' FROM reply",
    ),
    *(("P7", stop) for stop in STOPS),
    (
        "P8",
        "WITH twin AS (INSERT INTO cadence_approval (id, touch_id, draft_id, mailbox_id, reviewer_id,"
        " session_id, to_address, content_sha256, frame_sha256, looks, read_aloud, approved_at, expires_at,"
        " consumed_at) SELECT gen_random_uuid(), touch_id, draft_id, mailbox_id, reviewer_id,"
        " session_id, to_address, content_sha256, frame_sha256, looks, read_aloud, approved_at, expires_at,"
        f" consumed_at FROM cadence_approval {LETTER} RETURNING id)"
        " INSERT INTO cadence_delivery (id, touch_id, approval_id, content_sha256, message_id, state,"
        " mime_sha256, smtp_reply, explanation, reserved_at, sending_at, finished_at, db_role)"
        " SELECT gen_random_uuid(), touch_id, twin.id, content_sha256, '<twin@fernhill.example>',"
        " state, mime_sha256, smtp_reply, explanation, reserved_at, sending_at, finished_at, db_role"
        " FROM cadence_delivery, twin WHERE state = 'sent'",
    ),
    ("P9", "UPDATE cadence_delivery SET mime_sha256 = NULL WHERE state = 'sent'"),
]


@pytest.fixture
def owner() -> Iterator[psycopg.Connection]:
    with connected_as("owner") as connection:
        yield connection


@pytest.fixture
def sent(clock: Clock, sandbox: None) -> Delivery:
    """One letter that left as it should, and one that failed."""
    approval = journeys.approved(email="aoife@mail.corrib.example")
    move(reserve(approval), "failed")
    second = approve(approval.draft, mailbox=approval.mailbox, session=approval.session)
    delivery = reserve(second)
    clock.move(NOW + timedelta(minutes=2))
    move(delivery, "sending", mime_sha256=MIME)
    move(delivery, "sent")
    return delivery


def rules_broken_by(owner: psycopg.Connection, forgery: LiteralString) -> set[str]:
    """What the proof view says with this forgery in place. The forgery does not stay."""
    with owner.transaction(force_rollback=True):
        changed = owner.execute(forgery).rowcount
        rows = owner.execute("SELECT rule FROM cadence_sendproof").fetchall()
    assert changed > 0
    return {rule.split(" ")[0] for (rule,) in rows}


@pytest.mark.usefixtures("sent")
def test_every_forgery_is_found_under_the_rule_it_breaks(owner: psycopg.Connection) -> None:
    journeys.planned(email="sean@corrib.example")
    with owner.transaction(force_rollback=True):
        for statement in GUARDS_ASIDE:
            owner.execute(statement)

        assert rules_broken_by(owner, "UPDATE cadence_delivery SET smtp_code = 250") == set()
        missed = [
            (rule, forgery)
            for rule, forgery in FORGERIES
            if rule not in rules_broken_by(owner, forgery)
        ]

    assert missed == []
    assert {rule for rule, _forgery in FORGERIES} == {f"P{number}" for number in range(1, 10)}


HARMLESS: dict[str, LiteralString] = {
    "one that came after": "stood_at = stood_at + interval '1 day'",
    "one that nobody could see yet": "stood_xid = '9000000000'",
    "one that had run out": "until = stood_at",
    "one that was lifted before": "lifted_at = stood_at, lifted_by_id = (SELECT max(id) FROM team_user),"
    " lift_reason = 'Please'",
    "one of calls": "channel = 'call'",
    "one of another address": "value_hash = sha256('another')",
}


@pytest.mark.usefixtures("sent")
@pytest.mark.parametrize("change", HARMLESS.values(), ids=HARMLESS)
def test_a_stop_that_did_not_stand_for_this_letter_speaks_not_against_it(
    owner: psycopg.Connection, change: LiteralString
) -> None:
    with owner.transaction(force_rollback=True):
        owner.execute("ALTER TABLE prospects_suppression DISABLE TRIGGER USER")
        for stop in STOPS:
            with owner.transaction(force_rollback=True):
                owner.execute(stop)
                assert rules_broken_by(owner, "UPDATE prospects_suppression SET reason = ''") == {
                    "P7"
                }
                assert rules_broken_by(owner, "UPDATE prospects_suppression SET " + change) == set()


@pytest.mark.usefixtures("sandbox")
def test_the_hold_of_another_company_speaks_not_against_a_letter_to_them(clock: Clock) -> None:
    draft = journeys.drafted()
    person, by = draft.touch.prospect, draft.touch.owner
    other = CompanyFactory.create(name="Corrib Frost", domain="frost.example")
    reply = Reply.objects.create(
        prospect=person, company=person.company, owner=by, channel="email",
        received_at=NOW, text="Both of us are curious.",
    )  # fmt: skip
    Hold.objects.create(company=other, reply=reply, reason="They answered.", placed_at=NOW)

    clock.move(NOW + timedelta(minutes=1))
    delivery = reserve(approve(draft))
    move(delivery, "sending", mime_sha256=MIME)
    move(delivery, "sent")

    assert prove().holds


@pytest.mark.usefixtures("sandbox")
def test_a_stop_that_was_being_written_while_a_letter_began_cries_no_wolf(clock: Clock) -> None:
    delivery = reserve(journeys.approved())

    with connected_as("web") as stopping:
        with stopping.transaction():
            stopping.execute(
                "INSERT INTO prospects_suppression (kind, value, value_hash, channel, reason, origin,"
                " created_at, lift_reason) SELECT 'email', email, '', '', 'No.', 'list', now(), ''"
                " FROM prospects_prospect"
            )
            clock.move(NOW + timedelta(minutes=1))
            move(delivery, "sending", mime_sha256=MIME)
        move(delivery, "sent")

    stop = Suppression.objects.get()
    delivery.refresh_from_db()
    assert stop.created_at < delivery.sending_at
    assert prove().holds


@pytest.mark.usefixtures("sent")
def test_the_command_proves_what_people_sent() -> None:
    out = StringIO()

    call_command("prove_human_sends", stdout=out)

    assert out.getvalue() == (
        "2 deliveries, each by a person's own review.\n"
        "0 Monday letters, each to one of our own users.\n"
    )


def test_the_command_exits_with_1_and_names_the_delivery(
    owner: psycopg.Connection, sent: Delivery
) -> None:
    claim_role(owner, "earnest_worker")
    said = StringIO()

    with pytest.raises(CommandError) as error:
        call_command("prove_human_sends", stderr=said)

    assert error.value.returncode == 1
    assert said.getvalue() == f"delivery {sent.pk} breaks P1: {RULES['P1']}\n"
    claim_role(owner, "earnest_web")


def test_every_rule_of_the_view_has_its_sentence(owner: psycopg.Connection) -> None:
    (view,) = owner.execute("SELECT pg_get_viewdef('cadence_sendproof'::regclass)")
    assert set(re.findall(r"'(P\d+) ", view[0])) == set(RULES)


def claim_role(owner: psycopg.Connection, role: str) -> None:
    """A forgery that stays: the sent letter claims to have been begun by this role."""
    with owner.transaction():
        owner.execute("ALTER TABLE cadence_delivery DISABLE TRIGGER USER")
        owner.execute("UPDATE cadence_delivery SET db_role = %s WHERE state = 'sent'", [role])
        owner.execute("ALTER TABLE cadence_delivery ENABLE TRIGGER USER")
