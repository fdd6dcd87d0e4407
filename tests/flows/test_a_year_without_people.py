"""A year in which nobody comes to work: the worker plans, drafts and listens, and sends nothing."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings

from cadence.enums import DeliveryState, DraftOrigin, GapCause, TouchState
from cadence.models import Approval, Attempt, Delivery, Draft, Enrollment, Hold, Reply, Touch
from cadence.schedule import local_day
from cadence.selectors.proof import prove
from config.celery import app
from tests import stand
from tests.cadence.conftest import Clock
from tests.flows.stages import Stages
from tests.journeys import NOW
from tests.roles import connected_as
from tests.smtp import Sink

# Every fourth hour of the first day, every day of the first three weeks, then every week: 77 of each bell.
YEAR = sorted(
    {NOW + timedelta(hours=hour) for hour in range(0, 24, 4)}
    | {NOW + timedelta(hours=1, days=day) for day in range(21)}
    | {NOW + timedelta(hours=1, weeks=week) for week in range(53)}
)


class Worker:
    """The product's own worker code in a process of its own, as the worker's role, without SEND_KEY."""

    def __init__(self, process: subprocess.Popen[str], clock: Clock) -> None:
        self.process = process
        self.clock = clock

    def ring(self, at: datetime) -> dict[str, int]:
        """Every bell once at this instant, in Python's clock and the database's."""
        assert self.process.stdin is not None
        self.clock.move(at)
        self.process.stdin.write(f"{at.isoformat()}\n")
        self.process.stdin.flush()
        counts: dict[str, int] = self.answer()
        return counts

    def answer(self) -> Any:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, self.process.stderr.read() if self.process.stderr else ""
        return json.loads(line)


@contextmanager
def worker(clock: Clock) -> Iterator[Worker]:
    environment = stand.environment_of("worker", os.environ) | {
        "SANDBOX_DIR": settings.SANDBOX_DIR,
        "SANDBOX_SMTP_PORT": str(settings.SANDBOX_SMTP_PORT),
        "LOG_LEVEL": "ERROR",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.flows.quiet_worker"],
        cwd=stand.ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield Worker(process, clock)
    finally:
        process.kill()
        process.communicate()


@pytest.mark.django_db(transaction=True)
def test_in_a_year_without_people_nothing_is_sent(clock: Clock, post: Sink) -> None:
    Stages().fill()
    sent_by_people = len(post.accepted)
    before = {model: model.objects.count() for model in (Approval, Delivery, Attempt)}
    unsent = set(Delivery.objects.exclude(state=DeliveryState.SENT).values_list("pk", flat=True))
    drafts = Draft.objects.filter(origin=DraftOrigin.TEMPLATE).count()

    with worker(clock) as ringing:
        assert ringing.answer() == "AutonomousSendBlocked"
        counts = [ringing.ring(at) for at in YEAR]

    # The worker was awake: it knew every bell of the beat, and each of these had something to do.
    bells = ("plan_due", "wait_for_introductions", "draft_due", "poll_mailboxes", "reap")
    tasks = {f"cadence.tasks.{name}" for name in bells} | {"adherence.tasks.count_gaps"}
    assert set(counts[0]) == {bell["task"] for bell in app.conf.beat_schedule.values()}
    assert {name for name in tasks if sum(count[name] for count in counts) > 0} == tasks

    # No message, no review, no delivery, no evidence, in any of the 53 weeks.
    assert len(post.accepted) == sent_by_people
    assert {model: model.objects.count() for model in before} == before
    assert not Delivery.objects.filter(pk__in=unsent, state=DeliveryState.SENT).exists()
    assert prove().holds

    # What it may do, it did: it drafted, it heard, it held, it closed what dead processes left.
    assert Draft.objects.filter(origin=DraftOrigin.TEMPLATE).count() > drafts
    assert Reply.objects.filter(message__isnull=False, kind="").count() == 2
    assert Hold.objects.filter(reply__message__isnull=False, lifted_at=None).count() == 1
    left = Delivery.objects.filter(pk__in=unsent).values_list("state", flat=True)
    assert set(left) == {DeliveryState.FAILED, DeliveryState.UNKNOWN}
    assert Enrollment.objects.filter(state="active").count() > 20
    assert_every_try_is_due_by_day_seven()


def assert_every_try_is_due_by_day_seven() -> None:
    """Of what was planned from an attempt. Only somebody who asked us to wait is tried later."""
    touches = Touch.objects.exclude(enrollment__last_attempt_at=None).exclude(state=TouchState.DONE)
    checked = 0
    for touch in touches.select_related("enrollment", "prospect"):
        last = touch.enrollment.last_attempt_at
        assert last is not None
        if touch.gap_cause != GapCause.ASKED_TO_WAIT:
            assert touch.due_on <= local_day(last, touch.prospect.zone) + timedelta(days=7)
            checked += 1
    assert checked > 5


def test_the_worker_of_the_year_was_no_stronger_than_the_real_one() -> None:
    with connected_as("worker") as connection:
        row = connection.execute(
            "SELECT session_user, has_table_privilege('cadence_delivery', 'INSERT')"
        ).fetchone()

    assert row == ("earnest_worker", False)
