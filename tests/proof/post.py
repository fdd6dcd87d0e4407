"""A mail server in a process of its own that writes down what it accepts, before it says so.

What it does with a letter is told by the recipient's address: `r550-…` is refused at RCPT, `d554-…` after DATA,
`lost-…` is accepted and the answer never comes, `slow-…` is accepted after a while, `late-…` is let in at RCPT after a
while; everybody else is served.
"""

import asyncio
import hashlib
import json
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import SMTP as POLICY
from pathlib import Path
from subprocess import Popen
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from config.embedded import processes
from tests.proof.waiting import wait_for_port

REFUSED_AT_RCPT = {"r550": "550 5.1.1 no such user", "r450": "450 4.2.1 try later"}
REFUSED_AFTER_DATA = {"d554": "554 5.7.1 refused", "d451": "451 4.3.0 try later"}
ANSWERS = (*REFUSED_AT_RCPT, *REFUSED_AFTER_DATA, "lost")
SLOW_SECONDS = LATE_SECONDS = 0.4


@dataclass
class Post:
    """The server as the proof sees it."""

    book: Path
    port: int
    sandbox: Path
    password: str
    process: "Popen[bytes] | None" = field(default=None, init=False)

    @property
    def environment(self) -> dict[str, str]:
        return {
            "SANDBOX_DIR": str(self.sandbox),
            "SANDBOX_PASSWORD": self.password,
            "SANDBOX_SMTP_PORT": str(self.port),
        }

    def start(self, spawn: Callable[..., "Popen[bytes]"]) -> None:
        self.book.touch()
        words = ("-m", "tests.proof.post", str(self.port), str(self.book), self.password)
        self.process = spawn(*words, env=dict(os.environ), log="post.log")
        wait_for_port(self.port)

    def stop(self) -> None:
        if self.process is not None:
            processes.stop(self.process, signal.SIGKILL, patience=5)

    def accepted(self) -> list[dict[str, Any]]:
        """Every letter that was accepted: its message_id, to, subject, text, bytes_sha256 and the moment `at`."""
        return [json.loads(line) for line in self.book.read_text().splitlines()]

    def counted(self) -> Counter[str]:
        """How often each Message-ID was accepted."""
        return Counter(str(letter["message_id"]) for letter in self.accepted())


class _Handler:
    def __init__(self, book: Path, password: str) -> None:
        self.book = book.open("a", buffering=1)
        self.password = password

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        good = isinstance(data, LoginPassword) and data.password == self.password.encode()
        return AuthResult(success=good, handled=False)

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        if _fate(address) == "late":
            await asyncio.sleep(LATE_SECONDS)
        return REFUSED_AT_RCPT.get(_fate(address), "250 OK")

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        fate = _fate(envelope.rcpt_tos[0])
        if fate in REFUSED_AFTER_DATA:
            return REFUSED_AFTER_DATA[fate]
        if fate == "slow":
            await asyncio.sleep(SLOW_SECONDS)
        assert isinstance(envelope.content, bytes)
        self.book.write(json.dumps(_entry(envelope.rcpt_tos[0], envelope.content)) + "\n")
        if fate == "lost":
            server.transport.abort()
        return "250 2.0.0 kept"


def _entry(to: str, raw: bytes) -> dict[str, Any]:
    letter = BytesParser(policy=POLICY).parsebytes(raw)
    return {
        "message_id": letter["Message-ID"],
        "subject": letter["Subject"],
        "text": letter.get_content().replace("\r\n", "\n"),
        "to": to,
        "bytes_sha256": hashlib.sha256(raw).hexdigest(),
        "at": time.time(),
    }


def _fate(address: str) -> str:
    return address.partition("-")[0]


async def _serve(port: int, handler: _Handler) -> None:
    def session() -> SMTP:
        return SMTP(
            handler,
            authenticator=handler.authenticate,
            auth_required=True,
            auth_require_tls=False,
            enable_SMTPUTF8=True,
        )

    server = await asyncio.get_running_loop().create_server(session, "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]), _Handler(Path(sys.argv[2]), sys.argv[3])))
