"""Our letter in the rep's own sent mail: known again whatever the provider calls it, and believed nowhere else."""

from datetime import timedelta
from typing import Any

import pytest

from cadence.enums import DeliveryState
from cadence.models import Delivery, Reply, SentCopy
from cadence.services import polling, sending, settling
from mailbox.enums import Verdict
from mailbox.models import InboundMessage, Mailbox
from mailbox.sandbox import maildirs
from mailbox.sandbox.home import sandbox_home
from tests import journeys
from tests.cadence.attacks import move, reserve, sending_delivery
from tests.cadence.conftest import Clock
from tests.cadence.test_settling import wrote
from tests.journeys import NOW
from tests.roles import answer, connected_as
from tests.smtp import Sink

pytestmark = pytest.mark.usefixtures("clock", "sandbox")

LATER = NOW + timedelta(minutes=2)
RENAMED = "<AM0PR01@eurprd01.prod.example>"


def unknown(**fields: Any) -> Delivery:
    """A letter that may have left."""
    delivery = sending_delivery(**fields)
    move(delivery, DeliveryState.UNKNOWN)
    return Delivery.objects.select_related("touch__prospect", "approval__mailbox").get(
        pk=delivery.pk
    )


def filed(mailbox: Mailbox, message_id: str, **fields: Any) -> InboundMessage:
    """A mail that the provider filed as sent, as reading leaves it."""
    given = {"folder": "Sent", "in_own_folder": True, "from_address": mailbox.address}
    return wrote(mailbox, Verdict.OWN, **(given | fields), message_id=message_id)


def copies() -> list[tuple[Any, str]]:
    return list(SentCopy.objects.values_list("delivery", "message_id"))


def test_a_copy_with_our_own_name_is_kept_and_decides_nothing() -> None:
    delivery = unknown()
    mail = filed(delivery.approval.mailbox, delivery.message_id)

    settling.settle(LATER)

    copy = SentCopy.objects.get()
    assert (copy.delivery, copy.mail, copy.message_id, copy.seen_at) == (
        delivery,
        mail,
        delivery.message_id,
        LATER,
    )
    assert Delivery.objects.get().state == DeliveryState.UNKNOWN


def test_a_copy_that_the_provider_renamed_is_known_by_what_it_was_called() -> None:
    delivery = unknown()
    filed(delivery.approval.mailbox, RENAMED, original_ids=[delivery.message_id])

    settling.settle(LATER)

    assert copies() == [(delivery.pk, RENAMED)]


def test_the_name_itself_counts_before_what_a_header_claims() -> None:
    delivery = unknown(email="aoife@corrib.example")
    other = unknown(owner=delivery.touch.owner, email="mary@corrib.example")
    filed(delivery.approval.mailbox, delivery.message_id, original_ids=[other.message_id, RENAMED])

    settling.settle(LATER)

    assert copies() == [(delivery.pk, delivery.message_id)]


@pytest.mark.parametrize(
    "found", ["<touch-77@x.example>", "<touch-7@x.example.org>", "touch-7@x.example"]
)
def test_a_name_that_only_contains_ours_is_another_letter(found: str) -> None:
    delivery = reserve(journeys.approved(), message_id="<touch-7@x.example>")
    filed(delivery.approval.mailbox, found, original_ids=[found])

    settling.settle(LATER)

    assert copies() == []


def test_a_mail_in_the_inbox_that_says_it_is_ours_proves_nothing() -> None:
    delivery = unknown()
    mailbox = delivery.approval.mailbox
    for verdict in (Verdict.OWN, Verdict.PERSON):
        wrote(
            mailbox,
            verdict,
            from_address=mailbox.address,
            message_id=delivery.message_id,
            original_ids=[delivery.message_id],
        )

    settling.settle(LATER)

    assert copies() == []


def test_a_copy_in_a_colleagues_sent_mail_proves_nothing() -> None:
    delivery = unknown()
    colleague = journeys.connected(journeys.rep())
    filed(colleague, delivery.message_id, original_ids=[delivery.message_id])

    settling.settle(LATER)

    assert copies() == []


def test_the_same_copy_seen_again_is_kept_once() -> None:
    delivery = unknown()
    for _reading in range(2):
        filed(delivery.approval.mailbox, delivery.message_id)

    assert settling.settle(LATER) == 2

    assert copies() == [(delivery.pk, delivery.message_id)]


def test_an_answer_to_the_providers_name_for_our_letter_is_theirs() -> None:
    delivery = unknown()
    filed(delivery.approval.mailbox, RENAMED, original_ids=[delivery.message_id])
    settling.settle(LATER)

    wrote(delivery.approval.mailbox, in_reply_to=RENAMED)
    settling.settle(LATER)

    assert Reply.objects.get().prospect == delivery.touch.prospect


@pytest.mark.parametrize(
    "named", [RENAMED.replace("AM0", "XAM0"), RENAMED[:-1] + "x>", RENAMED.lower()]
)
def test_an_answer_to_a_name_that_is_only_like_the_providers_is_nobodys(named: str) -> None:
    delivery = unknown()
    filed(delivery.approval.mailbox, RENAMED, original_ids=[delivery.message_id])
    settling.settle(LATER)

    wrote(delivery.approval.mailbox, in_reply_to=named)
    settling.settle(LATER)

    assert not Reply.objects.exists()


def test_an_answer_in_another_reps_mailbox_is_not_believed_by_the_providers_name_either() -> None:
    delivery = unknown()
    filed(delivery.approval.mailbox, RENAMED, original_ids=[delivery.message_id])
    settling.settle(LATER)

    wrote(journeys.connected(journeys.rep()), in_reply_to=RENAMED)
    settling.settle(LATER)

    assert not Reply.objects.exists()


def test_a_letter_that_leaves_carries_its_name_twice_and_its_copy_is_found(
    clock: Clock, post: Sink
) -> None:
    """From sending to reading, through a provider that renames what it files."""
    approval = journeys.approved()
    post.refuse_at = "lost"
    delivery = sending.deliver(approval, by=approval.reviewer, session=approval.session, at=NOW)
    (left,) = post.accepted
    assert delivery.state == DeliveryState.UNKNOWN
    renamed = left.replace(
        f"Message-ID: {delivery.message_id}".encode(), b"Message-ID: " + RENAMED.encode()
    )
    assert renamed.count(delivery.message_id.encode()) == 1
    maildirs.deliver(sandbox_home(approval.mailbox.address), renamed, folder="Sent", at=LATER)

    polling.poll_mailboxes(clock.move(LATER))

    assert copies() == [(delivery.pk, RENAMED)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("role", "code"), [("web", "42501"), ("worker", "42501"), ("owner", "EA001")]
)
def test_nobody_changes_a_copy_that_was_seen(role: str, code: str) -> None:
    delivery = unknown()
    filed(delivery.approval.mailbox, delivery.message_id)
    settling.settle(LATER)

    with connected_as(role) as connection:
        changed = answer(connection, "UPDATE cadence_sentcopy SET message_id = '<b@x.example>'")
        removed = answer(connection, "DELETE FROM cadence_sentcopy")

    assert (changed, removed) == (code, code)
    assert copies() == [(delivery.pk, delivery.message_id)]


@pytest.mark.django_db(transaction=True)
def test_the_worker_has_the_right_to_keep_what_it_saw() -> None:
    delivery = unknown()
    mail = filed(delivery.approval.mailbox, delivery.message_id)

    with connected_as("worker") as worker:
        worker.execute(
            "INSERT INTO cadence_sentcopy (delivery_id, mail_id, message_id, seen_at)"
            " VALUES (%s, %s, %s, %s)",
            [delivery.pk, mail.pk, mail.message_id, LATER],
        )

    assert copies() == [(delivery.pk, delivery.message_id)]
