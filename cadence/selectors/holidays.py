"""Which public holidays the plan keeps: of every country and region where reps work or people in a cadence live."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef
from django.utils.translation import get_language

from cadence import schedule
from cadence.models import Enrollment
from prospects.models import Prospect
from team.models import User
from team.places import countries_in


@dataclass(frozen=True, slots=True)
class Kept:
    """One place: whether its calendar is known, and the days of each year with their names."""

    place: str
    is_known: bool
    years: list[tuple[int, list[tuple[date, str]]]]


def holidays_kept(today: date) -> list[Kept]:
    """This year and the next, place by place in the order of their names."""
    countries = dict(countries_in(get_language() or "en"))
    found = [
        Kept(
            ", ".join(filter(None, (countries.get(country, country), region))),
            schedule.knows_holidays_of(country),
            [(year, schedule.holidays_of(country, region, year)) for year in _years(today)],
        )
        for country, region in _places()
    ]
    return sorted(found, key=lambda kept: kept.place)


def _years(today: date) -> tuple[int, int]:
    return today.year, today.year + 1


def _places() -> set[tuple[str, str]]:
    reps = User.objects.filter(is_active=True).values_list("country", "subdivision")
    running = Enrollment.objects.running().filter(prospect=OuterRef("pk"))
    people = Prospect.objects.filter(Exists(running)).values_list(
        "country", "subdivision", "company__country"
    )
    places = {*reps.order_by().distinct()}
    for country, region, of_company in people.order_by().distinct():
        places.add((country, region) if country else (of_company, ""))
    return {(country.upper(), region) for country, region in places if country}
