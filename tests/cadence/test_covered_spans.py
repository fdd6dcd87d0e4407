"""Tries that somebody covered before anybody wrote down who covers."""

from importlib import import_module

import pytest

from team.models import User
from tests import journeys
from tests.cadence.absences import away, called, due
from tests.factories.team import UserFactory
from tests.roles import connected_as

covered_spans = import_module("cadence.migrations.0034_covered_spans")

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.django_db(transaction=True)]


def test_what_a_cover_has_at_the_upgrade_is_theirs_from_then_on() -> None:
    maya: User = journeys.rep()
    jonas = UserFactory.create(team=maya.team)
    touch = due(called(maya), 0)
    away(maya, 0, 9, jonas)

    with connected_as("owner") as upgrade, upgrade.transaction(force_rollback=True):
        written = upgrade.execute("DELETE FROM cadence_coveredspan RETURNING touch_id").fetchall()
        upgrade.execute(covered_spans.WRITTEN_DOWN_NO_MORE)
        upgrade.execute(covered_spans.COVERED_ALREADY)
        upgrade.execute((covered_spans.SQL / "covered_spans.sql").read_text())
        now = upgrade.execute("SELECT touch_id, cover_id, ended_at FROM cadence_coveredspan")
        assert (written, now.fetchall()) == ([(touch.pk,)], [(touch.pk, jonas.pk, None)])
