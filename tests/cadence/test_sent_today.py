"""A mailbox's day begins at its owner's midnight, wherever the database stands."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from cadence.schedule import local_day, local_to_utc
from tests import journeys
from tests.cadence.attacks import sending_delivery
from tests.cadence.conftest import Clock
from tests.journeys import NOW

pytestmark = pytest.mark.usefixtures("clock", "sandbox")
A_MOMENT = timedelta(seconds=1)


@pytest.mark.parametrize("zone", ["Europe/Dublin", "Pacific/Auckland", "America/Los_Angeles"])
def test_a_mailbox_counts_the_letters_since_its_owners_midnight(clock: Clock, zone: str) -> None:
    here = ZoneInfo(zone)
    mailbox = sending_delivery(owner=journeys.rep(time_zone=zone)).approval.mailbox_id
    midnight = local_to_utc(local_day(NOW, here) + timedelta(days=1), time(0), here)

    def sent_at(moment: datetime) -> int:
        clock.move(moment)
        with connection.cursor() as cursor:
            cursor.execute("SELECT earnest_sent_today(%s)", [mailbox])
            return int(cursor.fetchone()[0])

    assert [sent_at(NOW), sent_at(midnight - A_MOMENT), sent_at(midnight)] == [1, 1, 0]
