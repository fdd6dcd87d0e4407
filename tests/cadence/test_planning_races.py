"""Planners side by side: each step once, colleagues apart, and nobody waits for anybody."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from itertools import pairwise

import pytest
from django.db import connection, transaction

from cadence.models import Enrollment, Touch
from cadence.services import enrolling, planning
from prospects.models import Prospect
from tests import journeys
from tests.factories.cadence import published_version
from tests.factories.prospects import CompanyFactory
from tests.journeys import NOW
from tests.races import at_once

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.django_db(transaction=True)]


def test_planners_side_by_side_plan_each_step_once() -> None:
    for number in range(12):
        journeys.enrolled(email=f"p{number}@corrib.example")
    start = threading.Barrier(3)
    planned: list[int] = []

    def plan() -> None:
        try:
            start.wait()
            while count := planning.plan_due(NOW, limit=2):
                planned.append(count)
        finally:
            connection.close()

    planners = [threading.Thread(target=plan) for _each in range(3)]
    for planner in planners:
        planner.start()
    for planner in planners:
        planner.join()
    while count := planning.plan_due(NOW):
        planned.append(count)

    assert sum(planned) == 12
    assert Touch.objects.count() == Touch.objects.values("enrollment").distinct().count() == 12


def test_a_planner_passes_over_what_another_one_holds() -> None:
    held, free = journeys.enrolled(), journeys.enrolled(email="sean@corrib.example")

    with locked_elsewhere(held):
        assert planning.plan_due(NOW) == 1

    assert Touch.objects.get().enrollment == free


def test_a_planner_ends_where_others_hold_all_companies() -> None:
    first = journeys.enrolled()
    journeys.enrolled(company=first.prospect.company, email="sean@corrib.example", phone="")
    looked_at: list[int] = []

    with transaction.atomic():
        planning.plan_due(NOW, limit=1)
        other = threading.Thread(target=plan_and_hang_up, args=[looked_at.append])
        other.start()
        other.join()

    assert looked_at == [0]
    assert planning.plan_due(NOW, limit=1) == 1


def test_colleagues_keep_their_distance_when_two_planners_take_one_each() -> None:
    first = journeys.enrolled()
    company = first.prospect.company
    second = journeys.enrolled(company=company, email="sean@corrib.example", phone="+35391550101")

    with transaction.atomic():
        assert planning.plan_due(NOW, limit=1) == 1
        other = threading.Thread(target=plan_and_hang_up)
        other.start()
        other.join()
    planning.plan_due(NOW)

    days = [Touch.objects.get(enrollment=each).due_on for each in (first, second)]
    assert sorted(days) == [NOW.date(), NOW.date() + timedelta(days=2)]


def test_whoever_begins_at_one_company_at_the_same_moment_is_tried_days_apart() -> None:
    company, version, rep = CompanyFactory.create(), published_version(), journeys.rep()
    people = [
        journeys.researched(rep, company=company, email=f"p{number}@corrib.example")
        for number in range(5)
    ]

    def begin(person: Prospect) -> None:
        enrolling.enroll(person, version, by=rep, at=NOW)
        planning.plan_due(NOW)

    came = at_once(*[partial(begin, person) for person in people])
    while planning.plan_due(NOW):
        pass

    assert came.count("company_is_full") == 2
    days = sorted(Touch.objects.values_list("due_on", flat=True))
    assert len(days) == 3
    assert all(later - day >= timedelta(days=2) for day, later in pairwise(days))


def plan_and_hang_up(tell: Callable[[int], object] = bool) -> None:
    try:
        tell(planning.plan_due(NOW, limit=1))
    finally:
        connection.close()


@contextmanager
def locked_elsewhere(enrollment: Enrollment) -> Iterator[None]:
    """Another connection holds this enrollment's row for the length of the block."""
    ready, done = threading.Event(), threading.Event()

    def hold() -> None:
        try:
            with transaction.atomic():
                Enrollment.objects.select_for_update().get(pk=enrollment.pk)
                ready.set()
                done.wait(timeout=10)
        finally:
            connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    ready.wait(timeout=10)
    try:
        yield
    finally:
        done.set()
        holder.join()
