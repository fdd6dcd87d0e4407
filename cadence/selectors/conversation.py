"""What was said and done with one person, by both sides, from one query."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise
from typing import Any

from django.db.models import (
    Case,
    DateField,
    F,
    IntegerField,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cadence.enums import CallOutcome, DeliveryState, ReplyKind, TouchKind
from cadence.models import Attempt, Reply, Touch
from prospects.enums import ActivityKind, Channel
from prospects.models import Activity, Prospect
from team.models import User

LONGEST = 100
type Rows = QuerySet[Any, tuple[Any, ...]]
SETTLED_KINDS = (ActivityKind.LETTER_LEFT, ActivityKind.LETTER_STAYED)
WAITING_KINDS = (ReplyKind.NOT_NOW, ReplyKind.AWAY)


class What(StrEnum):
    ATTEMPT = "attempt"
    REPLY = "reply"
    ANSWER = "answer"
    NOTE = "note"
    SETTLED = "settled"
    BY_HAND = "by_hand"


TALK = (What.ATTEMPT, What.REPLY, What.BY_HAND)


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that was said or done. `outcome` is a call's, the kind of a reply or answer, or what was said of a letter."""

    what: str
    pk: int
    at: datetime
    channel: str
    number: int
    outcome: str
    by: int
    by_name: str
    subject: str
    text: str
    note: str
    until: date | None
    enrollment: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """One item of the list on the screen; `held` is a line of waiting between two of them."""

    channel: str = ""
    title: str = ""
    at: datetime | None = None
    note: str = ""
    quote: str = ""
    more: str = ""
    held: str = ""


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

    Letters that answer them, and that one of unknown fate left or didn't, are lines of the list and no try.
    """
    everything = [Said(*row) for row in _rows(prospect)]
    listed = [one for one in everything if one.what != What.NOTE]
    return Conversation(
        said=[one for one in listed if one.what in TALK],
        lines=_lines(listed, prospect, viewer),
        notes=[one for one in everything if one.what == What.NOTE],
    )


def waited_days(said: list[Said]) -> dict[Said, int]:
    """For tries that came after "not now": how many days we kept quiet."""
    return {
        one: (one.at - asked.at).days
        for one, asked in pairwise(said)
        if one.what == What.ATTEMPT and asked.outcome in WAITING_KINDS
    }


def title_of(one: Said, prospect: Prospect, viewer: User) -> str:
    if one.what == What.REPLY:
        return _("%(name)s wrote back") % {"name": prospect.greeting_name}
    name = one.by_name.split(" ", 1)[0]
    if one.what == What.BY_HAND:
        yours = one.by == viewer.pk
        return _("You wrote by hand") if yours else _("%(name)s wrote by hand") % {"name": name}
    if one.what == What.SETTLED:
        return _settled(one, "" if one.by == viewer.pk else name)
    if one.what == What.ANSWER:
        return _answered(one, "" if one.by == viewer.pk else name)
    return _by_you(one) if one.by == viewer.pk else _by(one, name)


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
    title = title_of(one, prospect, viewer)
    if one.what == What.REPLY:
        return Line(channel="reply", title=title, at=one.at, note=one.note, quote=one.text)
    note = one.note
    if one.subject:
        count = len(one.text.split())
        words = ngettext("%(count)s word", "%(count)s words", count) % {"count": count}
        note = f"“{one.subject}”. {words}. {one.note}".strip()
    return Line(channel=one.channel, title=title, at=one.at, note=note, more=one.text)


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


def _rows(prospect: Prospect) -> list[tuple[Any, ...]]:
    others = (_replies(prospect), _answers(prospect), _noted(prospect))
    parts = _attempts(prospect).union(*others, all=True)
    return list(parts.order_by("-moment", "-row")[:LONGEST])


def _attempts(prospect: Prospect) -> Rows:
    draft = "delivery__approval__draft"
    return _columns(
        Attempt.objects.filter(prospect=prospect),
        what=Value(What.ATTEMPT.value),
        moment=F("at"),
        way=F("channel"),
        try_number=Cast("touch__number", IntegerField()),
        result=F("outcome"),
        who=F("by"),
        who_name=F("by__name"),
        about=Coalesce(f"{draft}__subject", Value(""), output_field=TextField()),
        words_said=Coalesce(f"{draft}__body", "words", output_field=TextField()),
        remark=F("note"),
        day=Value(None, output_field=DateField()),
        way_through=F("enrollment"),
    )


def _replies(prospect: Prospect) -> Rows:
    return _columns(
        Reply.objects.filter(prospect=prospect),
        what=Value(What.REPLY.value),
        moment=F("received_at"),
        way=F("channel"),
        try_number=Value(0),
        result=F("kind"),
        who=F("owner"),
        who_name=F("owner__name"),
        about=_nothing(),
        words_said=F("text"),
        remark=F("note"),
        day=F("until"),
        way_through=F("enrollment"),
    )


def _answers(prospect: Prospect) -> Rows:
    """Letters that left in answer to them."""
    draft = "deliveries__approval__draft"
    return _columns(
        Touch.objects.answers().filter(prospect=prospect, deliveries__state=DeliveryState.SENT),
        what=Value(What.ANSWER.value),
        moment=F("deliveries__sending_at"),
        way=F("channel"),
        try_number=Value(0),
        result=F("kind"),
        who=F("deliveries__approval__reviewer"),
        who_name=F("deliveries__approval__reviewer__name"),
        about=Coalesce(f"{draft}__subject", Value(""), output_field=TextField()),
        words_said=Coalesce(f"{draft}__body", Value(""), output_field=TextField()),
        remark=_nothing(),
        day=Value(None, output_field=DateField()),
        way_through=F("enrollment"),
    )


def _noted(prospect: Prospect) -> Rows:
    """What colleagues wrote down or by hand: notes, mails, and whether a letter of unknown fate left."""
    settled, by_hand = Q(kind__in=SETTLED_KINDS), Q(kind=ActivityKind.WROTE)
    otherwise = _if(by_hand, Value(What.BY_HAND.value), Value(What.NOTE.value))
    return _columns(
        Activity.objects.filter(Q(kind=ActivityKind.NOTE) | by_hand | settled, prospect=prospect),
        what=_if(settled, Value(What.SETTLED.value), otherwise),
        moment=F("at"),
        way=_if(settled | by_hand, Value(Channel.EMAIL.value), Value("")),
        try_number=Value(0),
        result=_if(settled, F("kind"), Value("")),
        who=F("actor"),
        who_name=Coalesce("actor__name", Value(""), output_field=TextField()),
        about=Coalesce(KT("detail__subject"), Value(""), output_field=TextField()),
        words_said=Coalesce(KT("detail__text"), Value(""), output_field=TextField()),
        remark=_nothing(),
        day=Value(None, output_field=DateField()),
        way_through=Value(None, output_field=IntegerField()),
    )


def _columns(rows: QuerySet[Any], what: Value | Case, **columns: Any) -> Rows:
    """The columns of `Said`, in its order, so that the three kinds make one list."""
    named = rows.order_by().annotate(sort=what, row=F("pk"), **columns)
    first, *rest = columns
    listed: Rows = named.values_list("sort", "row", first, *rest)
    return listed


def _nothing() -> Value:
    return Value("", output_field=TextField())


def _if(condition: Q, then: Value | F, otherwise: Value | Case) -> Case:
    return Case(When(condition, then=then), default=otherwise, output_field=TextField())
