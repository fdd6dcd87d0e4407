"""Dovecot and Postfix, as Debian packages them: what we say of mail servers is true of these."""

import time
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import make_msgid

import pytest
from pytest_django import Settings

from mailbox.enums import Provider, Purpose, Security, SignIn
from mailbox.inbound.errors import ReadError
from mailbox.inbound.imap import ImapReader
from mailbox.inbound.imap_connection import ImapAccount, signed_in
from mailbox.inbound.letter import Understood, understand
from mailbox.models import Consent, Mailbox
from mailbox.outbound import transport
from mailbox.outbound.accounts import Account, open_account
from mailbox.outbound.errors import OutboundError
from mailbox.selectors.due import mailboxes_to_read
from mailbox.services import consenting, reading, renewing
from mailbox.services.connecting import disconnect
from team.refusals import Refused
from tests.adapters.conftest import MAYA, NOOR, PEOPLE, SLOW
from tests.adapters.post_office import READING, SENDING, PostOffice
from tests.adapters.token_server import TokenServer, TokensOf
from tests.factories.team import UserFactory
from tests.roles import connected_as

REDIRECT = "https://earnest.example/settings/mailbox/consent/"


@pytest.fixture(autouse=True)
def trusted(post_office: PostOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(post_office.folder / "certificate.pem"))


def smtp(office: PostOffice, password: str = PEOPLE[MAYA], **more: object) -> Account:
    facts = {"address": MAYA, "host": "localhost", "port": office.ports["SMTP"]}
    facts |= {"security": Security.STARTTLS, "username": MAYA, "password": password}
    return Account(**(facts | more))


def imap(office: PostOffice, password: str = PEOPLE[MAYA], **more: object) -> ImapAccount:
    facts = {"host": "localhost", "port": office.ports["IMAPS"], "security": Security.TLS}
    facts |= {"username": MAYA, "password": password}
    return ImapAccount(**(facts | more))


def letter(to: str) -> tuple[str, bytes]:
    message = EmailMessage()
    name = make_msgid(domain="fernhill.example")
    message["From"], message["To"], message["Message-ID"] = MAYA, to, name
    message["Date"], message["Subject"] = datetime.now(UTC), "Night loading at Oranmore"
    message.set_content("Hi Aoife,\nwould it be useful if I sent it over?\n")
    return name, message.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def send(office: PostOffice, to: str) -> str:
    name, raw = letter(to)
    with transport.connect(smtp(office), to) as envelope:
        assert envelope.transmit(raw).code == 250
    return name


def came(office: PostOffice, about: str, seconds: float = 15) -> Understood:
    """What came back about this letter, understood."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with signed_in(imap(office)) as client:
            reader = ImapReader(client)
            reader.select("INBOX")
            for mail in reader.fetch(reader.uids_after(0)):
                if about.encode() in mail.raw:
                    return understand(
                        mail.raw,
                        own_address=MAYA,
                        in_own_folder=False,
                        received_at=mail.received_at,
                    )
        time.sleep(0.1)
    raise AssertionError(f"nothing came about {about}\n{office.log()}")


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_dovecot_lets_us_in_over_both_kinds_of_encryption(
    post_office: PostOffice, security: Security
) -> None:
    port = post_office.ports["IMAPS" if security == Security.TLS else "IMAP"]
    with signed_in(imap(post_office, port=port, security=security)) as client:
        folders = ImapReader(client).folders()
    assert [(folder.name, folder.holds_own_mail) for folder in folders] == [
        ("INBOX", False),
        ("Sent", True),
    ]


def test_a_wrong_password_is_refused_by_both(post_office: PostOffice) -> None:
    with pytest.raises(ReadError) as unread, signed_in(imap(post_office, "wrong")):
        pass
    with pytest.raises(OutboundError) as unsent:
        transport.check_sign_in(smtp(post_office, "wrong"))
    assert (unread.value.code, unread.value.permanent) == ("sign_in", True)
    assert (unsent.value.code, unsent.value.permanent) == (535, True)


def test_an_unknown_address_comes_back_as_a_permanent_bounce(post_office: PostOffice) -> None:
    name = send(post_office, "nobody@corrib.example")
    back = came(post_office, name)
    assert (back.verdict, back.bounced_address) == ("bounce", "nobody@corrib.example")
    assert back.bounce_permanent
    assert name in back.references


def test_a_delay_is_not_a_bounce(post_office: PostOffice) -> None:
    name = send(post_office, SLOW[14])
    back = came(post_office, name)
    assert (back.verdict, back.bounce_permanent) == ("delayed", False)
    assert name in back.references


def test_a_vacation_notice_is_automatic_and_says_until_when(post_office: PostOffice) -> None:
    post_office.is_away("away9@corrib.example", "Thank you. I am away until 30 November 2026.")
    name = send(post_office, "away9@corrib.example")
    back = came(post_office, name)
    assert (back.verdict, back.from_address) == ("auto_reply", "away9@corrib.example")
    assert str(back.away_until) == "2026-11-30"
    assert name in (back.in_reply_to, *back.references)


def test_a_token_for_reading_reads_and_does_not_send(post_office: PostOffice) -> None:
    read = post_office.token(MAYA, READING)
    with signed_in(imap(post_office, read, sign_in=SignIn.OAUTH)) as client:
        assert ImapReader(client).select("INBOX").uidvalidity
    with pytest.raises(OutboundError) as refusal:
        transport.check_sign_in(
            smtp(post_office, read, sign_in=SignIn.OAUTH, refused="Sign in with them again.")
        )
    assert refusal.value.sentence == "Sign in with them again."
    assert refusal.value.permanent


def test_a_token_for_sending_sends_and_does_not_read(post_office: PostOffice) -> None:
    send_token = post_office.token(MAYA, SENDING)
    transport.check_sign_in(smtp(post_office, send_token, sign_in=SignIn.OAUTH))
    account = imap(post_office, send_token, sign_in=SignIn.OAUTH, refused="Sign in again.")
    with pytest.raises(ReadError) as refusal, signed_in(account):
        pass
    assert (refusal.value.sentence, refusal.value.code) == ("Sign in again.", "sign_in")


@pytest.mark.parametrize("whose", ["expired", "somebody else's"])
def test_no_other_token_opens_a_mailbox(post_office: PostOffice, whose: str) -> None:
    expired = whose == "expired"
    token = post_office.token(MAYA if expired else NOOR, READING, lasts=-60 if expired else 600)
    account = imap(post_office, token, sign_in=SignIn.OAUTH)
    with pytest.raises(ReadError), signed_in(account):
        pass


# With a provider's sign-in, from the consent to a letter


@pytest.fixture
def consented(tokens: TokenServer, db: None) -> Mailbox:
    by = UserFactory.create(email=MAYA)
    question, _address = consenting.ask(Provider.MICROSOFT, redirect=REDIRECT, at=datetime.now(UTC))
    return consenting.complete(
        question,
        state=question.state,
        code="the-code",
        redirect=REDIRECT,
        by=by,
        at=datetime.now(UTC),
    )


def test_a_consent_becomes_a_mailbox_that_signs_in_both_ways(
    consented: Mailbox, tokens: TokenServer, post_office: PostOffice
) -> None:
    first, read, sent = tokens.asked
    assert (first["code"], first["redirect_uri"]) == ("the-code", REDIRECT)
    assert first["client_secret"] == "a secret of it"
    assert [asked["refresh_token"] for asked in (read, sent)] == ["refresh-1", "refresh-2"]
    assert "SMTP" not in read["scope"]
    assert "IMAP" not in sent["scope"]
    assert (consented.address, consented.sign_in, consented.provider) == (
        MAYA,
        "oauth",
        "microsoft",
    )
    assert renewing._refresh_token(consented) == "refresh-3"
    transport.check_sign_in(open_account(consented))
    assert reading.read_mailbox(consented, at=datetime.now(UTC)) == 0
    consented.refresh_from_db()
    assert consented.state == "connected"


def test_what_was_agreed_elsewhere_is_worth_nothing(tokens: TokenServer, db: None) -> None:
    question, address = consenting.ask(Provider.MICROSOFT, redirect=REDIRECT, at=datetime.now(UTC))
    assert question.verifier not in address
    with pytest.raises(Refused) as refusal:
        consenting.complete(
            question,
            state="another",
            code="the-code",
            redirect=REDIRECT,
            by=UserFactory.create(),
            at=datetime.now(UTC),
        )
    assert refusal.value.code == "consent_missing"
    assert tokens.asked == []


def test_a_token_is_renewed_before_it_ends_and_not_sooner(
    consented: Mailbox, tokens: TokenServer
) -> None:
    tokens.asked.clear()
    now = datetime.now(UTC)
    renewing.renew_for_reading(consented, at=now)
    assert not renewing.renew_one_due(at=now)
    assert tokens.asked == []
    later = now + timedelta(minutes=51)
    assert renewing.renew_one_due(at=later)
    assert len(tokens.asked) == 1
    assert consented in mailboxes_to_read(later + timedelta(minutes=30))
    assert not renewing.renew_one_due(at=later + timedelta(minutes=2))


def test_a_mailbox_whose_token_ran_out_waits_for_a_person_and_is_no_failure(
    consented: Mailbox,
) -> None:
    assert consented in mailboxes_to_read(datetime.now(UTC))
    assert consented not in mailboxes_to_read(datetime.now(UTC) + timedelta(hours=2))
    assert consented.state == "connected"


def test_a_consent_that_is_over_says_with_whom_to_sign_in_again(
    consented: Mailbox, endpoint: TokensOf
) -> None:
    endpoint.is_over = True
    later = datetime.now(UTC) + timedelta(hours=2)
    renewing.renew_for_reading(consented, at=later)
    consented.refresh_from_db()
    again = "Sign in with Microsoft again: it no longer lets us into this mailbox."
    assert (consented.state, consented.state_note) == ("failing", again)
    with pytest.raises(Refused) as refusal:
        renewing.renew_for_sending(consented, at=later)
    assert refusal.value.sentence == f"{again} Nothing was sent."


def test_a_provider_that_does_not_answer_keeps_nobody_from_sending_before_a_token_ends(
    consented: Mailbox, settings: Settings
) -> None:
    settings.MICROSOFT_TOKEN_URL = "https://localhost:9/token"
    renewing.renew_for_sending(consented, at=datetime.now(UTC))
    with pytest.raises(Refused) as refusal:
        renewing.renew_for_sending(consented, at=datetime.now(UTC) + timedelta(hours=2))
    assert "could not be asked" in refusal.value.sentence


def test_disconnecting_forgets_the_consent(consented: Mailbox) -> None:
    disconnect(consented, at=datetime.now(UTC))
    assert not Consent.objects.exists()
    assert consented.sealed_for(Purpose.READ) is None


def test_the_worker_sees_no_consent() -> None:
    with connected_as("worker") as worker, pytest.raises(Exception, match="permission denied"):
        worker.execute("SELECT sealed FROM mailbox_consent")
