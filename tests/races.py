"""Two people at once: what one does waits for the other's transaction, and goes on when that commits."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from team.refusals import Refused


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Each act on a connection of its own, begun together; what came of each, refusals by code."""
    start = threading.Barrier(len(acts))
    came: list[object] = [None] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        try:
            start.wait(timeout=10)
            came[place] = act()
        except Refused as refusal:
            came[place] = refusal.code
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return came


@contextmanager
def elsewhere(
    act: Callable[[], object], then: Callable[[], object] = bool
) -> Iterator[Callable[[], None]]:
    """Somebody else's transaction in which `act` was done; what it yields lets it do `then` and commit."""
    ready, done = threading.Event(), threading.Event()

    def run() -> None:
        try:
            with transaction.atomic():
                act()
                ready.set()
                done.wait(timeout=10)
                then()
        finally:
            connection.close()

    other = threading.Thread(target=run)
    other.start()
    assert ready.wait(timeout=10)
    try:
        yield done.set
    finally:
        done.set()
        other.join()


def at_last(act: Callable[[], object], once_it_waits: Callable[[], None]) -> str:
    """Begin `act`, and when it waits for a lock go on; the code with which it is refused in the end, or ""."""
    came = [""]

    def run() -> None:
        try:
            act()
        except Refused as refusal:
            came[0] = refusal.code
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    until = time.monotonic() + 10
    while thread.is_alive() and not somebody_waits() and time.monotonic() < until:
        time.sleep(0.01)
    once_it_waits()
    thread.join(timeout=10)
    return came[0]


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock')"
        )
        return bool(cursor.fetchone()[0])
