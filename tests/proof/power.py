"""Stop PostgreSQL as a power cut does, and start it again on the same data."""

import os
import signal
from contextlib import suppress

from tests.proof.clockwork import children_of
from tests.proof.ground import CAREFUL, Ground


def cut(ground: Ground, *, how: str) -> None:
    """`quit`: what `pg_ctl stop -m immediate` sends. `kill`: kill -9 of the server and all its processes at once."""
    process = ground.standing.cluster.process
    assert process is not None
    if how == "quit":
        process.send_signal(signal.SIGQUIT)
    else:
        for pid in (process.pid, *children_of(process.pid)):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
    process.wait(20)


def restore(ground: Ground) -> None:
    ground.standing.cluster.start(*CAREFUL)
    ground.standing.cluster.wait_ready()
