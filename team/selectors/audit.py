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
SELECT encode(hash, 'hex'), length FROM team_audithead
WHERE (hash, length) IS DISTINCT FROM (
    SELECT e.hash, e.id FROM team_auditevent e ORDER BY id DESC LIMIT 1
)
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
        breaks += [f"the last events are missing: the head says {row[1]}" for row in cursor]
        cursor.execute(LENGTH)
        (length,) = cursor.fetchone()
    return Chain(length=length, breaks=breaks)


def _ids(cursor: CursorWrapper, sql: str) -> list[int]:
    cursor.execute(sql)
    return [row[0] for row in cursor.fetchall()]
