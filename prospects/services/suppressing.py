"""Stop means stop: keep every address of a person who asked, and let each sender ask before it sends."""

from datetime import datetime

from django.db import transaction

from prospects.enums import ActivityKind, SuppressionOrigin
from prospects.models import Activity, Prospect, Suppression
from prospects.selectors.suppressions import addresses_of
from team.enums import AuditKind
from team.models import User
from team.services import auditing


@transaction.atomic
def suppress(
    prospect: Prospect,
    *,
    by: User | None,
    at: datetime,
    reason: str,
    origin: SuppressionOrigin,
    channel: str = "",
    until: datetime | None = None,
) -> list[Suppression]:
    """Put this person and every address of theirs on the stop list, for one channel or, with "", for all.

    A stop is keyed by value, so it reaches other records of the same person too, and by the person,
    so it outlives a change of address. A stop that stands already is kept, and made longer where
    the new one is. A reason longer than the list keeps is cut there (the form refuses one before) and stands
    whole on the timeline. Writes the timeline and the audit.
    """
    stops = [
        _stop(kind, value, by=by, at=at, reason=reason, origin=origin, channel=channel, until=until)
        for kind, value in addresses_of(prospect)
    ]
    Activity.objects.record(
        ActivityKind.SUPPRESSED, at=at, actor=by, prospect=prospect, detail={"reason": reason}
    )
    auditing.record(
        AuditKind.SUPPRESSED,
        actor=by,
        subject=f"person {prospect.pk}",
        detail={"origin": origin, "channel": channel, "stops": [stop.pk for stop in stops]},
        at=at,
    )
    return stops


def _stop(
    kind: str,
    value: str,
    *,
    by: User | None,
    at: datetime,
    reason: str,
    origin: SuppressionOrigin,
    channel: str,
    until: datetime | None,
) -> Suppression:
    stop, made = Suppression.objects.get_or_create(
        kind=kind,
        value=value,
        channel=channel,
        lifted_at=None,
        defaults={
            "reason": reason[:500],
            "origin": origin,
            "added_by": by,
            "created_at": at,
            "until": until,
        },
    )
    if not made and stop.until is not None and (until is None or until > stop.until):
        stop.until = until
        stop.save(update_fields=["until"])
    return stop
