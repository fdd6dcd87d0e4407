"""Read the whole account once a day, and keep what was found: no page has to read all of it."""

from datetime import datetime, timedelta

from team.models import AuditLook
from team.selectors.audit import verify

EVERY = timedelta(days=1)
MOST_KEPT = 100


def look_when_due(at: datetime) -> int:
    """1 when it was read now, 0 when that is less than a day ago. Two who read at once keep the same twice."""
    newest = AuditLook.objects.order_by("-at").first()
    if newest is not None and at < newest.at + EVERY:
        return 0
    look(at)
    return 1


def look(at: datetime) -> AuditLook:
    chain = verify()
    return AuditLook.objects.create(
        at=at,
        length=chain.length,
        broken=len(chain.breaks),
        breaks=chain.breaks[:MOST_KEPT],
    )
