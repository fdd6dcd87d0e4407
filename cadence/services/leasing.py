"""Show colleagues that somebody has a try open. A lease informs; it never locks anyone out."""

from datetime import datetime, timedelta

from django.db.models import Case, DateTimeField, F, Q, Value, When

from cadence.models import Touch
from team.models import User

LEASE = timedelta(minutes=5)


def open_touch(touch: Touch, *, by: User, at: datetime) -> bool:
    """Take or renew the lease; False when a colleague holds it at this moment. Renewed, it stays open since it was opened."""
    free = Q(lease_by=None) | Q(lease_by=by) | Q(lease_until=None) | Q(lease_until__lte=at)
    renewed = When(lease_by=by, lease_until__gt=at, then=F("opened_at"))
    taken = Touch.objects.open().filter(free, pk=touch.pk)
    since = Case(renewed, default=Value(at), output_field=DateTimeField())
    return taken.update(lease_by=by, lease_until=at + LEASE, opened_at=since) == 1


def leave(touch: Touch, *, by: User) -> None:
    """Give the lease back, when it is one's own."""
    Touch.objects.filter(pk=touch.pk, lease_by=by).update(lease_by=None, lease_until=None)
