"""What people said, in their words, with who, when, after which try, and what became of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import (
    Case,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Left

from adherence.models import Lesson
from cadence.enums import NoReason, ReplyKind
from cadence.models import Attempt, Reply
from cadence.selectors.words import channel_word
from prospects.enums import Channel
from prospects.models import Prospect
from team.models import User

A_PAGE = 50
LONGEST = 700
COLUMNS = (
    "pk",
    "kind",
    "reason",
    "reason_note",
    "channel",
    "received_at",
    "person",
    "who",
    "preferred_name",
    "company_name",
    "rep",
    "words",
    "try_number",
    "try_channel",
    "may_change",
    "is_fact",
    "is_question",
    "is_link_press",
    "in_our_words",
)
NO_REASON = 0
RANKS = {reason: rank for rank, reason in enumerate(NoReason, start=1)}


@dataclass(frozen=True, slots=True)
class Quote:
    """`words` are the first of theirs; `try_number` is the try they answered, the last before."""

    pk: int
    kind: str
    reason: str
    reason_note: str
    channel: str
    received_at: datetime
    person: int
    who: str
    preferred_name: str
    company_name: str
    rep: str
    words: str
    try_number: int | None
    try_channel: str | None
    may_change: bool
    is_fact: bool
    is_question: bool
    is_link_press: bool
    in_our_words: bool

    @property
    def is_no(self) -> bool:
        return self.kind == ReplyKind.NO

    @property
    def shown(self) -> str:
        return self.words if len(self.words) <= LONGEST else f"{self.words[:LONGEST].rstrip()} …"

    @property
    def greeting_name(self) -> str:
        return self.preferred_name or self.who.split(maxsplit=1)[0]

    @property
    def channel_label(self) -> str:
        return str(Channel(self.channel).label)

    @property
    def try_label(self) -> str:
        return channel_word(self.try_channel) if self.try_channel else ""


@dataclass(frozen=True, slots=True)
class QuotePage:
    """`older` is the last one shown, where there are more."""

    quotes: list[Quote]
    older: int | None


def page_of_quotes(replies: QuerySet[Reply], viewer: User, *, after: int | None) -> QuotePage:
    """By reason, then the newest first; fifty at a time, beyond the one with this key."""
    ranked: QuerySet[Any] = replies.annotate(rank=_rank())
    if after is not None:
        ranked = _beyond(ranked, after)
    rows = [
        Quote(*row)
        for row in _with_columns(ranked, viewer).order_by("rank", "-received_at", "-pk")[
            : A_PAGE + 1
        ]
    ]
    more = len(rows) > A_PAGE
    return QuotePage(rows[:A_PAGE], rows[A_PAGE - 1].pk if more else None)


def quote_of(reply: Reply, viewer: User) -> Quote:
    return Quote(*_with_columns(Reply.objects.filter(pk=reply.pk), viewer).get())


def _rank() -> Case:
    whens = [When(reason=reason, then=Value(rank)) for reason, rank in RANKS.items()]
    return Case(*whens, default=Value(NO_REASON), output_field=IntegerField())


def _beyond(ranked: QuerySet[Any], after: int) -> QuerySet[Any]:
    edge = ranked.filter(pk=after).values_list("rank", "received_at").first()
    if edge is None:
        return ranked
    rank, at = edge
    return ranked.filter(
        Q(rank__gt=rank)
        | Q(rank=rank, received_at__lt=at)
        | Q(rank=rank, received_at=at, pk__lt=after)
    )


def _with_columns(replies: QuerySet[Any], viewer: User) -> QuerySet[Any, tuple[Any, ...]]:
    before = Attempt.objects.filter(
        prospect=OuterRef("prospect"), at__lte=OuterRef("received_at")
    ).order_by("-at")
    lessons = Lesson.objects.filter(reply=OuterRef("pk"))
    mine = Prospect.objects.workable_by(viewer).filter(pk=OuterRef("prospect"))
    annotated = replies.annotate(
        person=F("prospect_id"),
        who=F("prospect__name"),
        preferred_name=F("prospect__preferred_name"),
        company_name=F("prospect__company__name"),
        rep=F("prospect__owner__name"),
        words=Left("text", LONGEST + 1),
        try_number=Subquery(before.values("touch__number")[:1]),
        try_channel=Subquery(before.values("channel")[:1]),
        may_change=Exists(mine),
        is_fact=Exists(lessons.filter(finding__isnull=False)),
        is_question=Exists(lessons.filter(question__isnull=False)),
    )
    columns: QuerySet[Any, tuple[Any, ...]] = annotated.values_list(*COLUMNS)
    return columns
