"""Stop means stop: the database's question and ours agree, whatever the stop was kept under."""

import hashlib
import hmac
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from prospects.enums import Channel, SuppressionKind, SuppressionOrigin
from prospects.models import Activity, Suppression
from prospects.selectors.suppressions import addresses_of, channels_stopped, suppression_for
from prospects.services import editing, suppressing
from team.enums import AuditKind, Role
from team.models import AuditEvent
from team.refusals import Refused
from tests.factories.prospects import CompanyFactory, ProspectFactory
from tests.factories.team import UserFactory
from tests.roles import connected_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return timezone.now()


@pytest.fixture
def anna():
    return ProspectFactory.create(
        email="Anna+work@Corrib.example",
        phone="+353915550100",
        linkedin_url="https://www.linkedin.com/in/anna",
        company=CompanyFactory.create(domain="Corrib-group.example"),
    )


def stopped_in_database(prospect, channel):
    with connection.cursor() as cursor:
        cursor.execute("SELECT earnest_is_suppressed(%s, %s)", [prospect.pk, channel])
        return cursor.fetchone()[0]


def stop(kind, value, at, **fields):
    return Suppression.objects.create(
        kind=kind,
        value=value,
        reason="No more",
        origin=SuppressionOrigin.TOLD_US,
        created_at=at,
        **fields,
    )


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (SuppressionKind.EMAIL, "anna@corrib.example"),
        (SuppressionKind.DOMAIN, "corrib.example"),
        (SuppressionKind.DOMAIN, "corrib-group.example"),
        (SuppressionKind.PHONE, "+353915550100"),
        (SuppressionKind.PROFILE, "https://www.linkedin.com/in/anna"),
    ],
)
def test_a_stop_under_any_of_her_addresses_stops_every_channel(anna, at, kind, value):
    kept = stop(kind, value, at)
    for channel in Channel:
        assert stopped_in_database(anna, channel)
        assert suppression_for(anna, channel, at) == kept


def test_a_stop_is_read_whole_by_the_names_of_its_columns(anna, at):
    kept = stop(SuppressionKind.EMAIL, "anna@corrib.example", at)
    with CaptureQueriesContext(connection) as queries:
        found = suppression_for(anna, Channel.EMAIL, at)

    assert "*" not in queries[-1]["sql"]
    assert (found, found.get_deferred_fields()) == (kept, set())


def test_a_stop_for_one_channel_leaves_the_others(anna, at):
    stop(SuppressionKind.EMAIL, "anna@corrib.example", at, channel=Channel.EMAIL)
    assert stopped_in_database(anna, Channel.EMAIL)
    assert not stopped_in_database(anna, Channel.CALL)
    assert suppression_for(anna, Channel.CALL, at) is None


def test_a_stop_ends_on_its_day_or_when_it_is_lifted(anna, at):
    over = {"until": at - timedelta(hours=1)}
    lifted = {"lifted_at": at, "lifted_by": UserFactory.create(), "lift_reason": "She wrote to us"}
    stop(SuppressionKind.EMAIL, "anna@corrib.example", at, **over)
    stop(SuppressionKind.PHONE, "+353915550100", at, **lifted)
    assert not stopped_in_database(anna, Channel.EMAIL)
    assert suppression_for(anna, Channel.EMAIL, at) is None


def test_nobody_without_addresses_is_stopped_by_others(at):
    nameless = ProspectFactory.create(email="", company=CompanyFactory.create(domain=""))
    stop(SuppressionKind.EMAIL, "anna@corrib.example", at)
    assert not stopped_in_database(nameless, Channel.EMAIL)
    assert suppression_for(nameless, Channel.EMAIL, at) is None


def test_a_stop_reaches_other_records_of_the_same_person(anna, at):
    twin = ProspectFactory.create(email="", linkedin_url=anna.linkedin_url)
    suppressing.suppress(
        anna, by=anna.owner, at=at, reason="No more", origin=SuppressionOrigin.TOLD_US
    )
    assert stopped_in_database(twin, Channel.LINKEDIN)
    kinds = set(Suppression.objects.values_list("kind", flat=True))
    assert kinds == {"email", "phone", "profile", "person"}
    assert Activity.objects.get(kind="suppressed").prospect == anna


def test_a_stop_holds_for_a_person_without_any_address(at):
    person = ProspectFactory.create(email="", phone="", linkedin_url="")
    other = ProspectFactory.create(email="", phone="", linkedin_url="", company=person.company)
    [kept] = suppressing.suppress(
        person, by=person.owner, at=at, reason="No letters", origin=SuppressionOrigin.TOLD_US
    )
    assert (kept.kind, kept.value) == (SuppressionKind.PERSON, str(person.pk))
    for channel in Channel:
        assert stopped_in_database(person, channel)
        assert suppression_for(person, channel, at) == kept
        assert not stopped_in_database(other, channel)
        assert suppression_for(other, channel, at) is None


def test_a_new_address_does_not_undo_a_stop(anna, at):
    suppressing.suppress(
        anna, by=anna.owner, at=at, reason="No more", origin=SuppressionOrigin.TOLD_US
    )
    editing.edit_person(
        anna, by=anna.owner, at=at, revision=0,
        details={"email": "new@elsewhere.example", "phone": "", "linkedin_url": ""},
    )  # fmt: skip
    for channel in Channel:
        assert stopped_in_database(anna, channel)
        assert suppression_for(anna, channel, at) is not None


def test_a_second_stop_only_ever_makes_the_first_longer(anna, at):
    month, year = at + timedelta(days=30), at + timedelta(days=365)
    for until in (month, year, month, None, month):
        suppressing.suppress(
            anna, by=anna.owner, at=at, reason="No", origin=SuppressionOrigin.REPLY, until=until
        )
    assert [stop.until for stop in Suppression.objects.all()] == [None] * 4


def test_a_reason_that_the_list_cuts_stands_whole_on_the_timeline(anna, at):
    words = "No more letters. " * 100
    for kept in suppressing.suppress(
        anna, by=anna.owner, at=at, reason=words, origin=SuppressionOrigin.TOLD_US
    ):
        assert kept.reason == words[:500]
    assert Activity.objects.get(kind="suppressed").detail["reason"] == words


def test_the_same_stop_stands_once(at):
    stop(SuppressionKind.EMAIL, "anna@corrib.example", at)
    with pytest.raises(IntegrityError, match="a_stop_stands_once_per_value_and_channel"):
        stop(SuppressionKind.EMAIL, "anna@corrib.example", at)


def test_the_hash_is_hmac_sha256_with_the_owner_s_salt(at):
    kept = stop(SuppressionKind.EMAIL, "anna@corrib.example", at)
    with connected_as("owner") as owner:
        [(inner,)] = owner.execute("SELECT inner_pad FROM prospects_stopsalt").fetchall()
    key = bytes(each ^ 0x36 for each in inner)
    kept.refresh_from_db()
    expected = hmac.new(key, b"anna@corrib.example", hashlib.sha256).digest()
    assert bytes(kept.value_hash) == expected


@pytest.mark.parametrize("role", ["web", "worker"])
def test_nobody_who_serves_reads_the_salt(role):
    with connected_as(role) as connection, pytest.raises(Exception, match="permission denied"):
        connection.execute("SELECT * FROM prospects_stopsalt")


def test_a_caller_cannot_choose_the_hash(at):
    kept = stop(SuppressionKind.EMAIL, "anna@corrib.example", at, value_hash=b"mine")
    Suppression.objects.filter(pk=kept.pk).update(value_hash=b"another")
    kept.refresh_from_db()
    assert len(kept.value_hash) == 32
    with pytest.raises(DatabaseError), transaction.atomic():
        stop(SuppressionKind.EMAIL, "", at, forgotten_at=at, value_hash=b"mine")


def test_a_forgotten_stop_stops_as_before_and_its_words_are_gone(anna, at):
    suppressing.suppress(
        anna, by=anna.owner, at=at, reason="Anna said no", origin=SuppressionOrigin.TOLD_US
    )
    assert suppressing.forget(addresses_of(anna), at=at) == 3
    assert suppressing.forget(addresses_of(anna), at=at) == 0
    themselves = Suppression.objects.get(kind=SuppressionKind.PERSON)
    assert (themselves.value, themselves.reason) == (str(anna.pk), "")
    rest = Suppression.objects.exclude(kind=SuppressionKind.PERSON)
    assert set(rest.values_list("value", "reason", "forgotten_at")) == {("", "", at)}
    twin = ProspectFactory.create(email="ANNA+new@corrib.example", phone="", linkedin_url="")
    for channel in Channel:
        assert stopped_in_database(twin, channel)
        assert suppression_for(twin, channel, at) is not None


def test_a_second_stop_finds_a_forgotten_one(anna, at):
    for _ in range(2):
        suppressing.suppress(
            anna, by=anna.owner, at=at, reason="No", origin=SuppressionOrigin.TOLD_US
        )
        suppressing.forget(addresses_of(anna), at=at)
    assert Suppression.objects.count() == 4


def test_to_forget_is_no_lifting_and_leaves_no_address_in_the_account(anna, at):
    suppressing.suppress(anna, by=anna.owner, at=at, reason="No", origin=SuppressionOrigin.TOLD_US)
    suppressing.forget(addresses_of(anna), at=at)
    boss = UserFactory.create(role=Role.MANAGER)
    for kept in Suppression.objects.all():
        suppressing.lift(kept, by=boss, at=at, reason="She asked us back")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    told = AuditEvent.objects.filter(kind=AuditKind.SUPPRESSION_LIFTED)
    assert {event.actor for event in told} == {boss}
    assert told.count() == 4
    assert "corrib" not in "".join(str(event.detail) for event in AuditEvent.objects.all())


def test_lifting_needs_a_manager_and_a_reason_and_is_told(anna, at):
    reach = (SuppressionKind.EMAIL, "anna@corrib.example")
    kept = suppressing.suppress_value(reach, by=anna.owner, at=at, reason="She rang")
    boss = UserFactory.create(role=Role.MANAGER)
    for by, reason, code in (
        (anna.owner, "She asked us back", "manager_only"),
        (boss, "  ", "reason_missing"),
    ):
        with pytest.raises(Refused) as refusal:
            suppressing.lift(kept, by=by, at=at, reason=reason)
        assert refusal.value.code == code
    assert stopped_in_database(anna, Channel.EMAIL)
    suppressing.lift(kept, by=boss, at=at, reason="She asked us back")
    assert not stopped_in_database(anna, Channel.EMAIL)
    told = Activity.objects.filter(prospect=anna).values_list("kind", "detail__reason")
    assert set(told) == {
        ("suppressed", "She rang"),
        ("suppression_lifted", "She asked us back"),
    }


@pytest.mark.parametrize("role", Role)
def test_nobody_lifts_what_the_link_in_a_letter_stopped(anna, at, role):
    reach = SuppressionKind.EMAIL, "anna@corrib.example"
    suppressing.suppress_value(reach, by=anna.owner, at=at, reason="She rang")
    suppressing.suppress(
        anna, by=None, at=at, reason="The link", origin=SuppressionOrigin.UNSUBSCRIBE
    )
    for kept in Suppression.objects.all():
        with pytest.raises(Refused):
            suppressing.lift(kept, by=UserFactory.create(role=role), at=at, reason="Please")
    assert {each.origin for each in Suppression.objects.all()} == {SuppressionOrigin.UNSUBSCRIBE}


def test_a_value_by_hand_is_kept_with_a_reason_only(anna, at):
    with pytest.raises(Refused):
        suppressing.suppress_value(
            (SuppressionKind.DOMAIN, "corrib.example"), by=anna.owner, at=at, reason=" "
        )
    assert not Suppression.objects.exists()


def test_a_domain_of_everybody_is_never_stopped_whole(anna, at):
    with pytest.raises(Refused) as refusal:
        suppressing.suppress_value(
            (SuppressionKind.DOMAIN, "gmail.com"), by=anna.owner, at=at, reason="She rang"
        )
    assert refusal.value.sentence == "gmail.com is no company: stop the address instead."
    assert not Suppression.objects.exists()
    reach = SuppressionKind.EMAIL, "anna@gmail.com"
    assert suppressing.suppress_value(reach, by=anna.owner, at=at, reason="She rang").pk


def test_the_closed_channels_of_many_are_known_at_once(anna, at):
    other, free = (
        ProspectFactory.create(phone="+353915550101"),
        ProspectFactory.create(email="sean@elsewhere.example"),
    )
    stop(SuppressionKind.PHONE, "+353915550101", at, channel=Channel.CALL)
    stop(SuppressionKind.PROFILE, anna.linkedin_url, at)
    assert channels_stopped([anna.pk, other.pk, free.pk]) == {
        anna.pk: set(Channel),
        other.pk: {Channel.CALL},
    }


def test_a_hundred_thousand_stops_are_asked_by_their_index():
    with connected_as("owner") as owner, owner.transaction(force_rollback=True):
        owner.execute(MANY)
        owner.execute("ANALYZE prospects_suppression")
        [(body,)] = owner.execute(
            "SELECT prosrc FROM pg_proc WHERE proname = 'earnest_stops_of'"
        ).fetchall()
        owner.execute("PREPARE asked (bigint[]) AS " + body.replace("(people)", "($1)"))
        plan = owner.execute("EXPLAIN EXECUTE asked ('{1}')").fetchall()
    lines = [line for (line,) in plan]
    # Of two that begin with the hash, either will do, row by row or a page at a time.
    by_hash = ("a_stop_stands_once_per_value_and_channel", "stop_by_its_hash")
    assert [line for line in lines if "Seq Scan on prospects_suppression" in line] == []
    assert [line for line in lines if any(index in line for index in by_hash)] != []


MANY = """
INSERT INTO prospects_suppression (kind, value, value_hash, channel, reason, origin, created_at, lift_reason)
SELECT 'email', 'anna' || n || '@corrib.example', '', '', 'No', 'list', now(), ''
FROM generate_series(1, 100000) n
"""
