"""What a mail is: a report, a machine's answer, our own, or a person's."""

from datetime import date
from typing import get_args

import pytest

from mailbox.enums import Verdict
from mailbox.inbound.letter import VerdictName
from tests.mailbox.mails import OUR_ID, mail, report, understood


def test_the_verdicts_are_those_of_the_table() -> None:
    assert set(get_args(VerdictName)) == set(Verdict.values)


def test_a_persons_answer_is_a_persons_answer() -> None:
    found = understood(
        mail(
            f"In-Reply-To: {OUR_ID}\nReferences: <first@x.example> {OUR_ID}",
            "Thursday works.\n\nOn 16 Nov 2026, Maya <maya@fernhill.example> wrote:\n\n> Dear Aoife\n",
        )
    )
    assert found.verdict == "person"
    assert found.text == "Thursday works."
    assert "> Dear Aoife" in found.full_text
    assert (found.in_reply_to, found.references) == (OUR_ID, ("<first@x.example>", OUR_ID))
    assert (found.from_address, found.from_name) == ("aoife@corrib.example", "Aoife")
    assert found.message_id == "<reply-1@corrib.example>"


@pytest.mark.parametrize("original_type", ["message/rfc822", "text/rfc822-headers"])
def test_a_permanent_failure_names_the_address_and_our_letter(original_type: str) -> None:
    found = understood(report(original_type=original_type))
    assert (found.verdict, found.bounced_address, found.bounce_permanent) == (
        "bounce",
        "aoife@corrib.example",
        True,
    )
    assert OUR_ID in found.references


def test_a_failure_after_days_of_trying_is_not_permanent() -> None:
    found = understood(report(status="4.4.1"))
    assert (found.verdict, found.bounce_permanent) == ("bounce", False)


def test_a_delay_is_not_a_bounce() -> None:
    found = understood(report(action="delayed", status="4.4.1"))
    assert (found.verdict, found.bounced_address) == ("delayed", "aoife@corrib.example")


def test_a_receipt_of_delivery_is_automatic_and_no_bounce() -> None:
    assert understood(report(action="delivered", status="2.0.0")).verdict == "auto_reply"


def test_a_report_without_auto_submitted_is_still_a_report() -> None:
    assert understood(report(headers="X-Other: 1")).verdict == "bounce"


def test_an_old_bounce_without_a_report_is_found_by_its_wording() -> None:
    body = (
        "Hi. This is the qmail-send program at corrib.example.\n"
        "I'm afraid I wasn't able to deliver your message to the following addresses.\n"
        "This is a permanent error; I've given up. Sorry it didn't work out.\n\n"
        "<aoife@corrib.example>:\nSorry, no mailbox here by that name.\n"
    )
    found = understood(
        mail(
            "Return-Path: <>\nSubject: failure notice", body, sender="MAILER-DAEMON@corrib.example"
        )
    )
    assert (found.verdict, found.bounced_address) == ("bounce", "aoife@corrib.example")


def test_a_person_who_quotes_a_bounce_is_a_person() -> None:
    body = "I got this:\n\n<liam@corrib.example>: Sorry, no mailbox here by that name.\n"
    assert understood(mail("", body)).verdict == "person"


@pytest.mark.parametrize(
    "headers",
    [
        "Auto-Submitted: auto-replied",
        "Auto-Submitted: auto-replied (vacation)",
        "Auto-Submitted: auto-generated; owner=x",
        "X-Autoreply: yes",
        "X-Autorespond: Away",
        "X-Auto-Response-Suppress: All",
        "Precedence: bulk",
        "Precedence: auto_reply",
        "Return-Path: <>",
        "Subject: Automatic reply: Your depot",
        "Subject: Automatische Antwort: Ihr Lager",
        "Subject: =?utf-8?q?R=C3=A9ponse_automatique_=3A_x?=",
        "List-Id: <news.corrib.example>\nSubject: Corrib in November",
        "List-Unsubscribe: <https://corrib.example/u>\nSubject: Corrib in November",
        "X-Auto-Reply: 1",
        "X-Precedence: auto_reply",
        "X-Precedence: junk",
        "X-Any-Action: VACATION",
        "X-Mail-Autoresponder: vacation",
        "Delivered-To: Autoresponder",
        "X-List-Administrivia: yes\nList-Post: <mailto:yard@corrib.example>",
        "Content-Type: multipart/report; report-type=disposition-notification; boundary=b",
        f"In-Reply-To: {OUR_ID}\nSubject: Abwesenheitsnotiz: Ihr Lager",
    ],
)
def test_a_machine_is_known_by_its_headers(headers: str) -> None:
    assert understood(mail(headers)).verdict == "auto_reply"


@pytest.mark.parametrize(
    "headers",
    [
        "Auto-Submitted: no",
        "X-Autoreply: no",
        "Precedence: first-class",
        "Subject: Re: Automatic reply: Your depot",
        f"List-Id: <sales.corrib.example>\nIn-Reply-To: {OUR_ID}",
        "List-Id: <sales.corrib.example>\nSubject: Re: Your depot",
        "Precedence: bulk\nList-Post: <mailto:yard@corrib.example>\nX-Mailman-Version: 2",
        "Precedence: list",
        "Precedence: bulk\nSender: owner-yard@corrib.example",
        "Precedence: bulk\nSender: Yard <yard-bounces@corrib.example>",
        "X-Auto-Response-Suppress: DR, OOF, AutoReply",
        "Subject: Out of office: who covers the yard?",
        "Return-Path: <aoife@corrib.example>",
    ],
)
def test_a_person_is_never_taken_for_a_machine(headers: str) -> None:
    body = "I am out of the office until Friday, but yes: unsubscribe the other list, not this.\n"
    assert understood(mail(headers, body)).verdict == "person"


def test_the_day_of_return_comes_from_machines_only() -> None:
    body = "I am away until 24 November 2026.\n"
    assert understood(mail("Auto-Submitted: auto-replied", body)).away_until == date(2026, 11, 24)
    assert understood(mail("", body)).away_until is None


def test_a_german_notice_of_absence_is_read() -> None:
    body = "Ich bin bis zum 4. Dezember 2026 nicht im Büro.\n"
    raw = mail("Auto-Submitted: auto-replied\nContent-Type: text/plain; charset=utf-8", body)
    assert understood(raw).away_until == date(2026, 12, 4)


def test_no_answer_follows_an_address_that_answers_nobody() -> None:
    assert understood(mail(sender="Corrib <no-reply@corrib.example>")).verdict == "auto_reply"
    assert understood(mail(sender="Noreen Ply <noreen.ply@corrib.example>")).verdict == "person"


@pytest.mark.parametrize(
    ("status", "answer"),
    [("ACCEPTED", "Accepted"), ("DECLINED", "Declined"), ("TENTATIVE", "Tentative")],
)
def test_a_pressed_button_in_a_calendar_is_a_persons_answer(status: str, answer: str) -> None:
    lines = f"BEGIN:VCALENDAR\nMETHOD:REPLY\nATTENDEE;PARTSTAT={status}:mailto:a\n @b.example\nSUMMARY:Ten min\n utes\n"
    found = understood(mail("Auto-Submitted: auto-generated\nContent-Type: text/calendar", lines))
    assert (found.verdict, found.text) == ("person", f"{answer}: Ten minutes")
    robot = understood(mail("Auto-Submitted: auto-replied\nContent-Type: text/calendar", lines))
    assert robot.verdict == "auto_reply"


def test_a_report_that_a_person_passes_on_bounces_nobody() -> None:
    inner = report().decode()
    body = f"--o\nContent-Type: text/plain\n\nThis came back.\n--o\nContent-Type: message/rfc822\n\n{inner}\n--o--\n"
    found = understood(mail("Content-Type: multipart/mixed; boundary=o", body))
    assert (found.verdict, found.bounced_address) == ("person", "")


@pytest.mark.parametrize(
    ("subject", "body", "expected"),
    [
        (
            "Unzustellbar: Ihr Lager",
            "An aoife@corrib.example: 550 unbekannt",
            ("bounce", True),
        ),
        (
            "Mail delivery failed",
            "<aoife@corrib.example>: 452 4.2.2 full, gave up",
            ("bounce", False),
        ),
        (
            "Warning: message delayed",
            "aoife@corrib.example waits, 451 try later",
            ("delayed", False),
        ),
    ],
)
def test_a_servers_prose_is_read_by_its_subject_and_its_codes(
    subject: str, body: str, expected: tuple[str, bool]
) -> None:
    found = understood(mail(f"Subject: {subject}", body, sender="postmaster@corrib.example"))
    assert (found.verdict, found.bounce_permanent) == expected
    assert found.bounced_address == "aoife@corrib.example"
    assert understood(mail(f"Subject: {subject}", body)).verdict == "person"


def test_a_report_with_empty_fields_is_read_by_its_headers() -> None:
    headers = (
        "Return-Path: <>\nX-Failed-Recipients: aoife@corrib.example\n"
        "Subject: Delivery Status Notification (Failure)\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"'
    )
    body = "--b\n\nThe mail was not handed over.\n--b\nContent-Type: message/delivery-status\n\n--b--\n"
    found = understood(mail(headers, body, sender="mailer-daemon@corrib.example"))
    assert (found.verdict, found.bounced_address, found.bounce_permanent) == (
        "bounce",
        "aoife@corrib.example",
        True,
    )


@pytest.mark.parametrize(
    ("headers", "sender"),
    [
        ("Auto-Submitted: auto-generated (failure)", "<>"),
        ("Auto-Submitted: auto-generated (failure)", "Post <relay@corrib.example>"),
    ],
)
def test_a_server_without_a_name_of_its_own_reports_too(headers: str, sender: str) -> None:
    body = "   ----- The following addresses had permanent fatal errors -----\n<liam@corrib.example>\n\n   ----- Transcript of session follows -----\n550 5.1.1 <liam@corrib.example>... User unknown\n"
    found = understood(mail(headers + "\nSubject: Returned mail", body, sender=sender))
    assert (found.verdict, found.bounced_address) == ("bounce", "liam@corrib.example")


def test_a_postmaster_who_answers_is_a_person() -> None:
    found = understood(mail("Subject: Re: Mail delivery", sender="postmaster@corrib.example"))
    assert found.verdict == "person"


def test_our_own_mail_is_our_own() -> None:
    assert understood(mail(sender="Maya <Maya@Fernhill.Example>")).verdict == "own"
    assert (
        understood(mail(sender="Someone <alias@fernhill.example>"), in_own_folder=True).verdict
        == "own"
    )


def test_a_report_that_was_kept_in_sent_mail_bounces_nobody() -> None:
    assert understood(report(), in_own_folder=True).verdict == "own"


@pytest.mark.parametrize(
    ("header", "original"),
    [
        (f"X-Microsoft-Original-Message-ID: {OUR_ID}", OUR_ID),
        (f"X-Google-Original-Message-ID: {OUR_ID}", OUR_ID),
        (f"X-Google-Original-Message-ID: {OUR_ID[1:-1]}", OUR_ID),
        (f"X-Earnest-Letter: {OUR_ID}", OUR_ID),
    ],
)
def test_what_a_letter_was_called_before_a_provider_renamed_it_is_kept(
    header: str, original: str
) -> None:
    found = understood(mail(header), in_own_folder=True)
    assert (found.message_id, found.original_ids) == ("<reply-1@corrib.example>", (original,))


@pytest.mark.parametrize("value", ["", "<>", "two words", "<a b@c.example>", "<" + "x" * 600 + ">"])
def test_what_cannot_be_the_name_of_a_letter_is_left_out(value: str) -> None:
    found = understood(mail(f"X-Earnest-Letter: {value}"), in_own_folder=True)
    assert found.original_ids == ()


def test_names_of_a_letter_are_kept_once_in_the_order_in_which_they_are_believed() -> None:
    headers = f"X-Earnest-Letter: {OUR_ID}\nX-Google-Original-Message-ID: <g@x.example>\nX-Microsoft-Original-Message-ID: {OUR_ID}"
    assert understood(mail(headers)).original_ids == (OUR_ID, "<g@x.example>")
