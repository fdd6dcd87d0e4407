"""Write down how a mailbox is doing. Only this module and connecting move its state; MAILBOX_MOVES says how.

How long trouble lasted is kept as an Outage, so that nobody is blamed for what the provider did.

Each move is a conditional UPDATE, so a note that comes late never revives a mailbox that was disconnected meanwhile.
"""

from datetime import datetime

from django.db.models import F, Value
from django.db.models.functions import Greatest

from mailbox.enums import MAILBOX_MOVES, MailboxState
from mailbox.models import Mailbox, Outage

_LONGEST_NOTE = 300


def note_works(mailbox: Mailbox, *, at: datetime) -> None:
    """Signing in worked. A failing mailbox is connected again from this moment."""
    if _move(mailbox, MailboxState.FAILING, MailboxState.CONNECTED, note="", at=at):
        end_outage(mailbox, at=at)


def note_trouble(mailbox: Mailbox, sentence: str, *, at: datetime) -> None:
    """Signing in did not work. The first trouble sets the moment, later ones only say what is wrong now."""
    if _move(mailbox, MailboxState.CONNECTED, MailboxState.FAILING, note=sentence, at=at):
        Outage.objects.bulk_create([Outage(mailbox=mailbox, began_at=at)], ignore_conflicts=True)
    else:
        still = Mailbox.objects.filter(pk=mailbox.pk, state=MailboxState.FAILING)
        still.update(state_note=sentence[:_LONGEST_NOTE])


def note_disconnected(mailbox: Mailbox, *, at: datetime) -> None:
    """The owner took the mailbox away."""
    for source in (MailboxState.CONNECTED, MailboxState.FAILING):
        _move(mailbox, source, MailboxState.DISCONNECTED, note="", at=at)
    end_outage(mailbox, at=at)


def end_outage(mailbox: Mailbox, *, at: datetime) -> None:
    """Whatever trouble there was is over: it works, was connected anew, or was taken away."""
    Outage.objects.filter(mailbox=mailbox, ended_at=None).update(
        ended_at=Greatest(F("began_at"), Value(at))
    )


def _move(
    mailbox: Mailbox, source: MailboxState, target: MailboxState, *, note: str, at: datetime
) -> bool:
    assert target in MAILBOX_MOVES[source]
    waiting = Mailbox.objects.filter(pk=mailbox.pk, state=source)
    return bool(waiting.update(state=target, state_note=note[:_LONGEST_NOTE], state_since=at))
