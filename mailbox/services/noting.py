"""Write down how a mailbox is doing. Only this module and connecting move its state; MAILBOX_MOVES says how.

Each move is a conditional UPDATE, so a note that comes late never revives a mailbox that was disconnected meanwhile.
"""

from datetime import datetime

from mailbox.enums import MAILBOX_MOVES, MailboxState
from mailbox.models import Mailbox

_LONGEST_NOTE = 300


def note_works(mailbox: Mailbox, *, at: datetime) -> None:
    """Signing in worked. A failing mailbox is connected again from this moment."""
    _move(mailbox, MailboxState.FAILING, MailboxState.CONNECTED, note="", at=at)


def note_trouble(mailbox: Mailbox, sentence: str, *, at: datetime) -> None:
    """Signing in did not work. The first trouble sets the moment, later ones only say what is wrong now."""
    if not _move(mailbox, MailboxState.CONNECTED, MailboxState.FAILING, note=sentence, at=at):
        still = Mailbox.objects.filter(pk=mailbox.pk, state=MailboxState.FAILING)
        still.update(state_note=sentence[:_LONGEST_NOTE])


def note_disconnected(mailbox: Mailbox, *, at: datetime) -> None:
    """The owner took the mailbox away."""
    for source in (MailboxState.CONNECTED, MailboxState.FAILING):
        _move(mailbox, source, MailboxState.DISCONNECTED, note="", at=at)


def _move(
    mailbox: Mailbox, source: MailboxState, target: MailboxState, *, note: str, at: datetime
) -> bool:
    assert target in MAILBOX_MOVES[source]
    waiting = Mailbox.objects.filter(pk=mailbox.pk, state=source)
    return bool(waiting.update(state=target, state_note=note[:_LONGEST_NOTE], state_since=at))
