"""One letter as RFC 5322 bytes. Same letter in, same bytes out: the hash of what leaves can be kept.

No bulk markers, no tracking, no HTML: a person wrote this to a person.
"""

from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.headerregistry import Address, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.utils import format_datetime

from django.utils.translation import gettext as _

from mailbox.fitness import (
    check_body,
    check_line,
    check_message_id,
    check_uri,
    split_address,
)
from mailbox.outbound.errors import OutboundRefused

_LONGEST_PLAIN_LINE = 78
_MOST_REFERENCES = 20
# Some providers put a Message-ID of their own in place of ours; by this one our letter is known again in the sent mail.
_OWN_ID = "X-Earnest-Letter"

type MessagePolicy = policy.EmailPolicy[EmailMessage]


@dataclass(frozen=True)
class Letter:
    """Everything that ends up in the bytes. `signature_footer` stands under the words, after the line of a signature."""

    sender_name: str
    sender_address: str
    recipient_name: str
    recipient_address: str
    subject: str
    body: str
    message_id: str
    date: datetime
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    signature_footer: str = ""
    list_unsubscribe: tuple[str, ...] = ()


class _MessageIds(UnstructuredHeader):
    """Folds between ids, never inside one (the standard library would encode a long id and so break the thread)."""

    @classmethod
    def parse(cls, value: str, kwds: dict[str, object]) -> None:
        super().parse(value, kwds)
        kwds["decoded"] = value

    def fold(self, *, policy: MessagePolicy) -> str:
        return f"{self.name}: " + f"{policy.linesep} ".join(str(self).split()) + policy.linesep  # type: ignore[attr-defined]


def build(letter: Letter) -> bytes:
    """The letter as bytes with CRLF line ends. Raises OutboundRefused, with a sentence, for input no server should see."""
    message = EmailMessage(policy=_policy(letter))
    message["From"] = _address(_("your name"), letter.sender_name, letter.sender_address)
    message["To"] = _address(_("their name"), letter.recipient_name, letter.recipient_address)
    message["Subject"] = check_line(_("the subject"), letter.subject)
    message["Date"] = format_datetime(letter.date)
    message["Message-ID"] = check_message_id(letter.message_id)
    message[_OWN_ID] = letter.message_id
    _add_thread(message, letter)
    _add_unsubscribe(message, letter)
    _add_text(message, letter)
    return message.as_bytes()


def _policy(letter: Letter) -> MessagePolicy:
    registry = HeaderRegistry()
    for name in ("message-id", _OWN_ID.lower(), "in-reply-to", "references", "list-unsubscribe"):
        registry.map_to_type(name, _MessageIds)  # type: ignore[arg-type]
    international = not (letter.sender_address + letter.recipient_address).isascii()
    base = policy.SMTPUTF8 if international else policy.SMTP
    return base.clone(header_factory=registry, max_line_length=76)


def _address(field: str, name: str, address: str) -> Address:
    username, domain = split_address(address)
    return Address(display_name=check_line(field, name), username=username, domain=domain)


def _add_thread(message: EmailMessage, letter: Letter) -> None:
    if letter.in_reply_to:
        message["In-Reply-To"] = check_message_id(letter.in_reply_to)
    if letter.references:
        first, rest = letter.references[:1], letter.references[1:]
        kept = first + rest[-(_MOST_REFERENCES - 1) :]
        message["References"] = " ".join(check_message_id(reference) for reference in kept)


def _add_unsubscribe(message: EmailMessage, letter: Letter) -> None:
    if not letter.list_unsubscribe:
        return
    message["List-Unsubscribe"] = ", ".join(
        f"<{check_uri(uri)}>" for uri in letter.list_unsubscribe
    )
    if any(uri.startswith("https://") for uri in letter.list_unsubscribe):
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"


def _add_text(message: EmailMessage, letter: Letter) -> None:
    text = check_body(_("the letter"), letter.body).rstrip("\n") + "\n"
    if not text.strip():
        raise OutboundRefused(_("The letter is empty."), code="letter_empty")
    if letter.signature_footer:
        text += (
            "\n-- \n" + check_body(_("the signature"), letter.signature_footer).strip("\n") + "\n"
        )
    plain = text.isascii() and all(len(line) <= _LONGEST_PLAIN_LINE for line in text.split("\n"))
    message.set_content(text, charset="utf-8", cte="7bit" if plain else "quoted-printable")
