"""The worker's closing of what a dead process left, in a process of the worker, by a clock that is moved on."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.proof.ground import Ground

REAP = "import django; django.setup(); from cadence.tasks import reap; reap()"
MOVE = (
    "INSERT INTO team_democlock (id, at) VALUES (1, clock_timestamp() + make_interval(mins => %s))"
    " ON CONFLICT (id) DO UPDATE SET at = excluded.at"
)


def reap(ground: Ground) -> None:
    """As the bell rings it, with what a worker is told and may do."""
    process = ground.spawn("-c", REAP, env=ground.of_worker(), log="reaper.log")
    if process.wait(60):
        raise RuntimeError((ground.scratch / "reaper.log").read_text())


@contextmanager
def minutes_later(ground: Ground, minutes: int) -> Iterator[None]:
    """The database's clock stands so much later: only its owner can do that."""
    with ground.connect("owner") as owner:
        owner.execute(MOVE, (minutes,))
        try:
            yield
        finally:
            owner.execute("DELETE FROM team_democlock")
