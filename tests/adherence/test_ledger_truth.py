"""R16: causes sum to the total. A quarter of a team's year, drawn by a seed, judged twice and compared day by day."""

from datetime import date, datetime, timedelta
from random import Random

import pytest
from django.db import transaction

from adherence.models import GapDay
from cadence.enums import GIVEN_CAUSES, Ending, ReplyKind
from cadence.models import Attempt, Enrollment, Touch
from cadence.services import covering, enrolling, listening, logging, planning, postponing
from mailbox.models import Outage
from prospects.enums import Channel
from research.services import introducing
from team.models import Closure, HouseHoliday, TimeOff, User
from team.refusals import Refused
from tests import journeys
from tests.adherence.ledger import begun, count
from tests.adherence.slow_ledger import Had, Truth
from tests.cadence.conftest import Clock
from tests.times import NOW

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "worker"]),
    pytest.mark.usefixtures("clock", "sandbox"),
]

COUNTRIES = ("IE", "US", "JP", "NZ", "DE")
CHRISTMAS = date(2026, 12, 25)
QUARTER = 84
# How often somebody's day brings what it names, in a hundred days of one person.
LIKELY = {"try": 13, "asks": 2, "postpones": 3, "introduction": 2, "interested": 1, "ends": 1}


class Season:
    """What happens to five people of two reps, day by day."""

    def __init__(self, seed: int, clock: Clock) -> None:
        self.random, self.clock, self.asks = Random(seed), clock, 0
        first = journeys.rep(country="DE")
        self.reps = [first, journeys.rep(country="GB", team=first.team)]
        for rep in self.reps:
            journeys.connected(rep)
        self.had: Had = {}
        self.ways = [self.way(country, place) for place, country in enumerate(COUNTRIES)]

    def way(self, country: str, place: int) -> Enrollment:
        channels = (Channel.POST, Channel.POST, Channel.POST, Channel.EMAIL)
        fields = {"country": country, "email": f"p{place}@corrib.example"}
        return begun(self.reps[place % 2], channels=channels, **fields)

    def play(self) -> datetime:
        for day in range(QUARTER):
            at = self.clock.move(NOW + timedelta(days=day, hours=self.random.randint(-8, 12)))
            planning.plan_due(at)
            self.around(at)
            covering.keep_covers(at)
            self.see_who_covers(at)
            for way in self.ways:
                self.day_of(way, at, day)
            if self.random.random() < 0.3:
                count(at)
        at = self.clock.move(NOW + timedelta(days=QUARTER, hours=14))
        count(at)
        return at

    def see_who_covers(self, at: datetime) -> None:
        """Everybody whose try somebody else has now, as one reads it off the queues."""
        for touch in Touch.objects.filter(kind="step"):
            seen = self.had.setdefault(touch.pk, [])
            seen.append((at, touch.owner_id if touch.in_place_of_id else None))

    def around(self, at: datetime) -> None:
        """What happens to everybody: days off, also those gone by, a closed company, holidays kept otherwise, a provider's trouble."""
        rep, first = (
            self.random.choice(self.reps),
            at.date() + timedelta(days=self.random.randint(-9, 9)),
        )
        last = first + timedelta(days=self.random.randint(0, 6))
        drawn = self.random.randint(0, 99)
        if (
            drawn < 12
            and not TimeOff.objects.filter(
                user=rep, first_day__lte=last, last_day__gte=first
            ).exists()
        ):
            other = self.reps[1 - self.reps.index(rep)]
            cover = other if drawn % 4 else None
            TimeOff.objects.create(user=rep, first_day=first, last_day=last, cover=cover)
        elif drawn == 12 and not Closure.objects.exists():
            Closure.objects.create(first_day=first, last_day=first, name="Move of the office")
        elif drawn in (13, 14):
            self.trouble(rep, at)
        elif 15 <= drawn < 60:
            self.keep_otherwise(rep.country, first if drawn < 57 else CHRISTMAS, drawn < 57)

    def keep_otherwise(self, country: str, day: date, is_kept: bool) -> None:
        """A day off more of a country, or Christmas as any other day."""
        said = {"name": "As we keep it", "is_kept": is_kept}
        HouseHoliday.objects.get_or_create(country=country, day=day, defaults=said)

    def trouble(self, rep: User, at: datetime) -> None:
        if not Outage.objects.filter(mailbox__owner=rep).exists():
            mailbox = rep.mailbox
            Outage.objects.create(mailbox=mailbox, began_at=at, ended_at=at + timedelta(days=6))

    def day_of(self, way: Enrollment, at: datetime, day: int) -> None:
        drawn = self.random.choices([*LIKELY, ""], [*LIKELY.values(), 100 - sum(LIKELY.values())])[
            0
        ]
        if day < 3:
            drawn = "try"
        acts = {
            "try": self.make_a_try,
            "asks": self.ask_to_wait,
            "postpones": self.postpone,
            "introduction": self.ask_for_introduction,
            "interested": self.take_interest,
            "ends": self.end,
        }
        if drawn:
            try:
                with transaction.atomic():
                    acts[drawn](Enrollment.objects.select_related("prospect").get(pk=way.pk), at)
            except (Refused, Touch.DoesNotExist):
                pass  # not possible on that day: nothing happens, and both judge the same nothing

    def make_a_try(self, way: Enrollment, at: datetime) -> None:
        touch = self.open_try(way)
        logging.log_post(touch, by=touch.owner, at=at, posted_on=at.date())

    def ask_to_wait(self, way: Enrollment, at: datetime) -> None:
        until = at.date() + timedelta(days=self.random.randint(2, 20))
        kind = self.random.choice([ReplyKind.NOT_NOW, ReplyKind.AWAY])
        listening.record_reply(
            way.prospect,
            by=way.owner,
            at=at,
            channel=Channel.CALL,
            text="Later.",
            kind=kind,
            until=until,
        )

    def postpone(self, way: Enrollment, at: datetime) -> None:
        until = at.date() + timedelta(days=self.random.randint(1, 15))
        cause = self.random.choice(GIVEN_CAUSES)
        touch = self.open_try(way)
        postponing.not_today(touch, by=touch.owner, at=at, until=until, note="So.", cause=cause)

    def ask_for_introduction(self, way: Enrollment, at: datetime) -> None:
        self.asks += 1
        introducing.ask(
            way.prospect, by=way.owner, at=at, introducer=f"Niamh {self.asks}", words="Would you?"
        )

    def take_interest(self, way: Enrollment, at: datetime) -> None:
        listening.record_reply(
            way.prospect,
            by=way.owner,
            at=at,
            channel=Channel.CALL,
            text="Come by.",
            kind=ReplyKind.INTERESTED,
        )

    def end(self, way: Enrollment, at: datetime) -> None:
        enrolling.end(way, Ending.NOT_A_FIT, by=way.owner, at=at, note="No depots.")

    def open_try(self, way: Enrollment) -> Touch:
        return Touch.objects.open().steps().select_related("owner").get(enrollment=way)


@pytest.mark.parametrize("seed", [3, 2026])
def test_causes_sum_to_the_total_and_each_day_has_the_one_it_should(
    clock: Clock, seed: int
) -> None:
    season = Season(seed, clock)
    at = season.play()

    expected = {}
    for way in Enrollment.objects.select_related("prospect__company", "owner"):
        for day, of_whom in Truth(way, at, season.had).days.items():
            expected[way.pk, day] = of_whom

    rows = {(row.enrollment_id, row.day): (row.cause, row.rep_id) for row in GapDay.objects.all()}
    assert rows == expected
    assert len({cause for cause, _rep in expected.values()}) >= 4
    assert {(day, cause) for (_way, day), (cause, _rep) in rows.items()} & {
        (each.day, "holiday") for each in HouseHoliday.objects.filter(is_kept=True)
    }
    owners = dict(Enrollment.objects.values_list("pk", "owner"))
    assert any(rep != owners[way] for (way, _day), (_cause, rep) in rows.items())
    assert len(rows) == sum(_beyond_seven(way, at) for way in Enrollment.objects.all())


def _beyond_seven(way: Enrollment, at: datetime) -> int:
    """How many days the gaps of somebody lasted beyond seven, as one reads it off a calendar."""
    truth = Truth(Enrollment.objects.select_related("prospect__company").get(pk=way.pk), at, {})
    tried = sorted({truth.on(each.at) for each in Attempt.objects.filter(enrollment=way)})
    ends = [*tried[1:], truth.last_day()] if tried else []
    return sum(max(0, (end - since).days - 7) for since, end in zip(tried, ends, strict=True))
