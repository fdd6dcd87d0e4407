"""The tables of legal moves are exactly what the database allows; every other pair is refused."""

import hashlib
from collections.abc import Callable
from itertools import product

import pytest
from django.db import DatabaseError, transaction

from cadence.enums import (
    DELIVERY_MOVES,
    ENROLLMENT_MOVES,
    TOUCH_MOVES,
    DeliveryState,
    Ending,
    EnrollmentState,
    ReplyKind,
    TouchState,
)
from cadence.models import Attempt, Delivery, Enrollment, Reply, Touch
from prospects.enums import Channel
from tests import journeys
from tests.cadence.attacks import reserve
from tests.journeys import NOW

pytestmark = pytest.mark.usefixtures("clock", "sandbox")

Moves = dict[str, frozenset[str]]


def moves_allowed(moves: Moves, first: str, move: Callable[[str], None]) -> set[tuple[str, str]]:
    """Every pair of states the database lets through, each tried from a row brought there legally."""
    allowed = set()
    for before, after in product(moves, moves):
        try:
            with transaction.atomic():
                for state in way_to(before, moves, first):
                    move(state)
                move(after)
                transaction.set_rollback(True)
        except DatabaseError:
            continue
        if before != after:
            allowed.add((before, after))
    return allowed


def way_to(state: str, moves: Moves, first: str) -> list[str]:
    """The shortest legal way from the first state to this one, without the first."""
    ways = {first: list[str]()}
    while state not in ways:
        ways |= {
            after: [*way, after]
            for before, way in ways.items()
            for after in moves[before]
            if after not in ways
        }
    return ways[state]


def pairs(moves: Moves) -> set[tuple[str, str]]:
    return {(before, after) for before, afters in moves.items() for after in afters}


def test_a_try_moves_only_as_the_table_says() -> None:
    touch = journeys.planned(email="")
    Attempt.objects.create(
        touch=touch,
        enrollment=touch.enrollment,
        prospect=touch.prospect,
        by=touch.owner,
        channel=touch.channel,
        at=NOW,
        outcome="no_answer",
    )

    def move(state: str) -> None:
        Touch.objects.filter(pk=touch.pk).update(state=state, skip_reason="wrong_time")

    assert moves_allowed(TOUCH_MOVES, TouchState.PLANNED, move) == pairs(TOUCH_MOVES)


def test_an_enrollment_moves_only_as_the_table_says() -> None:
    enrollment = journeys.enrolled()
    Reply.objects.create(
        prospect=enrollment.prospect,
        company=enrollment.prospect.company,
        enrollment=enrollment,
        owner=enrollment.owner,
        channel=Channel.CALL,
        received_at=NOW,
        text="Yes, show me.",
        kind=ReplyKind.INTERESTED,
        named_by=enrollment.owner,
        named_at=NOW,
    )

    def move(state: str) -> None:
        ended = state == EnrollmentState.ENDED
        Enrollment.objects.filter(pk=enrollment.pk).update(
            state=state,
            paused_until=NOW.date(),
            plan_at=None,
            ending=Ending.NOT_A_FIT if ended else "",
            ended_at=NOW if ended else None,
        )

    assert moves_allowed(ENROLLMENT_MOVES, EnrollmentState.ACTIVE, move) == pairs(ENROLLMENT_MOVES)


def test_a_delivery_moves_only_as_the_table_says() -> None:
    approval = journeys.approved()
    delivery = reserve(approval)

    def move(state: str) -> None:
        row = Delivery.objects.filter(pk=delivery.pk)
        resolved = {"resolved_by": approval.reviewer, "resolved_session": approval.session}
        unknown = row.filter(state=DeliveryState.UNKNOWN).exists()
        row.update(
            state=state,
            mime_sha256=hashlib.sha256(b"the bytes").digest(),
            **(resolved if unknown else {}),
        )

    assert moves_allowed(DELIVERY_MOVES, DeliveryState.RESERVED, move) == pairs(DELIVERY_MOVES)


@pytest.mark.parametrize(
    ("states", "moves"),
    [
        (TouchState, TOUCH_MOVES),
        (EnrollmentState, ENROLLMENT_MOVES),
        (DeliveryState, DELIVERY_MOVES),
    ],
)
def test_every_state_stands_in_its_table(states: type[TouchState], moves: Moves) -> None:
    assert set(moves) == set(states)
