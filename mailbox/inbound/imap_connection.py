"""A signed-in IMAP connection over TLS, or a sentence why not."""

import contextlib
import imaplib
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import IMAPClientError, LoginError

from mailbox.enums import Security, SignIn
from mailbox.hosts import HostRefusedError, is_loopback, open_socket
from mailbox.inbound.errors import ReadError

CONNECT_SECONDS = 5.0
COMMAND_SECONDS = 20.0
WHOLE_CONVERSATION_SECONDS = 120.0
# while a person waits for a page
PATIENCE_OF_A_PERSON_SECONDS = 15.0


@dataclass(frozen=True)
class ImapAccount:
    """One way to sign in to one IMAP server."""

    host: str
    port: int
    security: Security
    username: str
    password: str = field(repr=False)
    sign_in: SignIn = SignIn.PASSWORD
    refused: str = ""

    @property
    def sentence_of_refusal(self) -> str:
        return self.refused or _(
            "The mailbox refused the sign-in. Check the user name and the password."
        )


class _Imap4(imaplib.IMAP4):
    """Connects to a checked address of the host, encrypted from the first byte where asked."""

    def __init__(self, account: ImapAccount, seconds: float) -> None:
        self._account = account
        super().__init__(account.host, account.port, timeout=seconds)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        plain = open_socket(self._account.host, self._account.port, timeout or CONNECT_SECONDS)
        if self._account.security != Security.TLS:
            return plain
        return ssl.create_default_context().wrap_socket(plain, server_hostname=self._account.host)


class _Client(IMAPClient):  # type: ignore[misc]
    def __init__(self, account: ImapAccount, seconds: float) -> None:
        self._account = account
        self._to_connect = max(min(CONNECT_SECONDS, seconds / 2), 0.1)
        super().__init__(
            account.host,
            account.port,
            ssl=account.security == Security.TLS,
            timeout=SocketTimeout(self._to_connect, COMMAND_SECONDS),
        )
        self.normalise_times = False

    def _create_IMAP4(self) -> imaplib.IMAP4:  # noqa: N802  (the name is IMAPClient's)
        return _Imap4(self._account, self._to_connect)

    def sign_in(self) -> None:
        """With a token, XOAUTH2; with a password AUTH PLAIN where offered: unlike LOGIN it carries every character."""
        username, password = self._account.username, self._account.password
        if self._account.sign_in == SignIn.OAUTH:
            self.oauth2_login(username, password)
        elif self.has_capability("AUTH=PLAIN"):
            self.plain_login(username, password)
        else:
            self.login(username, password)


@contextmanager
def signed_in(
    account: ImapAccount, *, seconds: float = WHOLE_CONVERSATION_SECONDS
) -> Iterator[IMAPClient]:
    """Connect, encrypt, sign in; sign out at the end. After `seconds` the line is cut.

    Every failure, also inside the block, comes out as ReadError.
    """
    if account.security == Security.NONE and not is_loopback(account.host):
        raise ReadError(
            _("Earnest does not send a password without encryption."),
            permanent=True,
            code="no_encryption",
        )
    with reading_errors():
        begun = time.monotonic()
        client = _Client(account, seconds)
        left = max(seconds - (time.monotonic() - begun), 0)
        watchdog = threading.Timer(left, _hang_up, args=[client])
        watchdog.daemon = True
        watchdog.start()
        try:
            _authenticate(client, account)
            yield client
        finally:
            watchdog.cancel()
            with contextlib.suppress(OSError, IMAPClientError, imaplib.IMAP4.error):
                client.logout()
            _hang_up(client)


@contextmanager
def reading_errors() -> Iterator[None]:
    """Turns what sockets, TLS and IMAP raise into a ReadError."""
    try:
        yield
    except HostRefusedError as error:
        raise ReadError(
            _("This server has a private address, so Earnest does not connect to it."),
            permanent=True,
            code="private",
        ) from error
    except ssl.SSLError as error:
        raise ReadError(
            _(
                "The mail server and Earnest did not agree on encryption. Check the server, the port and its certificate."
            ),
            permanent=True,
            code="tls",
        ) from error
    except (OSError, ValueError, IMAPClientError, imaplib.IMAP4.error) as error:
        raise ReadError(
            _("The mail server did not answer as expected."), permanent=False, code="broken_off"
        ) from error


def _authenticate(client: _Client, account: ImapAccount) -> None:
    if account.security == Security.STARTTLS:
        if not client.has_capability("STARTTLS"):
            raise ReadError(
                _("The mail server offers no encryption on this port."),
                permanent=True,
                code="no_encryption",
            )
        client.starttls(ssl.create_default_context())
    try:
        client.sign_in()
    except LoginError as error:
        raise ReadError(account.sentence_of_refusal, permanent=True, code="sign_in") from error


def _hang_up(client: IMAPClient) -> None:
    with contextlib.suppress(OSError):
        client.socket().shutdown(socket.SHUT_RDWR)
    with contextlib.suppress(OSError):
        client.shutdown()
