"""Two records that are one company: their people count together, what holds one holds all, and it can be taken back."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client

from adherence.services import erasing
from cadence.models import CompanyRequest, Enrollment, Hold, Reply
from cadence.policies.beginning import refusals
from cadence.selectors.calendars import days_written
from cadence.services import holding, listening, uniting_companies
from cadence.services.matching import whom_it_is_from
from prospects.enums import ActivityKind, Channel, ErasureCause, SuppressionKind, SuppressionOrigin
from prospects.models import Activity, Company, CompanyMerge, Prospect, Suppression
from prospects.selectors.company import history_of, stop_of_company
from prospects.selectors.standings import who_stands
from prospects.selectors.suppressions import channels_stopped, reached_by, suppression_for
from prospects.services import adding, editing
from research.enums import FindingAbout
from research.models import Finding
from team.enums import AuditKind, Role
from team.models import AuditEvent, User
from team.refusals import Refused
from tests.cadence.attacks import attacks
from tests.factories.cadence import published_version
from tests.factories.mailbox import InboundMessageFactory
from tests.factories.prospects import CompanyFactory, ProspectFactory
from tests.factories.team import TeamFactory, UserFactory
from tests.roles import refused
from tests.times import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def maya() -> User:
    return UserFactory.create(name="Maya Okafor", team=TeamFactory.create())


@pytest.fixture
def kept(maya: User) -> Company:
    return CompanyFactory.create(name="Corrib", domain="corrib.example", city="", owner=maya)


@pytest.fixture
def other(maya: User) -> Company:
    return CompanyFactory.create(
        name="Corrib Ltd", domain="corrib-group.example", city="Sligo", owner=maya
    )


def person(company: Company, owner: User, **details: object) -> Prospect:
    return ProspectFactory.create(company=company, owner=owner, **details)


def begun(prospect: Prospect) -> Enrollment:
    return Enrollment.objects.create(
        prospect=prospect, version=published_version(), owner=prospect.owner, started_at=NOW
    )


def merged(kept: Company, other: Company, by: User, **changed: object) -> CompanyMerge:
    done = uniting_companies.merge(kept, other, **({"take": [], "by": by, "at": NOW} | changed))
    kept.refresh_from_db()
    other.refresh_from_db()
    return done


def why_not(kept: Company, other: Company, by: User) -> str:
    with pytest.raises(Refused) as refusal:
        merged(kept, other, by)
    return refusal.value.code


def heard(prospect: Prospect) -> Reply:
    return listening.record_reply(
        prospect,
        by=prospect.owner,
        at=NOW,
        channel=Channel.CALL,
        text="Ring me.",
        kind="interested",
    )


def held() -> set[str]:
    return set(Hold.objects.filter(lifted_at=None).values_list("company__name", flat=True))


def test_everybody_moves_with_their_facts_and_goes_back_unless_they_moved_since(
    kept: Company, other: Company, maya: User
) -> None:
    stays, moved, left = person(kept, maya), person(other, maya), person(other, maya)
    fact = Finding.objects.create(
        company=other, about=FindingAbout.COMPANY, claim="They grow.", told_by="The mayor",
        dated_on=NOW.date(), added_by=maya, created_at=NOW,
    )  # fmt: skip

    done = merged(kept, other, maya, take=["city"])

    assert {each.company for each in Prospect.objects.all()} == {kept}
    assert (kept.city, other.city, other.merged_into) == ("Sligo", "", kept)
    assert (done.people, done.facts) == ([moved.pk, left.pk], [fact.pk])
    elsewhere = CompanyFactory.create()
    Prospect.objects.filter(pk=left.pk).update(company=elsewhere)
    came = person(kept, maya)

    uniting_companies.undo(done, by=maya, at=NOW)

    where = dict(Prospect.objects.values_list("pk", "company"))
    assert where == {
        stays.pk: kept.pk, moved.pk: other.pk, left.pk: elsewhere.pk, came.pk: kept.pk,
    }  # fmt: skip
    fact.refresh_from_db()
    other.refresh_from_db()
    assert (fact.company, other.city, other.merged_into) == (other, "Sligo", None)
    with pytest.raises(Refused) as again:
        uniting_companies.undo(done, by=maya, at=NOW)
    assert again.value.code == "undone_already"


def test_a_reply_at_one_holds_the_others_people_and_both_stay_held_when_they_are_parted(
    kept: Company, other: Company, maya: User
) -> None:
    answers, waits = person(other, maya), person(kept, maya)
    done = merged(kept, other, maya)
    heard(answers)
    assert held() == {"Corrib"}
    assert refusals([waits], NOW)[waits.pk].code == "on_hold"

    uniting_companies.undo(done, by=maya, at=NOW)

    assert held() == {"Corrib", "Corrib Ltd"}
    answers.refresh_from_db()
    assert {each.code for each in refusals([waits, answers], NOW).values()} == {"on_hold"}
    assert Reply.objects.get().company == other


@pytest.mark.parametrize("answered_at", ["kept", "other"])
def test_a_hold_that_stands_holds_everybody_from_the_merge_on(
    kept: Company, other: Company, maya: User, answered_at: str
) -> None:
    here = {"kept": kept, "other": other}
    people = {name: person(company, maya) for name, company in here.items()}
    heard(people[answered_at])
    merged(kept, other, maya)
    for each in people.values():
        each.refresh_from_db()
    assert held() == {"Corrib"}
    found = refusals(list(people.values()), NOW)
    assert [found[each.pk].code for each in people.values()] == ["on_hold", "on_hold"]
    holding.lift(Hold.objects.get(lifted_at=None), by=maya, at=NOW, reason="Read.")
    assert held() == set()


def test_an_answer_that_comes_in_at_the_record_that_stands_under_another_holds_the_kept_one(
    kept: Company, other: Company, maya: User
) -> None:
    merged(kept, other, maya)
    Hold.objects.create(company=other, reason="They answered.", placed_at=NOW)
    assert held() == {"Corrib", "Corrib Ltd"}


@attacks("EA165")
def test_the_database_makes_none_of_two_records_while_one_of_them_is_held_alone(
    kept: Company, other: Company, maya: User
) -> None:
    heard(person(other, maya))
    with refused("EA165"), transaction.atomic():
        Company.objects.filter(pk=other.pk).update(merged_into=kept)
    merged(kept, other, maya)
    with refused("EA165"), transaction.atomic():
        Company.objects.filter(pk=other.pk).update(merged_into=None)


@attacks("EA166")
def test_no_more_are_in_a_cadence_than_one_company_may_have(
    kept: Company, other: Company, maya: User
) -> None:
    for _each in range(2):
        begun(person(kept, maya))
        begun(person(other, maya))
    assert why_not(kept, other, maya) == "company_is_full"
    with refused("EA166"), transaction.atomic():
        Company.objects.filter(pk=other.pk).update(merged_into=kept)


def test_those_in_a_cadence_count_together_and_keep_their_way(
    kept: Company, other: Company, maya: User
) -> None:
    ways = [begun(person(kept, maya)), begun(person(other, maya)), begun(person(other, maya))]
    fourth = person(kept, maya)
    done = merged(kept, other, maya)
    with refused("EA110"), transaction.atomic():
        begun(fourth)
    uniting_companies.undo(done, by=maya, at=NOW)
    assert [each.prospect.company.name for each in Enrollment.objects.order_by("pk")] == [
        "Corrib", "Corrib Ltd", "Corrib Ltd",
    ]  # fmt: skip
    assert {each.pk for each in ways} == set(Enrollment.objects.values_list("pk", flat=True))


@attacks("EA167")
def test_one_colleague_leads_the_talk_with_a_company(
    kept: Company, other: Company, maya: User
) -> None:
    mate = UserFactory.create(team=maya.team)
    begun(person(kept, maya))
    begun(person(other, mate))
    person(other, maya)
    assert why_not(kept, other, maya) == "two_lead"
    with refused("EA167"), transaction.atomic():
        Company.objects.filter(pk=other.pk).update(merged_into=kept)


def test_a_colleague_who_waits_for_an_answer_has_it_first(
    kept: Company, other: Company, maya: User
) -> None:
    mate = UserFactory.create(team=maya.team)
    begun(person(other, maya))
    CompanyRequest.objects.create(
        company=other, prospect=person(other, mate), asker=mate, why="I know her.",
        asked_at=NOW + timedelta(hours=1),
    )  # fmt: skip
    assert why_not(kept, other, maya) == "request_waits"


def test_nobody_makes_one_of_what_is_not_theirs(kept: Company, other: Company, maya: User) -> None:
    person(kept, maya)
    stranger = UserFactory.create(team=TeamFactory.create())
    assert why_not(kept, other, stranger) == "not_workable"
    assert why_not(kept, other, UserFactory.create(role=Role.AUDITOR)) == "not_workable"
    person(other, stranger)
    assert why_not(kept, other, maya) == "not_visible"
    merged(kept, other, UserFactory.create(role=Role.ADMIN))


@attacks("EA514")
def test_one_record_stands_for_the_others_and_only_one(
    kept: Company, other: Company, maya: User
) -> None:
    third = CompanyFactory.create(owner=maya)
    merged(kept, other, maya)
    assert [why_not(*pair, maya) for pair in ((third, kept), (other, third), (third, other))] == [
        "stands_for_others", "merged_already", "merged_already",
    ]  # fmt: skip
    assert why_not(third, third, maya) == "same_record"
    for record, into in ((kept, third), (third, other)):
        with refused("EA514"), transaction.atomic():
            Company.objects.filter(pk=record.pk).update(merged_into=into)


@attacks("EA515")
def test_nobody_comes_to_a_record_that_stands_under_another(
    kept: Company, other: Company, maya: User
) -> None:
    somebody = person(kept, maya)
    merged(kept, other, maya)
    with refused("EA515"), transaction.atomic():
        person(other, maya)
    with refused("EA515"), transaction.atomic():
        Prospect.objects.filter(pk=somebody.pk).update(company=other)
    added = adding.add_person_at("Bo", "Corrib Ltd", "corrib-group.example", by=maya, at=NOW)
    assert added.company == kept


@attacks("EA162")
def test_whoever_is_in_a_cadence_moves_with_the_merge_alone(
    kept: Company, other: Company, maya: User
) -> None:
    way = begun(person(other, maya))
    with refused("EA162"), transaction.atomic():
        Prospect.objects.filter(pk=way.prospect_id).update(company=kept)
    merged(kept, other, maya)
    assert Prospect.objects.get(pk=way.prospect_id).company == kept
    with refused("EA162"), transaction.atomic():
        Prospect.objects.filter(pk=way.prospect_id).update(company=CompanyFactory.create())


@pytest.mark.parametrize("domain", ["corrib.example", "corrib-group.example"])
def test_a_stop_of_either_domain_stops_everybody_there(
    kept: Company, other: Company, maya: User, domain: str
) -> None:
    people = [person(each, maya, email="") for each in (kept, other)]
    done = merged(kept, other, maya)
    Suppression.objects.create(
        kind=SuppressionKind.DOMAIN, value=domain, origin=SuppressionOrigin.LIST, created_at=NOW
    )
    people = list(Prospect.objects.select_related("company").order_by("pk"))
    ids = [each.pk for each in people]
    assert list(channels_stopped(ids)) == ids
    assert [suppression_for(each, Channel.EMAIL, NOW) is None for each in people] == [False, False]
    assert {each.pk for each in reached_by((SuppressionKind.DOMAIN, domain))} == set(ids)
    assert Prospect.objects.filter(who_stands("stopped", NOW)).count() == 2
    assert stop_of_company(kept, NOW) is not None
    uniting_companies.undo(done, by=maya, at=NOW)
    assert len(channels_stopped(ids)) == 1


def test_who_writes_from_the_others_domain_writes_from_the_kept_one(
    kept: Company, other: Company, maya: User
) -> None:
    known = person(kept, maya, name="Bo Berg", email="")
    merged(kept, other, maya)
    mail = InboundMessageFactory.create(
        from_name="Berg, Bo", from_address="b.berg@corrib-group.example"
    )
    assert whom_it_is_from(mail) == known


def test_what_was_written_by_hand_at_either_keeps_its_distance_at_both(
    kept: Company, other: Company, maya: User
) -> None:
    wrote = person(other, maya)
    Activity.objects.record(ActivityKind.WROTE, at=NOW, actor=maya, prospect=wrote)
    assert days_written([kept.pk], NOW - timedelta(days=7)) == {}
    merged(kept, other, maya)
    written = days_written([kept.pk], NOW - timedelta(days=7))
    assert {company: list(people) for company, people in written.items()} == {kept.pk: [wrote.pk]}


def test_the_page_the_timeline_and_the_account_tell_of_both(
    client: Client, kept: Company, other: Company, maya: User
) -> None:
    client.force_login(maya)
    noted = person(other, maya)
    editing.add_note(noted, by=maya, at=NOW, text="Before they were one.")
    done = merged(kept, other, maya, take=["city"])
    kinds = [entry.kind for entry in history_of(kept, maya).entries]
    assert kinds == [ActivityKind.MERGED, ActivityKind.NOTE]
    event = AuditEvent.objects.get(kind=AuditKind.MERGED)
    assert (event.subject, event.detail["people"]) == (f"company {kept.pk}", 1)
    assert client.get(f"/companies/{other.pk}/").headers["Location"] == f"/companies/{kept.pk}/"
    assert "Corrib Ltd" in client.get(f"/companies/{kept.pk}/").content.decode()
    assert [row.company for row in client.get("/companies/").context["rows"]] == [kept]
    assert client.post(f"/companies/{kept.pk}/merges/{done.pk}/parting/").status_code == 302
    assert [row.company for row in client.get("/companies/").context["rows"]] == [kept, other]


def test_whoever_is_erased_is_mentioned_at_neither_record(
    kept: Company, other: Company, maya: User
) -> None:
    gone, mate = person(other, maya, name="Philomena Quill"), person(other, maya)
    editing.add_note(mate, by=maya, at=NOW, text="Ask Philomena Quill.")
    merged(kept, other, maya)
    editing.add_note(mate, by=maya, at=NOW, text="Philomena Quill is away.")
    admin = UserFactory.create(role=Role.ADMIN)
    erasing.erase(gone, cause=ErasureCause.ASKED, reason="By letter", by=admin, at=NOW)
    notes = Activity.objects.filter(prospect=mate, kind=ActivityKind.NOTE).order_by("pk")
    assert [each.detail["text"] for each in notes] == ["Ask (erased).", "(erased) is away."]
