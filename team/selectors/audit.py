"""Read the chain of audit events and find where it is broken."""

from dataclasses import dataclass

from django.db import connection
from django.db.backends.utils import CursorWrapper

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
LENGTH = "SELECT count(*) FROM team_auditevent"


@dataclass(frozen=True, slots=True)
class Chain:
    """How many events there are, and a sentence for each break."""

    length: int
    breaks: list[str]

    @property
    def holds(self) -> bool:
        return not self.breaks


def verify() -> Chain:
    """Recompute every hash and follow every link, in the database."""
    with connection.cursor() as cursor:
        breaks = [f"event {pk} was changed" for pk in _ids(cursor, CHANGED)]
        breaks += [f"an event is missing before {pk}" for pk in _ids(cursor, BROKEN)]
        cursor.execute(HEAD)
        breaks += [f"the last events are missing: the head says {row[0]}" for row in cursor]
        cursor.execute(LENGTH)
        (length,) = cursor.fetchone()
    return Chain(length=length, breaks=breaks)


def _ids(cursor: CursorWrapper, sql: str) -> list[int]:
    cursor.execute(sql)
    return [row[0] for row in cursor.fetchall()]
