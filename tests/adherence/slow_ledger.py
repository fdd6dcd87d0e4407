"""What the ledger must say, told a second time: day by day, in plain Python, with nothing of the product's counting."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import holidays

from cadence.models import Attempt, Enrollment, Hold, Reply, Touch
from mailbox.models import Outage
from prospects.models import Activity
from research.models import Introduction
from team.models import Closure, HouseHoliday, TimeOff, User

ONE_DAY = timedelta(days=1)


def is_day_off(day: date, country: str, region: str) -> bool:
    """What the house says of the region goes before what it says of the country, and both before the calendar."""
    for where in (region, ""):
        ours = HouseHoliday.objects.filter(country=country, subdivision=where, day=day).first()
        if ours is not None:
            return ours.is_kept
    of_region = {"subdiv": region} if region else {}
    return bool(country) and day in holidays.country_holidays(country, years=day.year, **of_region)


# By try, who was seen to have it in place of its rep, and when; None where nobody did.
Had = dict[int, list[tuple[datetime, int | None]]]


class Truth:
    """One person's late days, each with its cause and whose it is; `days` is empty where nothing was late."""

    def __init__(self, enrollment: Enrollment, at: datetime, had: Had) -> None:
        self.enrollment, self.had = enrollment, had
        self.zone = enrollment.prospect.zone
        self.today = self.on(at)
        self.days = {day: (self.cause_of(day), self.rep_on(day).pk) for day in self.late_days()}

    def on(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    def late_days(self) -> Iterator[date]:
        tries = Attempt.objects.filter(enrollment=self.enrollment)
        tried = sorted({self.on(each.at) for each in tries})
        for place, since in enumerate(tried):
            until = tried[place + 1] if place + 1 < len(tried) else self.last_day()
            day = since + ONE_DAY
            while day <= until:
                if (day - since).days > 7:
                    yield day
                day += ONE_DAY

    def last_day(self) -> date:
        ends = [self.on(self.enrollment.ended_at) - ONE_DAY] if self.enrollment.ended_at else []
        for reply in Reply.objects.filter(enrollment=self.enrollment, kind="interested"):
            assert reply.named_at is not None
            ends.append(self.on(reply.named_at) - ONE_DAY)
        return min([self.today, *ends])

    def rep_on(self, day: date) -> User:
        """Whoever had the try at noon."""
        noon = datetime.combine(day, time(12), tzinfo=self.zone)
        for touch in Touch.objects.filter(enrollment=self.enrollment, kind="step"):
            seen = [who for at, who in self.had.get(touch.pk, []) if at <= noon]
            is_over = touch.closed_at is not None and self.on(touch.closed_at) < day
            if seen and seen[-1] is not None and not is_over:
                return User.objects.get(pk=seen[-1])
        return self.enrollment.owner

    def cause_of(self, day: date) -> str:
        if self.is_held(day):
            return "hold"
        told = {cause for cause, first, last in self.told() if first <= day <= last}
        for cause in ("asked_to_wait", "introduction", "template_change", "provider"):
            if cause in told:
                return cause
        if self.is_mailbox_down(day):
            return "provider"
        rep = self.rep_on(day)
        for off in [*TimeOff.objects.filter(user=rep), *Closure.objects.all()]:
            if off.first_day <= day <= off.last_day:
                return "time_off"
        person = self.enrollment.prospect
        home = person.country, person.subdivision
        lives = home if person.country else (person.company.country, "")
        for place in (lives, (rep.country, rep.subdivision)):
            if is_day_off(day, *place):
                return "holiday"
        return "rep"

    def is_held(self, day: date) -> bool:
        for hold in Hold.objects.filter(company=self.enrollment.prospect.company_id):
            last = self.on(hold.lifted_at) if hold.lifted_at else day
            if self.on(hold.placed_at) <= day <= last:
                return True
        return False

    def told(self) -> Iterator[tuple[str, date, date]]:
        """Spans that somebody or something named: the cause, the first day and the last."""
        person = self.enrollment.prospect_id
        for reply in Reply.objects.filter(prospect=person, kind__in=["not_now", "away"]):
            if reply.until:
                yield "asked_to_wait", self.on(reply.received_at), reply.until
        for line in Activity.objects.filter(prospect=person, kind="postponed"):
            yield line.detail["cause"], self.on(line.at), date.fromisoformat(line.detail["until"])
        asks = list(Introduction.objects.filter(prospect=person))
        for ask in asks:
            over = min(ask.answered_at or ask.waits_until, ask.waits_until)
            yield "introduction", self.on(ask.asked_at), self.on(over)
        for touch in Touch.objects.filter(enrollment=self.enrollment, kind="step"):
            last = min(touch.due_on, self.on(touch.closed_at)) if touch.closed_at else touch.due_on
            if touch.gap_cause == "introduction":
                for ask in asks:
                    yield "introduction", self.on(ask.asked_at), last
            elif touch.gap_cause == "template_change" or (
                touch.gap_cause == "asked_to_wait"
                and (touch.promised_at or touch.moved_from is None)
            ):
                planned = self.on(touch.planned_at)
                if touch.promised_at:
                    last = min(last, self.on(touch.promised_at))
                yield touch.gap_cause, planned, max(planned, last)

    def is_mailbox_down(self, day: date) -> bool:
        letters = Touch.objects.filter(enrollment=self.enrollment, kind="step", channel="email")
        for touch in letters:
            closed = self.on(touch.closed_at) if touch.closed_at else day
            if not self.on(touch.planned_at) <= day <= closed:
                continue
            for outage in Outage.objects.filter(mailbox__owner=self.rep_on(day)):
                ended = self.on(outage.ended_at) if outage.ended_at else day
                if self.on(outage.began_at) <= day <= ended:
                    return True
        return False
