"""Sending when two things happen in the same moment: clicks, replies, sign-outs, edits."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction

from cadence.enums import DeliveryState, Ending, TouchState
from cadence.models import Approval, Attempt, Delivery, Enrollment, Touch
from cadence.selectors.proof import prove
from cadence.services import enrolling, listening, reviewing, sending
from mailbox.models import Mailbox
from mailbox.outbound import accounts
from prospects.enums import Channel
from team.models import HumanSession
from team.refusals import Refused
from tests import journeys
from tests.cadence.attacks import hold, sign_out, suppress
from tests.journeys import NOW
from tests.races import at_once
from tests.smtp import Sink

pytestmark = pytest.mark.usefixtures("clock")


def deliver(approval: Approval) -> Delivery:
    return sending.deliver(
        approval, by=approval.reviewer, session=approval.session, at=NOW + timedelta(seconds=10)
    )


def while_connecting(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], None]) -> None:
    """Let something happen after the delivery was reserved and before any byte could leave."""
    open_account = accounts.open_account

    def meanwhile(mailbox: Mailbox) -> accounts.Account:
        happens()
        return open_account(mailbox)

    monkeypatch.setattr(accounts, "open_account", meanwhile)


@pytest.mark.parametrize(
    ("stop", "explanation"),
    [
        (hold, "They wrote back in the meantime. Nothing was sent. Read it first."),
        (suppress, "They asked us to stop in the meantime. Nothing was sent."),
        (sign_out, "You signed out since you reviewed this. Read it once more and send it."),
    ],
    ids=["a reply", "a stop", "a sign-out"],
)
def test_what_arrives_while_the_mail_server_is_greeted_still_stops_the_letter(
    post: Sink,
    monkeypatch: pytest.MonkeyPatch,
    stop: Callable[[Approval], None],
    explanation: str,
) -> None:
    approval = journeys.approved()
    while_connecting(monkeypatch, lambda: stop(approval))

    delivery = deliver(approval)

    assert (delivery.state, delivery.explanation) == (DeliveryState.FAILED, explanation)
    assert post.accepted == []
    assert prove().holds


def test_a_try_that_turned_to_another_channel_sends_no_letter(post: Sink) -> None:
    approval = journeys.approved()
    Touch.objects.filter(pk=approval.touch_id).update(channel=Channel.CALL)

    with pytest.raises(Refused) as refusal:
        deliver(approval)

    assert refusal.value.code == "wrong_channel"
    assert post.accepted == []


def test_a_letter_that_left_before_the_ending_is_still_a_try_made(
    post: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    approval = journeys.approved()
    settle = sending._settle

    def after_an_ending(delivery: Delivery, *given: object, **named: object) -> None:
        enrolling.end(approval.touch.enrollment, Ending.NOT_A_FIT, by=approval.reviewer, at=NOW)
        settle(delivery, *given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(sending, "_settle", after_an_ending)

    delivery = deliver(approval)

    enrollment = Enrollment.objects.get(pk=approval.touch.enrollment_id)
    assert delivery.state == DeliveryState.SENT
    assert Touch.objects.get(pk=approval.touch_id).state == TouchState.DONE
    assert (enrollment.state, enrollment.attempts, enrollment.plan_at) == ("ended", 1, None)


def test_nobody_sends_a_colleagues_letter(post: Sink) -> None:
    approval, colleague = journeys.approved(), journeys.rep()

    with pytest.raises(Refused) as refusal:
        sending.deliver(approval, by=colleague, session=journeys.signed_in(colleague), at=NOW)

    assert refusal.value.code == "not_your_try"
    assert post.accepted == []


def test_the_browser_that_sends_is_the_reps_own_and_signed_in(post: Sink) -> None:
    approval = journeys.approved()
    ended = journeys.signed_in(approval.reviewer)
    HumanSession.objects.filter(pk=ended.pk).update(revoked_at=NOW)
    ended.refresh_from_db()

    for session in (ended, journeys.signed_in(journeys.rep())):
        with pytest.raises(Refused) as refusal:
            sending.deliver(approval, by=approval.reviewer, session=session, at=NOW)
        assert refusal.value.code == "signed_out"
    assert post.accepted == []


def test_an_unknown_letter_is_resolved_once_and_by_its_rep(post: Sink) -> None:
    post.refuse_at = "lost"
    approval = journeys.approved()
    delivery = deliver(approval)
    colleague = journeys.rep()

    with pytest.raises(Refused) as refusal:
        sending.resolve_unknown(
            delivery, left=True, by=colleague, session=journeys.signed_in(colleague), at=NOW
        )
    assert refusal.value.code == "not_your_letter"

    for left in (True, False):
        delivery = sending.resolve_unknown(
            delivery, left=left, by=approval.reviewer, session=approval.session, at=NOW
        )
    assert delivery.state == DeliveryState.SENT
    assert Attempt.objects.count() == 1


def test_a_signed_out_browser_resolves_nothing(post: Sink) -> None:
    post.refuse_at = "lost"
    approval = journeys.approved()
    delivery = deliver(approval)
    HumanSession.objects.filter(pk=approval.session_id).update(revoked_at=NOW)

    with pytest.raises(Refused) as refusal:
        sending.resolve_unknown(
            delivery, left=True, by=approval.reviewer, session=approval.session, at=NOW
        )

    assert refusal.value.sentence == "Sign in again to say whether it left."


# Several processes


@pytest.mark.django_db(transaction=True)
def test_five_clicks_at_once_send_one_letter_and_all_answer_with_it(post: Sink) -> None:
    pk = journeys.approved().pk

    came = at_once(*[lambda: deliver(Approval.objects.get(pk=pk)).pk] * 5)

    assert came == [Delivery.objects.get().pk] * 5
    assert len(post.accepted) == 1
    assert Attempt.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_tabs_that_each_reviewed_the_letter_send_it_once(post: Sink) -> None:
    first = journeys.approved()
    second = journeys.reviewed_again(first)

    came = at_once(
        *[lambda pk=pk: deliver(Approval.objects.get(pk=pk)).state for pk in (first.pk, second.pk)]
    )

    assert "sent" in came
    assert set(came) <= {"sent", "conflict_sent", "try_is_closed", "conflict_ea206"}
    assert len(post.accepted) == 1
    assert prove().holds


@pytest.mark.django_db(transaction=True)
def test_a_reply_in_the_same_moment_comes_before_the_letter_or_after_it(post: Sink) -> None:
    pk = journeys.approved().pk

    def answered() -> None:
        prospect = Approval.objects.get(pk=pk).touch.prospect
        with transaction.atomic():
            listening.hear(prospect, at=NOW, channel="call", text="Let us talk.")

    came = at_once(lambda: deliver(Approval.objects.get(pk=pk)).state, answered)

    assert came[0] in {"sent", "failed", "on_hold", "conflict_ea208"}
    assert len(post.accepted) == (1 if came[0] == "sent" else 0)
    assert prove().holds


@pytest.mark.django_db(transaction=True)
def test_undo_in_the_same_moment_wins_or_comes_too_late(post: Sink) -> None:
    approval = journeys.approved()

    def undo() -> str:
        reviewing.withdraw(Approval.objects.get(pk=approval.pk), by=approval.reviewer, at=NOW)
        return "undone"

    came = at_once(lambda: deliver(Approval.objects.get(pk=approval.pk)).state, undo)

    assert came in [["sent", "conflict_on_its_way"], ["conflict_ea213", "undone"]]
    assert len(post.accepted) == (1 if came[0] == "sent" else 0)
    assert prove().holds
