"""A letter as bytes: what stands in it, and what is refused before any server sees it."""

from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbox.outbound.compose import Letter, build
from mailbox.outbound.errors import OutboundRefused

LETTER = Letter(
    sender_name="Maya Lindqvist",
    sender_address="maya@fernhill.example",
    recipient_name="Aoife Ní Bhriain",
    recipient_address="aoife@corrib.example",
    subject="Your depot in Galway",
    body="Dear Aoife,\n\nyour second depot opens in March.\n",
    message_id="<0193-abc@fernhill.example>",
    date=datetime(2026, 11, 16, 9, 30, tzinfo=UTC),
)


def with_field(name: str, value: str) -> Letter:
    changes: dict[str, Any] = {name: value}
    return replace(LETTER, **changes)


def read(raw: bytes) -> EmailMessage:
    return BytesParser(EmailMessage, policy=default).parsebytes(raw)


def text_of(letter: Letter) -> str:
    return content(read(build(letter)))


def content(message: EmailMessage) -> str:
    return str(message.get_content()).replace("\r\n", "\n")


def test_a_letter_carries_who_what_and_when() -> None:
    message = read(build(LETTER))
    assert {name.lower(): str(value) for name, value in message.items()} == {
        "from": "Maya Lindqvist <maya@fernhill.example>",
        "to": "Aoife Ní Bhriain <aoife@corrib.example>",
        "subject": "Your depot in Galway",
        "date": "Mon, 16 Nov 2026 09:30:00 +0000",
        "message-id": "<0193-abc@fernhill.example>",
        "x-earnest-letter": "<0193-abc@fernhill.example>",
        "content-type": 'text/plain; charset="utf-8"',
        "content-transfer-encoding": "7bit",
        "mime-version": "1.0",
    }
    assert content(message) == LETTER.body


def test_the_same_letter_gives_the_same_bytes() -> None:
    assert build(LETTER) == build(LETTER)


def test_every_line_ends_with_crlf_and_the_bytes_are_ascii() -> None:
    raw = build(replace(LETTER, body="Größe und Kühlung für Łódź\n李小龙\n"))
    assert raw.isascii()
    assert b"\n" not in raw.replace(b"\r\n", b"")


def test_long_lines_and_letters_beyond_ascii_survive() -> None:
    body = "Größe " * 300 + "\n\nŁódź, 李小龙, ﷽\n"
    assert text_of(replace(LETTER, body=body)) == body


def test_windows_line_ends_become_ordinary_ones() -> None:
    assert text_of(replace(LETTER, body="one\r\ntwo\rthree")) == "one\ntwo\nthree\n"


def test_a_thread_is_carried_on_even_with_very_long_ids() -> None:
    ids = tuple(f"<{'x' * 150}{number}@mail.corrib.example>" for number in range(3))
    raw = build(replace(LETTER, recipient_name="Aoife", in_reply_to=ids[2], references=ids))
    message = read(raw)
    assert str(message["In-Reply-To"]).split() == [ids[2]]
    assert str(message["References"]).split() == list(ids)
    assert b"=?" not in raw


def test_a_very_long_thread_keeps_its_first_and_its_latest_ids() -> None:
    ids = tuple(f"<{number}@corrib.example>" for number in range(100))
    kept = str(read(build(replace(LETTER, references=ids)))["References"]).split()
    assert (kept[0], kept[-1], len(kept)) == (ids[0], ids[-1], 20)


def test_unsubscribing_is_offered_both_ways() -> None:
    uris = ("mailto:stop@fernhill.example?subject=stop", "https://fernhill.example/u/token")
    message = read(build(replace(LETTER, list_unsubscribe=uris)))
    assert message["List-Unsubscribe"] == f"<{uris[0]}>, <{uris[1]}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_one_click_is_not_promised_without_a_web_address() -> None:
    message = read(build(replace(LETTER, list_unsubscribe=("mailto:stop@fernhill.example",))))
    assert message["List-Unsubscribe-Post"] is None


def test_nothing_marks_a_letter_as_bulk() -> None:
    names = {name.lower() for name, _value in read(build(LETTER)).items()}
    assert not names & {"precedence", "list-id", "x-mailer", "auto-submitted", "x-campaign"}


def test_the_footer_stands_under_the_words_as_a_signature() -> None:
    footer = (
        "Maya Lindqvist\nFernhill\n\nFernhill Ltd · 1 Canal Street · Dublin\n\n"
        "Tell me if you would rather not hear from us."
    )
    assert text_of(replace(LETTER, signature_footer=footer)) == (
        "Dear Aoife,\n\nyour second depot opens in March.\n\n-- \n"
        "Maya Lindqvist\nFernhill\n\nFernhill Ltd · 1 Canal Street · Dublin\n\n"
        "Tell me if you would rather not hear from us.\n"
    )


@pytest.mark.parametrize(
    "bad",
    [
        "two\nlines",
        "carriage\rreturn",
        "nul\0",
        "escape\x1b[2J",
        "c1\x85",
        "turned\u202egpj.exe",
        "isolate\u2066",
        "mark\u200f",
        "line\u2028separator",
        "=?utf-8?q?hidden?=",
        "lone\ud800",
        "x" * 201,
    ],
)
@pytest.mark.parametrize("field", ["sender_name", "recipient_name", "subject"])
def test_a_header_with_tricks_is_refused_in_words(field: str, bad: str) -> None:
    with pytest.raises(OutboundRefused) as caught:
        build(with_field(field, bad))
    assert caught.value.code == "text_unfit"
    assert caught.value.sentence.endswith(".")


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "aoife",
        "@corrib.example",
        "aoife@",
        "aoife@corrib.example\r\nBcc: all@corrib.example",
        "aoife@corrib.example, liam@corrib.example",
        "aoife <aoife@corrib.example>",
        "aoi fe@corrib.example",
        "aoife@cor rib.example",
        "aoife@corrib..example",
        "ao\0ife@corrib.example",
        "aoife@corrib.example\u202e",
        "a" * 250 + "@corrib.example",
    ],
)
@pytest.mark.parametrize("field", ["sender_address", "recipient_address"])
def test_an_address_that_is_not_one_address_is_refused(field: str, bad: str) -> None:
    with pytest.raises(OutboundRefused) as caught:
        build(with_field(field, bad))
    assert caught.value.code == "address_unfit"


@pytest.mark.parametrize(
    "bad", ["", "id", "<id>", "<a b@c>", "<a@b>\r\nX: y", "<a@b><c@d>", "<é@b>"]
)
def test_an_unusable_message_id_is_refused(bad: str) -> None:
    with pytest.raises(OutboundRefused, match="Message-ID"):
        build(replace(LETTER, message_id=bad))


@pytest.mark.parametrize("bad", ["http://plain.example/", "javascript:alert(1)", "https://a>b"])
def test_an_unsubscribe_address_must_be_https_or_mailto(bad: str) -> None:
    with pytest.raises(OutboundRefused):
        build(replace(LETTER, list_unsubscribe=(bad,)))


@pytest.mark.parametrize("bad", ["nul\0", "bell\x07", "c1\x85", "turned\u202e", "x" * 64_001])
def test_a_body_with_invisible_or_endless_text_is_refused(bad: str) -> None:
    with pytest.raises(OutboundRefused) as caught:
        build(replace(LETTER, body=bad))
    assert caught.value.code == "text_unfit"


def test_an_empty_letter_is_refused() -> None:
    with pytest.raises(OutboundRefused, match="empty"):
        build(replace(LETTER, body=" \n \n"))


def test_right_to_left_letters_keep_their_marks() -> None:
    body = "שלום\u200f Aoife\nمرحبا\u200e\n"
    assert text_of(replace(LETTER, body=body)) == body


ANYTHING = st.text(max_size=80)
HEADERS = [
    *("From", "To", "Subject", "Date", "Message-ID", "X-Earnest-Letter"),
    *("Content-Type", "Content-Transfer-Encoding", "MIME-Version"),
]
ADDRESSES = st.just(LETTER.recipient_address) | ANYTHING


@given(ANYTHING, ANYTHING, ANYTHING, ADDRESSES)
def test_whatever_is_typed_no_header_is_added_and_no_text_is_lost(
    name: str, subject: str, body: str, address: str
) -> None:
    letter = replace(
        LETTER, recipient_name=name, subject=subject, body=body, recipient_address=address
    )
    try:
        raw = build(letter)
    except OutboundRefused:
        return
    assert raw.partition(b"\r\n\r\n")[0].count(b"\r\nTo:") == 1
    message = read(raw)
    assert message.keys() == HEADERS
    assert str(message.get_content()).split() == body.split()


@given(st.text(alphabet=st.characters(blacklist_categories=["Cc", "Cs"]), max_size=200))
def test_a_subject_that_is_accepted_is_read_back_as_written(subject: str) -> None:
    try:
        raw = build(replace(LETTER, subject=subject))
    except OutboundRefused:
        return
    assert " ".join(str(read(raw)["Subject"]).split()) == " ".join(subject.split())
