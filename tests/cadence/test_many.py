"""Rows written together are what the ORM would have written one by one, and are judged alike."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import DataError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from cadence.enums import DraftOrigin, TouchState
from cadence.models import Draft, Enrollment, Touch
from cadence.models.arrays import Among
from cadence.services import many
from tests import journeys
from tests.journeys import NOW

pytestmark = pytest.mark.usefixtures("clock")

WORDS = ("touch_id", "number", "origin", "to_address", "subject", "body", "made_at")
AWKWARD = 'A "quoted" line,\na back\\slash, {braces}, NULL, Ní Bhriain 🙂 and a tab\t.'


@dataclass
class Words:
    touch_id: int
    number: int = 1
    origin: str = DraftOrigin.TEMPLATE
    to_address: str = ""
    subject: str = "NULL"
    body: str = AWKWARD
    made_at: Any = NOW


def test_rows_are_the_same_as_those_the_orm_writes() -> None:
    one, other = journeys.planned(), journeys.planned(email="sean@corrib.example")

    many.insert(Draft, WORDS, [Words(one.pk)])
    Draft.objects.create(**(vars(Words(one.pk)) | {"touch_id": other.pk}))

    kept, expected = (
        {k: v for k, v in row.items() if k not in {"id", "touch_id"}}
        for row in Draft.objects.order_by("pk").values()
    )
    assert kept == expected
    assert kept["body"] == AWKWARD


def test_rows_that_exist_take_their_own_values() -> None:
    touches = [journeys.planned(email=f"p{number}@corrib.example") for number in range(3)]
    for number, touch in enumerate(touches):
        touch.look_again_at = NOW + timedelta(days=number) if number else None
        touch.nothing_to_say = AWKWARD[number:]

    many.update(Touch, ("look_again_at", "nothing_to_say"), touches)

    kept = Touch.objects.order_by("pk").values_list("look_again_at", "nothing_to_say")
    assert list(kept) == [(each.look_again_at, each.nothing_to_say) for each in touches]


def test_no_rows_are_no_statement() -> None:
    with CaptureQueriesContext(connection) as queries:
        many.insert(Draft, WORDS, [])
        many.update(Touch, ("state",), [])

    assert len(queries) == 0


def test_a_row_that_is_there_is_an_error_for_all_or_passed_over() -> None:
    touch, other = journeys.planned(), journeys.planned(email="sean@corrib.example")
    many.insert(Draft, WORDS, [Words(touch.pk)])

    with pytest.raises(IntegrityError), transaction.atomic():
        many.insert(Draft, WORDS, [Words(other.pk), Words(touch.pk)])
    assert Draft.objects.count() == 1

    many.insert(Draft, WORDS, [Words(other.pk), Words(touch.pk)], pass_over=True)
    assert Draft.objects.count() == 2


def test_what_is_too_long_is_refused_and_not_cut() -> None:
    touch = journeys.planned()

    with pytest.raises(DataError), transaction.atomic():
        many.insert(Draft, WORDS, [Words(touch.pk, subject="x" * 1_001)])


def test_a_guard_judges_each_row() -> None:
    touch = journeys.planned()
    touch.state = TouchState.DONE

    with pytest.raises(Exception, match="only with evidence"), transaction.atomic():
        many.update(Touch, ("state",), [touch])


def test_a_key_among_others_is_found() -> None:
    enrollments = [journeys.enrolled(email=f"p{number}@corrib.example") for number in range(3)]
    keys = [each.pk for each in enrollments[:2]]

    found = Enrollment.objects.filter(
        Among("prospect_id", [e.prospect_id for e in enrollments[:2]])
    )

    assert sorted(found.values_list("pk", flat=True)) == keys
    assert not Enrollment.objects.filter(Among("pk", [])).exists()
