"""A mailbox's state as a sentence."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mailbox.enums import MailboxState
from mailbox.models import InboundMessage, Mailbox

# A mailbox is read four times a minute; after this long nobody should believe that no news is good news.
READ_WITHIN = timedelta(minutes=15)


def mailbox_of(user_pk: int) -> Mailbox | None:
    """A person's own mailbox, or None."""
    return Mailbox.objects.filter(owner_id=user_pk).first()


def in_words(mailbox: Mailbox | None, *, at: datetime) -> str:
    """What the mailbox does now, since when it does not, and when it was last read. Times in the active zone."""
    if mailbox is None or mailbox.state == MailboxState.DISCONNECTED:
        return _("No mailbox is connected. Letters wait until one is.")
    return f"{_state(mailbox, at)} {_last_checked(mailbox, at)}"


def moment(when: datetime, *, at: datetime) -> str:
    """`10:41` today, `Friday 16:20` this week, `3 November 16:20` before that."""
    local, now = timezone.localtime(when), timezone.localtime(at)
    if local.date() == now.date():
        return date_format(local, "TIME_FORMAT")
    return date_format(
        local, "WEEKDAY_TIME" if now - local < timedelta(days=7) else "DAY_MONTH_TIME"
    )


@dataclass(frozen=True, slots=True)
class Checked:
    """How fresh what a queue shows is."""

    words: str
    is_trouble: bool


def checked(user_pk: int, *, at: datetime) -> Checked:
    """When a person's mailbox was last read, or since when it cannot be; no words where there is none yet."""
    return checked_in(mailbox_of(user_pk), at=at)


def checked_in(mailbox: Mailbox | None, *, at: datetime) -> Checked:
    """The same of a mailbox that was read already."""
    if mailbox is None:
        return Checked("", is_trouble=False)
    if not mailbox.is_connected:
        words = _("Your mailbox is disconnected since %s: no answer is read, and no letter leaves.")
        return Checked(words % moment(mailbox.state_since, at=at), is_trouble=True)
    if mailbox.state == MailboxState.FAILING:
        words = _("We can't read your mailbox since %(moment)s: %(note)s") % {
            "moment": moment(mailbox.state_since, at=at),
            "note": mailbox.state_note,
        }
        return Checked(words, is_trouble=True)
    if not_taken_in(mailbox).exists():
        words = _("Mail came that we could not take in. Its list is on your mailbox's page.")
        return Checked(words, is_trouble=True)
    if is_silent(mailbox, at):
        return Checked(_last_checked(mailbox, at), is_trouble=True)
    return Checked(_how_long_ago(mailbox.last_read_at, at), is_trouble=False)


def why_unread(mailbox: Mailbox, *, at: datetime, is_mail_left: bool) -> str:
    """For a colleague of its owner: why answers that come there may be seen by nobody; "" while they are.

    `is_mail_left`: whether mail came that could not be taken in.
    """
    if not mailbox.is_connected:
        return _("Disconnected since %s: no answer that comes there is read.") % moment(
            mailbox.state_since, at=at
        )
    if mailbox.state == MailboxState.FAILING:
        return _("It can't be read since %(moment)s: %(note)s") % {
            "moment": moment(mailbox.state_since, at=at),
            "note": mailbox.state_note,
        }
    if is_mail_left:
        return _("Mail came there that we could not take in.")
    return _last_checked(mailbox, at) if is_silent(mailbox, at) else ""


def is_silent(mailbox: Mailbox, at: datetime) -> bool:
    """Nothing says that it cannot be read, and yet nobody has read it for so long that an answer may lie in it."""
    return at - (mailbox.last_read_at or mailbox.connected_at) > READ_WITHIN


def not_taken_in(mailbox: Mailbox) -> QuerySet[InboundMessage]:
    """What came and nobody here has heard, oldest first: its owner reads it elsewhere meanwhile."""
    return InboundMessage.objects.not_taken_in().filter(mailbox=mailbox)


def _how_long_ago(then: datetime | None, at: datetime) -> str:
    if then is None:
        return _("Not checked yet.")
    seconds = max(int((at - then).total_seconds()), 0)
    if seconds < 120:
        return ngettext("Checked %s second ago", "Checked %s seconds ago", seconds) % seconds
    return _("Last checked %s.") % moment(then, at=at)


def _state(mailbox: Mailbox, at: datetime) -> str:
    if mailbox.state == MailboxState.FAILING:
        since = _("Since %s.") % moment(mailbox.state_since, at=at)
        return f"{mailbox.state_note} {since}"
    if mailbox.is_sandbox:
        return (
            _("The sandbox: letters from %s stay on this machine, and demo people answer them.")
            % mailbox.address
        )
    return _("Sending and reading as %s.") % mailbox.address


def _last_checked(mailbox: Mailbox, at: datetime) -> str:
    then = mailbox.last_read_at
    said = _("Last checked %s.") % moment(then, at=at) if then else _("Not checked yet.")
    if mailbox.state == MailboxState.CONNECTED and is_silent(mailbox, at):
        return f"{said} " + _("Answers that came since are not here yet.")
    return said
