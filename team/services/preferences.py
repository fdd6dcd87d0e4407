"""Change what someone's own settings page holds."""

from collections.abc import Mapping
from datetime import time

from django.db import transaction
from django.utils.translation import gettext as _

from team.models import User, WorkingHours
from team.names import check_name
from team.refusals import Refused

LONGEST_UNDO = 60

Hours = Mapping[int, tuple[time, time]]


@transaction.atomic
def change(user: User, *, name: str, time_zone: str, undo_seconds: int, hours: Hours) -> User:
    """Keep how someone is named, where they are, how long they can undo and when they work.

    `hours` maps weekdays (0 is Monday) to their first and last time and replaces what was there.
    Refuses a week without a working day, more than a minute to undo and a name that hides something.
    """
    check_name(name)
    if not hours:
        raise Refused(_("Choose at least one day you work."), code="no_working_day")
    if not 0 <= undo_seconds <= LONGEST_UNDO:
        raise Refused(_("Choose between 0 and 60 seconds."), code="undo_out_of_range")
    user.name, user.time_zone, user.undo_seconds = name, time_zone, undo_seconds
    user.save(update_fields=["name", "time_zone", "undo_seconds"])
    WorkingHours.objects.filter(user=user).delete()
    WorkingHours.objects.bulk_create(
        WorkingHours(user=user, weekday=day, start=start, end=end)
        for day, (start, end) in sorted(hours.items())
    )
    return user


def switch_shortcuts(user: User, *, on: bool) -> User:
    """Turn one-key shortcuts on or off for someone, on every page and computer of theirs."""
    user.shortcuts_on = on
    user.save(update_fields=["shortcuts_on"])
    return user
