"""Keep account of acts that must be accounted for."""

import logging
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Value

from team.enums import AuditKind
from team.models import AuditEvent, User

log = logging.getLogger("earnest.audit")


def record(
    kind: AuditKind,
    *,
    actor: User | None,
    subject: str,
    detail: dict[str, Any],
    at: datetime,
) -> AuditEvent:
    """Append one event to the chain; once it is committed, its number and hash go to the log.

    Call it as the last statement of a transaction: appending takes the chain's one lock.
    A log that is kept elsewhere shows with `verify_audit --head` whether the chain was written anew.
    """
    event = AuditEvent.objects.create(
        kind=kind,
        actor=actor,
        subject=subject[:200],
        detail=detail,
        at=at,
        # An expression is read back after the insert: the hash is the trigger's.
        hash=Value(b""),
    )
    transaction.on_commit(lambda: log.info("audit head %s:%s", event.pk, bytes(event.hash).hex()))
    return event


def act_as(by: User) -> None:
    """Until this transaction ends, what the database itself accounts for is accounted to `by`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('earnest.actor', %s, true)", [str(by.pk)])
