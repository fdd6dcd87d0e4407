"""Files wait for two weeks; then the worker forgets them and every row that did not come in."""

from datetime import timedelta

import pytest

from prospects.enums import ImportState
from prospects.models import ImportPart, StagedRow
from prospects.services import forgetting, importing
from tests.adherence.as_worker import the_worker
from tests.cadence.conftest import Clock
from tests.factories.team import UserFactory
from tests.prospects.test_import_slices import FILE, being_read, gone_on
from tests.prospects.test_views_importing import step
from tests.times import NOW


@pytest.mark.django_db(transaction=True, databases=["default", "worker"])
def test_the_worker_forgets_what_waited_for_two_weeks(clock: Clock, client):
    maya = UserFactory.create()
    old, cut = being_read(maya), being_read(maya)
    gone_on(cut, maya)
    importing.apply(cut, by=maya, at=NOW, at_once=2)
    day_13 = NOW + timedelta(days=13)
    clock.move(day_13)
    young = importing.bring([FILE.encode()], file_name="young.csv", by=maya, at=day_13)
    with the_worker():
        assert forgetting.forget_files() == 0
    clock.move(NOW + timedelta(days=14, minutes=1))
    with the_worker():
        assert forgetting.forget_files() == 2
        assert forgetting.forget_files() == 0
    assert set(ImportPart.objects.values_list("batch", flat=True)) == {young.pk}
    assert not StagedRow.objects.filter(batch__in=[old, cut]).exists()
    cut.refresh_from_db()
    assert (cut.state, cut.accepted, cut.rejected) == (ImportState.APPLIED, 2, 4)
    client.force_login(maya)
    gone = client.get(step(old, "names"))
    assert gone.status_code == 410
    assert "This file was forgotten: it waited for 14 days" in gone.content.decode()
