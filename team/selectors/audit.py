"""Read the chain of audit events and find where it is broken."""

from dataclasses import dataclass
from typing import Self

from django.db import connection
from django.db.backends.utils import CursorWrapper

from team.models import AuditEvent

CHANGED = """
SELECT id FROM team_auditevent
WHERE hash <> earnest_audit_digest(previous_hash, at, actor_id, kind, subject, detail) ORDER BY id
"""
BROKEN = """
SELECT id FROM (
    SELECT id, previous_hash, lag(hash, 1, ''::bytea) OVER (ORDER BY id) AS before,
           row_number() OVER (ORDER BY id) AS place
    FROM team_auditevent
) chain WHERE previous_hash <> before OR id <> place ORDER BY id
"""
HEAD = """
SELECT coalesce(head.length, 0) FROM (SELECT 1) one
LEFT JOIN team_audithead head ON true
LEFT JOIN (SELECT hash, id FROM team_auditevent ORDER BY id DESC LIMIT 1) newest ON true
WHERE (head.hash, head.length) IS DISTINCT FROM (newest.hash, newest.id)
"""
LENGTH = """
SELECT count(*), coalesce((SELECT encode(hash, 'hex') FROM team_audithead), '') FROM team_auditevent
"""
HASH_BYTES = 32


@dataclass(frozen=True, slots=True)
class Head:
    """How long the chain was at some moment and what its newest event's hash was, as the log has it."""

    length: int
    hash: str

    @classmethod
    def of(cls, text: str) -> Self:
        """Read "N:HASH". Raises ValueError for anything else."""
        number, _colon, digest = text.partition(":")
        if len(bytes.fromhex(digest)) != HASH_BYTES:
            raise ValueError(text)
        return cls(int(number), digest.lower())

    def __str__(self) -> str:
        return f"{self.length}:{self.hash}"


@dataclass(frozen=True, slots=True)
class Chain:
    """Where the chain ends, and a sentence for each break."""

    head: Head
    breaks: list[str]

    @property
    def length(self) -> int:
        return self.head.length

    @property
    def holds(self) -> bool:
        return not self.breaks


def verify(*noted: Head) -> Chain:
    """Recompute every hash and follow every link, in the database.

    `noted` are heads that were written down earlier: whoever writes the whole chain anew gets each
    link right, but not these.
    """
    with connection.cursor() as cursor:
        breaks = [f"event {pk} was changed" for pk in _ids(cursor, CHANGED)]
        breaks += [f"an event is missing before {pk}" for pk in _ids(cursor, BROKEN)]
        cursor.execute(HEAD)
        breaks += [f"the last events are missing: the head says {row[0]}" for row in cursor]
        cursor.execute(LENGTH)
        head = Head(*cursor.fetchone())
    breaks += [
        f"event {each.length} is not the one that was noted" for each in noted if not _is_part(each)
    ]
    return Chain(head, breaks)


def _is_part(noted: Head) -> bool:
    return AuditEvent.objects.filter(pk=noted.length, hash=bytes.fromhex(noted.hash)).exists()


def _ids(cursor: CursorWrapper, sql: str) -> list[int]:
    cursor.execute(sql)
    return [row[0] for row in cursor.fetchall()]
