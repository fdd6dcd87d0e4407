"""What stands beneath the promises: why people say no, whose late days were, who introduced us, what we brought, what is ahead."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from adherence.enums import LateCause
from adherence.schedule import Period
from adherence.selectors.gaps import late_days
from adherence.selectors.heard import Number
from cadence.enums import NoReason, ReplyKind, TouchState
from cadence.models import Cadence, Reply, Touch
from cadence.selectors.load import DayLoad, forecasts
from research.enums import IntroductionState
from research.models import ImpactStory, Introduction
from team.charts import Sparkline, sparkline
from team.models import User

MOST_STORIES = 8
MOST_REPS = 30
WEEKS_AHEAD = 4
# Nobody wrote these to us.
NOT_A_WORD = (ReplyKind.AWAY, ReplyKind.AUTOMATIC)


@dataclass(frozen=True, slots=True)
class StoryUse:
    story: ImpactStory
    tries: int
    answers: int


@dataclass(frozen=True, slots=True)
class Ahead:
    """A rep's coming weeks: tries in each, and the day with the most of them."""

    rep: User
    weeks: list[int]
    busiest: DayLoad

    @property
    def line(self) -> Sparkline:
        return sparkline(self.weeks)

    @property
    def is_too_much(self) -> bool:
        return bool(self.busiest.capacity) and self.busiest.tries > self.busiest.capacity


def reasons_of_no(
    reps: Collection[int], period: Period, viewer: User, cadence: Cadence | None = None
) -> list[Number]:
    """By reason, the commonest first; at the end those to whom nobody has given one."""
    noes = _said(reps, period, viewer).filter(kind=ReplyKind.NO)
    if cadence:
        noes = noes.filter(enrollment__version__cadence=cadence)
    found = dict(noes.values_list("reason").annotate(number=Count("pk")))
    given = [Number(each, str(each.label), found.get(each, 0)) for each in NoReason]
    told = sorted((each for each in given if each.number), key=lambda each: -each.number)
    without = found.get("")
    return [*told, Number("", _("No reason given yet"), without)] if without else told


def late_by_cause(
    reps: Collection[User], period: Period, cadence: Cadence | None = None
) -> list[Number]:
    """Late days of these weeks, in the order in which causes are looked for."""
    causes = late_days(reps, period.first.monday, period.last.sunday, cadence=cadence).causes
    return [Number(each, str(each.label), causes[each]) for each in LateCause if causes[each]]


def introductions(reps: Collection[int], period: Period, viewer: User) -> list[Number]:
    """Asked for in these weeks, by what came of it; in no cadence, for an ask is not a try."""
    start, end = _span(period, viewer)
    asked = Introduction.objects.filter(asked_by__in=reps, asked_at__gte=start, asked_at__lt=end)
    found = dict(asked.values_list("state").annotate(number=Count("pk")))
    return [
        Number(each, str(each.label), found[each]) for each in IntroductionState if each in found
    ]


def stories_used(
    reps: Collection[int], period: Period, viewer: User, cadence: Cadence | None = None
) -> list[StoryUse]:
    """The stories that most tries of these weeks brought, and after how many somebody wrote back."""
    start, end = _span(period, viewer)
    answered = Reply.objects.filter(touch=OuterRef("pk")).exclude(kind__in=NOT_A_WORD)
    made = Touch.objects.filter(
        owner__in=reps, closed_at__gte=start, closed_at__lt=end, state=TouchState.DONE,
        story__isnull=False,
    )  # fmt: skip
    if cadence:
        made = made.filter(enrollment__version__cadence=cadence)
    counted = dict[int, list[int]]()
    for story, was_answered, number in (
        made.annotate(was_answered=Exists(answered))
        .values_list("story", "was_answered")
        .annotate(number=Count("pk"))
    ):
        tally = counted.setdefault(story, [0, 0])
        tally[0] += number
        tally[1] += number if was_answered else 0
    most = sorted(counted, key=lambda story: (-counted[story][0], story))[:MOST_STORIES]
    stories = ImpactStory.objects.in_bulk(most)
    return [StoryUse(stories[story], *counted[story]) for story in most]


def load_ahead(reps: Sequence[User], at: datetime) -> list[Ahead]:
    """Of thirty reps at most, by name: every try that is before them if each is made on its day."""
    shown = sorted((rep for rep in reps if rep.is_active and rep.is_rep), key=lambda rep: rep.name)
    found = forecasts(shown[:MOST_REPS], at, weeks=WEEKS_AHEAD).values()
    return [_ahead(each.rep, each.load().days) for each in found]


def _ahead(rep: User, days: list[DayLoad]) -> Ahead:
    weeks = [sum(day.tries for day in days[n : n + 7]) for n in range(0, len(days), 7)]
    return Ahead(rep, weeks, max(days, key=lambda day: day.tries))


def _said(reps: Collection[int], period: Period, viewer: User) -> QuerySet[Reply]:
    start, end = _span(period, viewer)
    return Reply.objects.filter(owner__in=reps, received_at__gte=start, received_at__lt=end)


def _span(period: Period, viewer: User) -> tuple[datetime, datetime]:
    """Of these weeks, on the viewer's wall: what nobody has counted is read by the clock of whoever asks."""
    return period.first.span(viewer.zone)[0], period.last.span(viewer.zone)[1]
