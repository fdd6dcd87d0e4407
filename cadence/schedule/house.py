"""What the whole house keeps beside everybody's own days: its closures, and how it changes the calendars of countries."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

# A day with its name, or with none where a public holiday is not kept; in the order of the days.
type Changes = tuple[tuple[date, str], ...]

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DaysOff:
    """From the first to the last day, both included; last before first is no day at all."""

    first: date
    last: date
    name: str = ""

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


class HouseHoliday(NamedTuple):
    """In all of a country, or in one region of it: a day off with its name, or with none a public holiday not kept."""

    country: str
    region: str
    day: date
    name: str = ""


@dataclass(frozen=True, slots=True)
class House:
    """Equal for equal days, in whatever order these were read."""

    closures: tuple[DaysOff, ...] = ()
    holidays: tuple[HouseHoliday, ...] = ()
    _known: dict[tuple[str, str], Changes] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @classmethod
    def of(cls, closures: Iterable[DaysOff], holidays: Iterable[HouseHoliday]) -> "House":
        in_order = sorted(closures, key=lambda span: (span.first, span.last))
        return cls(tuple(in_order), tuple(sorted(holidays)))

    def changes_in(self, country: str, region: str) -> Changes:
        """What holds in this place: a region's own day goes before its country's."""
        place = country.upper(), region
        if place not in self._known:
            there = [each for each in self.holidays if each.country == place[0]]
            days = {each.day: each.name for each in there if not each.region}
            days |= {each.day: each.name for each in there if region and each.region == region}
            self._known[place] = tuple(sorted(days.items()))
        return self._known[place]
