"""Keep account of acts that must be accounted for."""

from datetime import datetime
from typing import Any

from team.enums import AuditKind
from team.models import AuditEvent, User


def record(
    kind: AuditKind,
    *,
    actor: User | None,
    subject: str,
    detail: dict[str, Any],
    at: datetime,
) -> AuditEvent:
    """Append one event to the chain.

    Call it as the last statement of a transaction: appending takes the chain's one lock.
    """
    return AuditEvent.objects.create(
        kind=kind, actor=actor, subject=subject[:200], detail=detail, at=at
    )
