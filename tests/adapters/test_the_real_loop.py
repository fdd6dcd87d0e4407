"""Forty letters out through Postfix, and what comes of each read back from Dovecot."""

import time
from collections.abc import Iterator
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTP as POLICY
from email.utils import make_msgid

import pytest

from cadence.enums import DeliveryState, ReplyKind
from cadence.models import Approval, Bounce, Delivery, Hold, Reply
from cadence.selectors.proof import prove
from cadence.services import polling, reviewing, sending
from mailbox.enums import Purpose, Security
from mailbox.models import InboundMessage, Mailbox
from mailbox.services.keeping import keep_secret
from prospects.models import Prospect
from team.models import User
from tests import journeys
from tests.adapters.conftest import NOOR, PEOPLE, SLOW
from tests.adapters.post_office import PostOffice
from tests.cadence.conftest import Clock, clock
from tests.factories.mailbox import MailboxFactory
from tests.journeys import NOW

__all__ = ["clock"]
UNKNOWN, AWAY, WRITES, WAITS = "gone", "away", "writer", "slow"
# no more bounces than a mailbox may have: the sixth of a hundred would stop it
HOW_MANY = {UNKNOWN: 5, AWAY: 10, WRITES: 10, WAITS: 15}
# how often to look for mail that is on its way, a tenth of a second apart
PATIENCE = 200


@pytest.fixture
def noor(post_office: PostOffice, monkeypatch: pytest.MonkeyPatch, db: None) -> User:
    monkeypatch.setenv("SSL_CERT_FILE", str(post_office.folder / "certificate.pem"))
    rep = journeys.rep(name="Noor Haddad", email=NOOR)
    mailbox = MailboxFactory.create(
        owner=rep,
        smtp_host="localhost",
        smtp_port=post_office.ports["SMTP"],
        smtp_security=Security.STARTTLS,
        imap_host="localhost",
        imap_port=post_office.ports["IMAPS"],
        imap_security=Security.TLS,
    )
    for purpose in Purpose:
        keep_secret(mailbox, purpose, PEOPLE[NOOR])
    return rep


def sent_to(rep: User, address: str) -> Delivery:
    """A letter with the words of its own, reviewed and sent by the product."""
    profile = f"https://www.linkedin.com/in/{address.partition('@')[0]}"
    draft = journeys.drafted(rep, email=address, linkedin_url=profile)
    session = journeys.signed_in(rep)
    approval = reviewing.approve(
        draft, by=rep, session=session, at=NOW, looks=journeys.LOOKS, read_aloud=True
    )
    return sending.deliver(Approval.objects.get(pk=approval.pk), by=rep, session=session, at=NOW)


def answers(office: PostOffice, address: str) -> None:
    """She reads her mail in her own program and writes back."""
    for _again in range(PATIENCE):
        with office.inbox_of(address) as inbox:
            found = inbox.fetch(inbox.search(), ["BODY[]"])
        if found:
            break
        time.sleep(0.1)
    (raw,) = (mail[b"BODY[]"] for mail in found.values())
    ours = BytesParser(policy=POLICY).parsebytes(raw)
    back = EmailMessage()
    back["From"], back["To"], back["Subject"] = address, NOOR, f"Re: {ours['Subject']}"
    back["Message-ID"] = make_msgid(domain="corrib.example")
    back["In-Reply-To"] = back["References"] = ours["Message-ID"]
    back.set_content("Thursday works.\n")
    office.post(address, NOOR, back.as_bytes())


def wait_for_mail(office: PostOffice, count: int) -> None:
    for _again in range(PATIENCE):
        with office.inbox_of(NOOR) as inbox:
            if len(inbox.search()) >= count:
                return
        time.sleep(0.1)
    raise AssertionError(f"not {count} mails\n{office.log()}")


def people(kind: str) -> Iterator[Prospect]:
    yield from Prospect.objects.filter(email__startswith=kind).select_related("company")


def test_what_comes_of_forty_letters_is_known_after_one_poll(
    clock: Clock, post_office: PostOffice, noor: User
) -> None:
    addresses = [
        f"{kind}{number}@corrib.example"
        for kind, most in HOW_MANY.items()
        for number in range(most)
    ]
    for number in range(HOW_MANY[AWAY]):
        post_office.is_away(f"{AWAY}{number}@corrib.example", "I am away until 30 November 2026.")

    states = [sent_to(noor, address).state for address in addresses]
    for number in range(HOW_MANY[WRITES]):
        answers(post_office, f"{WRITES}{number}@corrib.example")
    wait_for_mail(post_office, len(addresses))
    polling.poll_mailboxes(NOW)

    assert set(states) == {DeliveryState.SENT}
    assert {person.email_bounced_at is not None for person in people(UNKNOWN)} == {True}
    for kind in (AWAY, WRITES, WAITS):
        assert {person.email_bounced_at for person in people(kind)} == {None}
    held = {hold.company for hold in Hold.objects.select_related("company")}
    assert held == {person.company for person in people(WRITES)}
    assert len(held) == HOW_MANY[WRITES]
    kinds = sorted(Reply.objects.values_list("suggested_kind", flat=True))
    assert kinds.count(ReplyKind.AWAY) == HOW_MANY[AWAY]
    assert len(kinds) == HOW_MANY[AWAY] + HOW_MANY[WRITES]
    assert Bounce.objects.count() == HOW_MANY[UNKNOWN]
    assert not InboundMessage.objects.unsettled().exists()
    assert Mailbox.objects.get().state == "connected"
    assert len(addresses) == 40
    assert len(SLOW) == HOW_MANY[WAITS]
    assert prove().holds
