"""Histories that nobody would plan, from a seed: everything that is counted happens, late, corrected and out of order."""

from datetime import datetime, timedelta
from itertools import count
from random import Random

from django.db.models import QuerySet

from adherence.models import GapDay
from cadence.enums import Ending, ReplyKind
from cadence.models import Attempt, CadenceVersion, Enrollment, Hold, Reply, Step, Touch
from prospects.models import Company, Prospect
from research.models import Finding
from team.models import Policy, User
from tests.adherence.as_worker import the_worker
from tests.cadence.conftest import Clock
from tests.factories.cadence import published_version
from tests.factories.prospects import CompanyFactory, ProspectFactory
from tests.factories.research import FindingFactory
from tests.factories.team import TeamFactory, UserFactory

WALLS = ("Europe/Dublin", "America/Los_Angeles", "Pacific/Auckland", "Asia/Kathmandu")
CAUSES = ("", "rep", "holiday", "time_off", "weekend", "asked_to_wait", "provider")
GIVEN_CAUSES = ("asked_to_wait", "introduction", "provider", "rep")
SILENT = (Ending.NO, Ending.NOT_A_FIT, Ending.COMPANY_CLOSED)
NUMBERS = count(1)


class Histories:
    """A team of four on four walls, and what happens to the people of eight companies."""

    def __init__(self, seed: int, clock: Clock, now: datetime) -> None:
        self.random, self.clock, self.now = Random(seed), clock, now.replace(hour=12)
        team = TeamFactory.create()
        self.reps = [UserFactory.create(team=team, time_zone=wall) for wall in WALLS]
        self.versions = two_versions()
        self.clock.move(self.now)
        for number in range(8):
            self.begin(number)

    def go_on(self, events: int) -> None:
        acts = (
            *[self.make_try] * 12, *[self.plan] * 4, self.answer, self.answer, self.name_answer,
            self.hold, self.lift, self.end, self.hand_over, self.put_off, self.find, self.retract,
            self.move_wall, self.promise_more, self.go_by_later_version, self.be_late, self.be_late, self.be_in_time, self.move_company, self.move_company,
        )  # fmt: skip
        for _ in range(events):
            if self.random.random() < 0.35:
                self.wait(self.random.choice([1, 2, 3, 6, 9]))
            self.random.choice(acts)()

    def wait(self, days: int) -> None:
        self.now += timedelta(days=days)
        self.clock.move(self.now)

    def begin(self, number: int) -> None:
        rep = self.random.choice(self.reps)
        company = CompanyFactory.create()
        for _ in range(1 + number % 2):
            person = ProspectFactory.create(company=company, owner=rep)
            Enrollment.objects.create(
                prospect=person,
                version=self.random.choice(self.versions),
                owner=rep,
                started_at=self.now - timedelta(days=self.random.randrange(20)),
            )
        for about in ("person", "company", "trigger")[: self.random.randint(1, 3)]:
            self.find(company, about)

    def plan(self) -> None:
        one = self.running()
        if one and not self.open_try(one):
            self.planned(one)

    def planned(self, one: Enrollment) -> Touch | None:
        tried = Touch.objects.filter(enrollment=one).values("step")
        steps = Step.objects.filter(version=one.version_id).exclude(pk__in=tried)
        step = steps.order_by("number").first()
        if step is None:
            return None
        due = self.now + timedelta(days=self.random.randint(0, 6))
        return Touch.objects.create(
            enrollment=one, prospect=one.prospect, owner=one.owner, step=step, number=step.number,
            channel=self.random.choice(["call", "linkedin"]), planned_at=self.now, due_on=due.date(), due_at=due,
            closes_at=due, deadline_on=due.date() + timedelta(days=self.random.randint(0, 3)),
            gap_cause=self.random.choice(CAUSES),
        )  # fmt: skip

    def make_try(self) -> None:
        """Now, or written down days late."""
        one = self.running()
        touch = one and (self.open_try(one) or self.planned(one))
        if not touch:
            return
        at = self.now - timedelta(hours=self.random.choice([0, 0, 0, 5, 11, 30, 100, 200]))
        self.prove(touch, at)
        Touch.objects.filter(pk=touch.pk).update(state="done", closed_at=self.now)

    def prove(self, touch: Touch, at: datetime) -> None:
        call = touch.channel == "call"
        Attempt.objects.create(
            touch=touch, enrollment=touch.enrollment, prospect=touch.prospect, by=touch.owner, channel=touch.channel,
            at=at, outcome=self.random.choice(["spoke", "no_answer", "voicemail"]) if call else "",
            words="" if call else "Your second dock opens in January.",
            looks={} if call else self.random.choice([{}, {}, {"novelty": "She asked for it again."}]),
        )  # fmt: skip

    def answer(self) -> None:
        one = self.anybody()
        if one is None:
            return
        kind = self.random.choice(["", "", *ReplyKind.values])
        at = self.now - timedelta(hours=self.random.choice([0, 1, 30, 90]))
        named = {"kind": kind, "named_by": one.owner, "named_at": self.now} if kind else {}
        Reply.objects.create(
            prospect=one.prospect, company=one.prospect.company, enrollment=one, owner=one.owner, channel="call",
            received_at=at, text="Not this year.", **named,
            suggested_kind=self.random.choice(["", ReplyKind.AWAY, ReplyKind.NO]),
            until=(self.now + timedelta(days=self.random.randint(-3, 30))).date(),
        )  # fmt: skip

    def name_answer(self) -> None:
        unread = Reply.objects.filter(kind="").order_by("pk").first()
        if unread:
            Reply.objects.filter(pk=unread.pk).update(
                kind=self.random.choice(ReplyKind.values), named_by=unread.owner, named_at=self.now
            )

    def hold(self) -> None:
        one = self.running()
        if one and not Hold.objects.filter(company=one.prospect.company_id, lifted_at=None):
            Hold.objects.create(company=one.prospect.company, reason="x", placed_at=self.now)

    def lift(self) -> None:
        held = Hold.objects.filter(lifted_at=None).order_by("pk").first()
        if held:
            Hold.objects.filter(pk=held.pk).update(
                lifted_at=self.now, lifted_by=self.reps[0], lift_reason="Read."
            )

    def end(self) -> None:
        one = self.running()
        if one is None:
            return
        endings = [*SILENT, *SILENT, Ending.STOPPED, Ending.UNREACHABLE, Ending.REPLIED]
        ending = Ending.NOT_REACHED if one.attempts >= 12 else self.random.choice(endings)
        Enrollment.objects.filter(pk=one.pk).update(
            state="ended", ending=ending, ended_at=self.now, ended_by=one.owner, plan_at=None,
            ending_note=self.random.choice(["", "", "They closed in May."]),
        )  # fmt: skip
        Touch.objects.open().filter(enrollment=one).update(state="cancelled", closed_at=self.now)

    def hand_over(self) -> None:
        one = self.running()
        if one:
            to = self.random.choice(self.reps)
            Enrollment.objects.filter(pk=one.pk).update(owner=to)
            Touch.objects.open().filter(enrollment=one).update(owner=to)

    def put_off(self) -> None:
        touch = Touch.objects.open().order_by("?").first()
        if touch:
            day = touch.deadline_on + timedelta(days=self.random.randint(-1, 12))
            Touch.objects.filter(pk=touch.pk).update(
                moved_on=day, moved_note="Asked.", moved_cause=self.random.choice(GIVEN_CAUSES)
            )

    def find(self, company: Company | None = None, about: str = "") -> None:
        there = company or self.random.choice(list(Company.objects.order_by("pk")))
        about = about or self.random.choice(["person", "company", "trigger"])
        person = Prospect.objects.filter(company=there).order_by("pk").first()
        FindingFactory.create(
            prospect=person if about == "person" else None, company=there, about=about, added_by=self.reps[0],
            created_at=self.now - timedelta(days=self.random.randrange(30)),
        )  # fmt: skip

    def retract(self) -> None:
        fact = self.random.choice(list(Finding.objects.order_by("pk")))
        at = self.now - timedelta(days=self.random.randrange(30))
        Finding.objects.filter(pk=fact.pk).update(
            retracted_at=at, retracted_by=self.reps[0], retracted_reason="It was another depot."
        )

    def move_wall(self) -> None:
        User.objects.filter(pk=self.random.choice(self.reps).pk).update(
            time_zone=self.random.choice(WALLS)
        )

    def promise_more(self) -> None:
        Policy.objects.update_or_create(
            pk=1, defaults={"min_attempts": self.random.choice([10, 11, 12])}
        )

    def go_by_later_version(self) -> None:
        one = self.running()
        if one and one.version_id == self.versions[0].pk and not self.open_try(one):
            Enrollment.objects.filter(pk=one.pk).update(version=self.versions[1])

    def be_late(self) -> None:
        """As the ledger's worker writes it down."""
        one = self.anybody()
        if one is None:
            return
        first = self.now.date() - timedelta(days=self.random.randrange(20))
        days = [
            GapDay(
                enrollment=one, rep=one.owner, day=first + timedelta(days=number),
                cause=self.random.choice(["rep", "rep", "time_off", "hold", "holiday"]),
            )
            for number in range(self.random.randint(1, 9))
        ]  # fmt: skip
        with the_worker():
            GapDay.objects.bulk_create(
                days,
                update_conflicts=True,
                unique_fields=["enrollment", "day"],
                update_fields=["cause"],
            )

    def be_in_time(self) -> None:
        with the_worker():
            GapDay.objects.filter(
                pk__in=list(GapDay.objects.order_by("pk").values_list("pk", flat=True)[:4])
            ).delete()

    def move_company(self) -> None:
        """Somebody with whom nothing runs any more."""
        gone = Prospect.objects.exclude(pk__in=Enrollment.objects.running().values("prospect"))
        person = gone.order_by("pk").first()
        if person:
            there = self.random.choice(list(Company.objects.order_by("pk")))
            Prospect.objects.filter(pk=person.pk).update(company=there)

    def running(self) -> Enrollment | None:
        return self.one_of(Enrollment.objects.running())

    def anybody(self) -> Enrollment | None:
        return self.one_of(Enrollment.objects.all())

    def one_of(self, found: QuerySet[Enrollment]) -> Enrollment | None:
        those = list(found.select_related("prospect__company", "owner").order_by("pk"))
        return self.random.choice(those) if those else None

    @staticmethod
    def open_try(one: Enrollment) -> Touch | None:
        return Touch.objects.open().steps().filter(enrollment=one).first()


def two_versions() -> list[CadenceVersion]:
    """An earlier and a later edition of one cadence, with sixteen steps each."""
    first, second = published_version(16, 3), None
    second = CadenceVersion.objects.create(cadence=first.cadence, number=2)
    for step in Step.objects.filter(version=first).order_by("number"):
        step.pk, step.version = None, second
        step.save(force_insert=True)
    CadenceVersion.objects.filter(pk=second.pk).update(
        state="published", published_at=first.published_at, published_by=first.published_by
    )
    return [first, second]
