"""Drafting many at once asks the database no more often than drafting one."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cadence.enums import CallOutcome
from cadence.models import CadenceVersion, Draft, Touch
from cadence.services import drafting, enrolling, logging, planning
from prospects.enums import Channel
from tests import journeys
from tests.factories.cadence import published_version
from tests.journeys import NOW


def called_before(count: int, mark: str, version: CadenceVersion) -> None:
    """So many people in a cadence of calls, rung once in vain, with the next call planned."""
    for number in range(count):
        person = journeys.researched(
            email=f"p{mark}{number}@corrib.example", phone=f"+35391{mark}{number:05d}"
        )
        enrolling.enroll(person, version, by=person.owner, at=NOW)
    planning.plan_due(NOW)
    for touch in Touch.objects.open().filter(number=1):
        logging.log_call(touch, by=touch.owner, at=NOW, outcome=CallOutcome.NO_ANSWER)
    planning.plan_due(NOW)


@pytest.mark.usefixtures("clock")
def test_five_drafts_after_a_first_try_take_no_more_queries_than_one() -> None:
    version = published_version(gap=2, channels=(Channel.CALL,))
    counts = []
    for size in (1, 5):
        called_before(size, str(size), version)
        with CaptureQueriesContext(connection) as queries:
            drafting.draft_due(NOW + timedelta(days=1))
        counts.append(len(queries))

    assert Draft.objects.count() == 6
    assert counts[0] == counts[1]
