"""What is written to the logs while somebody is erased or handed out names nobody."""

import logging

import pytest

from prospects.models import Prospect
from team.enums import Role
from tests.adherence.weeks import Reader, colleague
from tests.factories.prospects import ProspectFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_the_logs_name_nobody_who_is_handed_out_and_erased(
    caplog: pytest.LogCaptureFixture,
) -> None:
    person: Prospect = ProspectFactory.create(
        name="Gráinne Xanthopoulos", email="grainne@corrib.example", phone="+353915550177"
    )
    reader = Reader(colleague(person.owner.team, role=Role.MANAGER))
    with caplog.at_level(logging.DEBUG):
        assert reader.act("export-json", person.pk).status_code == 200
        erased = reader.act("erasure", person.pk, cause="asked", reason="Xanthopoulos, by post")
    assert erased.status_code == 302
    earnest = [each for each in caplog.records if not each.name.startswith("django.db")]
    said = " ".join(each.getMessage() for each in earnest).casefold()
    assert [each for each in ("xanthopoulos", "grainne", "5550177") if each in said] == []
    assert earnest
