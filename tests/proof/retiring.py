"""A worker that is told to stop in the middle of planning or drafting: every try is there once, and whole."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle, islice, product
from subprocess import Popen

from django.db.models import Exists, OuterRef
from django.utils import timezone
from psycopg.sql import SQL, Identifier

from cadence.enums import TouchState
from cadence.models import Draft, Enrollment, Touch
from cadence.services import enrolling
from config.celery import app
from config.embedded import processes
from config.embedded.binaries import valkey_program
from config.embedded.valkey import Valkey
from tests import journeys
from tests.factories.cadence import published_version
from tests.proof.ground import Ground
from tests.proof.waiting import wait_until

TRIES = 4
PLAN, DRAFT = "cadence.tasks.plan_due", "cadence.tasks.draft_due"
# What the worker does, and the table whose lock holds it up right there: before its tries are written,
# before their words are, and between the words and the try that they belong to.
PLACES = ((DRAFT, "cadence_touch"), (PLAN, "cadence_touch"), (DRAFT, "cadence_draft"))
HELD_UP = """
SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid)
WHERE usename = 'earnest_worker' AND NOT granted AND relation = %s::regclass
"""
COMMAND = (
    "-m", "celery", "-A", "config.embedded.worker", "worker", "-Q", "plan,imap", "-c", "2",
    "-n", "worker@earnest", "--without-gossip", "--without-mingle", "-l", "INFO",
)  # fmt: skip


@dataclass
class Retired:
    rounds: int = 0
    enrollments: list[int] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


def rounds(ground: Ground, count: int) -> Retired:
    retired = Retired()
    with _broker(ground) as valkey:
        for (task, table), patient in islice(cycle(product(PLACES, (False, True))), count):
            _round(ground, valkey, retired, task, table, patient=patient)
        retired.said += _afterwards(ground, valkey, retired.enrollments)
    return retired


def _round(
    ground: Ground, valkey: Valkey, retired: Retired, task: str, table: str, *, patient: bool
) -> None:
    enrollments = [each.pk for each in _enrolled()]
    retired.enrollments += enrollments
    worker = _worker(ground, valkey, f"worker{retired.rounds}.log")
    try:
        if task == DRAFT:
            _ring(valkey, PLAN)
            wait_until(lambda: _planned(enrollments) == TRIES, seconds=60, what="planning")
            _make_due(ground, enrollments)
        with _held_up(ground, table) as waiting:
            _ring(valkey, task)
            wait_until(waiting, seconds=60, what=f"{task} at {table}")
            worker.send_signal(signal.SIGTERM)
            if not patient:
                processes.kill_group(worker)
    finally:
        processes.finish(worker, patience=30)
    retired.rounds += 1
    what = f"{'SIGTERM' if patient else 'SIGTERM and no patience'}, {task} at {table}"
    retired.said += [f"{what}: {one}" for one in _left(enrollments, task, patient=patient)]
    if patient and worker.returncode != 0:
        retired.said.append(f"{what}: the worker ended with {worker.returncode}")


def _left(enrollments: list[int], task: str, *, patient: bool) -> Iterator[str]:
    """All of the round's work when the worker was given the time, none otherwise; never a half."""
    yield from _halves(enrollments)
    done = _planned(enrollments) if task == PLAN else _drafted(enrollments)
    wanted = TRIES if patient else 0
    if done != wanted:
        yield f"{done} tries were done instead of {wanted}"


def _afterwards(ground: Ground, valkey: Valkey, enrollments: list[int]) -> Iterator[str]:
    """The next worker finishes what the last ones left: every step has one try with one draft."""
    worker = _worker(ground, valkey, "worker.log")
    try:
        _ring(valkey, PLAN)
        wait_until(
            lambda: _planned(enrollments) >= len(enrollments), seconds=60, what="planning anew"
        )
        _make_due(ground, enrollments)
        _ring(valkey, DRAFT)
        wait_until(
            lambda: _drafted(enrollments) >= len(enrollments), seconds=60, what="drafting anew"
        )
    except TimeoutError as late:
        yield f"I5 {late}"
    finally:
        processes.stop(worker, signal.SIGTERM, patience=30)
    yield from _halves(enrollments)
    for pk in enrollments:
        tries = Touch.objects.filter(enrollment=pk).count()
        drafts = Draft.objects.filter(touch__enrollment=pk).count()
        if (tries, drafts) != (1, 1):
            yield f"I5 enrollment {pk} has {tries} tries and {drafts} drafts"


def _halves(enrollments: list[int]) -> Iterator[str]:
    tries = Touch.objects.filter(enrollment__in=enrollments)
    worded = tries.annotate(worded=Exists(Draft.objects.filter(touch=OuterRef("pk"))))
    for pk, state, has_words in worded.values_list("pk", "state", "worded"):
        if has_words != (state == TouchState.DRAFTED):
            yield f"try {pk} is {state} {'with' if has_words else 'without'} words"
    lost = Enrollment.objects.filter(pk__in=enrollments, plan_at=None, touches=None)
    yield from (f"I5 enrollment {each.pk} has no try and asks for none" for each in lost)


def _planned(enrollments: list[int]) -> int:
    return Touch.objects.filter(enrollment__in=enrollments).count()


def _drafted(enrollments: list[int]) -> int:
    return Draft.objects.filter(touch__enrollment__in=enrollments).count()


def _enrolled() -> list[Enrollment]:
    now, version, rep = timezone.now(), published_version(), journeys.rep()
    people = [journeys.researched(rep) for _ in range(TRIES)]
    return [enrolling.enroll(person, version, by=rep, at=now) for person in people]


def _make_due(ground: Ground, enrollments: list[int]) -> None:
    """Whatever day it is, these tries are to be drafted today."""
    with ground.connect("owner") as owner:
        owner.execute(
            "UPDATE cadence_touch SET due_at = clock_timestamp() WHERE enrollment_id = ANY(%s)",
            (enrollments,),
        )


@contextmanager
def _held_up(ground: Ground, table: str) -> Iterator[Callable[[], bool]]:
    """Nobody writes to this table meanwhile; answers whether somebody waits to."""
    # Asked on another connection: a transaction sees who waits as it was when it first asked.
    with ground.connect("owner") as owner, ground.connect("owner") as asking, owner.transaction():
        owner.execute(SQL("LOCK TABLE {} IN SHARE MODE").format(Identifier(table)))
        yield lambda: asking.execute(HELD_UP, (table,)).fetchone() != (0,)


@contextmanager
def _broker(ground: Ground) -> Iterator[Valkey]:
    valkey = Valkey(ground.scratch / "valkey", valkey_program(), ground.scratch / "sockets")
    valkey.start()
    try:
        valkey.wait_ready()
        yield valkey
    finally:
        valkey.stop()


def _worker(ground: Ground, valkey: Valkey, log: str) -> "Popen[bytes]":
    """A worker that listens already."""
    environment = ground.of_worker(REDIS_URL=valkey.broker_url, LOG_LEVEL="INFO")
    worker = ground.spawn(*COMMAND, env=environment, log=log)
    written = ground.scratch / log
    wait_until(lambda: "ready." in written.read_text(), seconds=60, what="the worker")
    return worker


def _ring(valkey: Valkey, task: str) -> None:
    with app.connection_for_write(valkey.broker_url) as connection:
        app.send_task(task, connection=connection)
