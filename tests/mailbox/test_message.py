"""Taking a mail apart, whatever its bytes."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailbox.inbound.message import LONGEST_TEXT, message_ids, parse
from tests.mailbox.mails import mail, understood

ALTERNATIVES = """--b
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

Gr=C3=BC=C3=9Fe
--b
Content-Type: text/html

<p>Other</p>
--b--
"""


def multipart(kind: str, body: str) -> bytes:
    return mail(f'MIME-Version: 1.0\nContent-Type: multipart/{kind}; boundary="b"', body)


def test_plain_text_is_preferred_and_html_is_kept() -> None:
    found = parse(multipart("alternative", ALTERNATIVES))
    assert found.full_text.strip() == "Grüße"
    assert found.html.strip() == "<p>Other</p>"


def test_html_alone_becomes_text_with_its_quotes_marked() -> None:
    html = (
        "<html><head><style>p{}</style><title>t</title></head><body><p>Yes &amp; <b>no</b></p>"
        "<script>alert(1)</script><div>5 &lt; 6</div><blockquote>old<br>stuff</blockquote></body>"
    )
    found = parse(mail("Content-Type: text/html; charset=utf-8", html))
    assert found.full_text == "Yes & no\n\n5 < 6\n\n> old\n> stuff"


HTML = {
    "cells": (
        "<table><tr><td>door one</td><td>dry</td></tr><tr><td>two</td></tr></table>",
        "door one dry\ntwo",
    ),
    "lists": (
        "<p>Doors</p><ul>\n<li>one</li>\n<li>two</li>\n</ul><p>That is all</p>",
        "Doors\n\n- one\n- two\n\nThat is all",
    ),
    "a hidden first line": (
        '<div style="display: none; max-height:0">Peek<div>a</div></div><p>Seen</p>',
        "Seen",
    ),
    "hidden inside a line": ('Go <span style="font-size:0px">not </span>on', "Go on"),
    "small is not hidden": ('<p style="font-size:0.9em;max-height:0.5em">Seen</p>', "Seen"),
    "hidden and never closed": (
        '<p>Seen</p><div style="display:none">kept all the same',
        "Seen\n\nkept all the same",
    ),
    "quoted": (
        "<p>Mine</p><blockquote type=cite>Yours<blockquote>Older</blockquote></blockquote>",
        "Mine\n\n> Yours\n> > Older",
    ),
}


@pytest.mark.parametrize("name", HTML)
def test_html_is_shown_as_the_text_that_a_reader_saw(name: str) -> None:
    html, text = HTML[name]
    assert parse(mail("Content-Type: text/html; charset=utf-8", html)).full_text == text


def test_the_whole_text_is_kept_though_its_beginning_decides() -> None:
    found = understood(mail("", "word\n" * 40_000 + "the end"))
    assert found.full_text.endswith("the end")
    assert len(found.text) < 64_001


def test_attachments_and_attached_mails_are_not_text() -> None:
    body = """--b
Content-Type: text/plain

Mine.
--b
Content-Type: text/plain
Content-Disposition: attachment; filename=a.txt

Attached.
--b
Content-Type: message/rfc822

Subject: inner

Inner.
--b--
"""
    assert parse(multipart("mixed", body)).full_text.strip() == "Mine."


@pytest.mark.parametrize(
    ("charset", "data"),
    [
        ("utf-8", "Grüße".encode()),
        ("iso-8859-1", "Grüße".encode("latin-1")),
        ("windows-1252", "Grüße".encode("cp1252")),
        ("utf-16", "Grüße".encode("utf-16")),
        ("no-such-charset", "Grüße".encode()),
        ("punycode", "Grüße".encode()),
        ("zip", "Grüße".encode("latin-1")),
        ("us-ascii", "Grüße".encode()),
    ],
)
def test_text_is_decoded_whatever_the_mail_claims(charset: str, data: bytes) -> None:
    head = mail(f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit", "")
    assert parse(head + data).full_text.rstrip("\n") == "Grüße"


def test_headers_are_decoded_and_stand_on_one_line() -> None:
    found = parse(mail("Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\n =?utf-8?q?_aus?= Galway"))
    assert found.subject == "Grüße aus Galway"


def test_raw_bytes_in_headers_are_read() -> None:
    raw = "From: Jörg Weiß <j@weiss.example>\r\nSubject: Kühlung\r\n\r\nx".encode()
    found = parse(raw)
    assert (found.from_name, found.from_address, found.subject) == (
        "Jörg Weiß",
        "j@weiss.example",
        "Kühlung",
    )


def test_an_encoded_name_may_hold_a_comma() -> None:
    raw = b"From: =?utf-8?q?Wei=C3=9F=2C_Jonas?= <j@weiss.example>\r\nTo: a@b.example, B <c@d.example>\r\n\r\nx"
    found = parse(raw)
    assert (found.from_name, found.from_address) == ("Weiß, Jonas", "j@weiss.example")
    assert found.to == ("a@b.example", "c@d.example")


def test_nothing_a_database_refuses_is_left() -> None:
    found = parse(
        b"From: a\0b <a@b.example>\r\nSubject: x\0y\x1b\r\n\r\nhi\0 \xed\xa0\x80 there\r\n"
    )
    assert "\0" not in found.subject + found.from_name + found.full_text
    found.full_text.encode()


def test_a_mail_without_an_id_gets_the_same_one_each_time() -> None:
    raw = b"From: a@b.example\r\n\r\nx"
    assert parse(raw).message_id == parse(raw).message_id != parse(raw + b"y").message_id


def test_ids_are_found_between_anything() -> None:
    assert message_ids("(re) <a@b> junk <c@d><a@b> <e f@g> <h") == ["<a@b>", "<c@d>"]


def test_too_many_ids_keep_the_first_and_the_latest() -> None:
    ids = message_ids(" ".join(f"<{number}@x>" for number in range(1000)))
    assert (len(ids), ids[0], ids[-1]) == (50, "<0@x>", "<999@x>")


def _lines(line: bytes, size: int = 2_000_000) -> bytes:
    return line * (size // len(line))


HOSTILE = {
    "twenty megabytes": mail() + b"x" * 20_000_000,
    "only newlines": mail() + _lines(b"\n"),
    "nested parts": b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n)
        for n in range(1000)
    ),
    "nested to the limit": b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(20)
    )
    + _lines(b"\n"),
    "nested mails": b"Content-Type: message/rfc822\r\n\r\n" * 1000,
    "ten thousand headers": b"".join(b"X-%d: y\r\n" % n for n in range(10_000)) + b"\r\nhi",
    "a header without end": b"Subject: " + b"=?" * 400_000,
    "encoded words": b"Subject: " + b"=?utf-8?q?a?= " * 60_000,
    "folded for ever": b"Subject: x\n" + _lines(b" y\n"),
    "brackets": b"From: " + b"<" * 500_000,
    "comments": b"From: " + b"(" * 3_900 + b"\r\n\r\n",
    "many senders": b"From: " + b"a@b.example," * 50_000,
    "parameters": b"Content-Type: text/plain; " + b"a*0=b;" * 150_000 + b"\r\n\r\nhi",
    "semicolons": b"Content-Type: " + b";" * 900_000,
    "a quoted boundary": b"Content-Type: multipart/mixed; boundary=" + b'"\\"' * 300_000,
    "punycode": b"Content-Type: text/plain; charset=punycode\r\n\r\n" + b"a-" * 400_000,
    "broken base64": b"Content-Transfer-Encoding: base64\r\n\r\n" + b"=\n" * 400_000,
    "uuencode": b"Content-Transfer-Encoding: x-uuencode\r\n\r\nbegin 644 a\n" + b"M\n" * 400_000,
    "a hundred thousand parts": b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
    + b"--b\r\n\r\n" * 100_000,
    "tags": mail("Content-Type: text/html") + b"<" * 900_000,
    "open tags": mail("Content-Type: text/html") + b"<a " * 300_000,
    "comments in html": mail("Content-Type: text/html") + b"<!--" * 200_000,
    "scripts": mail("Content-Type: text/html") + b"<script>" * 100_000,
    "entities": mail("Content-Type: text/html") + b"&#" * 400_000,
    "quoted blocks": mail("Content-Type: text/html") + b"<blockquote>" * 60_000,
    "nul": b"\0" * 1_000_000,
    "a report of blocks": b"Return-Path: <>\r\nContent-Type: message/delivery-status\r\n\r\n"
    + b"A: b\n\n" * 150_000,
    "a bounce without end": b"Return-Path: <>\r\nFrom: MAILER-DAEMON@x.example\r\n\r\n"
    + _lines(b"<a@b.example>: 550 unknown user\r\n"),
    "on, on, on": mail() + b"\nOn 1 " * 200_000,
    "dates": mail("Auto-Submitted: auto-replied") + b"until 24 " * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_mail_is_taken_in_under_two_seconds(name: str) -> None:
    started = time.process_time()
    found = understood(HOSTILE[name])
    assert time.process_time() - started < 2
    assert len(found.full_text) <= LONGEST_TEXT


@given(st.binary(max_size=2_000))
def test_any_bytes_are_taken(raw: bytes) -> None:
    understood(raw)


PIECES = st.sampled_from(
    [
        b"From: ", b"Subject: ", b"Content-Type: ", b"multipart/mixed; boundary=b", b"text/html",
        b"message/delivery-status", b"message/rfc822", b"text/plain; charset=", b"utf-7", b"\xff",
        b"Content-Transfer-Encoding: base64", b"=?utf-8?b?", b"?=", b"<a@b>", b"\r\n", b"\r\n\r\n",
        b"--b", b"--b--", b"Action: failed", b"Final-Recipient: rfc822;", b"Status: 5", b"a@b.example",
        b"Return-Path: <>", b"Auto-Submitted: auto-replied", b"until ", b"24.11.", b"> ", b"\0", b" ",
        b"Message-ID: ", b"References: ", b"<blockquote>", b"&#xD800;", b"Content-Disposition: attachment",
    ]
)  # fmt: skip


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=40))
def test_mail_made_of_mails_pieces_is_taken(pieces: list[bytes]) -> None:
    found = understood(b"".join(pieces))
    for text in (
        found.full_text,
        found.subject,
        found.from_name,
        found.html,
        found.bounced_address,
    ):
        assert "\0" not in text
        text.encode()
    assert max(map(len, (found.message_id, found.in_reply_to, *found.references))) <= 600
    assert len(found.from_address) <= 254
