"""How the installation is doing, in numbers: read from indexes and small tables alone, never from history.

The metrics and the System page tell the same figures, each in its own language.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import connection
from django.db.models import Count, F, QuerySet
from django.db.models.functions import Coalesce

from cadence.enums import DeliveryState, TouchState
from cadence.models import Delivery, Touch
from cadence.services import clock, drafting, planning
from config.operations.bells import Bells, bells
from mailbox.models import InboundMessage, Mailbox
from prospects.models import ImportBatch

# Beyond this many a queue is told as "this many or more": to count on would cost what nobody reads.
MOST_COUNTED: Final = 10_000
RECENT: Final = timedelta(days=1)
IMPORTS_OF: Final = timedelta(days=14)
# A rep's day of reviews by the index of their mailbox, and what became of each.
OUTCOMES: Final = """
SELECT d.state, count(*) FROM mailbox_mailbox m
JOIN cadence_approval a ON a.mailbox_id = m.id AND a.approved_at > %s
JOIN cadence_delivery d ON d.approval_id = a.id
GROUP BY 1
"""


@dataclass(frozen=True, slots=True)
class Queue:
    """Rows that wait for the worker. `oldest` is how long the first of them has been due."""

    name: str
    depth: int
    oldest: timedelta


@dataclass(frozen=True, slots=True)
class Polled:
    """`age` is None for a mailbox that was never read."""

    mailbox: Mailbox
    age: timedelta | None


@dataclass(frozen=True, slots=True)
class Figures:
    at: datetime
    bells: Bells
    queues: tuple[Queue, ...]
    mailboxes: tuple[Polled, ...]
    recent_outcomes: dict[str, int]
    under_way: dict[str, int]
    drafts_waiting: int
    imports: dict[str, int]


def read() -> Figures:
    """All of them, now."""
    at = clock.now()
    return Figures(
        at=at,
        bells=bells(),
        queues=_queues(at),
        mailboxes=_polled(at),
        recent_outcomes=_outcomes_since(at - RECENT),
        under_way=_under_way(),
        drafts_waiting=_counted(Touch.objects.filter(state=TouchState.DRAFTED, due_at__lte=at)),
        imports=_by_state(ImportBatch.objects.filter(created_at__gt=at - IMPORTS_OF)),
    )


def _queues(at: datetime) -> tuple[Queue, ...]:
    drafts = drafting.waiting_at(at).annotate(
        since=Coalesce("look_again_at", F("due_at") - drafting.LEAD)
    )
    return (
        _queue("plan", planning.waiting_at(at), "plan_at", at),
        _queue("draft", drafts, "since", at),
        _queue("settle", InboundMessage.objects.to_settle(at), "read_at", at),
    )


def _queue(name: str, rows: "QuerySet[Any]", since: str, at: datetime) -> Queue:
    depth = _counted(rows)
    first = rows.order_by(since).values_list(since, flat=True).first() if depth else None
    return Queue(name, depth, max(at - first, timedelta(0)) if first else timedelta(0))


def _polled(at: datetime) -> tuple[Polled, ...]:
    connected = Mailbox.objects.readable().select_related("owner").order_by("pk")
    return tuple(
        Polled(mailbox, at - mailbox.last_read_at if mailbox.last_read_at else None)
        for mailbox in connected
    )


def _outcomes_since(moment: datetime) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(OUTCOMES, [moment])
        found = dict(cursor.fetchall())
    return {state: found.get(state, 0) for state in DeliveryState.values}


def _under_way() -> dict[str, int]:
    """Those that wait for their end, however old: each state has an index that holds no other row."""
    states = (DeliveryState.RESERVED, DeliveryState.SENDING, DeliveryState.UNKNOWN)
    return {state.value: Delivery.objects.filter(state=state).count() for state in states}


def _counted(rows: "QuerySet[Any]") -> int:
    return rows.order_by()[:MOST_COUNTED].count()


def _by_state(rows: "QuerySet[Any]") -> dict[str, int]:
    return dict(rows.order_by().values_list("state").annotate(Count("pk")))
