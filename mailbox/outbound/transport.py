"""One letter, in two halves, so that the caller can commit in between.

`connect` does everything that cannot transmit: connect, TLS, AUTH, MAIL, RCPT. `Envelope.transmit` does DATA and the rest.
A refusal is certain at every point; silence after the letter has left is not, and is raised as Ambiguous.

A process may be stopped anywhere and wake when somebody has long said what became of its letter. So the time is looked at
before DATA and once more before the end mark: well within the minutes after which others call it unknown, or not at all.
"""

import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from django.utils.translation import gettext as _

from mailbox.enums import Security, SignIn, Stage
from mailbox.fitness import envelope_address
from mailbox.hosts import HostRefusedError, is_loopback
from mailbox.outbound.accounts import Account
from mailbox.outbound.client import GO_AHEAD, Answer, Client
from mailbox.outbound.errors import (
    OutboundError,
    OutboundRefused,
    broken_off,
    given_up,
    is_refusal,
    is_success,
    refused_by_server,
    uncertain,
)

_PERMANENT = 5


@dataclass(frozen=True)
class Accepted:
    """The server took responsibility for the letter."""

    code: int
    reply: str


class Envelope:
    """Addressed and open. Leaving the `with` block without `transmit` sends nothing."""

    def __init__(self, account: Account, recipient: str) -> None:
        self._account = account
        self._sender = envelope_address(account.address)
        self._recipient = envelope_address(recipient)
        self._client = Client(greet_as=self._sender.rpartition("@")[2])
        self._polite = True

    def __enter__(self) -> Self:
        try:
            _sign_in(self._client, self._account)
            self._address()
        except BaseException:
            self._client.hang_up()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._polite:
            self._client.leave()
        else:
            self._client.hang_up()

    def transmit(self, raw: bytes) -> Accepted:
        """Hand over the letter. Returns on 2xx; OutboundError: certainly not accepted; Ambiguous: nobody knows."""
        _check_line_ends(raw)
        self._polite = False
        if self._client.is_overdue:
            raise given_up()
        code, reply = _heard(Stage.LETTER, self._client.announce_letter)
        if code != GO_AHEAD:
            raise _no(Stage.LETTER, code, reply)
        code, reply = self._hand_over(raw)
        if is_refusal(code):
            raise refused_by_server(Stage.LETTER, code, reply)
        if not is_success(code):
            raise uncertain(reply, code)
        self._polite = True
        return Accepted(code, reply)

    def _hand_over(self, raw: bytes) -> Answer:
        try:
            self._client.send_text(raw)
            if self._client.is_overdue:
                raise uncertain(_("Hung up before the end mark: it took too long."))
            return self._client.end_letter()
        except (OSError, ValueError) as error:
            raise uncertain(_named(error)) from error

    def _address(self) -> None:
        international = not (self._sender + self._recipient).isascii()
        if international and not self._client.has_extn("smtputf8"):
            raise OutboundError(
                _(
                    "Your mail server cannot send to an address with these letters. Nothing was sent."
                ),
                permanent=True,
                stage=Stage.SENDER,
            )
        _expect(
            Stage.SENDER,
            lambda: self._client.from_address(self._sender, international=international),
        )
        _expect(Stage.RECIPIENT, lambda: self._client.to_address(self._recipient))


def connect(account: Account, recipient: str) -> Envelope:
    """An envelope to use in a `with` block; entering it goes as far as RCPT and transmits nothing."""
    return Envelope(account, recipient)


def check_sign_in(account: Account) -> None:
    """Connect, encrypt, sign in, and stop before naming any recipient. Raises OutboundError with the reason."""
    client = Client(greet_as=envelope_address(account.address).rpartition("@")[2])
    try:
        _sign_in(client, account)
        client.leave()
    finally:
        client.hang_up()


def _sign_in(client: Client, account: Account) -> None:
    if account.security == Security.NONE and not is_loopback(account.host):
        raise OutboundRefused(
            _("Earnest does not send a password without encryption."), code="no_encryption"
        )
    _expect(Stage.CONNECT, lambda: client.open(account.host, account.port, account.security))
    _expect(Stage.CONNECT, client.greet)
    if account.security == Security.STARTTLS:
        _heard(Stage.SIGN_IN, client.encrypt)
        _expect(Stage.SIGN_IN, client.greet)
    _show_who_we_are(client, account)


def _show_who_we_are(client: Client, account: Account) -> None:
    if account.sign_in == SignIn.PASSWORD:
        _expect(Stage.SIGN_IN, lambda: client.sign_in(account.username, account.password))
        return
    code, reply = _heard(
        Stage.SIGN_IN, lambda: client.sign_in_by_token(account.username, account.password)
    )
    if code // 100 == _PERMANENT:
        raise OutboundError(
            account.refused, permanent=True, stage=Stage.SIGN_IN, code=code, reply=reply
        )
    if not is_success(code):
        raise _no(Stage.SIGN_IN, code, reply)


def _expect(stage: Stage, command: Callable[[], Answer]) -> None:
    code, reply = _heard(stage, command)
    if not is_success(code):
        raise _no(stage, code, reply)


def _no(stage: Stage, code: int, reply: str) -> OutboundError:
    return refused_by_server(stage, code, reply) if is_refusal(code) else broken_off(stage, reply)


def _heard[T](stage: Stage, command: Callable[[], T]) -> T:
    """Run one command of the part that transmits nothing; every failure is certain."""
    try:
        return command()
    except ssl.SSLError as error:
        raise _tls_failed(error) from error
    except HostRefusedError as error:
        raise OutboundError(
            _("This server has a private address, so Earnest does not connect to it."),
            permanent=True,
            stage=stage,
        ) from error
    except smtplib.SMTPNotSupportedError as error:
        raise _not_offered(stage, error) from error
    except smtplib.SMTPResponseException as error:
        raise _no(stage, error.smtp_code, _named(error)) from error
    except (OSError, ValueError) as error:
        raise broken_off(stage, _named(error)) from error


def _tls_failed(error: ssl.SSLError) -> OutboundError:
    if isinstance(error, ssl.SSLCertVerificationError):
        sentence = _(
            "The mail server could not prove who it is (its certificate is not valid for this name)."
        )
    else:
        sentence = _(
            "The mail server did not agree on encryption. Check the port and the kind of encryption."
        )
    return OutboundError(sentence, permanent=True, stage=Stage.SIGN_IN, reply=_named(error))


def _not_offered(stage: Stage, error: Exception) -> OutboundError:
    if "STARTTLS" in str(error):
        sentence = _("The mail server offers no encryption on this port.")
    else:
        sentence = _(
            "The mail server offers no way of signing in that Earnest knows (PLAIN or LOGIN)."
        )
    return OutboundError(sentence, permanent=True, stage=stage, reply=_named(error))


def _check_line_ends(raw: bytes) -> None:
    """A lone CR or LF could smuggle a second letter past the end marker."""
    lone = raw.replace(b"\r\n", b"")
    if b"\r" in lone or b"\n" in lone or b"\0" in raw:
        raise OutboundRefused(_("The letter has broken line ends."), code="line_ends")


def _named(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:500]
