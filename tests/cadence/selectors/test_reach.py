"""Which tries a colleague reaches, and that nobody else's are read to find that out."""

import re

import pytest

from cadence.selectors.reach import visible_touches
from team.enums import Role
from tests import journeys
from tests.factories.team import TeamFactory

pytestmark = pytest.mark.usefixtures("clock", "sandbox")


@pytest.mark.parametrize("role", [Role.REP, Role.MANAGER, Role.ADMIN])
def test_one_try_is_found_without_a_list_of_the_teams_people(role: Role) -> None:
    touch = journeys.planned()
    colleague = journeys.rep(role=role, team=touch.owner.team)

    found = visible_touches(colleague).filter(pk=touch.pk)

    assert found.get() == touch
    assert not re.search(r"SubPlan \d+\n\s+->.*prospects_prospect", found.explain())


def test_another_teams_try_is_not_there_unless_it_is_ones_own() -> None:
    touch = journeys.planned()
    stranger = journeys.rep(team=TeamFactory.create())

    assert not visible_touches(stranger).filter(pk=touch.pk).exists()

    touch.prospect.owner = stranger
    touch.prospect.save(update_fields=["owner"])
    for reader in (stranger, touch.owner):
        assert visible_touches(reader).get() == touch
