"""One team's week of answers: how many, which, for what reason, and what colleagues made of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from adherence.models import HeardNote
from adherence.schedule import A_WEEK, Week
from adherence.selectors.acknowledged import COLUMNS, with_acknowledgement
from adherence.selectors.quotes import Quote, QuotePage, page_of_quotes
from adherence.selectors.waits import Asked, Waits, waits_of
from cadence.enums import NoReason, ReplyKind
from cadence.models import Reply
from mailbox.enums import Verdict
from team.models import Team, User

UNREAD = "unread"
SAID = (ReplyKind.NO, ReplyKind.INTERESTED, ReplyKind.NOT_NOW, ReplyKind.REFERRAL)
KINDS = (*SAID, UNREAD)
WEEKS_OF_NOTES = 4
MOST_WAITS = 500
# A machine's notice of an absence is nobody's answer.
OF_A_MACHINE = Q(
    message__verdict=Verdict.AUTO_REPLY, suggested_kind__in=[ReplyKind.AWAY, ReplyKind.AUTOMATIC]
)


@dataclass(frozen=True, slots=True)
class Number:
    key: str
    label: str
    number: int


@dataclass(frozen=True, slots=True)
class Tally:
    people: int
    kinds: list[Number]
    reasons: list[Number]

    @property
    def commonest(self) -> str:
        """The reason most noes gave, where one stands out; else ""."""
        first, *rest = sorted(self.reasons, key=lambda each: -each.number)
        stands_out = first.number > max(each.number for each in rest)
        return first.label.lower() if stands_out else ""

    def of(self, kind: str) -> int:
        return next(each.number for each in self.kinds if each.key == kind)


@dataclass(frozen=True, slots=True)
class Group:
    """Quotes with one reason; those without one come first, so that they get it."""

    reason: str
    label: str
    quotes: list[Quote]
    number: int


@dataclass(frozen=True, slots=True)
class HeardWeek:
    tally: Tally
    page: QuotePage
    groups: list[Group]
    waits: Waits
    notes: list[HeardNote]
    earlier_notes: list[HeardNote]


def heard_in(
    team: Team, week: Week, viewer: User, at: datetime, *, kind: str, after: int | None
) -> HeardWeek:
    """Everything on the page, in a number of queries that does not grow with the week."""
    replies = _replies(team, week, viewer)
    tally = _tally(replies)
    page = page_of_quotes(_of_kind(replies, kind), viewer, after=after)
    notes = _notes(team, week)
    return HeardWeek(
        tally=tally,
        page=page,
        groups=list(_grouped(page.quotes, tally)) if kind == ReplyKind.NO else [],
        waits=waits_in(replies, at),
        notes=[note for note in notes if note.week == week.monday],
        earlier_notes=[note for note in notes if note.week != week.monday],
    )


def waits_in(replies: QuerySet[Reply], at: datetime) -> Waits:
    """Of those who said no, and those whom nobody has read."""
    return waits_of(_waiting(replies), at)


def _replies(team: Team, week: Week, viewer: User) -> QuerySet[Reply]:
    start, end = week.span(viewer.zone)
    return Reply.objects.filter(
        prospect__owner__team=team, received_at__gte=start, received_at__lt=end
    )


def _unread(replies: QuerySet[Reply]) -> QuerySet[Reply]:
    return replies.filter(kind="").exclude(OF_A_MACHINE)


def _of_kind(replies: QuerySet[Reply], kind: str) -> QuerySet[Reply]:
    return _unread(replies) if kind == UNREAD else replies.filter(kind=kind)


def _tally(replies: QuerySet[Reply]) -> Tally:
    of_people = replies.filter(kind__in=["", *SAID]).exclude(Q(kind="") & OF_A_MACHINE)
    found = of_people.aggregate(
        people=Count("prospect", distinct=True),
        kind_unread=Count("pk", filter=Q(kind="")),
        **{f"kind_{kind}": Count("pk", filter=Q(kind=kind)) for kind in SAID},
        **{f"reason_{each}": Count("pk", filter=Q(reason=each)) for each in NoReason},
    )
    return Tally(
        people=found["people"],
        kinds=[
            *(Number(kind, str(kind.label), found[f"kind_{kind}"]) for kind in SAID),
            Number(UNREAD, _("Not read yet"), found["kind_unread"]),
        ],
        reasons=[Number(each, str(each.label), found[f"reason_{each}"]) for each in NoReason],
    )


def _grouped(quotes: list[Quote], tally: Tally) -> Iterable[Group]:
    given = {each.key: each for each in tally.reasons}
    without = tally.of(ReplyKind.NO) - sum(each.number for each in tally.reasons)
    for reason, members in groupby(quotes, key=lambda quote: quote.reason):
        count = given.get(reason) or Number("", _("No reason given yet"), without)
        yield Group(reason, count.label, list(members), count.number)


def _waiting(replies: QuerySet[Reply]) -> Iterable[Asked]:
    waiting = replies.filter(Q(kind=ReplyKind.NO) | Q(kind="")).exclude(Q(kind="") & OF_A_MACHINE)
    rows = with_acknowledgement(waiting).order_by("-received_at", "-pk")
    asked = rows.values_list("pk", "prospect__name", "owner_id", "received_at", *COLUMNS)
    return (Asked(*row) for row in asked[:MOST_WAITS])


def _notes(team: Team, week: Week) -> list[HeardNote]:
    """Of this week and the four before it, the newest week first."""
    first = week.monday - WEEKS_OF_NOTES * A_WEEK
    notes = HeardNote.objects.filter(team=team, week__range=(first, week.monday))
    return list(notes.select_related("by").order_by("-week", "at", "pk"))
