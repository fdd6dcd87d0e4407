"""A real SMTP server (aiosmtpd) that refuses where the recipient's name tells it to, and one that misbehaves."""

import asyncio
import socket
import ssl
import threading
from collections.abc import Callable
from typing import Any, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER = "maya@fernhill.example"
PASSWORD = "påss wörd 1"

AT_RCPT = {
    "unknown": "550 5.1.1 no such user",
    "full": "552 5.2.2 mailbox full",
    "policy": "550 5.7.1 not from you",
    "greylisted": "450 4.2.0 greylisted, try later",
}
AT_DATA = {
    "spam": "554 5.7.1 this looks like spam",
    "busy": "451 4.3.0 try later",
}


class Sink:
    """Keeps what it accepts. `refuse_sender` refuses at MAIL."""

    def __init__(self, *, refuse_sender: bool = False) -> None:
        self.accepted: list[Envelope] = []
        self._refuse_sender = refuse_sender

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self._refuse_sender:
            return "553 5.7.1 you do not own this address"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 ok"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        refusal = AT_RCPT.get(address.partition("@")[0])
        if refusal:
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        refusal = AT_DATA.get(envelope.rcpt_tos[0].partition("@")[0])
        if refusal:
            return refusal
        self.accepted.append(envelope)
        return "250 2.0.0 queued"


class SmtpServer(Controller):
    """`context` alone offers STARTTLS and insists on it; with `encrypted` TLS is there from the first byte."""

    def __init__(
        self,
        sink: Sink,
        *,
        context: ssl.SSLContext | None = None,
        encrypted: bool = False,
        mechanisms_off: tuple[str, ...] = (),
    ) -> None:
        self._offered = None if encrypted else context
        self._mechanisms_off = mechanisms_off
        super().__init__(
            sink, hostname="127.0.0.1", port=0, ssl_context=context if encrypted else None
        )

    def factory(self) -> SMTP:
        return SMTP(
            self.handler,
            authenticator=_authenticate,
            auth_required=True,
            auth_require_tls=self._offered is not None,
            require_starttls=self._offered is not None,
            tls_context=self._offered,
            auth_exclude_mechanism=self._mechanisms_off,
            enable_SMTPUTF8=True,
        )

    def _trigger_server(self) -> None:
        """The port was chosen by the system, so it is known only now."""
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def _authenticate(
    server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
) -> AuthResult:
    right = isinstance(data, LoginPassword) and data == LoginPassword(
        USER.encode(), PASSWORD.encode()
    )
    return AuthResult(success=right, handled=False)


Script = Callable[[socket.socket], None]


class RudeServer:
    """Answers each conversation with a script of the test's own: what no decent server library would do."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._run, daemon=True)
        self.port: int = self._listener.getsockname()[1]
        self.heard = b""

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.close()
        self._thread.join(5)

    def _run(self) -> None:
        try:
            connection, _address = self._listener.accept()
        except OSError:
            return
        with connection:
            connection.settimeout(10)
            self._script(connection)


def polite_until_data(connection: socket.socket) -> None:
    """Everything as it should be, up to and with `354`; the rest is the caller's."""
    say(connection, "220 hello")
    hear(connection)
    say(connection, "250-rude\r\n250 AUTH PLAIN")
    for answer in ("235 welcome", "250 sender ok", "250 recipient ok", "354 go on"):
        hear(connection)
        say(connection, answer)


def hear_letter(connection: socket.socket) -> bytes:
    heard = b""
    while not heard.endswith(b"\r\n.\r\n"):
        piece = connection.recv(65536)
        if not piece:
            break
        heard += piece
    return heard


def say(connection: socket.socket, line: str) -> None:
    connection.sendall(line.encode() + b"\r\n")


def hear(connection: socket.socket) -> bytes:
    return connection.recv(65536)
