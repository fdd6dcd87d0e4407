"""What the mailboxes brought: whom it is about, and what follows from it without anybody."""

from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest

from cadence.enums import EnrollmentState, ReplyKind
from cadence.models import Approval, Bounce, Delivery, Enrollment, Hold, Reply
from cadence.services import settling
from mailbox.enums import Verdict
from mailbox.models import InboundMessage, Mailbox
from prospects.enums import ActivityKind
from prospects.models import Activity, Prospect
from tests import journeys
from tests.cadence.attacks import MIME, move, reserve
from tests.journeys import NOW

pytestmark = pytest.mark.usefixtures("clock", "sandbox")

NUMBERS = count(1)
LATER = NOW + timedelta(hours=2)


def wrote(mailbox: Mailbox, verdict: Verdict = Verdict.PERSON, **fields: Any) -> InboundMessage:
    """A message as reading leaves it: understood, with no consequence drawn."""
    number = next(NUMBERS)
    given: dict[str, Any] = {
        "folder": "INBOX",
        "uidvalidity": 1,
        "uid": number,
        "message_id": f"<{number}@elsewhere.example>",
        "from_address": "someone@elsewhere.example",
        "text": "Let us talk.",
        "received_at": NOW + timedelta(hours=1),
        "read_at": NOW + timedelta(hours=1),
    }
    return InboundMessage.objects.create(mailbox=mailbox, verdict=verdict, **(given | fields))


def sent(**fields: Any) -> Delivery:
    """A letter under way to somebody."""
    approval: Approval = journeys.approved(**fields)
    delivery = reserve(approval)
    move(delivery, "sending", mime_sha256=MIME)
    return Delivery.objects.select_related("touch__prospect__company", "approval__mailbox").get(
        pk=delivery.pk
    )


def held(prospect: Prospect) -> bool:
    return Hold.objects.filter(company=prospect.company_id, lifted_at=None).exists()


@pytest.mark.parametrize("verdict", Verdict)
def test_a_mail_that_concerns_nobody_here_is_forgotten_but_for_its_place(verdict: Verdict) -> None:
    mailbox = journeys.connected(journeys.rep())
    message = wrote(
        mailbox,
        verdict,
        from_address="doctor@clinic.example",
        from_name="Dr Ray",
        to=[mailbox.address],
        subject="Your results",
        full_text="Let us talk.",
        html="<p>Let us talk.</p>",
        in_own_folder=verdict == Verdict.OWN,
    )

    assert settling.settle(LATER) == 1

    kept = InboundMessage.objects.get()
    assert (kept.settled_at, kept.message_id, kept.uid) == (LATER, message.message_id, message.uid)
    words = (kept.from_address, kept.from_name, kept.subject, kept.text, kept.full_text, kept.html)
    assert (words, kept.to) == (("",) * 6, [])
    assert not Reply.objects.exists()


@pytest.mark.parametrize(
    ("text", "kind", "until"),
    [
        ("Yes, call me.", ReplyKind.INTERESTED, None),
        ("Not now, try me again in January.", ReplyKind.NOT_NOW, date(2027, 1, 1)),
        ("No thanks.", ReplyKind.NO, None),
        ("Wrong person, ask Robin.", ReplyKind.REFERRAL, None),
        ("I am out of the office until 30 November 2026.", ReplyKind.AWAY, date(2026, 11, 30)),
        ("Which dock?", "", None),
    ],
)
def test_whatever_is_suggested_a_persons_answer_holds_and_waits_for_its_name(
    text: str, kind: str, until: date | None
) -> None:
    delivery = sent()

    wrote(delivery.approval.mailbox, in_reply_to=delivery.message_id, text=text)
    settling.settle(LATER)

    reply = Reply.objects.get()
    assert (reply.kind, reply.suggested_kind, reply.until) == ("", kind, until)
    assert held(delivery.touch.prospect)


@pytest.mark.parametrize(
    ("named", "kept"),
    [
        ("robin.hale@corrib.example", "robin.hale@corrib.example"),
        ("<Robin.Hale@Corrib.example>.", "robin.hale@corrib.example"),
        ("aoife+me@corrib.example", ""),
        ("{our}", ""),
        ("robin@@corrib.example", ""),
        ("nobody", ""),
    ],
)
def test_whom_a_referral_points_to_is_kept_unless_it_is_themselves_or_us(
    named: str, kept: str
) -> None:
    delivery = sent(email="aoife@corrib.example")
    mailbox = delivery.approval.mailbox
    text = f"Wrong person, ask {named.format(our=mailbox.address)} instead."

    wrote(mailbox, in_reply_to=delivery.message_id, text=text)
    settling.settle(LATER)

    assert Reply.objects.get().points_to == kept


def test_somebody_who_asks_to_stop_in_their_own_words_is_heard_first() -> None:
    delivery = sent()

    wrote(
        delivery.approval.mailbox,
        in_reply_to=delivery.message_id,
        text="Please take me off your list.",
    )
    settling.settle(LATER)

    reply = Reply.objects.get()
    assert reply.suggested_kind == ReplyKind.NO
    assert reply.text == "Please take me off your list."


def test_a_mail_without_readable_text_is_shown_all_the_same() -> None:
    delivery = sent()

    wrote(delivery.approval.mailbox, in_reply_to=delivery.message_id, text="", full_text="")
    settling.settle(LATER)

    assert Reply.objects.get().text == (
        "There is no text in this mail that we can read. See it in your mailbox."
    )


@pytest.mark.parametrize(
    ("away_until", "suggested"),
    [(date(2026, 11, 30), ReplyKind.AWAY), (None, ReplyKind.AUTOMATIC)],
)
def test_a_machines_answer_is_kept_with_a_suggestion_and_stops_nobody(
    away_until: date | None, suggested: ReplyKind
) -> None:
    delivery = sent()

    wrote(
        delivery.approval.mailbox,
        Verdict.AUTO_REPLY,
        in_reply_to=delivery.message_id,
        away_until=away_until,
    )
    settling.settle(LATER)

    reply = Reply.objects.get()
    assert (reply.kind, reply.suggested_kind, reply.until) == ("", suggested, away_until)
    assert not held(delivery.touch.prospect)


def test_a_bounce_for_good_marks_the_address_and_nothing_else() -> None:
    delivery = sent()
    prospect = delivery.touch.prospect

    for _notice in range(2):
        wrote(
            delivery.approval.mailbox,
            Verdict.BOUNCE,
            from_address="mailer-daemon@corrib.example",
            bounced_address=prospect.email,
            bounce_permanent=True,
        )
    assert settling.settle(LATER) == 2

    prospect.refresh_from_db()
    assert prospect.email_bounced_at == LATER
    assert not Reply.objects.exists()
    assert not held(prospect)
    assert Enrollment.objects.get().state == EnrollmentState.ACTIVE
    assert Activity.objects.filter(kind=ActivityKind.BOUNCED, prospect=prospect).exists()


def test_a_late_bounce_of_an_address_they_had_before_leaves_the_new_one_alone() -> None:
    delivery = sent()
    prospect, old = delivery.touch.prospect, delivery.approval.to_address
    Prospect.objects.filter(pk=prospect.pk).update(email="aoife@new.example")

    wrote(
        delivery.approval.mailbox,
        Verdict.BOUNCE,
        references=[delivery.message_id],
        bounced_address=old,
        bounce_permanent=True,
    )
    settling.settle(LATER)

    prospect.refresh_from_db()
    assert prospect.email_bounced_at is None
    assert Bounce.objects.get().delivery == delivery
    assert Activity.objects.get(kind=ActivityKind.BOUNCED).detail == {"address": old}


def test_a_bounce_at_the_end_of_a_forwarding_marks_the_address_that_forwards() -> None:
    delivery = sent()

    wrote(
        delivery.approval.mailbox,
        Verdict.BOUNCE,
        references=[delivery.message_id],
        bounced_address="aoife@home.example",
        bounce_permanent=True,
    )
    settling.settle(LATER)

    assert Prospect.objects.get(pk=delivery.touch.prospect_id).email_bounced_at == LATER


@pytest.mark.parametrize(
    ("verdict", "permanent"), [(Verdict.DELAYED, False), (Verdict.BOUNCE, False)]
)
def test_a_delay_or_a_passing_bounce_changes_nothing(verdict: Verdict, permanent: bool) -> None:
    delivery = sent()

    wrote(
        delivery.approval.mailbox,
        verdict,
        in_reply_to=delivery.message_id,
        bounced_address=delivery.touch.prospect.email,
        bounce_permanent=permanent,
    )
    settling.settle(LATER)

    assert Prospect.objects.get().email_bounced_at is None
    assert not Reply.objects.exists()


def test_our_own_letters_are_no_answers() -> None:
    delivery = sent()

    message = wrote(delivery.approval.mailbox, Verdict.OWN, in_reply_to=delivery.message_id)
    settling.settle(LATER)

    message.refresh_from_db()
    assert message.settled_at == LATER
    assert not Reply.objects.exists()


def test_a_message_is_settled_once() -> None:
    delivery = sent()
    message = wrote(delivery.approval.mailbox, in_reply_to=delivery.message_id)

    assert [settling.settle(LATER), settling.settle(LATER)] == [1, 0]
    assert settling.settle_one(message.pk, at=LATER) is False
    assert Reply.objects.count() == 1


def test_an_answer_without_words_of_its_own_keeps_the_whole_mail() -> None:
    delivery = sent()

    wrote(
        delivery.approval.mailbox,
        in_reply_to=delivery.message_id,
        text="",
        full_text="> Would it be useful?",
    )
    settling.settle(LATER)

    assert Reply.objects.get().text == "> Would it be useful?"


def test_the_oldest_message_is_settled_first() -> None:
    mailbox = journeys.connected(journeys.rep())
    newer = wrote(mailbox, received_at=NOW)
    older = wrote(mailbox, received_at=NOW - timedelta(hours=1))

    settling.settle(LATER, limit=1)

    older.refresh_from_db()
    newer.refresh_from_db()
    assert (older.settled_at, newer.settled_at) == (LATER, None)


@pytest.mark.parametrize("verdict", [Verdict.PERSON, Verdict.AUTO_REPLY])
def test_the_unsubscribe_of_our_letters_is_a_no_that_holds_and_says_what_it_asks(
    verdict: Verdict,
) -> None:
    delivery = sent(email="aoife@corrib.example")

    wrote(
        delivery.approval.mailbox,
        verdict,
        from_address="aoife@corrib.example",
        subject=" Unsubscribe",
        text="",
    )
    settling.settle(LATER)

    reply = Reply.objects.get()
    assert (reply.kind, reply.suggested_kind) == ("", ReplyKind.NO)
    assert (reply.text, reply.in_our_words, reply.is_link_press) == (
        "Asked us to stop, by its subject: unsubscribe.", True, False,
    )  # fmt: skip
    assert held(delivery.touch.prospect)


def test_what_stands_under_an_unsubscribe_is_kept() -> None:
    delivery = sent(email="aoife@corrib.example")

    wrote(delivery.approval.mailbox, in_reply_to=delivery.message_id, subject="unsubscribe")
    settling.settle(LATER)

    assert Reply.objects.get().text == "Let us talk."
