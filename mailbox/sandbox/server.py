"""The sandbox's SMTP server: signs reps in, takes their letters, keeps a copy in their sent mail, refuses some addresses."""

import hmac
import threading
from datetime import UTC, datetime
from email.parser import BytesHeaderParser
from email.policy import SMTP as SMTP_POLICY
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from mailbox.inbound.maildir import SENT
from mailbox.sandbox.addresses import maildir_of, normal
from mailbox.sandbox.cast import Part
from mailbox.sandbox.maildirs import deliver
from mailbox.sandbox.post import PostOffice

LONGEST_LETTER = 2_000_000


class Desk:
    """One conversation's rules. `quiet` keeps the letters and lets nobody answer."""

    def __init__(self, office: PostOffice, *, quiet: bool) -> None:
        self._office = office
        self._quiet = quiet
        self._lock = threading.Lock()

    async def handle_MAIL(  # noqa: N802  (the name is aiosmtpd's)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if normal(address) != session.auth_data:
            return "550 5.7.1 you may send only from your own address"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 sender accepted"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        recipient = normal(address)
        if not recipient or (not self._quiet and self._office.role(recipient).part == Part.REFUSED):
            return f"550 5.1.1 <{address}>: unknown user"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 recipient accepted"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content
        raw = content if isinstance(content, bytes) else str(content).encode()
        with self._lock:
            self._take(raw, sender=normal(envelope.mail_from or ""), recipients=envelope.rcpt_tos)
        return "250 2.0.0 kept in the sandbox"

    def _take(self, raw: bytes, *, sender: str, recipients: list[str]) -> None:
        at = datetime.now(UTC)
        deliver(maildir_of(self._office.root, sender), raw, folder=SENT)
        for recipient in map(normal, recipients):
            home = maildir_of(self._office.root, recipient)
            if home.is_dir() or _is_by_itself(raw):
                deliver(home, raw)
            elif not self._quiet:
                self._office.accept(raw, sender=sender, recipient=recipient, at=at)


def _is_by_itself(raw: bytes) -> bool:
    """A machine wrote it, to one of our own: it is kept for them, and nobody answers (RFC 3834)."""
    said = BytesHeaderParser(policy=SMTP_POLICY).parsebytes(raw)["Auto-Submitted"]
    return said is not None and str(said).strip().lower() != "no"


class SandboxServer(Controller):
    """Listens on loopback only."""

    def __init__(self, desk: Desk, *, port: int, password: str) -> None:
        self._password = password
        super().__init__(desk, hostname="127.0.0.1", port=port)

    def factory(self) -> SMTP:
        return SMTP(
            self.handler,
            authenticator=self._authenticate,
            auth_required=True,
            auth_require_tls=False,
            enable_SMTPUTF8=True,
            data_size_limit=LONGEST_LETTER,
            ident="Earnest sandbox",
        )

    def _authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        # `handled` would promise that we wrote the answer ourselves
        if not isinstance(data, LoginPassword):
            return AuthResult(success=False, handled=False)
        address = normal(data.login.decode("utf-8", "replace"))
        right = hmac.compare_digest(data.password, self._password.encode())
        return AuthResult(success=bool(address) and right, handled=False, auth_data=address)
