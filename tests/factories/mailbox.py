"""Mailboxes and what came into them."""

from datetime import UTC, datetime

import factory

from mailbox.enums import MailboxKind, MailboxState, Security, Verdict
from mailbox.models import InboundMessage, Mailbox
from tests.factories.team import UserFactory

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)


class MailboxFactory(factory.django.DjangoModelFactory[Mailbox]):
    """A connected mailbox behind SMTP and IMAP, without any stored password."""

    class Meta:
        model = Mailbox

    owner = factory.SubFactory(UserFactory)
    address = factory.LazyAttribute(lambda o: o.owner.email)
    display_name = factory.LazyAttribute(lambda o: o.owner.name)
    kind = MailboxKind.SMTP_IMAP
    smtp_host = "smtp.fernhill.example"
    smtp_port = 587
    smtp_security = Security.STARTTLS
    smtp_username = factory.LazyAttribute(lambda o: o.address)
    imap_host = "imap.fernhill.example"
    imap_port = 993
    imap_security = Security.TLS
    imap_username = factory.LazyAttribute(lambda o: o.address)
    state = MailboxState.CONNECTED
    state_since = NOW
    connected_at = NOW


class InboundMessageFactory(factory.django.DjangoModelFactory[InboundMessage]):
    """A person's answer that nobody has drawn consequences from."""

    class Meta:
        model = InboundMessage

    mailbox = factory.SubFactory(MailboxFactory)
    folder = "INBOX"
    uidvalidity = 1
    uid = factory.Sequence(lambda n: n + 1)
    message_id = factory.Sequence(lambda n: f"<answer-{n}@corrib.example>")
    from_address = "aoife@corrib.example"
    from_name = "Aoife Ní Bhriain"
    subject = "Re: Your depot"
    text = "Thursday works."
    full_text = "Thursday works."
    received_at = NOW
    read_at = NOW
    verdict = Verdict.PERSON
