"""A try brings only what the library offers at that moment, attacked past the services."""

from datetime import timedelta
from typing import Any

import pytest

from cadence.enums import DeliveryState
from cadence.models import Touch
from research.models.library import AnyItem
from research.services import library
from team.enums import Role
from tests import journeys
from tests.cadence import attacks as past
from tests.cadence.attacks import attacks
from tests.cadence.conftest import Clock
from tests.factories.research import ImpactStoryFactory, QuestionFactory, ResourceFactory
from tests.journeys import NOW
from tests.roles import answer, connected_as, refused

pytestmark = pytest.mark.usefixtures("clock", "sandbox")

KINDS: dict[str, Any] = {
    "story": ImpactStoryFactory,
    "question": QuestionFactory,
    "resource": ResourceFactory,
}
YESTERDAY = NOW.date() - timedelta(days=1)


def bring(touch: Touch, **items: AnyItem) -> None:
    Touch.objects.filter(pk=touch.pk).update(**items)


def take_out(item: AnyItem) -> None:
    library.take_out(item, by=journeys.rep(role=Role.MANAGER), at=NOW, reason="They left us")


@attacks("EA230")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "fields", [{"approved_at": None, "approved_by": None}, {"expires_on": YESTERDAY}]
)
def test_a_try_takes_up_nothing_unread_or_run_out(kind: str, fields: dict[str, Any]) -> None:
    touch, item = journeys.planned(), KINDS[kind].create(**fields)

    with refused("EA230"):
        bring(touch, **{kind: item})


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("fields", "code"), [({}, ""), ({"approved_at": None, "approved_by": None}, "EA230")]
)
def test_the_clock_takes_up_what_is_offered_and_nothing_else(
    fields: dict[str, Any], code: str
) -> None:
    touch, item = journeys.planned(), QuestionFactory.create(**fields)

    with connected_as("worker") as worker:
        taking = answer(
            worker, "UPDATE cadence_touch SET question_id = %s WHERE id = %s", item.pk, touch.pk
        )
    assert taking == code


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_brought_stays_written_down_whatever_became_of_it(kind: str) -> None:
    touch, item = journeys.planned(), KINDS[kind].create(expires_on=NOW.date())
    bring(touch, **{kind: item})
    take_out(item)

    Touch.objects.filter(pk=touch.pk).update(**{kind: item}, moved_note="Read the news first")

    touch.refresh_from_db()
    assert getattr(touch, kind) == item


@attacks("EA230")
def test_a_letter_is_not_reviewed_with_what_was_taken_out() -> None:
    draft, story = journeys.drafted(), ImpactStoryFactory.create()
    bring(draft.touch, story=story)
    mailbox = journeys.connected(draft.touch.owner)
    take_out(story)

    with refused("EA230"):
        past.approve(draft, mailbox=mailbox)


@attacks("EA230")
def test_nor_does_a_reviewed_letter_leave_with_it(clock: Clock) -> None:
    draft, story = journeys.drafted(), ImpactStoryFactory.create(expires_on=NOW.date())
    bring(draft.touch, story=story)
    journeys.connected(draft.touch.owner)
    approval = past.approve(draft)
    delivery = past.reserve(approval)
    take_out(story)

    with refused("EA230"):
        past.move(delivery, DeliveryState.SENDING, mime_sha256=past.MIME)
    past.move(delivery, DeliveryState.FAILED)
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.FAILED


@attacks("EA230")
def test_nor_is_it_reserved_after_the_day_its_story_ran_out(clock: Clock) -> None:
    tonight = NOW.replace(hour=23, minute=55)
    draft, story = journeys.drafted(), ImpactStoryFactory.create(expires_on=NOW.date())
    bring(draft.touch, story=story)
    clock.move(tonight)
    approval = past.approve(draft, session=journeys.signed_in(draft.touch.owner, tonight))
    clock.move(tonight + timedelta(minutes=10))

    with refused("EA230"):
        past.reserve(approval)
