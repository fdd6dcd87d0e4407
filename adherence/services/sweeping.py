"""Take away what was kept long enough, in small bites, by rules that an admin switched on."""

from collections.abc import Collection
from datetime import datetime

from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _

from cadence.services.locking import guarded
from prospects.enums import Kept
from prospects.models import RetentionRule
from team.models import User
from team.permissions import check_admin
from team.refusals import Refused

BATCH = 50
MOST_MONTHS = 120


@transaction.atomic
def keep_for(what: Kept, *, months: int, is_on: bool, by: User, at: datetime) -> RetentionRule:
    """How long this is kept, and whether it is swept after that; the database accounts for it.

    Refuses all but admins, what is no span, and what stands.
    """
    check_admin(by)
    if not 1 <= months <= MOST_MONTHS:
        raise Refused(_("Keep it for one month to ten years."), code="no_such_span")
    before = RetentionRule.objects.select_for_update().filter(pk=what).first()
    if before and (before.months, before.is_on) == (months, is_on):
        raise Refused(_("That is what it says already."), code="conflict_same")
    rule, _made = RetentionRule.objects.update_or_create(
        what=what,
        defaults={"months": months, "is_on": is_on, "changed_by": by, "changed_at": at},
    )
    return rule


def sweep_due(*, limit: int = BATCH) -> int:
    """One bite of each kind whose rule is on; how many rows or people went. Done twice, it goes on where it stood.

    A kind that cannot be swept keeps none of the others; what was wrong with it is raised at the end.
    """
    on = RetentionRule.objects.filter(is_on=True).order_by("pk").values_list("what", flat=True)
    gone, faults = 0, []
    for what in on:
        try:
            gone += _sweep(what, limit)
        except (DatabaseError, Refused) as fault:
            faults.append(fault)
    if faults:
        raise faults[0]
    return gone


def due(what: Kept, months: int, *, most: int) -> Collection[int]:
    """Whom or what the next sweeps would take, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT earnest_kept_long_enough(%s, %s, %s)", [what.value, months, most])
        return [key for (key,) in cursor.fetchall()]


def _sweep(what: str, limit: int) -> int:
    with guarded(), connection.cursor() as cursor:
        cursor.execute("SELECT earnest_sweep(%s, %s)", [what, limit])
        row = cursor.fetchone()
    return int(row[0])
