"""The rep's list for today: who waits, why, and how much of the day is left."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db import connection

from cadence.policies.by_hand import mails_of_today, why_it_waits
from cadence.selectors.bounces import Standing, standing_of
from cadence.selectors.day import Day, day_of
from cadence.selectors.finished import Alone, by_hand
from cadence.selectors.holding import held_for
from cadence.selectors.left_behind import how_many_left_behind
from cadence.selectors.order import (
    TOP,
    WAITING,
    After,
    Place,
    Waiting,
    asked_of,
    in_order,
    replies_to_read,
)
from cadence.selectors.requests import requests_for
from cadence.selectors.rows import Row, reply_row, talk_row, touch_row
from cadence.selectors.undecided import undecided_for
from mailbox.models import Mailbox
from mailbox.selectors.gone import unread_of_the_gone
from mailbox.selectors.words import Checked, checked_in
from prospects.enums import Channel
from team.models import User

PAGE = 50
REPLY = "reply"
BOUNCED = "bounced"
# Whether there is anybody or anything of the kind at all; what of it is this rep's is asked only then.
GONE = "gone"
UNDECIDED = "undecided"
ASKED = "asked"
# What is late, of how many a day holds, and whether the rep came back from days off within a week.
LATE = "late"
CAPACITY = "capacity"
RETURNED = "returned"
# What a try takes until ten of its kind were measured; then the median of the newest thirty.
MINUTES = {
    Channel.EMAIL: 5,
    Channel.CALL: 4,
    Channel.LINKEDIN: 3,
    Channel.POST: 6,
    REPLY: 3,
}

# How many of which channel wait, how many are done, and how many letters ever came back; those with whom the rep talks by hand are counted with them.
COUNTED = """
SELECT 'waiting', channel, count(*) FROM cadence_touch WHERE id IN (SELECT id FROM waiting) GROUP BY channel
UNION ALL
SELECT 'done', channel, count(*) FROM cadence_touch
WHERE owner_id = %(rep)s AND closed_at >= %(begins_at)s AND closed_at < %(ends_at)s AND state IN ('done', 'skipped')
GROUP BY channel
UNION ALL
SELECT 'waiting', 'reply', count(*) FROM cadence_reply WHERE kind = '' AND owner_id IN (
    SELECT id FROM team_user
    WHERE id = %(rep)s OR NOT is_active AND (%(is_admin)s OR %(is_manager)s AND team_id = %(team)s)
    UNION ALL SELECT user_id FROM covered)
UNION ALL
SELECT 'done', 'reply', count(*) FROM cadence_reply WHERE named_by_id = %(rep)s AND named_at >= %(begins_at)s
UNION ALL
SELECT 'gone', 'reply', count(*) FROM team_user WHERE NOT is_active
UNION ALL
SELECT 'undecided', 'reply', count(*) FROM cadence_undecidedmail WHERE decided_at IS NULL
UNION ALL
SELECT 'asked', 'reply', count(*) FROM cadence_companyrequest WHERE answer = '' AND lapsed_at IS NULL
UNION ALL
SELECT 'late', 'try', count(*) FROM cadence_touch WHERE id IN (SELECT id FROM waiting)
    AND owner_id = %(rep)s AND in_place_of_id IS NULL AND kind = 'step' AND promised_at IS NULL
    AND gap_cause <> 'asked_to_wait' AND coalesce(moved_on, due_on) < %(today)s
UNION ALL
SELECT 'capacity', 'try', coalesce(max(daily_capacity), %(capacity)s) FROM team_policy
UNION ALL
SELECT 'returned', 'try', count(*) FROM team_timeoff
WHERE user_id = %(rep)s AND last_day BETWEEN %(today)s - 7 AND %(today)s - 1
UNION ALL
SELECT 'bounced', 'email', count(*) - (SELECT coalesce(max(bounces_warn), %(warns_above)s) FROM team_policy)
FROM cadence_bounce JOIN mailbox_mailbox ON mailbox_mailbox.id = mailbox_id
WHERE mailbox_mailbox.owner_id = %(rep)s
"""
# How long the rep's newest thirty of each kind took in the middle: walked along an index, never through the years.
MEASURED = """
SELECT 'seconds', channel, percentile_disc(0.5) WITHIN GROUP (ORDER BY seconds_open)::bigint
FROM unnest(ARRAY['email', 'call', 'linkedin', 'post']) AS kind (channel), LATERAL (
    SELECT seconds_open FROM cadence_touch
    WHERE owner_id = %(rep)s AND cadence_touch.channel = kind.channel AND seconds_open IS NOT NULL
    ORDER BY closed_at DESC LIMIT 30) newest
GROUP BY channel HAVING count(*) >= 10
"""


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
    to_end: list[Alone]
    checked: Checked
    came_back: Standing | None
    left_behind: int
    unread_mailboxes: int
    undecided: int
    asked: int

    to_spread: int

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
    alone = by_hand(user, day)
    rows = [reply_row(reply, day) for reply in replies]
    rows += [] if cursor else [talk_row(talk, day) for talk in alone.talks]
    rows += _touch_rows(touches, user, day)
    rows.sort(key=lambda row: row.place)
    counted = _counted(user, day)
    is_anybody_gone = bool(_how_many(GONE, counted))
    progress = _progress(counted, talks=alone.due)
    return Queue(
        day=day,
        progress=progress,
        rows=rows,
        next_cursor=next_cursor,
        to_end=[] if next_cursor else alone.to_end,
        checked=checked_in(getattr(user, "mailbox", None), at=at),
        came_back=_came_back(user, counted),
        left_behind=how_many_left_behind(user) if is_anybody_gone else 0,
        unread_mailboxes=len(unread_of_the_gone(user, at)) if is_anybody_gone else 0,
        undecided=undecided_for(user).count() if _how_many(UNDECIDED, counted) else 0,
        asked=len(requests_for(user, at)) if _how_many(ASKED, counted) else 0,
        to_spread=_to_spread(counted, progress.waiting),
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


def _page(user: User, day: Day, cursor: str) -> tuple[list[Waiting], str]:
    found = in_order(user, day, after=_read_cursor(cursor) if cursor else TOP, limit=PAGE + 1)
    more = len(found) > PAGE
    return found[:PAGE], _cursor_of(found[PAGE - 1]) if more else ""


def _touch_rows(touches: list[Waiting], user: User, day: Day) -> list[Row]:
    """With the reason of what is kept back, which is asked for only where such a row is shown."""
    held = {each.company_id for each in touches if each.place == Place.HELD}
    holds = held_for(held, user, day.now)
    reasons = {
        each.pk: holds[each.company_id].sentence
        for each in touches
        if each.company_id in holds and each.place == Place.HELD
    }
    reasons |= _written_by_hand(touches, user, day)
    return [touch_row(each, day, reasons.get(each.pk, "")) for each in touches]


def _written_by_hand(touches: list[Waiting], user: User, day: Day) -> dict[int, str]:
    waiting = [each for each in touches if each.place == Place.BY_HAND]
    mails = mails_of_today({each.person for each in waiting}, day.now) if waiting else {}
    return {
        each.pk: why_it_waits(mails[each.person], user, day.now)
        for each in waiting
        if each.person in mails
    }


def _cursor_of(touch: Waiting) -> str:
    return f"{touch.place}~{touch.sort_at.isoformat()}~{touch.pk}"


def _read_cursor(cursor: str) -> After:
    """Raises ValueError for an address that somebody typed."""
    place, moment, pk = cursor.split("~")
    sort_at = datetime.fromisoformat(moment)
    if sort_at.tzinfo is None:
        raise ValueError(moment)
    return After(int(place), sort_at, int(pk))


def _came_back(user: User, counted: list[tuple[str, str, int]]) -> Standing | None:
    """Of the rep's mailbox, once so many of a hundred came back that the rules warn, and nobody has looked why."""
    too_many = _how_many(BOUNCED, counted) > 0
    mailbox = Mailbox.objects.filter(owner=user).first() if too_many else None
    standing = standing_of(mailbox) if mailbox is not None else None
    return standing if standing is not None and standing.warns else None


def _progress(counted: list[tuple[str, str, int]], *, talks: int) -> Progress:
    waiting = [(channel, number) for what, channel, number in counted if what == "waiting"]
    waiting.append((REPLY, talks))
    done = _how_many("done", counted)
    measured = {channel: seconds / 60 for what, channel, seconds in counted if what == "seconds"}
    minutes = sum(measured.get(channel, MINUTES[channel]) * number for channel, number in waiting)
    total = sum(number for _channel, number in waiting)
    return Progress(done=done, waiting=total, minutes=_in_fives(minutes))


def _to_spread(counted: list[tuple[str, str, int]], waiting: int) -> int:
    """How many are late, where that is more than a day holds; after days off, where all that waits is."""
    late, capacity = _how_many(LATE, counted), _how_many(CAPACITY, counted)
    is_back = bool(late and _how_many(RETURNED, counted))
    return late if late > capacity or (is_back and waiting > capacity) else 0


def _how_many(wanted: str, counted: list[tuple[str, str, int]]) -> int:
    return sum(number for what, _channel, number in counted if what == wanted)


def _counted(user: User, day: Day) -> list[tuple[str, str, int]]:
    with connection.cursor() as cursor:
        cursor.execute(f"{WAITING}{COUNTED}UNION ALL{MEASURED}", asked_of(user, day))
        counted: list[tuple[str, str, int]] = cursor.fetchall()
    return counted


def _in_fives(minutes: float) -> int:
    return max(5, round(minutes / 5) * 5) if minutes else 0


def _position_far_down(queue: Queue, user: User, pk: int) -> Position | None:
    keys = [touch.pk for touch in in_order(user, queue.day)]
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
