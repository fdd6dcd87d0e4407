"""The definitions once more, read row by row in plain Python: slow, and nothing of it is the product's."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from adherence.models import GapDay
from cadence.enums import Ending
from cadence.models import Approval, Attempt, Enrollment, Hold, Reply, Touch
from prospects.models import Prospect
from research.models import Finding
from team.models import Policy, User

Thing = tuple[int, int, date, str, int]
DAY = timedelta(days=1)
OPEN = ("planned", "drafted")
OURS = ("", "rep", "weekend")


def counted_slowly(at: datetime) -> Counter[Thing]:
    """How often each (rep, version, Monday, what, place) is to be counted."""
    found: Counter[Thing] = Counter()
    promised = max(10, Policy.current().min_attempts)
    for enrollment in Enrollment.objects.select_related("owner", "prospect"):
        for rep, day, what, place in History(enrollment, at, promised).things():
            monday = day - timedelta(days=day.weekday())
            found[rep, enrollment.version_id, monday, what, place] += 1
    return found


def on_wall(at: datetime, rep: User) -> date:
    return at.astimezone(ZoneInfo(rep.time_zone)).date()


class History:
    def __init__(self, enrollment: Enrollment, at: datetime, promised: int) -> None:
        self.of, self.at, self.owner = enrollment, at, enrollment.owner
        self.promised = promised
        self.today = on_wall(at, self.owner)
        self.made = sorted(
            Attempt.objects.filter(enrollment=enrollment).select_related("by"),
            key=lambda made: (made.at, made.pk),
        )
        replies = Reply.objects.filter(enrollment=enrollment)
        self.heard = list(replies.select_related("message", "owner"))
        self.said = sorted(
            (each for each in self.heard if is_a_person(each)),
            key=lambda each: (each.received_at, each.pk),
        )
        self.tries = list(Touch.objects.filter(enrollment=enrollment, kind="step"))
        self.holds = list(Hold.objects.filter(company=enrollment.prospect.company_id))
        self.late = list(GapDay.objects.filter(enrollment=enrollment))

    def things(self) -> Iterator[tuple[int, date, str, int]]:
        yield from self.of_tries()
        yield from self.of_answers()
        yield from self.of_the_end()
        yield from self.of_weeks()

    def of_tries(self) -> Iterator[tuple[int, date, str, int]]:
        before: date | None = None
        for number, made in enumerate(self.made, 1):
            day = on_wall(made.at, made.by)
            yield made.by_id, day, "tries", min(number, 15)
            if before is not None:
                yield made.by_id, day, "gaps", min(max(0, (day - before).days), 12)
            if made.channel != "call":
                yield made.by_id, day, "words", int(self.is_same_call(made))
            if number == 1:
                yield made.by_id, day, "starts", int(not self.was_researched(made))
            before = day

    def is_same_call(self, made: Attempt) -> bool:
        reviewed = Approval.objects.filter(touch=made.touch_id, delivery__state="sent")
        return "novelty" in made.looks or any("novelty" in each.looks for each in reviewed)

    def was_researched(self, made: Attempt) -> bool:
        person = self.of.prospect
        kinds = set()
        for fact in Finding.objects.filter(company=person.company_id):
            stood = fact.created_at <= made.at and not (
                fact.retracted_at and fact.retracted_at <= made.at
            )
            if stood and fact.prospect_id in {None, person.pk}:
                kinds.add(fact.about)
        return {"person", "company", "trigger"} <= kinds

    def of_answers(self) -> Iterator[tuple[int, date, str, int]]:
        for number, reply in enumerate(self.said):
            day = on_wall(reply.received_at, reply.owner)
            if number == 0:
                before = sum(made.at <= reply.received_at for made in self.made)
                yield reply.owner_id, day, "answers", min(before, 15)
            yield reply.owner_id, day, "replies", int(was_talked_over(reply))

    def of_the_end(self) -> Iterator[tuple[int, date, str, int]]:
        rep, tries = self.owner.pk, min(len(self.made), 15)
        early = len(self.made) < self.promised and not self.said
        if self.of.ended_at:
            day = on_wall(self.of.ended_at, self.owner)
            yield rep, day, "endings", list(Ending).index(Ending(self.of.ending))
            if self.of.ending == "not_reached":
                yield rep, day, "seen_through", tries
            if self.of.ending == "stopped":
                yield rep, day, "stops", tries
            silent = self.of.ending in {"no", "not_a_fit", "company_closed"}
            if silent and not self.of.ending_note and early:
                yield rep, day, "given_up", tries
        elif early and self.of.state == "active" and not any(not h.lifted_at for h in self.holds):
            for touch in self.tries:
                stands = max(touch.deadline_on, touch.moved_on or touch.deadline_on)
                if touch.state in OPEN and self.today - stands > 7 * DAY:
                    yield rep, stands + 8 * DAY, "given_up", tries

    def of_weeks(self) -> Iterator[tuple[int, date, str, int]]:
        began, until = on_wall(self.of.started_at, self.owner), self.today
        if self.of.ended_at:
            until = on_wall(self.of.ended_at, self.owner)
        for reply in self.said:
            if reply.kind in {"interested", "no", "referral"}:
                until = min(until, on_wall(reply.received_at, reply.owner))
        tried = {on_wall(made.at, made.by) for made in self.made}
        monday = began
        while monday.weekday() != 0:
            monday += DAY
        while monday + 7 * DAY <= until:
            week = {monday + day * DAY for day in range(7)}
            without_try = 1 if self.is_excused(week) else 2
            kept = 0 if week & tried else without_try
            yield self.owner.pk, monday, "weeks", kept
            monday += 7 * DAY

    def is_excused(self, week: set[date]) -> bool:
        late = [each.cause for each in self.late if each.day in week]
        if late:
            return sum(cause == "rep" for cause in late) <= len(late) / 2
        return any(self.is_cause(*span, week) for span in self.spans)

    @cached_property
    def spans(self) -> list[tuple[date, date]]:
        return list(self.read_spans())

    def read_spans(self) -> Iterator[tuple[date, date]]:
        """First and last day of what was not ours."""
        for hold in self.holds:
            lifted = on_wall(hold.lifted_at, self.owner) if hold.lifted_at else self.today
            yield on_wall(hold.placed_at, self.owner), lifted
        for reply in self.heard:
            if reply.kind in {"not_now", "away"} and reply.until:
                yield on_wall(reply.received_at, self.owner), reply.until - DAY
        for touch in self.tries:
            if (touch.moved_cause or touch.gap_cause) not in OURS:
                closed = on_wall(touch.closed_at, self.owner) if touch.closed_at else self.today
                stood = max(touch.due_on, touch.moved_on or touch.due_on)
                yield on_wall(touch.planned_at, self.owner), min(stood, closed)

    @staticmethod
    def is_cause(first: date, last: date, week: set[date]) -> bool:
        return first <= last and first <= max(week) and last >= min(week)


def is_a_person(reply: Reply) -> bool:
    if reply.kind in {"away", "automatic"} or reply.is_link_press:
        return False
    verdict = reply.message.verdict if reply.message else ""
    guessed = reply.suggested_kind in {"away", "automatic"}
    return not (reply.kind == "" and guessed and verdict == "auto_reply")


def was_talked_over(reply: Reply) -> bool:
    there = Prospect.objects.filter(company=reply.company_id)
    return any(
        made.at > reply.received_at and (reply.named_at is None or made.at < reply.named_at)
        for made in Attempt.objects.filter(prospect__in=there)
    )
