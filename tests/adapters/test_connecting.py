"""Connecting a mailbox against real servers: both sign-ins, sealed secrets, and nothing kept that does not work."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from pytest_django import Settings

from mailbox.enums import MailboxKind, MailboxState, Purpose, Security
from mailbox.models import Mailbox, ReadSecret, SendSecret
from mailbox.outbound.accounts import open_account
from mailbox.outbound.errors import OutboundRefused
from mailbox.services import connecting, reading
from mailbox.services.connecting import Connection
from team.enums import AuditKind
from team.models import AuditEvent, User
from team.refusals import Refused
from tests.adapters.imap_server import PASSWORD, USER, ImapServer
from tests.adapters.smtp_server import Sink, SmtpServer
from tests.factories.mailbox import NOW, MailboxFactory
from tests.factories.team import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def connection(smtp_server: SmtpServer) -> Iterator[Connection]:
    with ImapServer() as imap:
        yield Connection(
            address=USER,
            username=USER,
            smtp_host="127.0.0.1",
            smtp_port=smtp_server.port,
            smtp_security=Security.NONE,
            imap_host="127.0.0.1",
            imap_port=imap.port,
            imap_security=Security.NONE,
        )


@pytest.fixture
def maya() -> User:
    return UserFactory.create(email=USER, name="Maya Okafor")


def test_a_mailbox_that_signs_in_both_ways_is_connected(
    connection: Connection, maya: User, sink: Sink
) -> None:
    mailbox = connecting.connect(connection, PASSWORD, by=maya, at=NOW)
    assert (mailbox.owner, mailbox.kind) == (maya, MailboxKind.SMTP_IMAP)
    assert (mailbox.state, mailbox.state_since, mailbox.connected_at) == ("connected", NOW, NOW)
    assert mailbox.display_name == "Maya Okafor"
    assert open_account(mailbox).password == PASSWORD
    assert reading.read_mailbox(mailbox, at=NOW + timedelta(minutes=1)) == 0
    mailbox.refresh_from_db()
    assert mailbox.state == MailboxState.CONNECTED
    assert sink.accepted == []
    assert AuditEvent.objects.get().kind == AuditKind.MAILBOX_CONNECTED


def test_passwords_are_stored_sealed_and_apart(connection: Connection, maya: User) -> None:
    mailbox = connecting.connect(connection, PASSWORD, by=maya, at=NOW)
    stored = [bytes(secret.sealed) for secret in (mailbox.send_secret, mailbox.read_secret)]
    assert all(PASSWORD.encode() not in sealed for sealed in stored)
    assert stored[0] != stored[1]


def test_a_swapped_secret_does_not_open(connection: Connection, maya: User) -> None:
    mailbox = connecting.connect(connection, PASSWORD, by=maya, at=NOW)
    other = MailboxFactory.create()
    SendSecret.objects.create(mailbox=other, sealed=mailbox.send_secret.sealed)
    with pytest.raises(OutboundRefused, match="cannot be opened"):
        open_account(other)


def test_a_process_with_another_key_opens_nothing(
    connection: Connection, maya: User, settings: Settings
) -> None:
    mailbox = connecting.connect(connection, PASSWORD, by=maya, at=NOW)
    for key in ("", "another key of at least thirty-two characters"):
        settings.SEND_KEY = key
        with pytest.raises(OutboundRefused, match="cannot be opened"):
            open_account(mailbox)


def test_a_quietly_changed_server_is_not_given_the_password(
    connection: Connection, maya: User
) -> None:
    mailbox = connecting.connect(connection, PASSWORD, by=maya, at=NOW)
    Mailbox.objects.update(smtp_host="localhost", imap_host="localhost")
    mailbox.refresh_from_db()
    with pytest.raises(OutboundRefused):
        open_account(mailbox)
    reading.read_mailbox(mailbox, at=NOW)
    mailbox.refresh_from_db()
    assert mailbox.state == MailboxState.FAILING


def test_a_wrong_password_keeps_nothing(connection: Connection, maya: User) -> None:
    with pytest.raises(Refused, match="refused the sign-in") as caught:
        connecting.connect(connection, "wrong", by=maya, at=NOW)
    assert caught.value.code == "sign_in"
    assert not Mailbox.objects.exists()


def test_a_colleague_who_was_quicker_keeps_the_address(
    connection: Connection, maya: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = connecting._try_reading

    def ask_while_a_colleague_connects(mailbox: Mailbox, password: str | None) -> str:
        MailboxFactory.create(address=USER.upper())
        return ask(mailbox, password)

    monkeypatch.setattr(connecting, "_try_reading", ask_while_a_colleague_connects)
    with pytest.raises(Refused) as caught:
        connecting.connect(connection, PASSWORD, by=maya, at=NOW)
    assert caught.value.code == "address_taken"
    assert not Mailbox.objects.filter(owner=maya).exists()


def test_what_fails_is_named_sending_or_reading(connection: Connection, maya: User) -> None:
    with pytest.raises(Refused, match=r"^Reading: The mail server did not answer as expected\.$"):
        connecting.connect(replace(connection, imap_port=1), PASSWORD, by=maya, at=NOW)
    with pytest.raises(Refused, match=r"^Sending: The mail server did not answer\."):
        connecting.connect(replace(connection, smtp_port=1), PASSWORD, by=maya, at=NOW)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"smtp_host": "not a host"}, "host_unfit"),
        ({"imap_host": ""}, "host_unfit"),
        ({"smtp_host": "smtp.fernhill.example"}, "unencrypted"),
        ({"imap_host": "imap.fernhill.example"}, "unencrypted"),
        ({"address": "maya@fernhill.example\r\nX: y"}, "address_unfit"),
        ({"username": "maya\r\nX: y"}, "text_unfit"),
    ],
)
def test_unfit_details_are_refused_before_anything_is_asked(
    connection: Connection, maya: User, changes: dict[str, str], code: str
) -> None:
    with pytest.raises(Refused) as caught:
        connecting.connect(replace(connection, **changes), PASSWORD, by=maya, at=NOW)  # type: ignore[arg-type]
    assert caught.value.code == code


def test_private_servers_are_refused_outside_the_demo(
    connection: Connection, maya: User, settings: Settings
) -> None:
    settings.DEMO = settings.DEBUG = settings.ALLOW_PRIVATE_MAIL_HOSTS = False
    with pytest.raises(Refused) as caught:
        connecting.connect(connection, PASSWORD, by=maya, at=NOW)
    assert caught.value.code == "port_unfit"
    with pytest.raises(Refused, match="private address"):
        connecting.connect(
            replace(connection, smtp_port=587, imap_port=993), PASSWORD, by=maya, at=NOW
        )


def test_a_colleagues_address_is_taken(connection: Connection, maya: User) -> None:
    MailboxFactory.create(address=USER.upper())
    with pytest.raises(Refused) as caught:
        connecting.connect(connection, PASSWORD, by=maya, at=NOW)
    assert caught.value.code == "address_taken"


def test_connecting_again_replaces_and_starts_reading_anew(
    connection: Connection, maya: User
) -> None:
    first = connecting.connect(connection, PASSWORD, by=maya, at=NOW)
    Mailbox.objects.update(signature="Maya", daily_cap=12, state=MailboxState.FAILING)
    later = NOW + timedelta(days=1)
    again = connecting.connect(connection, PASSWORD, by=maya, at=later)
    assert again.pk == first.pk
    assert (again.signature, again.daily_cap) == ("Maya", 12)
    assert (again.state, again.connected_at) == ("connected", later)
    assert (SendSecret.objects.count(), ReadSecret.objects.count()) == (1, 1)


def test_trying_the_connection_sends_nothing_and_notes_how_it_went(
    connection: Connection, maya: User, sink: Sink
) -> None:
    mailbox = connecting.connect(connection, PASSWORD, by=maya, at=NOW)
    Mailbox.objects.update(state=MailboxState.FAILING, state_note="old")
    assert connecting.test(mailbox, at=NOW).works
    assert (mailbox.state, mailbox.state_note) == ("connected", "")
    assert sink.accepted == []


def test_trying_a_mailbox_whose_server_went_away_says_what_failed(
    connection: Connection, maya: User
) -> None:
    with SmtpServer(Sink()) as going:
        mailbox = connecting.connect(
            replace(connection, smtp_port=going.port), PASSWORD, by=maya, at=NOW
        )
    later = NOW + timedelta(hours=1)
    check = connecting.test(mailbox, at=later)
    assert not check.works
    assert (mailbox.state, mailbox.state_since) == ("failing", later)
    assert mailbox.state_note == "Sending: The mail server did not answer. Nothing was sent."


def test_disconnecting_forgets_both_passwords(connection: Connection, maya: User) -> None:
    mailbox = connecting.connect(connection, PASSWORD, by=maya, at=NOW)
    connecting.disconnect(mailbox, at=NOW)
    assert mailbox.state == MailboxState.DISCONNECTED
    assert mailbox.sealed_for(Purpose.SEND) is None
    assert mailbox.sealed_for(Purpose.READ) is None
    with pytest.raises(OutboundRefused, match="Connect your mailbox"):
        open_account(mailbox)
    with pytest.raises(OutboundRefused, match="Connect your mailbox"):
        connecting.test(mailbox, at=NOW)
