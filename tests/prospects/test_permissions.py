"""Who sees whom, and who works with whom."""

import pytest

from prospects.models import Company, Prospect
from prospects.permissions import can_see, can_work, check_work
from team.enums import Role
from team.refusals import Refused
from tests.factories.prospects import CompanyFactory, ProspectFactory
from tests.factories.team import TeamFactory, UserFactory
from tests.roles import answer, connected_as

pytestmark = pytest.mark.django_db

MATRIX = [
    # role, of the owner's team, owner: sees, works
    (Role.REP, True, True, True, True),
    (Role.REP, True, False, True, False),
    (Role.REP, False, False, False, False),
    (Role.MANAGER, True, False, True, True),
    (Role.MANAGER, False, False, False, False),
    (Role.ADMIN, False, False, True, True),
]


@pytest.mark.parametrize(("role", "same_team", "owns", "sees", "works"), MATRIX)
def test_lists_and_single_people_answer_alike(role, same_team, owns, sees, works):
    team = TeamFactory.create()
    user = UserFactory.create(role=role, team=team if same_team else TeamFactory.create())
    prospect = ProspectFactory.create(owner=user if owns else UserFactory.create(team=team))
    assert can_see(user, prospect) is sees
    assert (prospect in Prospect.objects.visible_to(user)) is sees
    assert can_work(user, prospect) is works
    assert (prospect in Prospect.objects.workable_by(user)) is works


@pytest.mark.parametrize("role", [Role.REP, Role.MANAGER])
def test_someone_without_a_team_has_only_their_own_people(role):
    single = UserFactory.create(role=role, team=None)
    theirs, other = (
        ProspectFactory.create(owner=single),
        ProspectFactory.create(owner=UserFactory.create(team=None)),
    )
    assert list(Prospect.objects.visible_to(single)) == [theirs]
    assert list(Prospect.objects.workable_by(single)) == [theirs]
    assert not can_see(single, other)


def test_the_refusal_names_who_works_with_them():
    prospect = ProspectFactory.create(owner=UserFactory.create(name="Dermot Lane"))
    with pytest.raises(Refused, match="Dermot works with this person"):
        check_work(UserFactory.create(team=prospect.owner.team), prospect)


def test_companies_without_an_owner_are_everyones():
    rep = UserFactory.create()
    shared, ours = (
        CompanyFactory.create(owner=None),
        CompanyFactory.create(owner=UserFactory.create(team=rep.team)),
    )
    CompanyFactory.create(owner=UserFactory.create())
    assert set(Company.objects.visible_to(rep)) == {shared, ours}


def test_the_worker_adds_no_people():
    with connected_as("worker") as worker:
        assert answer(worker, "INSERT INTO prospects_prospect DEFAULT VALUES") == "42501"
        assert answer(worker, "UPDATE prospects_prospect SET email_bounced_at = now()") == ""
