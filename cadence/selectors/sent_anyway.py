"""How often letters and what is carried by hand went anyway, over which look, and why."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from team.models import User

FEW_REASONS = 3
MANY_REASONS = 200
# By hand: what is counted are the keys of a document. A manager reads of their own team, an admin of everybody.
SENT = """
FROM (
    SELECT a.looks, a.reviewer_id AS by_id, d.reserved_at AS at FROM cadence_delivery d
    JOIN cadence_approval a ON a.id = d.approval_id AND a.looks <> '{}'
    WHERE d.state = 'sent' AND d.reserved_at > %(since)s
    UNION ALL
    SELECT looks, by_id, at FROM cadence_attempt WHERE at > %(since)s AND looks <> '{}'
) went
JOIN team_user u ON u.id = went.by_id
CROSS JOIN LATERAL jsonb_each_text(went.looks) look
WHERE (%(all)s OR u.team_id = %(team)s)
"""
COUNTED = f"SELECT look.key, count(*), (array_agg(look.value ORDER BY went.at DESC))[1:{FEW_REASONS}] {SENT} GROUP BY look.key"
REASONS = f"SELECT look.value, u.name, went.at {SENT} AND look.key = %(code)s ORDER BY went.at DESC LIMIT {MANY_REASONS}"


@dataclass(frozen=True, slots=True)
class SentAnyway:
    """How often over one look, and the newest reasons."""

    times: int = 0
    newest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    why: str
    by: str
    at: datetime


def sent_anyway(viewer: User, since: datetime) -> dict[str, SentAnyway]:
    """By the code of the look."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, _seen_by(viewer, since))
        return {code: SentAnyway(times, tuple(newest)) for code, times, newest in cursor.fetchall()}


def reasons_for(code: str, viewer: User, since: datetime) -> list[Reason]:
    """Newest first, and no more than the last two hundred."""
    with connection.cursor() as cursor:
        cursor.execute(REASONS, _seen_by(viewer, since) | {"code": code})
        return [Reason(*row) for row in cursor.fetchall()]


def _seen_by(viewer: User, since: datetime) -> dict[str, datetime | bool | int | str | None]:
    return {"since": since, "all": viewer.sees_all, "team": viewer.team_id}
