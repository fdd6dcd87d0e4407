"""Right before a letter leaves, its rep's own inbox is looked into once more."""

import shutil
import threading
from datetime import timedelta

import pytest
from django.db import connections, transaction

from cadence.enums import DeliveryState
from cadence.models import Approval, Delivery, Hold
from cadence.services import sending
from mailbox.enums import Verdict
from mailbox.models import FolderCursor, InboundMessage
from mailbox.sandbox import maildirs
from mailbox.sandbox.home import sandbox_home
from mailbox.services import reading
from team.refusals import Refused
from tests import journeys
from tests.journeys import NOW
from tests.smtp import Sink

pytestmark = pytest.mark.usefixtures("clock")
AT = NOW + timedelta(minutes=2, seconds=10)


def deliver(approval: Approval) -> Delivery:
    return sending.deliver(approval, by=approval.reviewer, session=approval.session, at=AT)


def put(approval: Approval, sender: str, number: int = 1) -> int:
    """A mail that came two minutes before the letter is sent, and that no task has read."""
    raw = (
        f"From: Aoife <{sender}>\r\nTo: {approval.mailbox.address}\r\n"
        f"Message-ID: <answer-{number}@corrib.example>\r\nSubject: Re: Night loading\r\n\r\n"
        "Thursday works.\r\n"
    )
    return maildirs.deliver(sandbox_home(approval.mailbox.address), raw.encode(), at=NOW)


def test_an_answer_that_nobody_has_read_yet_stops_the_letter(post: Sink) -> None:
    approval = journeys.approved()
    put(approval, approval.to_address)

    with pytest.raises(Refused) as refusal:
        deliver(approval)

    assert refusal.value.code == "on_hold"
    assert (
        refusal.value.sentence
        == "Aoife wrote back two minutes ago. Nothing was sent. Read it first."
    )
    assert post.accepted == []
    assert Hold.objects.get().company == approval.touch.prospect.company
    assert not Delivery.objects.exists()


def test_mail_of_somebody_else_is_taken_in_and_the_letter_leaves(post: Sink) -> None:
    approval = journeys.approved()
    put(approval, "newsletter@elsewhere.example")

    assert deliver(approval).state == DeliveryState.SENT
    message = InboundMessage.objects.get()
    assert (message.verdict, message.settled_at) == (Verdict.PERSON, AT)


def test_a_look_that_finds_nothing_writes_nothing(post: Sink) -> None:
    approval = journeys.approved()
    reading.read_mailbox(approval.mailbox, at=NOW)
    before = list(FolderCursor.objects.order_by("pk").values())

    assert deliver(approval).state == DeliveryState.SENT

    assert list(FolderCursor.objects.order_by("pk").values()) == before
    approval.mailbox.refresh_from_db()
    assert approval.mailbox.last_read_at == NOW


def test_a_second_click_is_answered_without_a_look(post: Sink) -> None:
    approval = journeys.approved()
    first = deliver(approval)
    put(approval, approval.to_address)

    assert deliver(approval) == first
    assert not InboundMessage.objects.exists()


def test_a_mailbox_that_cannot_be_read_keeps_nobody_from_writing(post: Sink) -> None:
    approval = journeys.approved()
    shutil.rmtree(sandbox_home(approval.mailbox.address))

    assert deliver(approval).state == DeliveryState.SENT


def test_a_mail_that_cannot_be_settled_keeps_nobody_from_writing(
    post: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    approval = journeys.approved()
    put(approval, "newsletter@elsewhere.example")

    def stumble(*_: object, **__: object) -> bool:
        raise ZeroDivisionError

    monkeypatch.setattr("cadence.services.settling.settle_one", stumble)

    assert deliver(approval).state == DeliveryState.SENT
    assert InboundMessage.objects.get().settled_at is None


@pytest.mark.django_db(transaction=True, databases=["default", "worker"])
def test_a_look_waits_for_another_reader(post: Sink) -> None:
    approval = journeys.approved()
    put(approval, approval.to_address)
    held, release = threading.Event(), threading.Event()

    def keep() -> None:
        with transaction.atomic(using="worker"), connections["worker"].cursor() as worker:
            worker.execute(
                "SELECT pg_advisory_xact_lock(%s, %s)",
                [reading._LOCK_CLASS, approval.mailbox.pk],
            )
            held.set()
            release.wait(10)
        connections["worker"].close()

    other = threading.Thread(target=keep)
    other.start()
    assert held.wait(5)
    threading.Timer(0.3, release.set).start()
    with pytest.raises(Refused) as refusal:
        deliver(approval)
    other.join(10)

    assert refusal.value.code == "on_hold"
    assert post.accepted == []
