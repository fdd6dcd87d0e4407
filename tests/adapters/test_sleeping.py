"""A process that was stopped on its way and wakes too late: nothing more leaves."""

import socket
from datetime import timedelta

import pytest

from cadence.services import reaping
from mailbox.outbound import client, transport
from mailbox.outbound.errors import Ambiguous, OutboundError
from tests.adapters.smtp_server import RudeServer, Sink, SmtpServer, hear_letter, polite_until_data
from tests.adapters.test_smtp_transport import AOIFE, a_letter, an_account


def test_a_process_that_slept_before_the_letter_sends_nothing(
    sink: Sink, smtp_server: SmtpServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with transport.connect(an_account(smtp_server.port), AOIFE) as envelope:
        _sleep_too_long(monkeypatch)
        with pytest.raises(OutboundError) as caught:
            envelope.transmit(a_letter())
    assert (type(caught.value), caught.value.permanent) == (OutboundError, False)
    assert "took too long" in caught.value.sentence
    assert sink.accepted == []


def test_a_process_that_slept_within_the_letter_never_ends_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    heard: list[bytes] = []

    def script(connection: socket.socket) -> None:
        polite_until_data(connection)
        heard.append(hear_letter(connection))

    send_text = client.Client.send_text

    def and_sleep(self: client.Client, raw: bytes) -> None:
        send_text(self, raw)
        _sleep_too_long(monkeypatch)

    monkeypatch.setattr(client.Client, "send_text", and_sleep)
    with (
        RudeServer(script) as server,
        pytest.raises(Ambiguous),
        transport.connect(an_account(server.port), AOIFE) as envelope,
    ):
        envelope.transmit(a_letter())
    assert heard == [client.stuffed(a_letter())]


def test_the_whole_conversation_ends_long_before_others_call_it_unknown() -> None:
    longest = client.WHOLE_CONVERSATION_SECONDS + client.FINAL_REPLY_SECONDS
    assert timedelta(seconds=longest) < reaping.SENDING_FOR / 2


def _sleep_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    woken = client.seconds() + client.WHOLE_CONVERSATION_SECONDS + 1
    monkeypatch.setattr(client, "seconds", lambda: woken)
