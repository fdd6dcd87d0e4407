"""Connect a person's own mailbox. Nothing is stored before signing in has really worked, both ways."""

from dataclasses import asdict, dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from mailbox.enums import MailboxKind, MailboxState, Purpose, Security, SignIn
from mailbox.fitness import check_line, envelope_address
from mailbox.hosts import is_host_name, is_loopback, port_allowed
from mailbox.inbound.errors import ReadError
from mailbox.inbound.imap_connection import PATIENCE_OF_A_PERSON_SECONDS
from mailbox.models import Mailbox
from mailbox.outbound.accounts import Account, account_of, open_account
from mailbox.outbound.errors import OutboundError
from mailbox.outbound.transport import check_sign_in
from mailbox.providers import Servers
from mailbox.services.keeping import forget_secrets, keep_consent, keep_secret
from mailbox.services.noting import end_outage, note_disconnected, note_trouble, note_works
from mailbox.services.reading import open_reader
from mailbox.services.renewing import renew_for_reading, renew_for_sending
from team.enums import AuditKind
from team.models import User
from team.refusals import Refused
from team.services import auditing


@dataclass(frozen=True)
class Connection(Servers):
    """The servers of a mailbox, and under which name one signs in there; the password travels beside it."""

    address: str
    username: str
    sign_in: SignIn = SignIn.PASSWORD
    provider: str = ""

    def columns(self) -> dict[str, object]:
        columns = asdict(self)
        username = columns.pop("username")
        both = {"smtp_username": username, "imap_username": username}
        return columns | both | {"kind": MailboxKind.SMTP_IMAP}


@dataclass(frozen=True)
class Secrets:
    """A password twice, or two access tokens with their ends and what renews them."""

    send: str = field(repr=False)
    read: str = field(repr=False)
    send_until: datetime | None = None
    read_until: datetime | None = None
    refresh: str = field(default="", repr=False)


@dataclass(frozen=True)
class SignInCheck:
    """What went wrong when signing in, in words; empty where it worked."""

    sending: str
    reading: str

    @property
    def works(self) -> bool:
        return not (self.sending or self.reading)


def connect(connection: Connection, password: str, *, by: User, at: datetime) -> Mailbox:
    """Sign in for sending and for reading, then keep both passwords sealed and make this `by`'s mailbox.

    Refuses an unfit address or server, an address another person connected, and a sign-in that does
    not work, saying which. No letter is sent: signing in stops before a recipient is named. Reading
    starts with mail that arrives from now on.
    """
    return connect_with(connection, Secrets(password, password), by=by, at=at)


def connect_with(connection: Connection, secrets: Secrets, *, by: User, at: datetime) -> Mailbox:
    """The same with whatever one signs in with."""
    _check_connection(connection, by)
    probe = Mailbox(owner=by, **connection.columns())
    check = SignInCheck(
        _try_sending(account_of(probe, secrets.send)), _try_reading(probe, secrets.read)
    )
    if not check.works:
        raise Refused(_in_words(check), code="sign_in")
    try:
        return _keep(connection, secrets, by, at)
    except IntegrityError:  # A colleague was quicker while the servers were asked.
        raise _address_taken() from None


def test(mailbox: Mailbox, *, at: datetime) -> SignInCheck:
    """Sign in both ways with the stored passwords and stop before any recipient is named.

    Effect: the mailbox's state and note say how it went. Refuses when nothing is connected.
    """
    renew_for_reading(mailbox, at=at)
    renew_for_sending(mailbox, at=at)
    check = SignInCheck(_try_sending(open_account(mailbox)), _try_reading(mailbox, None))
    if check.works:
        note_works(mailbox, at=at)
    else:
        note_trouble(mailbox, _in_words(check), at=at)
    Mailbox.objects.filter(pk=mailbox.pk).update(last_tried_at=at)
    mailbox.refresh_from_db()
    return check


@transaction.atomic
def disconnect(mailbox: Mailbox, *, at: datetime) -> None:
    """Forget both passwords and any consent. What was read stays; nothing is sent or read any more. Writes the audit."""
    note_disconnected(mailbox, at=at)
    forget_secrets(mailbox)
    auditing.record(
        AuditKind.MAILBOX_DISCONNECTED,
        actor=mailbox.owner,
        subject=mailbox.address,
        detail={},
        at=at,
    )


def _check_connection(connection: Connection, by: User) -> None:
    check_line(_("the user name"), connection.username)
    envelope_address(connection.address)
    others = Mailbox.objects.filter(address__iexact=connection.address).exclude(owner=by)
    if others.exists():
        raise _address_taken()
    _check_server(connection.smtp_host, connection.smtp_port, connection.smtp_security)
    _check_server(connection.imap_host, connection.imap_port, connection.imap_security)


def _address_taken() -> Refused:
    return Refused(_("A colleague has connected this address already."), code="address_taken")


def _check_server(host: str, port: int, security: Security) -> None:
    if not is_host_name(host):
        raise Refused(_("“%s” is not the name of a server.") % host[:80], code="host_unfit")
    if security == Security.NONE and not is_loopback(host):
        raise Refused(_("Earnest does not send a password without encryption."), code="unencrypted")
    if not port_allowed(port):
        raise Refused(_("Port %s is not one that mail servers use.") % port, code="port_unfit")


def _try_sending(account: Account) -> str:
    try:
        check_sign_in(account)
    except OutboundError as error:
        return error.sentence
    return ""


def _try_reading(mailbox: Mailbox, password: str | None) -> str:
    try:
        with open_reader(mailbox, password, seconds=PATIENCE_OF_A_PERSON_SECONDS) as reader:
            reader.folders()
    except ReadError as error:
        return error.sentence
    return ""


def _in_words(check: SignInCheck) -> str:
    if check.sending and check.sending == check.reading:
        return check.sending
    parts = (
        _("Sending: %s") % check.sending if check.sending else "",
        _("Reading: %s") % check.reading if check.reading else "",
    )
    return " ".join(part for part in parts if part)


@transaction.atomic
def _keep(connection: Connection, secrets: Secrets, by: User, at: datetime) -> Mailbox:
    columns = connection.columns() | {
        "state": MailboxState.CONNECTED,
        "state_note": "",
        "state_since": at,
        "connected_at": at,
        "last_tried_at": None,
    }
    mailbox, _created = Mailbox.objects.update_or_create(
        owner=by, defaults=columns, create_defaults=columns | {"display_name": by.name}
    )
    end_outage(mailbox, at=at)
    forget_secrets(mailbox)
    keep_secret(mailbox, Purpose.SEND, secrets.send, expires_at=secrets.send_until)
    keep_secret(mailbox, Purpose.READ, secrets.read, expires_at=secrets.read_until)
    if secrets.refresh:
        keep_consent(mailbox, secrets.refresh, at=at)
    auditing.record(
        AuditKind.MAILBOX_CONNECTED,
        actor=by,
        subject=connection.address,
        detail={"smtp": connection.smtp_host, "imap": connection.imap_host},
        at=at,
    )
    return mailbox
