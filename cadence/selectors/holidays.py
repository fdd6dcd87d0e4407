"""Which public holidays the plan keeps: of every country and region where reps work or people in a cadence live."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef
from django.utils.translation import get_language

from cadence import schedule
from cadence.models import Enrollment
from prospects.models import Prospect
from team.models import HouseHoliday, User
from team.places import countries_in

type Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Listed:
    """A day, and what the house said of it: in this place, or in all of the country (`is_of_country`)."""

    day: date
    name: str
    ours: HouseHoliday | None = None
    is_of_country: bool = False

    @property
    def is_kept(self) -> bool:
        return self.ours is None or self.ours.is_kept


@dataclass(frozen=True, slots=True)
class Year:
    number: int
    days: list[Listed]

    @property
    def kept(self) -> int:
        return sum(listed.is_kept for listed in self.days)


@dataclass(frozen=True, slots=True)
class Kept:
    """One place: whether its calendar is known and names its days in English to whoever speaks another language, and the days of each year."""

    place: str
    country: str
    region: str
    is_known: bool
    is_english: bool
    years: list[Year]


def holidays_kept(today: date) -> list[Kept]:
    """This year and the next, and each with a day of ours, place by place in the order of their names."""
    ours: dict[Place, list[HouseHoliday]] = {}
    for each in HouseHoliday.objects.all():
        ours.setdefault((each.country, each.subdivision), []).append(each)
    found = [
        Kept(
            place_name(country, region),
            country,
            region,
            schedule.knows_holidays_of(country),
            spoken() != "en" and schedule.language_of(country, spoken()) == schedule.ENGLISH,
            [
                Year(year, _listed(country, region, year, ours))
                for year in _years(today, ours.get((country, region), ()))
            ],
        )
        for country, region in _places() | ours.keys()
    ]
    return sorted(found, key=lambda kept: kept.place)


def spoken() -> str:
    return get_language() or "en"


def holiday_name(day: date, country: str, region: str) -> str:
    """As its calendar calls it to whoever reads this; "" on any other day."""
    language = schedule.language_of(country, spoken())
    return schedule.named_by_calendar(day, country, region, language)


def called(note: str, near: date, calendar: schedule.PersonCalendar | schedule.RepCalendar) -> str:
    """What a plan gives as the name of a day off near this one, as its reader speaks; what no calendar names says itself."""
    place = calendar.country, calendar.subdivision
    language = schedule.language_of(calendar.country, spoken())
    if not note or language == schedule.ENGLISH:
        return note
    for year in (near.year, near.year - 1, near.year + 1):
        for day, name in schedule.holidays_of(*place, year):
            if name == note:
                return schedule.named_by_calendar(day, *place, language)
    return note


def place_name(country: str, region: str) -> str:
    countries = dict(countries_in(spoken()))
    return ", ".join(filter(None, (countries.get(country, country), region)))


def _listed(
    country: str, region: str, year: int, ours: dict[Place, list[HouseHoliday]]
) -> list[Listed]:
    """The calendar's days and those that the house added, with what it said; a region's own word goes before its country's."""
    language = schedule.language_of(country, spoken())
    days = schedule.holidays_of(country, region, year, language)
    named = {day: Listed(day, name) for day, name in days}
    for place in dict.fromkeys(((country, ""), (country, region))):
        for each in ours.get(place, ()):
            if each.day.year == year:
                wider = place != (country, region)
                off = "" if each.is_kept else holiday_name(each.day, country, region)
                named[each.day] = Listed(each.day, off or each.name, each, is_of_country=wider)
    return sorted(named.values(), key=lambda listed: listed.day)


def _years(today: date, ours: Iterable[HouseHoliday]) -> list[int]:
    return sorted({today.year, today.year + 1, *(each.day.year for each in ours)})


def _places() -> set[Place]:
    reps = User.objects.filter(is_active=True).values_list("country", "subdivision")
    running = Enrollment.objects.running().filter(prospect=OuterRef("pk"))
    people = Prospect.objects.filter(Exists(running)).values_list(
        "country", "subdivision", "company__country"
    )
    places = {*reps.order_by().distinct()}
    for country, region, of_company in people.order_by().distinct():
        places.add((country, region) if country else (of_company, ""))
    return {(country.upper(), region) for country, region in places if country}
