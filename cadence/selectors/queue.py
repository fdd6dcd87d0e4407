"""The rep's list for today: who waits, why, and how much of the day is left."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import Count, QuerySet, Value

from cadence.enums import TouchState
from cadence.models import Enrollment, Reply, Touch
from cadence.selectors.day import Day, day_of
from cadence.selectors.finished import ByHand, by_hand
from cadence.selectors.holding import held_for
from cadence.selectors.order import Place, after_key, in_order, replies_to_read, touches_in_queue
from cadence.selectors.rows import Row, reply_row, talk_row, touch_row
from cadence.selectors.talking import talks_due
from mailbox.selectors.words import Checked, checked
from prospects.enums import Channel
from team.models import User

PAGE = 50
REPLY = "reply"
MINUTES = {
    Channel.EMAIL: 5,
    Channel.CALL: 4,
    Channel.LINKEDIN: 3,
    Channel.POST: 6,
    REPLY: 3,
}


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Progress:
    done: int
    waiting: int
    minutes: int

    @property
    def total(self) -> int:
        return self.done + self.waiting


@dataclass(frozen=True, slots=True)
class Queue:
    day: Day
    progress: Progress
    rows: list[Row]
    next_cursor: str
    to_end: list[Enrollment]
    checked: Checked

    @property
    def groups(self) -> list[Group]:
        return [
            Group(title=title, rows=list(rows))
            for title, rows in groupby(self.rows, key=lambda row: str(Place(row.place).label))
        ]

    @property
    def first(self) -> Row | None:
        return self.rows[0] if self.rows else None

    @property
    def newest_reply(self) -> int:
        """What a page has seen, so that the next look can say who wrote since."""
        return max((row.pk for row in self.rows if row.is_reply), default=0)

    def replies_since(self, seen: int) -> list[Row]:
        return [row for row in self.rows if row.is_reply and row.pk > seen]


@dataclass(frozen=True, slots=True)
class Position:
    """Where the open person stands in the list, and who stands on either side."""

    number: int
    total: int
    previous: str
    following: str


def queue_of(user: User, at: datetime, *, cursor: str = "") -> Queue:
    """One page of the list, first row first. Five queries, however long the list is.

    Whose tries are all made stands under the last row of all.
    """
    day = day_of(user, at)
    replies = [] if cursor else list(replies_to_read(user)[:PAGE])
    touches, next_cursor = _page(user, day, cursor)
    alone = ByHand([], []) if cursor and next_cursor else by_hand(user, day)
    rows = [reply_row(reply, day) for reply in replies]
    rows += [] if cursor else [talk_row(talk, day) for talk in alone.talks]
    rows += _touch_rows(touches, user, day)
    rows.sort(key=lambda row: row.place)
    return Queue(
        day=day,
        progress=_progress(user, day),
        rows=rows,
        next_cursor=next_cursor,
        to_end=[] if next_cursor else alone.to_end,
        checked=checked(user.pk, at=at),
    )


def position_in(queue: Queue, user: User, key: str) -> Position | None:
    """Of the row `key` ("touch-7"); asks the database only when it is beyond this page."""
    keys = [row.key for row in queue.rows]
    if key in keys:
        number = keys.index(key)
        following = keys[number + 1] if number + 1 < len(keys) else ""
        return Position(
            number=number + 1,
            total=queue.progress.waiting,
            previous=keys[number - 1] if number else "",
            following=following,
        )
    if queue.next_cursor and key.startswith("touch-"):
        return _position_far_down(queue, user, int(key.removeprefix("touch-")))
    return None


def _page(user: User, day: Day, cursor: str) -> tuple[list[Touch], str]:
    ordered = in_order(touches_in_queue(user, day), day).select_related(
        "prospect__company", "enrollment", "reply"
    )
    if cursor:
        ordered = after_key(ordered, *_read_cursor(cursor))
    found = list(ordered[: PAGE + 1])
    more = len(found) > PAGE
    return found[:PAGE], _cursor_of(found[PAGE - 1]) if more else ""


def _touch_rows(touches: list[Touch], user: User, day: Day) -> list[Row]:
    """With the reason of each hold, which is asked for only where one is shown."""
    held = {each.prospect.company_id for each in touches if each.place == Place.HELD}  # type: ignore[attr-defined]
    holds = held_for(held, user, day.now)
    return [touch_row(each, day, holds.get(each.prospect.company_id)) for each in touches]


def _cursor_of(touch: Touch) -> str:
    return f"{touch.place}~{touch.sort_at.isoformat()}~{touch.pk}"  # type: ignore[attr-defined]


def _read_cursor(cursor: str) -> tuple[int, datetime, int]:
    """Raises ValueError for an address that somebody typed."""
    place, moment, pk = cursor.split("~")
    sort_at = datetime.fromisoformat(moment)
    if sort_at.tzinfo is None:
        raise ValueError(moment)
    return int(place), sort_at, int(pk)


def _progress(user: User, day: Day) -> Progress:
    counted = _counted(user, day)
    waiting = [(channel, number) for what, channel, number in counted if what == "waiting"]
    done = sum(number for what, _channel, number in counted if what == "done")
    minutes = sum(MINUTES[channel] * number for channel, number in waiting)
    total = sum(number for _channel, number in waiting)
    return Progress(done=done, waiting=total, minutes=_in_fives(minutes))


def _counted(user: User, day: Day) -> list[tuple[str, str, int]]:
    """How many of which channel wait, and how many are done: one query."""
    closed = Touch.objects.filter(
        owner=user,
        closed_at__gte=day.begins_at,
        closed_at__lt=day.ends_at,
        state__in=[TouchState.DONE, TouchState.SKIPPED],
    )
    unread = Reply.objects.filter(owner=user, kind="")
    named = Reply.objects.filter(named_by=user, named_at__gte=day.begins_at)
    first, *rest = (
        _tally(touches_in_queue(user, day), "waiting"),
        _tally(closed, "done"),
        _tally(unread.annotate(kind_of_row=Value(REPLY)), "waiting", "kind_of_row"),
        _tally(talks_due(user, day).annotate(kind_of_row=Value(REPLY)), "waiting", "kind_of_row"),
        _tally(named.annotate(kind_of_row=Value(REPLY)), "done", "kind_of_row"),
    )
    return list(first.union(*rest, all=True))


def _tally(rows: QuerySet[Any], what: str, channel: str = "channel") -> QuerySet[Any, Any]:
    named = rows.order_by().annotate(what=Value(what)).values_list("what", channel)
    counted: QuerySet[Any, Any] = named.annotate(number=Count("pk"))
    return counted


def _in_fives(minutes: int) -> int:
    return max(5, round(minutes / 5) * 5) if minutes else 0


def _position_far_down(queue: Queue, user: User, pk: int) -> Position | None:
    ordered = in_order(touches_in_queue(user, queue.day), queue.day)
    keys = list(ordered.values_list("pk", flat=True))
    if pk not in keys:
        return None
    place = keys.index(pk)
    replies = queue.progress.waiting - len(keys)
    return Position(
        number=place + 1 + replies,
        total=queue.progress.waiting,
        previous=f"touch-{keys[place - 1]}" if place else "",
        following=f"touch-{keys[place + 1]}" if place + 1 < len(keys) else "",
    )
