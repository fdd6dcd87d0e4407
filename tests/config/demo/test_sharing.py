"""In the demo, too, the second rep at a company asks, and begins after the yes."""

import pytest

from cadence.models import CompanyRequest
from cadence.services import enrolling
from config.demo.loading import sharing
from tests import journeys
from tests.cadence.conftest import clock
from tests.factories.cadence import published_version
from tests.journeys import NOW

__all__ = ["clock"]


@pytest.mark.usefixtures("clock")
def test_the_second_rep_of_the_shared_company_begins_after_a_yes() -> None:
    first = journeys.enrolled()
    jonas = journeys.rep(team=first.owner.team)
    second = journeys.researched(jonas, company=first.prospect.company, email="j@corrib.example")

    sharing.agree(second, by=jonas, at=NOW)

    assert enrolling.enroll(second, published_version(), by=jonas, at=NOW).owner == jonas
    assert CompanyRequest.objects.get().answered_by == first.owner
