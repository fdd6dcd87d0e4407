import pytest

from research.permissions import can_approve, can_research, check_approve, check_research
from team.enums import Role
from team.refusals import Refused
from tests.factories.prospects import ProspectFactory
from tests.factories.team import UserFactory

pytestmark = pytest.mark.django_db


def test_a_rep_researches_their_own_people():
    prospect = ProspectFactory.create()

    assert can_research(prospect.owner, prospect)


def test_a_team_mate_only_reads():
    prospect = ProspectFactory.create(name="Aoife Ní Bhriain")
    mate = UserFactory.create(team=prospect.owner.team)

    assert not can_research(mate, prospect)
    with pytest.raises(Refused) as refused:
        check_research(mate, prospect)
    assert refused.value.code == "not_yours"
    assert "Aoife Ní Bhriain" in refused.value.sentence


def test_the_manager_of_the_team_may_and_another_may_not():
    prospect = ProspectFactory.create()

    assert can_research(UserFactory.create(role=Role.MANAGER, team=prospect.owner.team), prospect)
    assert not can_research(UserFactory.create(role=Role.MANAGER), prospect)


def test_an_admin_may_research_anyone():
    assert can_research(UserFactory.create(role=Role.ADMIN), ProspectFactory.create())


def test_managers_and_admins_approve_and_reps_do_not():
    assert can_approve(UserFactory.build(role=Role.MANAGER, team=None))
    assert can_approve(UserFactory.build(role=Role.ADMIN, team=None))
    with pytest.raises(Refused) as refused:
        check_approve(UserFactory.build(team=None))
    assert refused.value.code == "managers_only"
