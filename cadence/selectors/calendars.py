"""The calendars planning crosses: the person's days, the rep's, and colleagues' tries."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from cadence.enums import TouchState
from cadence.models import Touch
from cadence.schedule import DaysOff, PersonCalendar, RepCalendar
from prospects.models import Prospect
from team.models import TimeOff, User, WorkingHours


def person_calendar(prospect: Prospect) -> PersonCalendar:
    return PersonCalendar(zone=prospect.zone, country=prospect.country or prospect.company.country)


def rep_calendars(users: Iterable[int]) -> dict[int, RepCalendar]:
    """Each rep's weekdays, holidays and time off. Two queries beside the users' own."""
    ids = list(users)
    weekdays: dict[int, set[int]] = defaultdict(set)
    for user, weekday in WorkingHours.objects.filter(user__in=ids).values_list("user", "weekday"):
        weekdays[user].add(weekday)
    off: dict[int, list[DaysOff]] = defaultdict(list)
    for each in TimeOff.objects.filter(user__in=ids):
        off[each.user_id].append(DaysOff(each.first_day, each.last_day))
    return {
        user.pk: RepCalendar(
            zone=user.zone,
            country=user.country,
            weekdays=frozenset(weekdays.get(user.pk) or range(5)),
            time_off=tuple(off.get(user.pk, ())),
        )
        for user in User.objects.filter(pk__in=ids)
    }


def days_taken(companies: Iterable[int], since: datetime) -> dict[int, dict[int, list[date]]]:
    """By company and person, the days on which a try is planned or was made since then."""
    # Two questions, each to an index. As one, Postgres may read the tries of everybody there is.
    company_of = dict(
        Prospect.objects.filter(company__in=list(companies)).values_list("pk", "company")
    )
    tries = (
        Touch.objects.steps()
        .filter(prospect__in=list(company_of), due_at__gte=since)
        .exclude(state__in=[TouchState.SKIPPED, TouchState.CANCELLED])
    )
    taken: dict[int, dict[int, list[date]]] = defaultdict(lambda: defaultdict(list))
    for prospect, day in tries.values_list("prospect", "due_on"):
        taken[company_of[prospect]][prospect].append(day)
    return taken
