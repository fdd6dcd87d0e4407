"""Change what someone's own settings page holds."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from team.enums import AuditKind
from team.languages import is_spoken
from team.models import User, WorkingHours
from team.names import check_name
from team.permissions import check_plans_for
from team.places import zone_named
from team.refusals import Refused
from team.services import auditing

LONGEST_UNDO = 60

Hours = Mapping[int, tuple[time, time]]


class Place(TypedDict):
    """Where someone works: their clock, and whose public holidays they keep."""

    time_zone: str
    country: str
    subdivision: str


@transaction.atomic
def change(
    user: User,
    *,
    name: str,
    undo_seconds: int,
    hours: Hours,
    monday_letter: bool | None = None,
    language: str | None = None,
    **place: Unpack[Place],
) -> User:
    """Keep how someone is named, where they are, how long they can undo, when they work, and whether a Monday letter comes.

    `monday_letter` is None where none is offered, and `language` where it is not asked: what was chosen stays.

    Refuses a week without a working day, more than a minute to undo, a zone that does not exist,
    a language that we do not speak and a name that hides something.
    """
    check_name(name)
    if zone_named(place["time_zone"]) is None:
        raise Refused(
            _("We don't know this time zone. It looks like Europe/Dublin."), code="no_such_zone"
        )
    if not 0 <= undo_seconds <= LONGEST_UNDO:
        raise Refused(_("Choose between 0 and 60 seconds."), code="undo_out_of_range")
    if language and not is_spoken(language):
        raise Refused(_("Earnest does not speak this language yet."), code="no_such_language")
    changed = {"name": name, "undo_seconds": undo_seconds, **place}
    if monday_letter is not None:
        changed["monday_letter"] = monday_letter
    if language is not None:
        changed["language"] = language
    for field, value in changed.items():
        setattr(user, field, value)
    user.save(update_fields=list(changed))
    keep_week(user, hours=hours, by=user, at=timezone.now())
    return user


@transaction.atomic
def keep_week(user: User, *, hours: Hours, by: User, at: datetime) -> None:
    """`hours` maps weekdays (0 is Monday) to their first and last time and replaces what was there.

    What somebody else keeps for them is accounted for.

    Refuses a week without a working day, and colleagues who do not plan for this person.
    """
    check_plans_for(by, user)
    if not hours:
        raise Refused(_("Choose at least one working day."), code="no_working_day")
    before = _week_in_words(user)
    WorkingHours.objects.filter(user=user).delete()
    WorkingHours.objects.bulk_create(
        WorkingHours(user=user, weekday=day, start=start, end=end)
        for day, (start, end) in sorted(hours.items())
    )
    if by.pk != user.pk:
        auditing.record(
            AuditKind.DAYS_CHANGED,
            actor=by,
            subject=f"week of user {user.pk}",
            detail={"before": before, "after": _week_in_words(user)},
            at=at,
        )


def _week_in_words(user: User) -> str:
    """Weekdays by number, as they are kept."""
    return ", ".join(map(str, WorkingHours.objects.filter(user=user).order_by("weekday")))


def switch_shortcuts(user: User, *, on: bool) -> User:
    """Turn one-key shortcuts on or off for someone, on every page and computer of theirs."""
    user.shortcuts_on = on
    user.save(update_fields=["shortcuts_on"])
    return user
