"""The Unsubscribe of a mail program that writes a mail: it stops at once, as the link does, and only a letter's own token does."""

from email.message import EmailMessage
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import signing

from cadence.enums import Ending, ReplyKind
from cadence.models import Approval, Enrollment, Hold, Reply
from cadence.selectors.as_they_see_it import as_they_see_it
from cadence.selectors.conversation import conversation_with
from cadence.services import sending, settling, unsubscribing
from mailbox.enums import Verdict
from prospects.enums import SuppressionOrigin
from prospects.models import Suppression
from prospects.services import suppressing
from team.enums import Role
from team.refusals import Refused
from tests import journeys
from tests.cadence.browsing import Browser, text_of
from tests.cadence.test_settling import LATER, wrote
from tests.journeys import NOW
from tests.smtp import Sink

pytestmark = pytest.mark.usefixtures("clock")


def letter(post: Sink, **fields: Any) -> tuple[Approval, str]:
    """A letter that left, and the subject that a mail program writes when Unsubscribe is pressed on it."""
    approval = journeys.approved(**fields)
    sending.deliver(approval, by=approval.reviewer, session=approval.session, at=NOW)
    return approval, subject_in(post.letters[-1])


def subject_in(mail: EmailMessage) -> str:
    mailto = "".join(mail["List-Unsubscribe"].split()).split(",")[0].strip("<>")
    return parse_qs(urlsplit(mailto).query)["subject"][0]


def origins() -> set[tuple[str, str, object]]:
    return {(each.value, each.origin, each.until) for each in Suppression.objects.all()}


@pytest.mark.django_db(transaction=True, databases=["default", "worker"])
@pytest.mark.parametrize("verdict", [Verdict.PERSON, Verdict.AUTO_REPLY])
@pytest.mark.parametrize("around", ["%s", "[EXTERNAL] %s", "Fwd: %s (was: Hello)"])
def test_the_mail_stops_everything_at_once_and_for_good(
    post: Sink, verdict: Verdict, around: str, request: pytest.FixtureRequest
) -> None:
    approval, subject = letter(post, email="aoife@corrib.example")
    person = approval.touch.prospect

    wrote(
        approval.mailbox,
        verdict,
        from_address="aoife@home.example",
        subject=around % subject,
        text="This message was written by a mail program.",
    )
    request.getfixturevalue("as_worker")
    assert settling.settle(LATER) == 1

    reply = Reply.objects.get()
    assert (reply.prospect, reply.kind, reply.suggested_kind) == (person, "", ReplyKind.NO)
    assert (reply.is_link_press, reply.text) == (True, "Pressed the unsubscribe link.")
    assert (Enrollment.objects.get().ending, Hold.objects.get().company) == (
        Ending.STOPPED,
        person.company,
    )
    stopped = {
        value for value, origin, until in origins() if (origin, until) == ("unsubscribe", None)
    }
    assert {"aoife@corrib.example", "aoife@home.example", str(person.pk)} <= stopped
    assert len(stopped) == Suppression.objects.count()


@pytest.mark.django_db(transaction=True, databases=["default", "worker"])
def test_what_stood_already_is_made_longer_and_nobodys_to_lift(
    post: Sink, request: pytest.FixtureRequest
) -> None:
    approval, subject = letter(post, email="aoife@corrib.example")
    person = approval.touch.prospect
    suppressing.suppress(
        person,
        by=None,
        at=NOW,
        reason="Not before spring.",
        origin=SuppressionOrigin.REPLY,
        until=LATER.replace(year=2027),
    )

    wrote(approval.mailbox, from_address="aoife@corrib.example", subject=subject)
    manager = journeys.rep(role=Role.MANAGER)
    request.getfixturevalue("as_worker")
    settling.settle(LATER)

    assert {each[1:] for each in origins()} == {("unsubscribe", None)}
    with pytest.raises(Refused) as refusal:
        suppressing.lift(Suppression.objects.all()[0], by=manager, at=LATER, reason="Spring")
    assert refusal.value.code == "stopped_by_link"


def test_the_same_mail_a_second_time_changes_nothing_and_another_is_an_ordinary_answer(
    post: Sink,
) -> None:
    approval, subject = letter(post, email="aoife@corrib.example")
    mailbox, aoife = approval.mailbox, {"from_address": "aoife@corrib.example"}
    for _time in range(2):
        wrote(mailbox, subject=subject, **aoife)
        settling.settle(LATER)
    before = origins()

    wrote(mailbox, subject="Re: Hello", text="And please say hello to Maya.", **aoife)
    settling.settle(LATER)

    assert origins() == before
    said = Reply.objects.order_by("pk").values_list("text", "is_link_press", "in_our_words")
    assert list(said) == [
        ("Pressed the unsubscribe link.", True, True),
        ("And please say hello to Maya.", False, False),
    ]


def test_what_they_answer_under_that_subject_later_is_theirs_to_be_read(post: Sink) -> None:
    approval, subject = letter(post, email="aoife@corrib.example")
    mailbox, home = approval.mailbox, "aoife@home.example"
    wrote(mailbox, from_address=home, subject=subject)
    settling.settle(LATER)
    threaded = {"subject": f"Re: {subject}", "in_reply_to": "<by-hand@fernhill.example>"}

    wrote(mailbox, from_address=home, text="I didn't mean to. Do call me.", **threaded)
    wrote(mailbox, Verdict.AUTO_REPLY, from_address=home, text="I am away.", **threaded)
    settling.settle(LATER)

    said = list(Reply.objects.order_by("pk"))
    assert [(each.text, each.is_link_press) for each in said] == [
        ("Pressed the unsubscribe link.", True),
        ("I didn't mean to. Do call me.", False),
    ]
    assert {each.prospect for each in said} == {approval.touch.prospect}


def test_a_press_of_the_link_and_the_mail_are_one_stop(post: Sink) -> None:
    approval, subject = letter(post, email="aoife@corrib.example")
    unsubscribing.stop_through_link(approval, at=NOW)

    wrote(approval.mailbox, from_address="aoife@corrib.example", subject=subject)
    settling.settle(LATER)

    assert Reply.objects.count() == 1


@pytest.mark.parametrize("change", ["a letter", "the signature", "the key"])
def test_a_token_of_somebody_else_s_making_stops_nobody_and_suggests_it(
    post: Sink, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    approval, subject = letter(post, email="aoife@corrib.example")
    if change == "a letter":
        subject = subject.replace(approval.pk.hex, "0" * 32)
    if change == "the signature":
        subject = subject[:-1] + ("A" if subject[-1] != "A" else "B")
    if change == "the key":
        monkeypatch.setattr(unsubscribing, "_SIGNER", signing.Signer(key="another"))

    wrote(approval.mailbox, from_address="aoife@corrib.example", subject=subject, text="")
    settling.settle(LATER)

    assert not Suppression.objects.exists()
    reply = Reply.objects.get()
    assert (reply.suggested_kind, reply.is_link_press) == (ReplyKind.NO, False)
    assert reply.text == "Asked us to stop, by its subject: unsubscribe."


@pytest.mark.parametrize("verdict", [Verdict.OWN, Verdict.BOUNCE, Verdict.DELAYED])
def test_neither_our_own_mail_nor_a_servers_report_presses_anything(
    post: Sink, verdict: Verdict
) -> None:
    approval, subject = letter(post, email="aoife@corrib.example")

    wrote(approval.mailbox, verdict, subject=subject, in_own_folder=verdict == Verdict.OWN)
    settling.settle(LATER)

    assert not Suppression.objects.exists()
    assert not Reply.objects.exists()


def test_another_record_of_theirs_and_whoever_wrote_it_are_left_alone_too(post: Sink) -> None:
    approval, subject = letter(post, email="aoife@corrib.example")
    colleague = journeys.enrolled(email="robin@corrib.example").prospect

    wrote(approval.mailbox, from_address="robin@corrib.example", subject=subject)
    settling.settle(LATER)

    assert set(Enrollment.objects.values_list("prospect", "ending")) == {
        (approval.touch.prospect_id, Ending.STOPPED),
        (colleague.pk, Ending.STOPPED),
    }


def test_the_rep_reads_that_they_pressed_and_can_see_the_mail(post: Sink) -> None:
    approval, subject = letter(post, email="aoife@corrib.example")
    wrote(
        approval.mailbox,
        from_address="aoife@corrib.example",
        subject=subject,
        full_text="Generated by a mail program.",
    )
    settling.settle(LATER)

    page = text_of(Browser(approval.reviewer).get("reply", Reply.objects.get().pk))

    assert "<b>Pressed the unsubscribe link on 16 November. We've stopped everything.</b>" in page
    assert "Aoife wants no letter at all, not even a line back." in page
    assert "See it as sent" in page
    assert "Generated by a mail program." not in page


@pytest.mark.parametrize("verdict", [Verdict.PERSON, Verdict.AUTO_REPLY])
def test_the_words_that_came_with_the_press_stand_beside_it(post: Sink, verdict: Verdict) -> None:
    approval, subject = letter(post, email="aoife@corrib.example")
    words = "We buy from your neighbor now."
    wrote(
        approval.mailbox, verdict, from_address="aoife@corrib.example", subject=subject, text=words
    )
    settling.settle(LATER)
    person, rep, reply = approval.touch.prospect, approval.reviewer, Reply.objects.get()
    shown = [words] if verdict == Verdict.PERSON else []

    page = text_of(Browser(rep).get("reply", reply.pk))
    said = [each.quote for each in conversation_with(person, rep).lines if each.channel == "reply"]
    seen = [each.words for each in as_they_see_it(person, rep).seen if each.what == "pressed"]

    assert "Pressed the unsubscribe link on 16 November." in page
    assert page.count(f'<blockquote class="body">{words}</blockquote>') == len(shown)
    assert [*filter(None, said)] == [*filter(None, seen)] == shown
    assert (reply.text, reply.in_our_words) == ("Pressed the unsubscribe link.", True)
