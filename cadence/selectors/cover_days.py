"""What a colleague who is to cover has on those days already, and what may keep them from it."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cadence.models import Touch
from cadence.schedule import RepCalendar, is_working_day
from cadence.selectors.calendars import house_now
from cadence.selectors.covers import stands_on
from mailbox.selectors.words import mailbox_of
from team.models import TimeOff, User, WorkingHours


def told_of_the_cover(off: TimeOff, given: Sequence[Touch]) -> list[str]:
    """In sentences, a question each: their own tries, no mailbox that sends, and where they do not work. Nothing is refused for it."""
    if off.cover is None:
        return []
    days = {touch.stands_on for touch in given}  # type: ignore[attr-defined]
    there = sorted(day for day in days if off.first_day <= day <= off.last_day)
    told = [_their_own(off, off.cover), _mailbox(off.cover), _not_at_work(off.cover, there)]
    return [sentence for sentence in told if sentence]


def _their_own(off: TimeOff, cover: User) -> str:
    theirs = stands_on(Touch.objects.open()).filter(
        Q(stands_on__range=(off.first_day, off.last_day)), owner=cover
    )
    count = theirs.exclude(in_place_of=off.user).count()
    if not count:
        return ""
    words = ngettext(
        "%(name)s has %(count)s other try on these days.",
        "%(name)s has %(count)s other tries on these days.",
        count,
    )
    return words % {"name": cover.first_name, "count": count}


def _mailbox(cover: User) -> str:
    mailbox = mailbox_of(cover.pk)
    if mailbox is not None and mailbox.is_connected:
        return ""
    words = _("%(name)s has no mailbox that sends. Letters wait until one is connected.")
    return words % {"name": cover.first_name}


def _not_at_work(cover: User, days: Sequence[date]) -> str:
    """Their weekdays and holidays: of time off on these days they cannot cover at all."""
    if not days:
        return ""
    weekdays = WorkingHours.objects.filter(user=cover).values_list("weekday", flat=True)
    place = cover.country, cover.subdivision
    changes = house_now().changes_in(*place)
    theirs = RepCalendar(cover.zone, *place, frozenset(weekdays), changes=changes)
    off = [
        date_format(day, "SHORT_WEEKDAY_DAY_MONTH")
        for day in days
        if not is_working_day(day, theirs)
    ]
    if not off:
        return ""
    words = _("%(name)s does not work on %(days)s, where some of these tries stand.")
    return words % {"name": cover.first_name, "days": get_text_list(off, _("and"))}
