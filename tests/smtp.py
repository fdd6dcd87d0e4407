"""A real SMTP server on loopback that keeps what it accepts and can refuse at every point."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTP as POLICY
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from config.embedded import folder

PASSWORD = "sink-password"


@dataclass
class Sink:
    """`refuse_at` is one of "", auth, mail, rcpt, data, lost (accepted, but the answer is lost)."""

    port: int = 0
    refuse_at: str = ""
    accepted: list[bytes] = field(default_factory=list)

    @property
    def letters(self) -> list[EmailMessage]:
        parser = BytesParser(policy=POLICY)
        return [parser.parsebytes(raw) for raw in self.accepted]  # type: ignore[misc]

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        good = isinstance(data, LoginPassword) and data.password == PASSWORD.encode()
        return AuthResult(success=good and self.refuse_at != "auth", handled=False)

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.refuse_at == "mail":
            return "553 5.7.1 not your address"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.refuse_at == "rcpt":
            return "550 5.1.1 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.refuse_at == "data":
            return "554 5.7.1 refused"
        assert isinstance(envelope.content, bytes)
        self.accepted.append(envelope.content)
        if self.refuse_at == "lost":
            server.transport.abort()
        return "250 2.0.0 kept"


class _Server(Controller):
    def factory(self) -> SMTP:
        return SMTP(
            self.handler,
            authenticator=self.handler.authenticate,
            auth_required=True,
            auth_require_tls=False,
            enable_SMTPUTF8=True,
        )


@contextmanager
def listening() -> Iterator[Sink]:
    """A sink for the length of a `with` block."""
    sink = Sink()
    server = _started(sink)
    try:
        yield sink
    finally:
        server.stop()


def _started(sink: Sink, tries: int = 5) -> _Server:
    """On a port that was free a moment ago; where somebody else took it meanwhile, on another."""
    sink.port = folder.free_port()
    server = _Server(sink, hostname="127.0.0.1", port=sink.port)
    try:
        server.start()
    except OSError:
        if tries == 1:
            raise
        return _started(sink, tries - 1)
    return server
