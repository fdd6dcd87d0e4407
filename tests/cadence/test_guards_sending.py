"""The act of sending, attacked past all services: at each moment the database asks everything again."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any, LiteralString

import pytest
from django.db import IntegrityError, transaction

from cadence.enums import DeliveryState, Ending, SkipReason
from cadence.models import Approval, Attempt, Delivery, Withdrawal
from cadence.services import enrolling, postponing, reviewing
from mailbox.models import Mailbox
from prospects.enums import Channel
from team.models import HumanSession
from tests import journeys
from tests.cadence.attacks import (
    MIME,
    approve,
    attacks,
    bounce,
    change_address,
    edit,
    end,
    hold,
    move,
    reserve,
    rewrite,
    sending_delivery,
    sign_out,
    suppress,
    take_back,
)
from tests.cadence.conftest import Clock
from tests.journeys import NOW
from tests.roles import answer, connected_as, refused

pytestmark = pytest.mark.usefixtures("clock", "sandbox")
LOCKED = "55P03"


@attacks("EA205")
def test_nothing_is_reviewed_or_sent_after_an_ending() -> None:
    approval = journeys.approved()
    enrolling.end(approval.touch.enrollment, Ending.NOT_A_FIT, by=approval.reviewer, at=NOW)

    with refused("EA205"):
        approve(approval.draft)
    with refused("EA205"):
        reserve(approval)


@attacks("EA206")
def test_nothing_is_reviewed_or_sent_for_a_closed_try() -> None:
    approval = journeys.approved()
    postponing.skip(approval.touch, by=approval.reviewer, at=NOW, reason=SkipReason.WRONG_TIME)

    with refused("EA206"):
        approve(approval.draft)
    with refused("EA206"):
        reserve(approval)


@attacks("EA208")
def test_nothing_is_reviewed_or_sent_to_a_company_on_hold() -> None:
    approval = journeys.approved()
    hold(approval)

    with refused("EA208"):
        approve(approval.draft)
    with refused("EA208"):
        reserve(approval)


@attacks("EA209")
def test_nothing_is_reviewed_or_sent_to_somebody_who_asked_us_to_stop() -> None:
    approval = journeys.approved()
    suppress(approval)

    with refused("EA209"):
        approve(approval.draft)
    with refused("EA209"):
        reserve(approval)


@attacks("EA211")
def test_a_delivery_of_other_words_or_another_try_than_the_reviewed_is_refused() -> None:
    approval = journeys.approved()
    other = journeys.approved(email="sean@corrib.example")

    with refused("EA211"):
        reserve(approval, content_sha256=bytes(other.content_sha256))
    with refused("EA211"):
        reserve(approval, touch_id=other.touch_id)


@attacks("EA212")
def test_a_review_is_used_once_even_when_its_delivery_failed() -> None:
    approval = journeys.approved()
    move(reserve(approval), DeliveryState.FAILED)

    with refused("EA212"):
        reserve(approval)


@attacks("EA213")
def test_a_review_that_was_taken_back_sends_nothing() -> None:
    approval = journeys.approved()
    reviewing.withdraw(approval, by=approval.reviewer, at=NOW)

    with refused("EA213"):
        reserve(approval)


@attacks("EA214")
def test_a_review_sends_nothing_after_fifteen_minutes(clock: Clock) -> None:
    approval = journeys.approved()
    clock.move(NOW + timedelta(minutes=15))

    with refused("EA214"):
        reserve(approval)


@attacks("EA215")
def test_a_mailbox_sends_no_more_than_its_cap_a_day() -> None:
    approval = journeys.approved()
    Mailbox.objects.filter(pk=approval.mailbox_id).update(daily_cap=0)

    with refused("EA215"):
        reserve(approval)


def test_an_edit_or_a_sign_out_after_the_review_stops_the_delivery() -> None:
    edited, left = journeys.approved(), journeys.approved(email="sean@corrib.example")
    edit(edited.draft)
    HumanSession.objects.filter(pk=left.session_id).update(revoked_at=NOW)

    with refused("EA204"):
        reserve(edited)
    with refused("EA202"):
        reserve(left)


def test_one_try_has_one_live_delivery_however_often_it_is_reviewed() -> None:
    first = journeys.approved()
    second = approve(first.draft, mailbox=first.mailbox, session=first.session)
    reserve(first)

    with pytest.raises(IntegrityError, match="one_live_delivery_per_try"), transaction.atomic():
        reserve(second)


def test_two_letters_never_share_a_message_id() -> None:
    first, second = journeys.approved(), journeys.approved(email="sean@corrib.example")
    reserve(first, message_id="<one@fernhill.example>")

    with pytest.raises(IntegrityError, match="message_id"), transaction.atomic():
        reserve(second, message_id="<one@fernhill.example>")


def test_whatever_a_caller_claims_a_delivery_begins_reserved_by_the_role_that_signed_in() -> None:
    delivery = reserve(
        journeys.approved(),
        state=DeliveryState.SENT,
        db_role="somebody",
        mime_sha256=MIME,
        sending_at=NOW,
        finished_at=NOW,
        reserved_at=NOW - timedelta(days=1),
    )

    delivery.refresh_from_db()
    assert (delivery.state, delivery.db_role, delivery.reserved_at) == (
        "reserved",
        "earnest_web",
        NOW,
    )
    assert (delivery.mime_sha256, delivery.sending_at, delivery.finished_at) == (None, None, None)


# Sending


@pytest.mark.parametrize(
    ("stop", "code"),
    [
        (hold, "EA208"),
        (suppress, "EA209"),
        (end, "EA205"),
        (sign_out, "EA202"),
        (rewrite, "EA204"),
        (take_back, "EA213"),
        (change_address, "EA216"),
        (bounce, "EA216"),
    ],
    ids=[
        "a hold",
        "a stop",
        "an ending",
        "a sign-out",
        "an edit",
        "an undo",
        "another address",
        "a bounce",
    ],
)
def test_what_comes_between_reserving_and_sending_still_stops_the_letter(
    stop: Callable[[Approval], None], code: str
) -> None:
    approval = journeys.approved()
    delivery = reserve(approval)
    stop(approval)

    with refused(code):
        move(delivery, DeliveryState.SENDING, mime_sha256=MIME)


def test_a_review_that_expires_between_reserving_and_sending_sends_nothing(clock: Clock) -> None:
    delivery = reserve(journeys.approved())
    clock.move(NOW + timedelta(minutes=15))

    with refused("EA214"):
        move(delivery, DeliveryState.SENDING, mime_sha256=MIME)


@attacks("EA216")
@pytest.mark.parametrize("change", [change_address, bounce])
def test_nothing_is_reviewed_or_sent_to_an_address_that_is_not_theirs_now(
    change: Callable[[Approval], None],
) -> None:
    approval = journeys.approved()
    change(approval)

    with refused("EA216"):
        approve(approval.draft)
    with refused("EA216"):
        reserve(approval)


@attacks("EA220")
def test_what_is_being_sent_never_changes() -> None:
    delivery = sending_delivery()
    other = journeys.approved(email="sean@corrib.example")
    lies: list[dict[str, Any]] = [
        {"message_id": "<other@fernhill.example>"},
        {"mime_sha256": hashlib.sha256(b"other bytes").digest()},
        {"touch": other.touch},
        {"approval": other},
        {"content_sha256": bytes(other.content_sha256)},
        {"reserved_at": NOW - timedelta(days=1)},
        {"db_role": "earnest_worker"},
    ]

    for lie in lies:
        with refused("EA220"):
            move(delivery, DeliveryState.UNKNOWN, **lie)


def test_nobody_says_whether_a_letter_left_while_that_is_known() -> None:
    delivery = sending_delivery()
    rep = delivery.approval.reviewer
    lies: list[dict[str, Any]] = [
        {"resolved_by": rep},
        {"resolved_session": delivery.approval.session},
    ]

    for lie in lies:
        with refused("EA220"):
            move(delivery, DeliveryState.SENT, **lie)


@attacks("EA221")
def test_a_delivery_is_not_sent_without_sending() -> None:
    delivery = reserve(journeys.approved())

    with refused("EA221"):
        move(delivery, DeliveryState.SENT, mime_sha256=MIME)


@attacks("EA222")
def test_nothing_is_sent_before_its_bytes_are_recorded() -> None:
    delivery = reserve(journeys.approved())

    with refused("EA222"):
        move(delivery, DeliveryState.SENDING)


@attacks("EA223")
def test_an_unknown_letter_is_resolved_by_a_person_in_a_live_session_of_their_own() -> None:
    delivery = sending_delivery()
    move(delivery, DeliveryState.UNKNOWN)
    rep = delivery.approval.reviewer
    borrowed = journeys.signed_in(journeys.rep())

    with refused("EA223"):
        move(delivery, DeliveryState.SENT)
    with refused("EA223"):
        move(delivery, DeliveryState.FAILED, resolved_by=rep)
    with refused("EA223"):
        move(delivery, DeliveryState.SENT, resolved_by=rep, resolved_session=borrowed)


def test_a_colleague_does_not_say_whether_a_letter_of_unknown_fate_left() -> None:
    delivery = sending_delivery()
    move(delivery, DeliveryState.UNKNOWN)
    colleague = journeys.rep()
    session = journeys.signed_in(colleague)

    with refused("EA223"):
        move(delivery, DeliveryState.FAILED, resolved_by=colleague, resolved_session=session)


@attacks("EA225")
@pytest.mark.parametrize(
    "state", [DeliveryState.SENDING, DeliveryState.SENT, DeliveryState.UNKNOWN]
)
def test_a_review_is_not_taken_back_once_its_letter_may_have_left(state: DeliveryState) -> None:
    delivery = sending_delivery()
    if state != DeliveryState.SENDING:
        move(delivery, state)

    with refused("EA225"):
        take_back(delivery.approval)


BEGIN: LiteralString = "UPDATE cadence_delivery SET state = 'sending', mime_sha256 = '\\x00'"
UNDO: LiteralString = (
    "INSERT INTO cadence_withdrawal (approval_id, by_id, at)"
    " SELECT id, reviewer_id, approved_at FROM cadence_approval"
)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("first", "second", "code"), [(BEGIN, UNDO, "EA225"), (UNDO, BEGIN, "EA213")]
)
def test_an_undo_and_a_beginning_wait_for_each_other(
    first: LiteralString, second: LiteralString, code: str
) -> None:
    reserve(journeys.approved())

    with connected_as("web") as early, connected_as("web") as late:
        late.execute("SET lock_timeout = '100ms'")
        with early.transaction():
            early.execute(first)
            assert answer(late, second) == LOCKED
        assert answer(late, second) == code


def test_the_database_says_when_a_review_was_taken_back() -> None:
    approval = journeys.approved()

    Withdrawal.objects.create(approval=approval, by=approval.reviewer, at=NOW - timedelta(days=400))

    assert Withdrawal.objects.get().at == NOW


def test_two_clicks_claim_the_sending_once() -> None:
    delivery = reserve(journeys.approved())
    waiting = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.RESERVED)

    moved = [waiting.update(state=DeliveryState.SENDING, mime_sha256=MIME) for _click in range(2)]

    assert moved == [1, 0]


@attacks("EA131")
def test_a_letter_that_was_not_sent_is_no_evidence() -> None:
    delivery = sending_delivery()
    touch = delivery.touch

    with refused("EA131"):
        Attempt.objects.create(
            touch=touch,
            enrollment=touch.enrollment,
            prospect=touch.prospect,
            by=touch.owner,
            channel=Channel.EMAIL,
            at=NOW,
            delivery=delivery,
        )
