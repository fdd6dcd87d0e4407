"""Everything that was said and done with one person, by both sides: rows of one shape, from one query."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    DateField,
    ExpressionWrapper,
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

from cadence.enums import DeliveryState, TouchKind
from cadence.models import Attempt, Reply, Touch
from cadence.selectors.as_sent import CAME_BY_MAIL
from prospects.enums import ActivityKind, Channel
from prospects.models import Activity, Prospect

LONGEST = 100
type Rows = QuerySet[Any, tuple[Any, ...]]
SETTLED_KINDS = (ActivityKind.LETTER_LEFT, ActivityKind.LETTER_STAYED)


class What(StrEnum):
    ATTEMPT = "attempt"
    REPLY = "reply"
    ANSWER = "answer"
    NOTE = "note"
    UNSURE = "unsure"
    SETTLED = "settled"
    BY_HAND = "by_hand"


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that was said or done. `outcome` is a call's, the kind of a reply or answer, or what was said of a letter.

    `mail`: whether their mail is kept as it was sent.
    """

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
    mail: bool


def said_with(prospect: Prospect) -> list[Said]:
    """Newest first, and no more than the last hundred."""
    others = (_replies(prospect), _letters(prospect), _noted(prospect))
    parts = _attempts(prospect).union(*others, all=True)
    return [Said(*row) for row in parts.order_by("-moment", "-row")[:LONGEST]]


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
        as_sent=Value(False),
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
        as_sent=ExpressionWrapper(CAME_BY_MAIL, output_field=BooleanField()),
    )


def _letters(prospect: Prospect) -> Rows:
    """Letters that left in answer to them, and any of which nobody can tell whether it left."""
    draft = "deliveries__approval__draft"
    unsure = Q(deliveries__state=DeliveryState.UNKNOWN)
    answered = ~Q(kind=TouchKind.STEP) & Q(deliveries__state=DeliveryState.SENT)
    return _columns(
        Touch.objects.filter(unsure | answered, prospect=prospect),
        what=_if(unsure, Value(What.UNSURE.value), Value(What.ANSWER.value)),
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
        as_sent=Value(False),
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
        as_sent=Value(False),
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
