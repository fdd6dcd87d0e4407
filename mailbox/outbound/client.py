"""A smtplib client that connects to checked addresses only and cannot be kept waiting for ever."""

import base64
import contextlib
import smtplib
import socket
import ssl
import threading
import time

from mailbox.enums import Security
from mailbox.hosts import open_socket

CONNECT_SECONDS = 5.0
COMMAND_SECONDS = 10.0
FINAL_REPLY_SECONDS = 30.0
WHOLE_CONVERSATION_SECONDS = 70.0
GO_AHEAD = 354
_GO_ON = 334
_CRLF = b"\r\n"
_END = b"." + _CRLF
# Goes on while the machine sleeps, where the system has such a clock.
_CLOCK = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)

Answer = tuple[int, str]


class Client(smtplib.SMTP):
    """Phases instead of `sendmail`, which cannot tell "not sent" from "sent"."""

    def __init__(self, *, greet_as: str) -> None:
        super().__init__(local_hostname=greet_as, timeout=CONNECT_SECONDS)
        self._from_the_first_byte = False
        self._begun = 0.0
        self._watchdog = threading.Timer(WHOLE_CONVERSATION_SECONDS, self._hang_up)
        self._watchdog.daemon = True

    def open(self, host: str, port: int, security: Security) -> Answer:
        self._host = host
        self._from_the_first_byte = security == Security.TLS
        self._begun = seconds()
        self._watchdog.start()
        answer = _readable(self.connect(host, port))
        self.allow(COMMAND_SECONDS)
        return answer

    def allow(self, seconds: float) -> None:
        """How long the next answer may take."""
        if self.sock is not None:
            self.sock.settimeout(seconds)

    def greet(self) -> Answer:
        return _readable(self.ehlo())

    def encrypt(self) -> None:
        self.starttls(context=tls_context())

    def sign_in(self, username: str, password: str) -> Answer:
        """AUTH PLAIN or LOGIN, in UTF-8 (smtplib's own login refuses passwords that are not ASCII)."""
        offered = self.esmtp_features.get("auth", "").upper().split()
        if "PLAIN" in offered:
            return self._say("AUTH", "PLAIN " + _encoded(f"\0{username}\0{password}"))
        if "LOGIN" in offered:
            return self._sign_in_by_login(username, password)
        raise smtplib.SMTPNotSupportedError("neither AUTH PLAIN nor AUTH LOGIN is offered")

    def sign_in_by_token(self, username: str, token: str) -> Answer:
        """AUTH XOAUTH2. A server that says no explains it in a challenge first, and waits for an empty line."""
        if "XOAUTH2" not in self.esmtp_features.get("auth", "").upper().split():
            raise smtplib.SMTPNotSupportedError("AUTH XOAUTH2 is not offered")
        shown = _encoded(f"user={username}\1auth=Bearer {token}\1\1")
        code, reply = self._say("AUTH", f"XOAUTH2 {shown}")
        return self._say("") if code == _GO_ON else (code, reply)

    def from_address(self, address: str, *, international: bool) -> Answer:
        return _readable(self.mail(address, ["SMTPUTF8"] if international else []))

    def to_address(self, address: str) -> Answer:
        return _readable(self.rcpt(address))

    def announce_letter(self) -> Answer:
        return self._say("DATA")

    @property
    def is_overdue(self) -> bool:
        """Whether the whole conversation took too long. The watchdog is no answer to this: it slept with the process."""
        return seconds() - self._begun > WHOLE_CONVERSATION_SECONDS

    def send_text(self, raw: bytes) -> None:
        """Everything after 354 but the end mark, without which no server may take the letter (RFC 5321 §4.1.1.4)."""
        self.allow(FINAL_REPLY_SECONDS)
        self.send(stuffed(raw))

    def end_letter(self) -> Answer:
        """The end mark. Whatever this raises, the letter may have been accepted."""
        self.send(_END)
        return _readable(self.getreply())

    def leave(self) -> None:
        """Say goodbye; nothing that happens now matters any more."""
        with contextlib.suppress(OSError, ValueError):
            self.allow(COMMAND_SECONDS)
            self.docmd("QUIT")
        self.hang_up()

    def hang_up(self) -> None:
        """Close without a word: after an error a QUIT would only wait."""
        self._watchdog.cancel()
        self.close()

    def _sign_in_by_login(self, username: str, password: str) -> Answer:
        code, reply = self._say("AUTH", "LOGIN")
        for part in (username, password):
            if code != _GO_ON:
                return code, reply
            code, reply = self._say(_encoded(part))
        return code, reply

    def _say(self, command: str, argument: str = "") -> Answer:
        return _readable(self.docmd(command, argument))

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        plain = open_socket(host, port, timeout)
        # The end mark is a small packet of its own and need not wait for the server to say that it has the text.
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if not self._from_the_first_byte:
            return plain
        return tls_context().wrap_socket(plain, server_hostname=host)

    def _hang_up(self) -> None:
        if self.sock is not None:
            with contextlib.suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)


def seconds() -> float:
    return time.clock_gettime(_CLOCK)


def tls_context() -> ssl.SSLContext:
    return ssl.create_default_context()


def stuffed(raw: bytes) -> bytes:
    """RFC 5321 §4.5.2: a line that begins with a dot gets a second one; the last line ends."""
    ended = raw if raw.endswith(_CRLF) else raw + _CRLF
    doubled = ended.replace(b"\r\n.", b"\r\n..")
    return b"." + doubled if doubled.startswith(b".") else doubled


def _encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode("ascii")


def _readable(answer: tuple[int, bytes]) -> Answer:
    code, reply = answer
    text = reply.decode("utf-8", "replace")
    return code, "".join(
        character for character in text if character.isprintable() or character == "\n"
    )[:500]
