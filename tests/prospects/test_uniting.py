"""Two records that are one person: neither is lost, a stop of either holds, and it can be taken back."""

import pytest
from django.db import connection, transaction

from adherence.services import erasing
from prospects.enums import Channel, ErasureCause, SuppressionKind, SuppressionOrigin
from prospects.models import Activity, Merge, Prospect, Suppression
from prospects.models.merge import FIELDS
from prospects.selectors.person import timeline_of
from prospects.selectors.suppressions import channels_stopped, records_of, suppression_for
from prospects.services import editing, suppressing, uniting
from team.enums import AuditKind, Role
from team.models import AuditEvent
from team.refusals import Refused
from tests.cadence.attacks import attacks
from tests.factories.prospects import CompanyFactory, ProspectFactory
from tests.factories.team import TeamFactory, UserFactory
from tests.roles import refused
from tests.times import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def maya():
    return UserFactory.create()


@pytest.fixture
def kept(maya):
    return ProspectFactory.create(
        owner=maya, name="Aoife Ní Bhriain", email="aoife@corrib.example", title="Buyer", phone=""
    )


@pytest.fixture
def other(maya):
    return ProspectFactory.create(
        owner=maya,
        name="Aoife Ni Bhriain",
        email="aoife@home.example",
        title="",
        phone="+353915550100",
        linkedin_url="https://www.linkedin.com/in/aoife",
        company=CompanyFactory.create(domain="old-firm.example"),
    )


def merged(kept, other, by, take=()):
    done = uniting.merge(kept, other, take=take, by=by, at=NOW)
    kept.refresh_from_db()
    other.refresh_from_db()
    return done


def stop(kind, value):
    return Suppression.objects.create(
        kind=kind, value=value, reason="No", origin=SuppressionOrigin.TOLD_US, created_at=NOW
    )


def stopped_in_database(person):
    with connection.cursor() as cursor:
        cursor.execute("SELECT earnest_is_suppressed(%s, 'email')", [person.pk])
        return cursor.fetchone()[0]


def test_chosen_fields_change_places_and_nothing_is_lost(kept, other, maya):
    done = merged(kept, other, maya, take=["email", "phone", "title", "name", "owner"])
    assert (kept.email, kept.phone, kept.title) == ("aoife@home.example", "+353915550100", "")
    assert (other.email, other.phone, other.title) == ("aoife@corrib.example", "", "Buyer")
    assert (kept.name, other.merged_into) == ("Aoife Ní Bhriain", kept)
    assert sorted(done.swapped) == ["email", "phone", "title"]


def test_a_bounced_address_takes_its_bounce_along(kept, other, maya):
    Prospect.objects.filter(pk=other.pk).update(email_bounced_at=NOW)
    merged(kept, other, maya, take=["email"])
    assert (kept.email_bounced_at, other.email_bounced_at) == (NOW, None)


def test_the_kept_one_alone_is_listed_and_tells_both_histories(kept, other, maya):
    editing.add_note(kept, by=maya, at=NOW, text="Met in Galway")
    editing.add_note(other, by=maya, at=NOW, text="Likes mornings")
    merged(kept, other, maya)
    for people in (Prospect.objects.visible_to(maya), Prospect.objects.workable_by(maya)):
        assert list(people) == [kept]
    told = [entry.detail.get("text") for entry in timeline_of(kept).entries]
    assert told == [None, "Likes mornings", "Met in Galway"]
    assert Activity.objects.filter(prospect=other).count() == 1
    assert set(records_of(kept)) == set(records_of(other)) == {kept, other}


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (SuppressionKind.EMAIL, "aoife@home.example"),
        (SuppressionKind.PHONE, "+353915550100"),
        (SuppressionKind.PROFILE, "https://www.linkedin.com/in/aoife"),
        (SuppressionKind.DOMAIN, "home.example"),
        (SuppressionKind.DOMAIN, "old-firm.example"),
    ],
)
def test_a_stop_of_the_other_record_stops_the_kept_one(kept, other, maya, kind, value):
    assert not stopped_in_database(kept)
    merged(kept, other, maya)
    told = stop(kind, value)
    assert stopped_in_database(kept)
    assert suppression_for(kept, Channel.EMAIL, NOW) == told
    assert channels_stopped([kept.pk]) == {kept.pk: set(Channel)}


def test_a_stop_for_the_other_record_itself_stops_the_kept_one_and_parts_again(kept, other, maya):
    done = merged(kept, other, maya)
    stop(SuppressionKind.PERSON, str(other.pk))
    assert stopped_in_database(kept)
    uniting.undo(done, by=maya, at=NOW)
    assert not stopped_in_database(kept)


def test_whoever_asks_to_stop_is_stopped_under_every_address(kept, other, maya):
    merged(kept, other, maya)
    suppressing.suppress(kept, by=maya, at=NOW, reason="Asked", origin=SuppressionOrigin.TOLD_US)
    values = set(Suppression.objects.values_list("value", flat=True))
    assert {"aoife@corrib.example", "aoife@home.example", "+353915550100"} <= values


def test_parted_again_each_is_as_it_was(kept, other, maya):
    before = [
        Prospect.objects.filter(pk=each.pk).values(*FIELDS, "name", "merged_into").get()
        for each in (kept, other)
    ]
    done = merged(kept, other, maya, take=["email", "phone", "linkedin_url"])
    uniting.undo(done, by=maya, at=NOW)
    after = [
        Prospect.objects.filter(pk=each.pk).values(*FIELDS, "name", "merged_into").get()
        for each in (kept, other)
    ]
    assert after == before
    assert Prospect.objects.visible_to(maya).count() == 2
    with pytest.raises(Refused):
        uniting.undo(done, by=maya, at=NOW)


def test_what_changed_places_twice_goes_back_the_way_it_came(kept, other, maya):
    third = ProspectFactory.create(owner=maya, title="Head of buying")
    first, second = (merged(kept, each, maya, take=["title"]) for each in (other, third))
    with pytest.raises(Refused) as refusal:
        uniting.undo(first, by=maya, at=NOW)
    assert refusal.value.code == "merged_since"
    for done in (second, first):
        uniting.undo(done, by=maya, at=NOW)
    titles = Prospect.objects.order_by("pk").values_list("title", flat=True)
    assert list(titles) == ["Buyer", "", "Head of buying"]


def test_after_a_letter_to_both_as_one_they_stay_one(kept, other, maya):
    done = merged(kept, other, maya)
    Activity.objects.record("letter_sent", at=NOW, actor=maya, prospect=kept)
    with pytest.raises(Refused) as why:
        uniting.undo(done, by=maya, at=NOW)
    assert why.value.code == "tried_since"


def test_the_audit_and_the_timeline_tell_both(kept, other, maya):
    done = merged(kept, other, maya, take=["email"])
    uniting.undo(done, by=maya, at=NOW)
    kinds = [AuditKind.MERGED, AuditKind.UNMERGED]
    events = AuditEvent.objects.filter(kind__in=kinds).order_by("pk")
    assert [each.kind for each in events] == kinds
    assert events[0].detail == {"merge": done.pk, "other": other.pk, "fields": ["email"]}
    told = Activity.objects.filter(prospect=kept).order_by("pk").values_list("kind", flat=True)
    assert list(told) == ["merged", "unmerged"]


def test_nobody_merges_a_colleagues_person(kept, maya):
    theirs = ProspectFactory.create(owner=UserFactory.create(team=maya.team))
    for by in (
        maya,
        theirs.owner,
        UserFactory.create(role=Role.MANAGER, team=TeamFactory.create()),
    ):
        with pytest.raises(Refused):
            uniting.merge(kept, theirs, take=[], by=by, at=NOW)
    manager = UserFactory.create(role=Role.MANAGER, team=maya.team)
    assert uniting.merge(kept, theirs, take=[], by=manager, at=NOW).kept == kept


def test_one_record_stands_for_the_others_and_only_one(kept, other, maya):
    merged(kept, other, maya)
    third = ProspectFactory.create(owner=maya)
    for first, second, code in (
        (third, kept, "stands_for_others"),
        (other, third, "merged_already"),
        (third, other, "merged_already"),
        (third, third, "same_record"),
    ):
        with pytest.raises(Refused) as why:
            uniting.merge(first, second, take=[], by=maya, at=NOW)
        assert why.value.code == code
    merged(kept, third, maya)
    assert Merge.objects.count() == 2


@attacks("EA513")
def test_the_database_keeps_one_record_on_top(kept, other, maya):
    merged(kept, other, maya)
    third = ProspectFactory.create(owner=maya)
    with refused("EA513"), transaction.atomic():
        Prospect.objects.filter(pk=third.pk).update(merged_into=other)
    with refused("EA513"), transaction.atomic():
        Prospect.objects.filter(pk=kept.pk).update(merged_into=third)


@pytest.mark.django_db(transaction=True)
def test_whoever_was_erased_is_neither_made_one_nor_parted(kept, other, maya):
    done = merged(kept, other, maya)
    third = ProspectFactory.create(owner=maya)
    admin = UserFactory.create(role=Role.ADMIN)
    erasing.erase(kept, cause=ErasureCause.NO_NEED, reason="Too old.", by=admin, at=NOW)
    for act in (
        lambda: uniting.undo(done, by=maya, at=NOW),
        lambda: uniting.merge(kept, third, take=["email"], by=maya, at=NOW),
        lambda: uniting.merge(third, kept, take=["email"], by=maya, at=NOW),
    ):
        with pytest.raises(Refused) as why:
            act()
        assert why.value.code == "conflict_erased"
