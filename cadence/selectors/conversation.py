"""The conversation with one person in words: a line for each thing that was said and done."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from cadence.enums import CallOutcome, ReplyKind, TouchKind
from cadence.selectors.answers import writer_of
from cadence.selectors.said import Said, What, said_with
from prospects.enums import ActivityKind, Channel
from prospects.models import Prospect
from team.models import User

WAITING_KINDS = (ReplyKind.NOT_NOW, ReplyKind.AWAY)
THEIRS = (What.REPLY, What.PRESSED)
TALK = (What.ATTEMPT, *THEIRS, What.BY_HAND)
A_PAGE = 30


@dataclass(frozen=True, slots=True)
class Line:
    """One item of the list on the screen; `held` is a line of waiting between two of them.

    `mail`: the reply whose mail can be seen as it was sent. `anchor`: its place on the person's page.
    """

    channel: str = ""
    title: str = ""
    at: datetime | None = None
    note: str = ""
    quote: str = ""
    more: str = ""
    held: str = ""
    mail: int = 0
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    said: list[Said]
    lines: list[Line]
    notes: list[Said]

    @property
    def tally(self) -> str:
        """ "4 tries, 1 reply"."""
        tries = sum(one.what == What.ATTEMPT for one in self.said)
        replies = sum(one.what == What.REPLY for one in self.said)
        words = ngettext("%(count)s try", "%(count)s tries", tries) % {"count": tries}
        if replies:
            answered = ngettext("%(count)s reply", "%(count)s replies", replies)
            words = f"{words}, {answered % {'count': replies}}"
        return words


def conversation_with(prospect: Prospect, viewer: User) -> Conversation:
    """Newest first, without the notes, which stand by themselves.

    Letters that answer them, those that may have left, and what was said of one of them are lines of the list and no try.
    """
    everything = said_with(prospect)
    listed = [one for one in everything if one.what != What.NOTE]
    return Conversation(
        said=[one for one in listed if one.what in TALK],
        lines=_lines(listed, prospect, viewer),
        notes=[one for one in everything if one.what == What.NOTE],
    )


class Show(TextChoices):
    """What of a conversation is shown."""

    ALL = "", lazy("All")
    THEIRS = "theirs", lazy("Theirs")
    OURS = "ours", lazy("Ours")
    NOTES = "notes", lazy("Notes")


SHOWN = {
    Show.THEIRS: THEIRS,
    Show.OURS: (What.ATTEMPT, What.BY_HAND, What.ANSWER, What.UNSURE, What.SETTLED),
    Show.NOTES: (What.NOTE,),
}


@dataclass(frozen=True, slots=True)
class Page:
    """A part of the conversation, notes among it; `older` is where the next part begins, as an address has it."""

    lines: list[Line]
    older: str = ""


def page_of_conversation(
    prospect: Prospect, viewer: User, show: str, before: tuple[datetime, int] | None
) -> Page:
    """Newest first, a page at a time, of one side alone or of both."""
    kinds = SHOWN.get(Show(show))
    found = said_with(prospect, kinds=kinds, before=before, longest=A_PAGE + 1)
    shown = found[:A_PAGE]
    last = shown[-1] if len(found) > A_PAGE else None
    return Page(
        lines=_lines(shown, prospect, viewer),
        older=f"{last.at.isoformat()}~{last.pk}" if last else "",
    )


def waited_days(said: list[Said]) -> dict[Said, int]:
    """For tries that came after "not now": how many days we kept quiet."""
    return {
        one: (one.at - asked.at).days
        for one, asked in pairwise(said)
        if one.what == What.ATTEMPT and asked.outcome in WAITING_KINDS
    }


def title_of(one: Said, prospect: Prospect, viewer: User) -> str:
    if one.what in THEIRS:
        pressed = one.what == What.PRESSED
        sentence = (
            _("%(name)s pressed the unsubscribe link") if pressed else _("%(name)s wrote back")
        )
        return sentence % {"name": _writer(one, prospect)}
    name = one.by_name.split(" ", 1)[0]
    if one.what == What.BY_HAND:
        yours = one.by == viewer.pk
        return _("You wrote by hand") if yours else _("%(name)s wrote by hand") % {"name": name}
    if one.what == What.UNSURE:
        return _unsure("" if one.by == viewer.pk else name)
    if one.what == What.SETTLED:
        return _settled(one, "" if one.by == viewer.pk else name)
    if one.what == What.ANSWER:
        return _answered(one, "" if one.by == viewer.pk else name)
    return _by_you(one) if one.by == viewer.pk else _by(one, name)


def _writer(one: Said, prospect: Prospect) -> str:
    """As we greet the person; a colleague who wrote in their place by the whole name. A press is the letter's reader's."""
    if one.what == What.PRESSED:
        return prospect.greeting_name
    writer = writer_of(prospect, one.from_address, one.from_name)
    return prospect.greeting_name if writer.name == prospect.name else writer.name


def _lines(listed: list[Said], prospect: Prospect, viewer: User) -> list[Line]:
    waits = waited_days([one for one in listed if one.what in TALK])
    lines = []
    for one in listed:
        lines.append(_line(one, prospect, viewer))
        if one in waits:
            days = waits[one]
            words = ngettext(
                "You waited %(days)s day, as asked", "You waited %(days)s days, as asked", days
            )
            lines.append(Line(held=words % {"days": days}))
    return lines


def _line(one: Said, prospect: Prospect, viewer: User) -> Line:
    if one.what == What.NOTE:
        words = _("%(name)s noted") % {"name": one.by_name.split(" ", 1)[0]}
        return Line("note", words, one.at, note=one.text, anchor=one.anchor)
    title = title_of(one, prospect, viewer)
    if one.what in THEIRS:
        mail = one.pk if one.mail else 0
        return Line(
            "reply", title, one.at, note=one.note, quote=one.text, mail=mail, anchor=one.anchor
        )
    note = one.note
    if one.subject:
        count = len(one.text.split())
        words = ngettext("%(count)s word", "%(count)s words", count) % {"count": count}
        note = f"“{one.subject}”. {words}. {one.note}".strip()
    return Line(
        channel=one.channel, title=title, at=one.at, note=note, more=one.text, anchor=one.anchor
    )


def _unsure(name: str) -> str:
    """Whose letter it is; without a name it is the reader's."""
    if not name:
        return _("You wrote; we can't tell whether it left")
    return _("%(name)s wrote; we can't tell whether it left") % {"name": name}


def _settled(one: Said, name: str) -> str:
    """Who said what became of a letter; without a name it was the reader."""
    left = one.outcome == ActivityKind.LETTER_LEFT
    if not name:
        return _("You said that it left") if left else _("You said that it didn't leave")
    sentence = _("%(name)s said that it left") if left else _("%(name)s said that it didn't leave")
    return sentence % {"name": name}


def _answered(one: Said, name: str) -> str:
    """Who answered them; without a name it was the reader."""
    if one.outcome == TouchKind.ACKNOWLEDGEMENT:
        return (
            _("%(name)s thanked them for their no") % {"name": name}
            if name
            else _("You thanked them for their no")
        )
    return _("%(name)s answered") % {"name": name} if name else _("You answered")


def _by_you(one: Said) -> str:
    if one.channel == Channel.EMAIL:
        return _("You emailed")
    if one.channel == Channel.LINKEDIN:
        return _("You wrote on LinkedIn")
    if one.channel == Channel.POST:
        return _("You posted a letter")
    return {
        CallOutcome.SPOKE: _("You called and spoke"),
        CallOutcome.VOICEMAIL: _("You left a voicemail"),
        CallOutcome.NO_ANSWER: _("You called, no answer"),
        CallOutcome.GATEKEEPER: _("You called and spoke with a colleague"),
        CallOutcome.WRONG_NUMBER: _("You called a wrong number"),
        CallOutcome.ASKED_TO_STOP: _("You called and were asked to stop"),
    }[CallOutcome(one.outcome)]


def _by(one: Said, name: str) -> str:
    if one.channel == Channel.EMAIL:
        sentence = _("%(name)s emailed")
    elif one.channel == Channel.LINKEDIN:
        sentence = _("%(name)s wrote on LinkedIn")
    elif one.channel == Channel.POST:
        sentence = _("%(name)s posted a letter")
    else:
        sentence = {
            CallOutcome.SPOKE: _("%(name)s called and spoke"),
            CallOutcome.VOICEMAIL: _("%(name)s left a voicemail"),
            CallOutcome.NO_ANSWER: _("%(name)s called, no answer"),
            CallOutcome.GATEKEEPER: _("%(name)s called and spoke with a colleague"),
            CallOutcome.WRONG_NUMBER: _("%(name)s called a wrong number"),
            CallOutcome.ASKED_TO_STOP: _("%(name)s called and was asked to stop"),
        }[CallOutcome(one.outcome)]
    return sentence % {"name": name}
