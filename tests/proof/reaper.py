"""The worker's closing of what a dead process left, in a process of the worker, by a clock that is moved on."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from cadence.models import Delivery
from tests.proof.ground import Ground

REAP = "import django; django.setup(); from cadence.tasks import reap; reap()"
MOVE = (
    "INSERT INTO team_democlock (id, at) VALUES (1, clock_timestamp() + make_interval(mins => %s))"
    " ON CONFLICT (id) DO UPDATE SET at = excluded.at RETURNING at"
)
RESERVED_FOR, SENDING_FOR = timedelta(minutes=10), timedelta(minutes=5)


def reap(ground: Ground) -> None:
    """As the bell rings it, with what a worker is told and may do."""
    process = ground.spawn("-c", REAP, env=ground.of_worker(), log="reaper.log")
    if process.wait(60):
        raise RuntimeError((ground.scratch / "reaper.log").read_text())


@contextmanager
def minutes_later(ground: Ground, minutes: int) -> Iterator[datetime]:
    """The database's clock stands so much later: only its owner can do that."""
    with ground.connect("owner") as owner:
        row = owner.execute(MOVE, (minutes,)).fetchone()
        assert row is not None
        try:
            yield row[0]
        finally:
            owner.execute("DELETE FROM team_democlock")


def stale(now: datetime) -> dict[int, str]:
    """What the reaper has to make of each try's delivery that stands open for too long."""
    reserved = Delivery.objects.filter(state="reserved", reserved_at__lt=now - RESERVED_FOR)
    sending = Delivery.objects.filter(state="sending", sending_at__lt=now - SENDING_FOR)
    return dict.fromkeys(reserved.values_list("touch", flat=True), "failed") | dict.fromkeys(
        sending.values_list("touch", flat=True), "unknown"
    )
