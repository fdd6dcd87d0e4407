"""The calendars planning crosses: the person's days, the rep's, and colleagues' tries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from cadence import schedule
from cadence.enums import TouchState
from cadence.models import Touch
from cadence.models.arrays import Among
from cadence.schedule import DaysOff, House, PersonCalendar, RepCalendar, local_day
from prospects.enums import ActivityKind
from prospects.models import Activity, Company, Prospect
from team.models import Closure, HouseHoliday, TimeOff, User, WorkingHours

ONE_DAY = timedelta(days=1)


def house_now() -> House:
    """The closures, and what we keep otherwise than the calendars of countries say. Two questions."""
    closures = Closure.objects.values_list("first_day", "last_day", "name")
    return House.of((DaysOff(*each) for each in closures), _holidays(HouseHoliday.objects.all()))


def holidays_near(at: datetime) -> House:
    """What we keep otherwise today, whatever the clock of whoever it concerns, and no closure."""
    days = at.date() - ONE_DAY, at.date() + ONE_DAY
    return House.of((), _holidays(HouseHoliday.objects.filter(day__range=days)))


def read_holidays(lines: Iterable[str]) -> House:
    """The same from lines that a page read with its own row: country, region, day, and the name of what is kept."""
    parts = (line.split("|", 3) for line in lines)
    return House.of(
        (),
        (
            schedule.HouseHoliday(country, region, date.fromisoformat(day), *name)
            for country, region, day, *name in parts
        ),
    )


def _holidays(rows: QuerySet[HouseHoliday]) -> Iterator[schedule.HouseHoliday]:
    kept = rows.values_list("country", "subdivision", "day", "name", "is_kept")
    for country, region, day, name, is_kept in kept:
        yield schedule.HouseHoliday(country, region, day, name if is_kept else "")


def person_calendar(prospect: Prospect, house: House) -> PersonCalendar:
    place = prospect.holidays_kept
    return PersonCalendar(prospect.zone, *place, changes=house.changes_in(*place))


def rep_calendars(users: Iterable[int], house: House | None = None) -> dict[int, RepCalendar]:
    """Each rep's weekdays, holidays and time off, and the house's days. Two queries beside the users' own and the house's."""
    ids, house = list(users), house or house_now()
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
            subdivision=user.subdivision,
            weekdays=frozenset(weekdays.get(user.pk) or range(5)),
            time_off=tuple(off.get(user.pk, ())),
            closures=house.closures,
            changes=house.changes_in(user.country, user.subdivision),
        )
        for user in User.objects.filter(pk__in=ids)
    }


type DaysOf = dict[int, dict[int, list[date]]]


def days_written(companies: Iterable[int], since: datetime) -> DaysOf:
    """By company and person, the days in their zone on which one of us wrote to them by hand since then."""
    records = Company.objects.one_with(companies).values_list("pk", flat=True)
    mails = Activity.objects.filter(
        Among("company_id", list(records)), kind=ActivityKind.WROTE, at__gte=since
    ).select_related("prospect__company")
    written: DaysOf = defaultdict(lambda: defaultdict(list))
    for mail in mails:
        assert mail.prospect is not None
        day = local_day(mail.at, mail.prospect.zone)
        written[mail.prospect.company_id][mail.prospect.pk].append(day)
    return written


def days_taken(companies: Iterable[int], since: datetime, *, written: DaysOf) -> DaysOf:
    """By company and person, the days on which a try stands or was made since then, and those `written` on."""
    # Two questions, each to an index. As one, Postgres may read the tries of everybody there is.
    company_of = dict(
        Prospect.objects.filter(Among("company_id", companies)).values_list("pk", "company")
    )
    tries = (
        Touch.objects.steps()
        .filter(Among("prospect_id", company_of))
        .filter(Q(due_at__gte=since) | Q(moved_on__gte=since.date()))
        .exclude(state__in=[TouchState.SKIPPED, TouchState.CANCELLED])
    )
    taken: DaysOf = defaultdict(lambda: defaultdict(list))
    for company, people in written.items():
        for prospect, days in people.items():
            taken[company][prospect].extend(days)
    stands_on = Coalesce("moved_on", "due_on")
    for prospect, day in tries.values_list("prospect", stands_on):
        taken[company_of[prospect]][prospect].append(day)
    return taken
