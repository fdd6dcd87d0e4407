"""A whole stop list at once: read, checked line by line, and kept altogether or not at all."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from prospects.addresses import Reach, reach_of
from prospects.enums import Channel, SuppressionOrigin
from prospects.services.suppressing import check_is_of_one_company
from team.enums import AuditKind
from team.models import User
from team.refusals import Refused
from team.services import auditing

COLUMNS = ("value", "channel", "reason", "until")
MOST_LINES = 100_000
LONGEST_REASON = 500
ALL = frozenset({"", "all", "*"})

# A line twice in one list is there already when its second copy comes.
_ADD = """
INSERT INTO prospects_suppression
    (kind, value, value_hash, channel, reason, origin, added_by_id, created_at, until, lift_reason)
SELECT kind, value, '', channel, reason, %(origin)s, %(by)s, %(at)s, until, ''
FROM unnest(%(kinds)s::text[], %(values)s::text[], %(channels)s::text[], %(reasons)s::text[],
    %(ends)s::timestamptz[]) AS given (kind, value, channel, reason, until)
ON CONFLICT DO NOTHING
"""
_LENGTHEN = """
UPDATE prospects_suppression AS stop SET until = nullif(longest.until, 'infinity')
FROM (
    SELECT kind, earnest_stop_hash(value) AS value_hash, channel, max(coalesce(until, 'infinity')) AS until
    FROM unnest(%(kinds)s::text[], %(values)s::text[], %(channels)s::text[], %(ends)s::timestamptz[])
        AS given (kind, value, channel, until)
    GROUP BY 1, 2, 3
) AS longest
WHERE (stop.kind, stop.value_hash, stop.channel) = (longest.kind, longest.value_hash, longest.channel)
    AND stop.lifted_at IS NULL AND stop.until < longest.until
"""
# What a list names stands for itself, and outlasts the stop of the person that it was part of.
_STAND_ALONE = """
UPDATE prospects_suppression AS stop SET stop_of_id = NULL
FROM unnest(%(kinds)s::text[], %(values)s::text[], %(channels)s::text[]) AS given (kind, value, channel)
WHERE (stop.kind, stop.value_hash, stop.channel) = (given.kind, earnest_stop_hash(given.value), given.channel)
    AND stop.lifted_at IS NULL AND stop.stop_of_id IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Entry:
    reach: Reach
    channel: str
    reason: str
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a line cannot be kept, in a sentence."""

    line: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A list as understood: every line that says something is an entry or a fault."""

    entries: list[Entry] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def lines(self) -> int:
        return len(self.entries) + len(self.faults)


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of a list. `accepted` + `known` + `len(faults)` is its number of lines."""

    lines: int
    accepted: int
    known: int
    faults: list[Fault]


def read(text: str, *, reason: str, by: User, at: datetime) -> Reading:
    """Understand a list: one value a line, or the columns value, channel, reason and until.

    `reason` stands in where a line gives none; a number without its country is read with `by`'s. Refuses a
    list without a line, one too long, and a stray quote.
    """
    reading = Reading()
    for line, cells in _records(text.removeprefix("\ufeff")):
        if line == 1 and cells[0].casefold() == COLUMNS[0]:
            continue
        understood = _entry(cells, reason, by, at)
        if isinstance(understood, Entry):
            reading.entries.append(understood)
        else:
            reading.faults.append(Fault(line, understood))
    if not reading.lines:
        raise Refused(_("There is no line in it."), code="empty_list")
    return reading


@transaction.atomic
def keep(reading: Reading, *, by: User, at: datetime) -> Kept:
    """Put a whole list on the stop list, or nothing of it while one line has a fault.

    What stands already stays, made longer where the list says so. Writes the audit.
    """
    if reading.faults:
        return Kept(reading.lines, 0, 0, reading.faults)
    entries = reading.entries
    given: dict[str, Any] = {
        "origin": SuppressionOrigin.LIST,
        "by": by.pk,
        "at": at,
        "kinds": [str(entry.reach[0]) for entry in entries],
        "values": [entry.reach[1] for entry in entries],
        "channels": [entry.channel for entry in entries],
        "reasons": [entry.reason for entry in entries],
        "ends": [entry.until for entry in entries],
    }
    with connection.cursor() as cursor:
        cursor.execute(_ADD, given)
        accepted = cursor.rowcount
        cursor.execute(_LENGTHEN, given)
        cursor.execute(_STAND_ALONE, given)
    known = len(entries) - accepted
    auditing.record(
        AuditKind.SUPPRESSED,
        actor=by,
        subject="stop list",
        detail={"accepted": accepted, "known": known},
        at=at,
    )
    return Kept(len(entries), accepted, known, [])


def _records(text: str) -> Iterator[tuple[int, Sequence[str]]]:
    """The lines that say something, by number, with at least as many cells as there are columns."""
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
    line, found = 1, 0
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                found += 1
                yield line, [*(cell.strip() for cell in cells), *("",) * len(COLUMNS)]
            if found > MOST_LINES:
                raise Refused(
                    _("These are more than 100,000 lines. Split the list."), code="too_long"
                )
            line = reader.line_num + 1
    except csv.Error as error:
        raise Refused(
            _("Line %(line)s has a stray quote.") % {"line": line}, code="stray_quote"
        ) from error


def _entry(cells: Sequence[str], reason: str, by: User, at: datetime) -> Entry | str:
    """The line as understood, or the sentence why not."""
    value, channel, why, until = cells[: len(COLUMNS)]
    reach = _reach(value, by, keeps="\0" not in "".join(cells))
    if isinstance(reach, str):
        return reach
    way = _channel(channel)
    if way is None:
        return _("“%(channel)s” is no channel.") % {"channel": channel[:80]}
    if len(why) > LONGEST_REASON:
        return _("The reason is longer than 500 characters.")
    try:
        end = midnight(date.fromisoformat(until), by) if until else None
    except (ValueError, OverflowError):
        return _("“%(day)s” is no day. Write it as 2027-01-31.") % {"day": until[:80]}
    if end is not None and end <= at:
        return _("%(day)s has passed.") % {"day": until}
    return Entry(reach, way, why or reason, end)


def _reach(value: str, by: User, *, keeps: bool) -> Reach | str:
    """Whom the line names, or the sentence why nobody; `keeps`: the database can keep what it says."""
    reach = reach_of(value, by.country) if keeps else None
    if reach is None:
        return _("“%(value)s” is no address, number, profile or domain.") % {"value": value[:80]}
    try:
        check_is_of_one_company(reach)
    except Refused as refused:
        return refused.sentence
    return reach


def midnight(day: date, by: User) -> datetime:
    """The beginning of a day where this person is."""
    return datetime.combine(day, time(), by.zone)


def _channel(said: str) -> str | None:
    """The channel by its name or its word on the screen; "" is all of them."""
    said = said.casefold()
    if said in ALL:
        return ""
    named = (each for each in Channel if said in (each.value, str(each.label).casefold()))
    return next(named, None)
