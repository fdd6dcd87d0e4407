"""What other numbers of the rules would change today: each kind of row that they touch, counted, and listed by key."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, Final

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from cadence.enums import NAMED_BY_OTHERS, Ending, EnrollmentState, VersionState
from cadence.models import Bounce, CadenceVersion, Enrollment, Touch
from cadence.models.arrays import Among
from cadence.policies.publishing import floors_of, problems_of
from cadence.selectors.bounces import standing_of
from cadence.selectors.long_letters import grown_long
from mailbox.models import Mailbox
from prospects.models import Company, Prospect
from research.models import Finding
from team.models import Policy, User

COUNTED = 1000  # beyond it, "more than"
A_BATCH = 500
LOOKED_AHEAD = timedelta(days=14)
OF_PLANS: Final = (
    "min_attempts",
    "longest_gap_days",
    "most_emails",
    "most_calls",
    "most_voicemails",
    "min_channels",
)


@dataclass(frozen=True, slots=True)
class Change:
    """The numbers as they are and as they would be, seen at one moment."""

    before: Policy
    after: Policy
    at: datetime

    def lowers(self, name: str) -> bool:
        return bool(getattr(self.after, name) < getattr(self.before, name))

    def raises(self, name: str) -> bool:
        return bool(getattr(self.after, name) > getattr(self.before, name))


type Rows = Callable[[Change, int], Iterable[Any]]


@dataclass(frozen=True, slots=True)
class Effect:
    """`rows` gives those beyond a key, in the order of their keys."""

    code: str
    numbers: tuple[str, ...]
    says: Lazy | str
    rows: Rows


@dataclass(frozen=True, slots=True)
class Consequence:
    effect: Effect
    count: int

    @property
    def is_more(self) -> bool:
        return self.count > COUNTED


def consequences(change: Change) -> list[Consequence]:
    """Of the numbers that change, every kind of row that they touch now; none is left out for touching nothing."""
    touched = [effect for effect in EFFECTS if _applies(effect, change)]
    return [
        Consequence(effect, sum(1 for _row in islice(effect.rows(change, 0), COUNTED + 1)))
        for effect in touched
    ]


def rows_of(code: str, change: Change, *, after: int, limit: int) -> list[Any]:
    """One page of what this effect touches, beyond the key. Raises KeyError for an effect there is none of."""
    return list(islice(BY_CODE[code].rows(change, after), limit))


def _applies(effect: Effect, change: Change) -> bool:
    """Only what became stricter touches what is there; what became easier lets more begin from now on."""
    return any(
        change.raises(name) if name in RISE else change.lowers(name) for name in effect.numbers
    )


def _in_batches[Row: models.Model](rows: QuerySet[Row], after: int) -> Iterator[Row]:
    while batch := list(rows.filter(pk__gt=after).order_by("pk")[:A_BATCH]):
        yield from batch
        after = batch[-1].pk


def _sooner(change: Change, after: int) -> Iterator[Prospect]:
    """People whose open try stands later after their last one than the new gap allows.

    A try's last day is its gap after the one before, on the person's wall: it comes nearer by as many days as the gap loses.
    """
    fewer = timedelta(days=change.before.longest_gap_days - change.after.longest_gap_days)
    moving = (
        Touch.objects.open()
        .steps()
        .filter(moved_on=None, promised_at=None, closes_at__gt=change.at)
        .exclude(gap_cause__in=NAMED_BY_OTHERS)
        .filter(enrollment__last_attempt_at__isnull=False, due_on__gt=F("deadline_on") - fewer)
    )
    # By a sum that no index holds: in the order of one, Postgres reads every try there ever was where few of them move.
    keys = moving.filter(prospect__gt=after).order_by(F("prospect") + 0)
    first = list(keys.values_list("prospect", flat=True)[: COUNTED + 1])
    yield from Prospect.objects.filter(Among("pk", first)).order_by("pk")


def _apart(change: Change, after: int) -> Iterator[Prospect]:
    """People whose open try is nearer to a colleague's than the new distance."""
    near = timedelta(days=change.after.days_between_colleagues)
    mine = Touch.objects.open().steps().filter(prospect=OuterRef("pk"))
    theirs = (
        Touch.objects.open()
        .steps()
        .filter(prospect__company=OuterRef("prospect__company"))
        .exclude(prospect=OuterRef("prospect"))
        .filter(due_on__gt=OuterRef("due_on") - near, due_on__lt=OuterRef("due_on") + near)
    )
    return _in_batches(Prospect.objects.filter(Exists(mine.filter(Exists(theirs)))), after)


def _few_tries(change: Change, after: int) -> Iterator[Prospect]:
    """People on their way through a version with fewer steps than we would ask for."""
    versions = CadenceVersion.objects.annotate(tries=Count("steps"))
    short = versions.filter(tries__lt=change.after.min_attempts).values("pk")
    there = Enrollment.objects.running().filter(prospect=OuterRef("pk"), version__in=short)
    return _in_batches(Prospect.objects.filter(Exists(there)), after)


def _plans(change: Change, after: int) -> Iterator[CadenceVersion]:
    """Published versions that keep the rules as they are, and would not keep them then."""
    were, would_be = floors_of(change.before), floors_of(change.after)
    published = CadenceVersion.objects.filter(
        state=VersionState.PUBLISHED, cadence__archived_at=None
    )
    for version in _in_batches(published.select_related("cadence"), after):
        steps = list(version.steps.order_by("number"))
        if problems_of(steps, would_be) and not problems_of(steps, were):
            yield version


def _letters(change: Change, after: int) -> Iterator[Prospect]:
    return grown_long(change.before, change.after, change.at, beyond=after)


def _older_than(days: int, were: int, change: Change, after: int) -> Iterator[Prospect]:
    """People in a cadence with a fact that is `were` young enough now and would not be."""
    today = change.at.date()
    facts = Finding.objects.standing().filter(
        dated_on__gte=today - timedelta(days=were), dated_on__lt=today - timedelta(days=days)
    )
    of_them = facts.filter(
        Q(prospect=OuterRef("prospect")) | Q(prospect=None, company=OuterRef("prospect__company"))
    )
    running = Enrollment.objects.running().filter(Exists(of_them), prospect=OuterRef("pk"))
    return _in_batches(Prospect.objects.filter(Exists(running)), after)


def _less_fresh(change: Change, after: int) -> Iterator[Prospect]:
    now, then = change.before.finding_fresh_days, change.after.finding_fresh_days
    return _older_than(then, now, change, after)


def _too_old(change: Change, after: int) -> Iterator[Prospect]:
    now, then = change.before.finding_max_days, change.after.finding_max_days
    return _older_than(then, now, change, after)


def _crowded(change: Change, after: int) -> Iterator[Company]:
    """Companies with more people in a cadence than we would begin with."""
    busy = (
        Enrollment.objects.running()
        .values("prospect__company")
        .annotate(people=Count("pk"))
        .filter(people__gt=change.after.people_per_company)
        .values("prospect__company")
    )
    return _in_batches(Company.objects.filter(pk__in=busy), after)


def _resting(change: Change, after: int) -> Iterator[Prospect]:
    """People whose last cadence is over for fewer days than they would rest."""
    since_any = change.at - timedelta(days=change.after.rest_days)
    since_no = change.at - timedelta(days=change.after.rest_after_no_days)
    later = Enrollment.objects.filter(prospect=OuterRef("prospect"), pk__gt=OuterRef("pk"))
    ended = Enrollment.objects.filter(~Exists(later), state=EnrollmentState.ENDED)
    longer = Q(pk=None)
    if change.raises("rest_days"):
        longer |= ~Q(ending=Ending.NO) & Q(ended_at__gt=since_any)
    if change.raises("rest_after_no_days"):
        longer |= Q(ending=Ending.NO, ended_at__gt=since_no)
    resting = ended.filter(longer, prospect=OuterRef("pk"))
    return _in_batches(Prospect.objects.filter(Exists(resting)), after)


def _capped(change: Change, after: int) -> Iterator[User]:
    """Reps whose mailbox sends more a day than it then would."""
    most = change.after.mailbox_daily_cap
    return _in_batches(User.objects.filter(mailbox__daily_cap__gt=most), after)


def _warned(change: Change, after: int) -> Iterator[User]:
    return _bounced(change, after, lambda now, then: then.warns and not now.warns)


def _stopped(change: Change, after: int) -> Iterator[User]:
    return _bounced(change, after, lambda now, then: then.stops and not now.stops)


def _bounced(change: Change, after: int, is_new: Callable[[Any, Any], bool]) -> Iterator[User]:
    returned = Bounce.objects.filter(mailbox=OuterRef("pk"))
    mailboxes = Mailbox.objects.filter(Exists(returned)).values("owner")
    for user in _in_batches(User.objects.filter(pk__in=mailboxes), after):
        now = standing_of(user.mailbox, change.before)
        if is_new(now, standing_of(user.mailbox, change.after)):
            yield user


def _busy(change: Change, after: int) -> Iterator[User]:
    """Reps who have more planned for a day of the next two weeks than a day would hold."""
    today = change.at.date()
    full = (
        Touch.objects.open()
        .steps()
        .filter(due_on__range=(today, today + LOOKED_AHEAD))
        .values("owner", "due_on")
        .annotate(tries=Count("pk"))
        .filter(tries__gt=change.after.daily_capacity)
        .values("owner")
    )
    return _in_batches(User.objects.filter(pk__in=full), after)


# The numbers of which more is stricter.
RISE: Final = frozenset(
    {
        "min_attempts",
        "min_channels",
        "novelty",
        "days_between_colleagues",
        "rest_days",
        "rest_after_no_days",
    }
)
EFFECTS: Final = (
    Effect(
        "sooner",
        ("longest_gap_days",),
        _("People whose next try moves to an earlier day"),
        _sooner,
    ),
    Effect(
        "few-tries",
        ("min_attempts",),
        _("People in a cadence with fewer steps than that: at its end they are not given up yet"),
        _few_tries,
    ),
    Effect("plans", OF_PLANS, _("Published versions that could not be published again"), _plans),
    Effect(
        "letters",
        ("first_letter_words", "later_letter_words", "subject_words"),
        _("People whose letter in review would get a look for its length"),
        _letters,
    ),
    Effect(
        "less-fresh",
        ("finding_fresh_days",),
        _("People in a cadence with a fact that may have changed by then"),
        _less_fresh,
    ),
    Effect(
        "too-old",
        ("finding_max_days",),
        _("People in a cadence with a fact that no letter may use any more"),
        _too_old,
    ),
    Effect(
        "crowded",
        ("people_per_company",),
        _("Companies with more people in a cadence: they go on, and nobody else begins there"),
        _crowded,
    ),
    Effect(
        "apart",
        ("days_between_colleagues",),
        _("People whose next try stands too near to a colleague's"),
        _apart,
    ),
    Effect(
        "resting",
        ("rest_days", "rest_after_no_days"),
        _("People who rest longer"),
        _resting,
    ),
    Effect(
        "capped",
        ("mailbox_daily_cap",),
        _("Reps whose mailbox may send less in a day than it may now"),
        _capped,
    ),
    Effect("warned", ("bounces_warn",), _("Reps whose mailbox would be warned"), _warned),
    Effect("stopped", ("bounces_stop",), _("Reps whose mailbox would send nothing"), _stopped),
    Effect(
        "busy",
        ("daily_capacity",),
        _("Reps with more planned for one of the next fourteen days"),
        _busy,
    ),
)
BY_CODE: Final = {effect.code: effect for effect in EFFECTS}
