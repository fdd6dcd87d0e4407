"""Sending against real SMTP servers: what each refusal says, and whether the letter is certainly unsent."""

import socket
import ssl
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbox.enums import Security, Stage
from mailbox.outbound import client, transport
from mailbox.outbound.accounts import Account
from mailbox.outbound.compose import Letter, build
from mailbox.outbound.errors import Ambiguous, OutboundError, OutboundRefused
from tests.adapters.smtp_server import (
    PASSWORD,
    USER,
    RudeServer,
    Script,
    Sink,
    SmtpServer,
    hear,
    hear_letter,
    polite_until_data,
    say,
)

AOIFE = "aoife@corrib.example"


def an_account(port: int, **changes: object) -> Account:
    facts: dict[str, object] = {
        "address": USER,
        "host": "127.0.0.1",
        "port": port,
        "security": Security.NONE,
        "username": USER,
        "password": PASSWORD,
    }
    return Account(**(facts | changes))  # type: ignore[arg-type]


def a_letter(body: str = "Hello Aoife,\n\na fact about your depot.\n", to: str = AOIFE) -> bytes:
    return build(
        Letter(
            sender_name="Maya Lindqvist",
            sender_address=USER,
            recipient_name="Aoife Ní Bhriain",
            recipient_address=to,
            subject="Your new depot in Galway",
            body=body,
            message_id="<1@fernhill.example>",
            date=datetime(2026, 11, 16, 9, tzinfo=UTC),
        )
    )


def refusal(port: int, recipient: str = AOIFE, **changes: object) -> OutboundError:
    """What comes of sending one letter that must not be accepted."""
    with pytest.raises(OutboundError) as caught:
        send(port, recipient, **changes)
    return caught.value


def send(port: int, recipient: str = AOIFE, **changes: object) -> transport.Accepted:
    with transport.connect(an_account(port, **changes), recipient) as envelope:
        return envelope.transmit(a_letter())


def certain(error: OutboundError) -> bool:
    return not isinstance(error, Ambiguous)


def test_an_accepted_letter_arrives_byte_for_byte(sink: Sink, smtp_server: SmtpServer) -> None:
    raw = a_letter("One\n.\n..two dots\n.three\n")
    with transport.connect(an_account(smtp_server.port), AOIFE) as envelope:
        accepted = envelope.transmit(raw)
    assert accepted.code == 250
    assert [(mail.mail_from, mail.rcpt_tos, mail.content) for mail in sink.accepted] == [
        (USER, [AOIFE], raw)
    ]


def test_an_envelope_that_is_left_unused_sends_nothing(sink: Sink, smtp_server: SmtpServer) -> None:
    with transport.connect(an_account(smtp_server.port), AOIFE):
        pass
    assert sink.accepted == []


def test_signing_in_by_login_works_where_plain_is_not_offered(sink: Sink) -> None:
    with SmtpServer(sink, mechanisms_off=("PLAIN",)) as server:
        assert send(server.port).code == 250


def test_a_server_without_a_known_sign_in_is_named(sink: Sink) -> None:
    with SmtpServer(sink, mechanisms_off=("PLAIN", "LOGIN")) as server:
        error = refusal(server.port)
    assert (error.stage, error.permanent, certain(error)) == (Stage.SIGN_IN, True, True)
    assert "no way of signing in" in error.sentence


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_encryption_is_used_and_the_certificate_is_checked(
    sink: Sink, trusted_context: ssl.SSLContext, security: Security
) -> None:
    encrypted = security == Security.TLS
    with SmtpServer(sink, context=trusted_context, encrypted=encrypted) as server:
        assert send(server.port, host="localhost", security=security).code == 250


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_a_certificate_nobody_vouches_for_is_refused(
    sink: Sink,
    trusted_context: ssl.SSLContext,
    monkeypatch: pytest.MonkeyPatch,
    security: Security,
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    encrypted = security == Security.TLS
    with SmtpServer(sink, context=trusted_context, encrypted=encrypted) as server:
        error = refusal(server.port, security=security)
    assert (error.permanent, certain(error)) == (True, True)
    assert "could not prove who it is" in error.sentence


def test_a_server_without_encryption_is_not_given_the_password(smtp_server: SmtpServer) -> None:
    error = refusal(smtp_server.port, security=Security.STARTTLS)
    assert error.sentence == "The mail server offers no encryption on this port."


def test_speaking_tls_to_a_plain_port_is_explained(smtp_server: SmtpServer) -> None:
    error = refusal(smtp_server.port, security=Security.TLS)
    assert "did not agree on encryption" in error.sentence
    assert certain(error)


def test_no_encryption_is_refused_away_from_this_machine() -> None:
    with (
        pytest.raises(OutboundRefused, match="without encryption"),
        transport.connect(an_account(25, host="mail.corrib.example"), AOIFE),
    ):
        pass


def test_nobody_listening_is_certain_and_may_be_tried_again() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    error = refusal(port)
    assert (error.stage, error.permanent, certain(error)) == (Stage.CONNECT, False, True)
    assert error.sentence == "The mail server did not answer. Nothing was sent."


def test_a_wrong_password_is_certain_and_permanent(smtp_server: SmtpServer) -> None:
    error = refusal(smtp_server.port, password="wrong")
    assert (error.stage, error.permanent, error.code) == (Stage.SIGN_IN, True, 535)
    assert error.sentence.startswith("The mailbox refused the sign-in.")


def test_a_refused_sender_is_certain() -> None:
    with SmtpServer(Sink(refuse_sender=True)) as server:
        error = refusal(server.port)
    assert (error.stage, error.permanent, error.code, certain(error)) == (
        Stage.SENDER, True, 553, True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "permanent", "sentence"),
    [
        ("unknown", True, "Their mail server doesn't know this address. Nothing was sent."),
        ("full", True, "Their mailbox is full. Nothing was sent."),
        ("policy", True, "does not accept letters from you"),
        ("greylisted", False, "asks to try this address later"),
    ],
)
def test_a_refused_recipient_is_certain(
    sink: Sink, smtp_server: SmtpServer, name: str, permanent: bool, sentence: str
) -> None:
    error = refusal(smtp_server.port, f"{name}@corrib.example")
    assert (error.stage, error.permanent, certain(error)) == (Stage.RECIPIENT, permanent, True)
    assert sentence in error.sentence
    assert sink.accepted == []


@pytest.mark.parametrize(
    ("name", "permanent", "sentence"),
    [
        ("spam", True, "The mail server read the letter and refused it. It was not sent."),
        ("busy", False, "could not take the letter right now"),
    ],
)
def test_a_letter_refused_after_data_is_certain(
    sink: Sink, smtp_server: SmtpServer, name: str, permanent: bool, sentence: str
) -> None:
    error = refusal(smtp_server.port, f"{name}@corrib.example")
    assert (error.stage, error.permanent, certain(error)) == (Stage.LETTER, permanent, True)
    assert sentence in error.sentence
    assert sink.accepted == []


def test_data_itself_refused_is_certain() -> None:
    def script(connection: socket.socket) -> None:
        say(connection, "220 hello")
        hear(connection)
        say(connection, "250-rude\r\n250 AUTH PLAIN")
        for answer in ("235 in", "250 sender", "250 recipient", "554 no letters today"):
            hear(connection)
            say(connection, answer)

    with RudeServer(script) as server:
        error = refusal(server.port)
    assert (error.stage, error.permanent, certain(error)) == (Stage.LETTER, True, True)


def _drops(connection: socket.socket) -> None:
    hear_letter(connection)


def _drops_in_the_middle(connection: socket.socket) -> None:
    connection.recv(10)


def _mumbles(connection: socket.socket) -> None:
    hear_letter(connection)
    say(connection, "what?")


def _answers_with_an_endless_line(connection: socket.socket) -> None:
    hear_letter(connection)
    connection.sendall(b"5" * 20_000 + b"\r\n")


def _answers_strangely(connection: socket.socket) -> None:
    hear_letter(connection)
    say(connection, "354 go on and on")


@pytest.mark.parametrize(
    "ending",
    [_drops, _drops_in_the_middle, _mumbles, _answers_with_an_endless_line, _answers_strangely],
)
def test_no_clear_answer_after_the_letter_left_is_uncertain(ending: Script) -> None:
    def script(connection: socket.socket) -> None:
        polite_until_data(connection)
        ending(connection)

    with RudeServer(script) as server:
        error = refusal(server.port)
    assert isinstance(error, Ambiguous)
    assert "did not confirm" in error.sentence


def test_silence_after_the_letter_left_ends_at_the_deadline(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(client, "FINAL_REPLY_SECONDS", 0.3)

    def script(connection: socket.socket) -> None:
        polite_until_data(connection)
        hear_letter(connection)
        assert hear(connection) == b"", "after 354 an error is no reason to say QUIT"

    started = time.monotonic()
    with RudeServer(script) as server:
        assert isinstance(refusal(server.port), Ambiguous)
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("answers", [0, 1, 2, 3, 4])
def test_a_connection_lost_before_the_letter_is_certain(answers: int) -> None:
    lines = ("220 hi", "250-rude\r\n250 AUTH PLAIN", "235 in", "250 sender", "250 recipient")

    def script(connection: socket.socket) -> None:
        for line in lines[:answers]:
            say(connection, line)
            hear(connection)

    with RudeServer(script) as server:
        error = refusal(server.port)
    assert (certain(error), error.permanent) == (True, False)
    assert "Nothing was sent." in error.sentence


def test_a_server_that_drips_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "WHOLE_CONVERSATION_SECONDS", 0.5)

    def script(connection: socket.socket) -> None:
        for _ in range(100):
            say(connection, "220-still here")
            time.sleep(0.05)

    started = time.monotonic()
    with pytest.raises((OutboundError, BrokenPipeError)), RudeServer(_quietly(script)) as server:
        send(server.port)
    assert time.monotonic() - started < 4


def _quietly(script: Script) -> Script:
    def run(connection: socket.socket) -> None:
        try:
            script(connection)
        except OSError:
            return

    return run


def test_an_accepted_letter_stays_accepted_when_goodbye_fails() -> None:
    def script(connection: socket.socket) -> None:
        polite_until_data(connection)
        hear_letter(connection)
        say(connection, "250 queued")

    with RudeServer(script) as server:
        assert send(server.port).code == 250


def test_an_international_address_uses_smtputf8(sink: Sink, smtp_server: SmtpServer) -> None:
    with transport.connect(an_account(smtp_server.port), "jürgen@bücher.example") as envelope:
        envelope.transmit(a_letter(to="jürgen@bücher.example"))
    assert sink.accepted[0].rcpt_tos == ["jürgen@xn--bcher-kva.example"]
    assert sink.accepted[0].smtp_utf8


def test_an_international_address_needs_a_server_that_knows_them() -> None:
    def script(connection: socket.socket) -> None:
        say(connection, "220 hello")
        hear(connection)
        say(connection, "250-rude\r\n250 AUTH PLAIN")
        hear(connection)
        say(connection, "235 in")
        hear(connection)

    with RudeServer(script) as server:
        error = refusal(server.port, "jürgen@bücher.example")
    assert (error.stage, error.permanent) == (Stage.SENDER, True)


@pytest.mark.parametrize("raw", [b"a\nb\r\n", b"a\rb\r\n", b"a\r\n\r\n\n.\n", b"nul\0\r\n"])
def test_broken_line_ends_never_reach_a_server(
    sink: Sink, smtp_server: SmtpServer, raw: bytes
) -> None:
    with (
        pytest.raises(OutboundRefused),
        transport.connect(an_account(smtp_server.port), AOIFE) as envelope,
    ):
        envelope.transmit(raw)
    assert sink.accepted == []


def test_checking_the_sign_in_names_nobody() -> None:
    heard: list[bytes] = []

    def script(connection: socket.socket) -> None:
        say(connection, "220 hello")
        for answer in ("250-rude\r\n250 AUTH PLAIN", "235 in", "221 bye"):
            heard.append(hear(connection))
            say(connection, answer)

    with RudeServer(script) as server:
        transport.check_sign_in(an_account(server.port))
    assert [line.split()[0].upper() for line in heard] == [b"EHLO", b"AUTH", b"QUIT"]


def test_checking_the_sign_in_says_what_was_wrong(smtp_server: SmtpServer) -> None:
    with pytest.raises(OutboundError, match="refused the sign-in"):
        transport.check_sign_in(an_account(smtp_server.port, password="wrong"))


@given(st.lists(st.sampled_from([b".", b"a", b"\r\n", b"..", b" "]), max_size=40))
def test_dot_stuffing_can_be_undone_and_never_ends_the_letter_early(pieces: list[bytes]) -> None:
    raw = b"".join(pieces)
    stuffed = client.stuffed(raw)
    lines = stuffed.split(b"\r\n")
    assert b"." not in lines
    undone = b"\r\n".join(line[1:] if line.startswith(b".") else line for line in lines)
    assert undone == (raw if raw.endswith(b"\r\n") else raw + b"\r\n")


def test_the_password_is_in_no_representation() -> None:
    assert PASSWORD not in repr(an_account(1))
