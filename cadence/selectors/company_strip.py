"""One company over twelve weeks: everybody there, what any of us did with them, what they said, and what is planned."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Case, Count, F, Max, Q, Value, When
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cadence.enums import EnrollmentState, ReplyKind
from cadence.models import Attempt, CompanyRequest, Enrollment, Hold, Reply, Touch
from cadence.policies.company import leader_at
from cadence.selectors.requests import requests_at
from cadence.selectors.steps import steps_by_version
from cadence.selectors.thread import ahead_words, days_ahead
from cadence.selectors.words import channel_word
from prospects.enums import ActivityKind
from prospects.models import Activity, Company, Prospect
from team.models import User

BEHIND, COMING = 8, 4
MOST = 60
A_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Knot:
    """`state` is done, now, next or reply, as on a thread."""

    state: str
    channel: str
    on: date
    label: str


@dataclass(slots=True)
class Line:
    """Somebody there. Who may not read about them sees whose they are and when we tried, and neither name nor words."""

    prospect: Prospect
    is_visible: bool
    words: str
    knots: list[Knot] = field(default_factory=list)

    @property
    def in_order(self) -> list[Knot]:
        return sorted(self.knots, key=lambda knot: knot.on)


@dataclass(frozen=True, slots=True)
class Cell:
    monday: date
    is_now: bool
    knots: list[Knot]


@dataclass(frozen=True, slots=True)
class Held:
    """What of a hold falls into a week, in words; "" in a week without one."""

    monday: date
    is_now: bool
    label: str


@dataclass(frozen=True, slots=True)
class Strip:
    mondays: list[date]
    this_monday: date
    lines: list[Line]
    others: int
    holds: list[Hold]
    leader: User | None
    requests: list[CompanyRequest]
    viewer: User

    @property
    def weeks(self) -> list[tuple[date, bool]]:
        return [(monday, monday == self.this_monday) for monday in self.mondays]

    @property
    def rows(self) -> list[tuple[Line, list[Cell]]]:
        return [
            (line, [self._cell(line, monday) for monday in self.mondays]) for line in self.lines
        ]

    @property
    def held(self) -> list[Held]:
        return [
            Held(monday, monday == self.this_monday, self._held_in(monday))
            for monday in self.mondays
        ]

    @property
    def is_held(self) -> bool:
        return any(each.label for each in self.held)

    @property
    def words(self) -> str:
        """What it shows, in a sentence."""
        busy = sum(bool(line.knots) for line in self.lines)
        return ngettext(
            "Eight weeks behind and four ahead: %(busy)s person of %(all)s with tries or answers.",
            "Eight weeks behind and four ahead: %(busy)s people of %(all)s with tries or answers.",
            busy,
        ) % {"busy": busy, "all": len(self.lines) + self.others}

    def _cell(self, line: Line, monday: date) -> Cell:
        there = [knot for knot in line.in_order if monday <= knot.on < monday + A_WEEK]
        return Cell(monday, monday == self.this_monday, there)

    def _held_in(self, monday: date) -> str:
        spans = [_held_words(hold, self.viewer) for hold in self.holds if self._meets(hold, monday)]
        return " ".join(spans)

    def _meets(self, hold: Hold, monday: date) -> bool:
        first, last = _span(hold, self.viewer)
        ends = last or self.this_monday + A_WEEK - timedelta(days=1)
        return first < monday + A_WEEK and ends >= monday


def strip_of(company: Company, viewer: User, at: datetime) -> Strip:
    """A dozen queries, however many people and tries."""
    today = at.astimezone(viewer.zone).date()
    monday = today - timedelta(days=today.weekday())
    mondays = [monday + n * A_WEEK for n in range(-BEHIND, COMING)]
    people, others = _people(company)
    visible = set(
        Prospect.objects.visible_to(viewer)
        .filter(pk__in=[each.pk for each in people])
        .values_list("pk", flat=True)
    )
    ways = _ways(people)
    lines = {each.pk: Line(each, each.pk in visible, _state(ways.get(each.pk))) for each in people}
    since = at - (BEHIND + 1) * A_WEEK
    for who, knot in [*_made(lines, viewer, since), *_said(lines, viewer, since)]:
        lines[who].knots.append(knot)
    for who, knot in _planned(ways.values(), viewer, today, mondays[-1] + A_WEEK):
        lines[who].knots.append(knot)
    return Strip(
        mondays=mondays,
        this_monday=monday,
        lines=list(lines.values()),
        others=others,
        holds=_holds(company, visible, since),
        leader=leader_at(company.pk),
        requests=requests_at(company, visible),
        viewer=viewer,
    )


def _people(company: Company) -> tuple[list[Prospect], int]:
    """Whom we talk with first, then whom we tried last; how many more there are."""
    there = Prospect.objects.filter(company=company, erased_at=None)
    running = Max(
        Case(
            When(enrollments__ended_at=None, enrollments__isnull=False, then=Value(1)),
            default=Value(0),
        )
    )
    begun = Max("enrollments__started_at")
    ordered = there.annotate(is_running=running, begun=begun).order_by(
        "-is_running", F("begun").desc(nulls_last=True), "name", "pk"
    )
    people = list(ordered.select_related("owner", "company")[: MOST + 1])
    more = there.aggregate(all=Count("pk"))["all"] - MOST if len(people) > MOST else 0
    return people[:MOST], more


def _ways(people: Sequence[Prospect]) -> dict[int, Enrollment]:
    """By person, the newest."""
    ways = Enrollment.objects.filter(prospect__in=[each.pk for each in people])
    related = ("owner", "prospect__company")
    return {each.prospect_id: each for each in ways.select_related(*related).order_by("started_at")}


def _state(way: Enrollment | None) -> str:
    if way is None:
        return _("Not begun")
    if way.state == EnrollmentState.ENDED:
        return way.get_ending_display()
    tries = ngettext("%(made)s try made", "%(made)s tries made", way.attempts) % {
        "made": way.attempts
    }
    if way.paused_until is not None and way.state != EnrollmentState.ACTIVE:
        back = _("back on %(day)s") % {"day": date_format(way.paused_until, "DAY_MONTH")}
        return f"{way.get_state_display()}, {back}"
    return tries


def _made(lines: dict[int, Line], viewer: User, since: datetime) -> Iterable[tuple[int, Knot]]:
    """Tries with their evidence, and mails that one of us wrote by hand."""
    tries = Attempt.objects.filter(prospect__in=list(lines), at__gte=since)
    for one in tries.select_related("by", "touch"):
        on = one.at.astimezone(viewer.zone).date()
        label = _("Try %(number)s, %(channel)s, %(day)s, by %(who)s") % {
            "number": one.touch.number,
            "channel": channel_word(one.channel),
            "day": date_format(on, "DAY_MONTH"),
            "who": one.by.first_name,
        }
        if one.outcome and lines[one.prospect_id].is_visible:
            label = f"{label}: {one.get_outcome_display()}"
        yield one.prospect_id, Knot("done", one.channel, on, label)
    mails = Activity.objects.filter(
        prospect__in=list(lines), kind=ActivityKind.WROTE, at__gte=since
    )
    for mail in mails.select_related("actor"):
        assert mail.prospect_id is not None
        on = mail.at.astimezone(viewer.zone).date()
        words = {
            "who": mail.actor.first_name if mail.actor else "",
            "day": date_format(on, "DAY_MONTH"),
        }
        yield (
            mail.prospect_id,
            Knot("done", "email", on, _("%(who)s wrote by hand, %(day)s") % words),
        )


def _said(lines: dict[int, Line], viewer: User, since: datetime) -> Iterable[tuple[int, Knot]]:
    answers = Reply.objects.filter(prospect__in=list(lines), received_at__gte=since)
    for reply in answers.exclude(kind=ReplyKind.AUTOMATIC).order_by("received_at"):
        line, on = lines[reply.prospect_id], reply.received_at.astimezone(viewer.zone).date()
        words = {"day": date_format(on, "DAY_MONTH"), "name": line.prospect.greeting_name}
        label = _("They answered, %(day)s") % words
        if line.is_visible:
            label = _("%(name)s answered, %(day)s") % words
            kind = reply.get_kind_display() if reply.kind else _("nobody has read it")
            label = f"{label}: {kind}"
        yield reply.prospect_id, Knot("reply", "reply", on, label)


def _planned(
    ways: Iterable[Enrollment], viewer: User, today: date, until: date
) -> Iterable[tuple[int, Knot]]:
    """The open try, and the steps after it on the days they would fall."""
    running = [each for each in ways if each.state != EnrollmentState.ENDED]
    steps = steps_by_version({each.version_id for each in running})
    tries = Touch.objects.open().steps().filter(enrollment__in=running).select_related("step")
    open_tries = {each.enrollment_id: each for each in tries}
    for way in running:
        touch = open_tries.get(way.pk)
        if touch is not None:
            yield way.prospect_id, _open(touch, today)
        for step, on in days_ahead(way, steps.get(way.version_id, []), touch, viewer.zone, today):
            if today <= on < until:
                yield way.prospect_id, Knot("next", step.channel, on, ahead_words(step, on))


def _open(touch: Touch, today: date) -> Knot:
    on = max(touch.moved_on or touch.due_on, today)
    label = _("Try %(number)s, %(channel)s, planned for %(day)s") % {
        "number": touch.number,
        "channel": channel_word(touch.channel),
        "day": date_format(on, "DAY_MONTH"),
    }
    return Knot("now", touch.channel, on, label)


def _holds(company: Company, visible: Container[int], since: datetime) -> list[Hold]:
    """Those of these weeks; the reason of one about somebody else's person is not theirs to read."""
    holds = company.holds.filter(Q(lifted_at=None) | Q(lifted_at__gte=since))
    found = list(holds.select_related("reply").order_by("placed_at"))
    for hold in found:
        if hold.reply is not None and hold.reply.prospect_id not in visible:
            hold.reason = _("somebody there answered.")
    return found


def _span(hold: Hold, viewer: User) -> tuple[date, date | None]:
    first = hold.placed_at.astimezone(viewer.zone).date()
    return first, hold.lifted_at.astimezone(viewer.zone).date() if hold.lifted_at else None


def _held_words(hold: Hold, viewer: User) -> str:
    first, last = _span(hold, viewer)
    words = {"first": date_format(first, "DAY_MONTH"), "reason": hold.reason}
    if last is None:
        return _("On hold since %(first)s: %(reason)s") % words
    return _("On hold from %(first)s to %(last)s: %(reason)s") % {
        **words,
        "last": date_format(last, "DAY_MONTH"),
    }
