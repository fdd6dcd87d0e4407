"""What a letter that answers them needs to know: to whom, under which subject, in which thread."""

import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cadence.checks.false_reply import MARK
from cadence.models import Enrollment, Reply, Touch
from mailbox.fitness import LONGEST_LINE, OutboundRefused, check_line, check_message_id
from prospects.addresses import email_key
from prospects.enums import Channel
from prospects.models import Prospect
from team.languages import for_others

RE = "Re: "


@dataclass(frozen=True, slots=True)
class Addressee:
    """Where a letter goes, and how whoever reads it there is called."""

    address: str
    greeting_name: str
    name: str


def addressee_of(touch: Touch) -> Addressee:
    """The person; for a letter that answers, whoever wrote what it answers, from where they wrote it."""
    if touch.is_step:
        address = touch.prospect.email if touch.channel == Channel.EMAIL else ""
        return Addressee(address, touch.prospect.greeting_name, touch.prospect.name)
    return addressee_of_reply(touch.answered)


def addressee_of_reply(reply: Reply) -> Addressee:
    """With no address where none of theirs works."""
    prospect, mail = reply.prospect, reply.message
    if mail is None or not mail.from_address:
        address = "" if prospect.email_bounced_at else prospect.email
        return Addressee(address, prospect.greeting_name, prospect.name)
    return writer_of(prospect, mail.from_address, mail.from_name)


def writer_of(prospect: Prospect, address: str, name: str) -> Addressee:
    """Who wrote from this address under this name: the person themselves, or a colleague of theirs."""
    if email_key(address) == email_key(prospect.email):
        return Addressee(prospect.email, prospect.greeting_name, prospect.name)
    if not name or _is_theirs(name, prospect):
        return Addressee(address, prospect.greeting_name, prospect.name)
    return Addressee(address, _first_name(name), name)


def thread_subject(reply: Reply) -> str:
    """Re: and their own subject; an honest one of ours where they wrote none."""
    mail = reply.message
    subject = _without_marks(mail.subject) if mail is not None else ""
    if not subject:
        with for_others():
            return _("Thank you, %(name)s") % {"name": addressee_of_reply(reply).greeting_name}
    return (RE + subject)[:LONGEST_LINE].rstrip()


def thread_of_letters(reply: Reply) -> tuple[str, tuple[str, ...]]:
    """In-Reply-To and References (RFC 5322, 3.6.4): their letter, and what it answered. Unfit names are left out."""
    mail = reply.message
    if mail is None or not _is_fit(mail.message_id):
        return "", ()
    earlier = mail.references or [mail.in_reply_to]
    names = dict.fromkeys(each for each in (*earlier, mail.message_id) if _is_fit(each))
    return mail.message_id, tuple(names)


def newest_enrollment(prospect: Prospect) -> Enrollment | None:
    """Ended or not: whose mailbox they know, and which cadence they answered."""
    enrollments = Enrollment.objects.filter(prospect=prospect).select_related("owner")
    return enrollments.order_by("-started_at", "-pk").first()


def _is_theirs(name: str, prospect: Prospect) -> bool:
    """One name in common is enough: people write theirs in many ways."""
    return bool(_names_in(name) & _names_in(prospect.name))


def _names_in(name: str) -> set[str]:
    plain = unicodedata.normalize("NFD", name.casefold())
    letters = "".join(
        " " if each in ",;" else each for each in plain if not unicodedata.combining(each)
    )
    return {word for word in letters.split() if len(word) > 1}


def _first_name(name: str) -> str:
    """`Mohammed` of "Mohammed el Khatib" and of "el Khatib, Mohammed"."""
    before, _comma, after = name.partition(",")
    return (after or before).split()[0] if (after or before).split() else name


def _without_marks(subject: str) -> str:
    text = " ".join(subject.split())
    while mark := MARK.match(text):
        text = text[mark.end() :].lstrip()
    try:
        return check_line("", text[: LONGEST_LINE - len(RE)])
    except OutboundRefused:
        return ""


def _is_fit(message_id: str) -> bool:
    try:
        check_message_id(message_id)
    except OutboundRefused:
        return False
    return True
