"""Stop means stop: the database's question and ours agree, whatever the stop was kept under."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from prospects.enums import Channel, SuppressionKind, SuppressionOrigin
from prospects.models import Activity, Suppression
from prospects.selectors.suppressions import suppression_for
from prospects.services import editing, suppressing
from tests.factories.prospects import CompanyFactory, ProspectFactory
from tests.factories.team import UserFactory

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
