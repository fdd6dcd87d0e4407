"""What becomes of two companies that were made one: their tries, whoever comes, and the way back."""

from datetime import timedelta

import pytest

from adherence.services import erasing
from cadence.models import Touch
from cadence.services import planning, replanning, uniting_companies
from prospects.enums import ActivityKind, ErasureCause, SuppressionKind, SuppressionOrigin
from prospects.models import Activity, Company, Suppression
from prospects.selectors.companies import page_of_companies
from prospects.services import adding, editing
from team.enums import Role
from team.models import User
from team.refusals import Refused
from tests import journeys
from tests.cadence.test_uniting_companies import merged, person
from tests.factories.prospects import CompanyFactory
from tests.factories.team import TeamFactory, UserFactory
from tests.journeys import NOW

pytestmark = pytest.mark.django_db


def maya() -> User:
    return UserFactory.create(name="Maya Okafor", team=TeamFactory.create())


def companies(owner: User, *cities: str) -> list[Company]:
    return [CompanyFactory.create(city=city, owner=owner) for city in cities]


@pytest.mark.usefixtures("clock")
def test_tries_of_two_people_move_apart_at_the_next_bell() -> None:
    first = journeys.enrolled(email="first@corrib.example").prospect
    second = journeys.enrolled(first.owner, email="second@quill.example").prospect
    planning.plan_due(NOW)
    while replanning.replan_changed(NOW):
        pass
    assert len(set(Touch.objects.values_list("due_on", flat=True))) == 1

    merged(first.company, second.company, first.owner)
    replanning.replan_changed(NOW)

    days = Touch.objects.order_by("due_on").values_list("due_on", flat=True)
    assert days[1] - days[0] >= timedelta(days=2)


def test_whoever_is_added_there_is_held_against_a_stop_of_either_domain() -> None:
    kept, other = companies(rep := maya(), "", "Sligo")
    merged(kept, other, rep)
    Suppression.objects.create(
        kind=SuppressionKind.DOMAIN,
        value=other.domain,
        origin=SuppressionOrigin.LIST,
        created_at=NOW,
    )
    with pytest.raises(Refused) as refusal:
        adding.add_person("Bo", kept, by=rep, at=NOW, email="bo@elsewhere.example")
    assert refusal.value.code == "stopped_domain"


def test_what_changed_places_twice_goes_back_the_way_it_came() -> None:
    kept, other, third = companies(rep := maya(), "", "Sligo", "Ennis")
    first = merged(kept, other, rep, take=["city"])
    second = merged(kept, third, rep, take=["city"])
    with pytest.raises(Refused) as refusal:
        uniting_companies.undo(first, by=rep, at=NOW)
    assert refusal.value.code == "merged_since"
    for done in (second, first):
        uniting_companies.undo(done, by=rep, at=NOW)
    assert list(Company.objects.order_by("pk").values_list("city", flat=True)) == [
        "", "Sligo", "Ennis",
    ]  # fmt: skip


def test_nobody_parts_what_another_team_works_with() -> None:
    kept, other = companies(rep := maya(), "", "Sligo")
    person(kept, rep)
    person(other, UserFactory.create(team=TeamFactory.create()))
    done = merged(kept, other, UserFactory.create(role=Role.ADMIN))
    with pytest.raises(Refused) as refusal:
        uniting_companies.undo(done, by=rep, at=NOW)
    assert refusal.value.code == "not_visible"


@pytest.mark.parametrize("q", ["sligo haulage", "haulage.example"])
def test_whoever_knows_the_former_name_or_domain_is_led_to_the_record_that_stands_for_it(
    q: str,
) -> None:
    rep = maya()
    kept = CompanyFactory.create(name="Corrib", owner=rep)
    other = CompanyFactory.create(name="Sligo Haulage", domain="haulage.example", owner=rep)
    merged(kept, other, rep)
    assert page_of_companies(rep, q).companies == [kept]
    assert page_of_companies(UserFactory.create(team=TeamFactory.create()), q).companies == []


def test_whoever_is_erased_is_not_mentioned_in_what_was_told_while_two_were_one() -> None:
    kept, other = companies(rep := maya(), "", "Sligo")
    gone, mate = person(other, rep, name="Philomena Quill"), person(kept, rep)
    done = merged(kept, other, rep)
    editing.add_note(mate, by=rep, at=NOW, text="Philomena Quill is away.")
    uniting_companies.undo(done, by=rep, at=NOW)
    gone.refresh_from_db()
    admin = UserFactory.create(role=Role.ADMIN)
    erasing.erase(gone, cause=ErasureCause.ASKED, reason="By letter", by=admin, at=NOW)
    note = Activity.objects.get(prospect=mate, kind=ActivityKind.NOTE)
    assert note.detail["text"] == "(erased) is away."


def test_nobody_is_added_to_a_former_record_and_nothing_about_it_is_changed() -> None:
    kept, other = companies(rep := maya(), "", "Sligo")
    person(other, rep)
    merged(kept, other, rep)
    with pytest.raises(Refused) as added:
        adding.add_person("Bo", other, by=rep, at=NOW)
    with pytest.raises(Refused) as changed:
        editing.edit_company(
            other, by=rep, at=NOW, revision=other.revision, details={"city": "Ennis"}
        )
    assert {added.value.code, changed.value.code} == {"conflict_ea515"}
