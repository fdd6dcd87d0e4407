"""A mail from somebody we know becomes an answer: their words, what they suggest, and the silence that follows."""

from django.utils.translation import gettext as _

from cadence.enums import ReplyKind
from cadence.models import Reply
from cadence.services import listening
from mailbox.enums import Verdict
from mailbox.inbound.suggestion import Suggestion, suggest, without_mark
from mailbox.models import InboundMessage
from prospects.addresses import clean_email, email_key
from prospects.enums import Channel
from prospects.models import Prospect
from team.languages import for_others


def suggestion_of(message: InboundMessage) -> Suggestion:
    return suggest(
        _words(message),
        subject=message.subject,
        automatic=message.verdict == Verdict.AUTO_REPLY,
        away=message.away_until,
        received=message.received_at.date(),
    )


def holds(message: InboundMessage, suggestion: Suggestion) -> bool:
    """Every answer of a person holds, whatever is suggested; a machine's does where it asks us to stop."""
    return message.verdict == Verdict.PERSON or suggestion.stops


def hear_mail(message: InboundMessage, prospect: Prospect) -> Reply:
    """As an answer of this person, in the caller's transaction."""
    suggestion = suggestion_of(message)
    return listening.hear(
        prospect,
        at=message.received_at,
        channel=Channel.EMAIL,
        text=_words(message) or _in_our_words(message, suggestion),
        in_our_words=not _words(message),
        message=message,
        suggested_kind=ReplyKind(suggestion.kind) if suggestion.kind else "",
        until=message.away_until or suggestion.until,
        points_to=_somebody_else(suggestion.points_to, message, prospect),
        holds=holds(message, suggestion),
    )


def _somebody_else(address: str, message: InboundMessage, prospect: Prospect) -> str:
    """The address they point to, when it is one and neither their own nor ours; "" else."""
    own = {prospect.email, message.from_address, message.mailbox.address}
    known = {email_key(each) for each in own}
    kept = clean_email(address) if address.isascii() else ""
    return "" if email_key(kept) in known else kept


def _words(message: InboundMessage) -> str:
    """Theirs and none of ours, which would be read as theirs."""
    return message.text or message.full_text


def _in_our_words(message: InboundMessage, suggestion: Suggestion) -> str:
    """What they did where they left it empty."""
    with for_others():
        if suggestion.stops:
            return _("Asked us to stop, by its subject: %(subject)s.") % {
                "subject": without_mark(message.subject).lower()
            }
        return _("There is no text in this mail that we can read. See it in your mailbox.")
