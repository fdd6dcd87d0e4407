"""People about to begin together: who may, on which day each, and what that makes of the coming weeks."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cadence.models import CadenceVersion, Step
from cadence.selectors.load import Forecast, Load, Newcomer, forecasts, plans_from
from cadence.selectors.steps import steps_by_version
from prospects.models import Prospect
from team.models import User

# Days on which those who do not fit at any pace could begin instead: this week's, then Mondays.
DAYS_TO_TRY, MONDAYS_TO_TRY = 5, 5


@dataclass(frozen=True, slots=True)
class Wish:
    """How many begin on a day, and from which day on. None: the company's usual pace, and today."""

    pace: int | None = None
    first_day: date | None = None


ANY = Wish()


@dataclass(frozen=True)
class Share:
    """The part of one rep: their people in order, each with the day they begin."""

    forecast: Forecast
    people: list[Prospect]
    steps: list[Step]
    pace: int
    first_day: date

    @property
    def rep(self) -> User:
        return self.forecast.rep

    @cached_property
    def newcomers(self) -> list[Newcomer]:
        return self._newcomers(self.pace, self.first_day)

    @property
    def moments(self) -> list[tuple[Prospect, datetime]]:
        """From when each of them is planned."""
        calendar, at = self.forecast.calendar, self.forecast.at
        return [
            (each.prospect, plans_from(each.prospect, each.begins_on, calendar, at))
            for each in self.newcomers
        ]

    @cached_property
    def load(self) -> Load:
        return self.forecast.load(self.newcomers, self.steps)

    @property
    def last_begins_on(self) -> date:
        return self.newcomers[-1].begins_on

    @property
    def too_much(self) -> str:
        return too_much(self.load, self.rep)

    @cached_property
    def fits(self) -> Wish | None:
        """What would fit instead: the largest pace below, from this day on or from the next day that leaves room."""
        return next((wish for wish in self._lighter() if self._would_fit(wish)), None)

    def _lighter(self) -> Iterator[Wish]:
        for pace in range(self.pace - 1, 0, -1):
            yield Wish(pace, self.first_day)
        usual = min(self.pace, self.forecast.policy.new_people_a_day)
        for day in self._later_days():
            for pace in range(usual, 0, -1):
                yield Wish(pace, day)

    def _later_days(self) -> Iterator[date]:
        for ahead in range(1, DAYS_TO_TRY + 1):
            yield self.first_day + timedelta(days=ahead)
        monday = self.first_day + timedelta(days=14 - self.first_day.weekday())
        for weeks in range(MONDAYS_TO_TRY):
            yield monday + timedelta(weeks=weeks)

    def _would_fit(self, wish: Wish) -> bool:
        assert wish.pace is not None
        assert wish.first_day is not None
        newcomers = self._newcomers(wish.pace, wish.first_day)
        return self.forecast.load(newcomers, self.steps).beyond is None

    def _newcomers(self, pace: int, first_day: date) -> list[Newcomer]:
        days = self.forecast.start_days(len(self.people), pace, first_day)
        return [Newcomer(*each) for each in zip(self.people, days, strict=True)]


def too_much(load: Load, rep: User) -> str:
    """Which day breaks first, and by how much; "" when the rep can carry it."""
    day = load.beyond
    if day is None:
        return ""
    return _(
        "%(day)s would have %(tries)s tries: %(over)s more than the %(capacity)s that %(name)s can make."
    ) % {
        "day": date_format(day.on, "WEEKDAY_DAY_MONTH"),
        "tries": day.tries,
        "over": day.too_many,
        "capacity": day.capacity,
        "name": rep.first_name,
    }


def shares_of(
    people: Sequence[Prospect], version: CadenceVersion, at: datetime, wish: Wish
) -> list[Share]:
    """Each rep's people, at the wished pace. Their load is worked out when it is asked for."""
    of_rep: defaultdict[User, list[Prospect]] = defaultdict(list)
    for each in people:
        of_rep[each.owner].append(each)
    read = forecasts(list(of_rep), at, companies={each.company_id for each in people})
    steps = steps_by_version([version.pk])[version.pk]
    return [
        _share(read[rep.pk], its, steps, wish)
        for rep, its in sorted(of_rep.items(), key=lambda pair: pair[0].name)
    ]


def _share(forecast: Forecast, people: list[Prospect], steps: list[Step], wish: Wish) -> Share:
    today = forecast.today
    return Share(
        forecast=forecast,
        people=people,
        steps=steps,
        pace=wish.pace or forecast.policy.new_people_a_day,
        first_day=max(today, wish.first_day or today),
    )
