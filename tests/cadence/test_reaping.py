"""What a dead process left behind is closed within its time, by the worker and by its role alone."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from cadence.enums import DeliveryState
from cadence.models import Approval, Delivery
from cadence.services import reaping, sending
from mailbox.models import Mailbox
from mailbox.outbound import accounts, client
from prospects.enums import ActivityKind
from prospects.models import Activity
from team.enums import AuditKind
from team.models import AuditEvent
from team.selectors import audit
from tests import journeys
from tests.cadence.attacks import move, reserve, sending_delivery
from tests.cadence.conftest import Clock
from tests.journeys import NOW
from tests.roles import connected_as
from tests.smtp import Sink

pytestmark = pytest.mark.usefixtures("clock", "sandbox")

FIVE, TEN = timedelta(minutes=5), timedelta(minutes=10)
A_MOMENT = timedelta(seconds=1)


def test_a_reserved_delivery_is_failed_after_ten_minutes(clock: Clock) -> None:
    delivery = reserve(journeys.approved())
    clock.move(NOW + TEN)
    assert reaping.reap() == 0

    clock.move(NOW + TEN + A_MOMENT)
    assert reaping.reap() == 1

    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.FAILED
    assert delivery.explanation == "The app stopped before it began to send."


def test_a_sending_delivery_is_unknown_after_five_minutes(clock: Clock) -> None:
    delivery = sending_delivery()
    clock.move(NOW + FIVE)
    assert reaping.reap() == 0

    clock.move(NOW + FIVE + A_MOMENT)
    assert reaping.reap() == 1

    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.UNKNOWN
    assert delivery.explanation == "The app stopped in the middle of sending."


def test_what_was_closed_stands_on_the_persons_timeline(clock: Clock) -> None:
    reserved = reserve(journeys.approved())
    broken = sending_delivery(email="mary@corrib.example")
    at = clock.move(NOW + TEN + A_MOMENT)

    assert [reaping.reap(), reaping.reap()] == [2, 0]

    kinds = [ActivityKind.LETTER_FAILED, ActivityKind.LETTER_UNKNOWN]
    told = Activity.objects.filter(kind__in=kinds).values_list("kind", "prospect", "at")
    assert set(told) == {
        (ActivityKind.LETTER_FAILED, reserved.touch.prospect_id, at),
        (ActivityKind.LETTER_UNKNOWN, broken.touch.prospect_id, at),
    }


@pytest.mark.django_db(transaction=True)
def test_one_that_its_own_process_is_settling_at_this_moment_is_left_to_it(clock: Clock) -> None:
    delivery = sending_delivery()
    clock.move(NOW + FIVE + A_MOMENT)

    with connected_as("web") as settling, settling.transaction(force_rollback=True):
        settling.execute("SELECT FROM cadence_delivery WHERE id = %s FOR UPDATE", [delivery.pk])
        assert reaping.reap() == 0

    assert reaping.reap() == 1


def test_what_is_known_is_left_alone(clock: Clock) -> None:
    sent = sending_delivery()
    move(sent, DeliveryState.SENT)
    unknown = sending_delivery(email="mary@corrib.example")
    move(unknown, DeliveryState.UNKNOWN)

    clock.move(NOW + timedelta(days=1))

    assert reaping.reap() == 0


def test_after_a_reaped_delivery_the_words_can_be_reviewed_again(clock: Clock) -> None:
    approval = journeys.approved()
    reserve(approval)
    at = clock.move(NOW + TEN + A_MOMENT)
    reaping.reap()

    again = journeys.reviewed_again(approval, at)

    assert again.consumed_at is None


@pytest.mark.django_db(transaction=True, databases=["default", "worker"])
def test_the_worker_has_the_right_to_reap_and_needs_no_more(
    clock: Clock, request: pytest.FixtureRequest
) -> None:
    reserved = reserve(journeys.approved())
    sending_one = sending_delivery(email="mary@corrib.example")
    clock.move(NOW + TEN + A_MOMENT)

    request.getfixturevalue("as_worker")
    assert reaping.reap() == 2

    reserved.refresh_from_db()
    sending_one.refresh_from_db()
    assert (reserved.state, sending_one.state) == (DeliveryState.FAILED, DeliveryState.UNKNOWN)
    told = AuditEvent.objects.filter(kind=AuditKind.DELIVERED)
    assert {
        (each.subject, each.actor, each.detail["state"], each.detail["db_role"]) for each in told
    } == {
        (f"delivery {reserved.pk}", None, "failed", "earnest_worker"),
        (f"delivery {sending_one.pk}", None, "unknown", "earnest_worker"),
    }
    assert audit.verify().holds


def test_a_process_that_wakes_up_after_the_reaper_sends_nothing(
    clock: Clock, post: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    approval = journeys.approved()
    open_account = accounts.open_account

    def slow(mailbox: Mailbox) -> accounts.Account:
        clock.move(NOW + TEN + A_MOMENT)
        reaping.reap()
        return open_account(mailbox)

    monkeypatch.setattr(accounts, "open_account", slow)

    delivery = sending.deliver(approval, by=approval.reviewer, session=approval.session, at=NOW)

    assert delivery.state == DeliveryState.FAILED
    assert Delivery.objects.get().explanation.startswith("The app stopped")
    assert post.accepted == []


def test_a_process_that_wakes_up_after_the_rep_sent_anew_sends_nothing(
    clock: Clock, post: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    approval = journeys.approved()
    begin = sending._begin_sending
    slept: list[bool] = []

    def and_sleep(*given: Any) -> bool:
        begun = begin(*given)
        if not slept:
            slept.append(begun)
            _time_passes(clock, monkeypatch)
            _the_rep_sends_anew(approval)
        return begun

    monkeypatch.setattr(sending, "_begin_sending", and_sleep)
    woken = sending.deliver(approval, by=approval.reviewer, session=approval.session, at=NOW)

    states = Delivery.objects.order_by("reserved_at").values_list("state", flat=True)
    assert (slept, len(post.accepted)) == ([True], 1)
    assert list(states) == [DeliveryState.FAILED, DeliveryState.SENT]
    assert woken.resolved_by == approval.reviewer


def _time_passes(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """Six minutes, on every clock; the reaper closes what did not move."""
    clock.move(NOW + timedelta(minutes=6))
    woken = client.seconds() + 360
    monkeypatch.setattr(client, "seconds", lambda: woken)
    assert reaping.reap() == 1


def _the_rep_sends_anew(approval: Approval) -> None:
    at = timezone.now()
    given = {"by": approval.reviewer, "session": approval.session, "at": at}
    sending.resolve_unknown(approval.delivery, left=False, **given)
    again = journeys.reviewed_again(approval, at)
    assert sending.deliver(again, **given).state == DeliveryState.SENT
