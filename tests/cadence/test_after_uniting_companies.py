"""What becomes of two companies that were made one: their tries, whoever comes, and the way back."""

from datetime import timedelta

import pytest

from cadence.models import Touch
from cadence.services import planning, replanning, uniting_companies
from prospects.enums import SuppressionKind, SuppressionOrigin
from prospects.models import Company, Suppression
from prospects.services import adding
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
