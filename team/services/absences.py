"""Days on which somebody, or the whole company, does not work. The clock plans anew what they touch."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from psycopg.errors import ExclusionViolation

from team.enums import AuditKind
from team.models import Closure, TimeOff, User
from team.names import check_name
from team.permissions import check_admin, check_enters_days_gone, check_plans_for
from team.refusals import Refused
from team.services import auditing

type Span = tuple[date, date]

ONE_DAY = timedelta(days=1)
FURTHEST_BACK = 92
FURTHEST_AHEAD = 731


@transaction.atomic
def add_time_off(user: User, *, first_day: date, last_day: date, by: User, at: datetime) -> TimeOff:
    """Days off, and who enters days that are gone accounts for them last (`account_for_days_gone`).

    Refuses days that end before they begin, are off already or lie too far back or ahead, colleagues who do not plan
    for this person, and days that are gone from all but a manager of the team and admins.
    """
    check_plans_for(by, user)
    _check_span(first_day, last_day)
    _check_entered(newly_off(first_day, last_day), user, by=by, at=at)
    _check_is_free(TimeOff.objects.filter(user=user), first_day, last_day)
    with _kept_apart():
        return TimeOff.objects.create(user=user, first_day=first_day, last_day=last_day)


@transaction.atomic
def change_time_off(
    off: TimeOff, *, first_day: date, last_day: date, by: User, at: datetime
) -> TimeOff:
    """Refuses what adding refuses; the days it had do not stand in its way."""
    check_plans_for(by, off.user)
    _check_span(first_day, last_day)
    _check_entered(newly_off(first_day, last_day, off), off.user, by=by, at=at)
    others = TimeOff.objects.filter(user=off.user).exclude(pk=off.pk)
    _check_is_free(others, first_day, last_day)
    off.first_day, off.last_day = first_day, last_day
    with _kept_apart():
        off.save(update_fields=["first_day", "last_day"])
    return off


@transaction.atomic
def remove_time_off(off: TimeOff, *, by: User) -> None:
    """These are working days again. Refuses colleagues who do not plan for this person."""
    check_plans_for(by, off.user)
    off.delete()


def newly_off(first_day: date, last_day: date, off: TimeOff | None = None) -> list[Span]:
    """What these days add to those that `off` has."""
    if off is None:
        return [(first_day, last_day)]
    before = (first_day, min(last_day, off.first_day - ONE_DAY))
    after = (max(first_day, off.last_day + ONE_DAY), last_day)
    return [(first, last) for first, last in (before, after) if first <= last]


def account_for_days_gone(user: User, spans: Sequence[Span], *, by: User, at: datetime) -> None:
    """Who entered days that are gone stands in the audit. The last statement of its transaction."""
    today = _today(user, at)
    gone = [(first, min(last, today - ONE_DAY)) for first, last in spans if first < today]
    for first, last in gone:
        auditing.record(
            AuditKind.DAYS_GONE_ENTERED,
            actor=by,
            subject=f"time off of user {user.pk}",
            detail={"first_day": first.isoformat(), "last_day": last.isoformat()},
            at=at,
        )


def account_for_days(user: User, *, before: str, after: str, by: User, at: datetime) -> None:
    """Days off that somebody else keeps for them stand in the audit. Among the last statements of its transaction."""
    if by.pk != user.pk:
        auditing.record(
            AuditKind.DAYS_CHANGED,
            actor=by,
            subject=f"time off of user {user.pk}",
            detail={"before": before, "after": after},
            at=at,
        )


@transaction.atomic
def close_company(*, first_day: date, last_day: date, name: str, by: User, at: datetime) -> Closure:
    """Nobody of ours works on these days. Refuses what `check_closure` refuses."""
    check_closure(first_day=first_day, last_day=last_day, name=name, by=by, at=at)
    with _kept_apart():
        closure = Closure.objects.create(first_day=first_day, last_day=last_day, name=name)
    _account(before="", after=str(closure), by=by, at=at)
    return closure


def check_closure(*, first_day: date, last_day: date, name: str, by: User, at: datetime) -> None:
    """Refuse all but admins, days that end before they begin, are closed already or lie too far back or ahead, and a name that hides something."""
    check_admin(by)
    check_name(name)
    _check_span(first_day, last_day)
    check_reach(first_day, last_day, _today(by, at))
    _check_is_free(Closure.objects.all(), first_day, last_day)


@transaction.atomic
def open_company(closure: Closure, *, by: User, at: datetime) -> None:
    """These are working days again. Refuses all but admins."""
    check_admin(by)
    before = str(closure)
    closure.delete()
    _account(before=before, after="", by=by, at=at)


def _check_span(first_day: date, last_day: date) -> None:
    if last_day < first_day:
        raise Refused(_("The last day comes before the first."), code="backwards")


def _check_entered(spans: Sequence[Span], user: User, *, by: User, at: datetime) -> None:
    today = _today(user, at)
    for first, last in spans:
        check_reach(first, last, today)
        if first < today:
            check_enters_days_gone(by, user)


def check_reach(first_day: date, last_day: date, today: date) -> None:
    """Refuse days that lie too far back or ahead."""
    if first_day < today - timedelta(days=FURTHEST_BACK):
        words = {"days": FURTHEST_BACK}
        raise Refused(
            _("The first day is more than %(days)s days ago.") % words, code="too_far_back"
        )
    if last_day > today + timedelta(days=FURTHEST_AHEAD):
        raise Refused(_("The last day is more than two years ahead."), code="too_far_ahead")


def _today(user: User, at: datetime) -> date:
    return at.astimezone(user.zone).date()


def _check_is_free(
    others: QuerySet[TimeOff] | QuerySet[Closure], first_day: date, last_day: date
) -> None:
    there = others.filter(first_day__lte=last_day, last_day__gte=first_day).first()
    if there is not None:
        days = {"first": _said(there.first_day), "last": _said(there.last_day)}
        raise Refused(
            _("%(first)s to %(last)s stands here already. Change that instead.") % days,
            code="overlaps",
        )


@contextmanager
def _kept_apart() -> Iterator[None]:
    """Two who keep the same days at once: the database lets one of them."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if not isinstance(error.__cause__, ExclusionViolation):
            raise
        raise Refused(
            _("Somebody kept days off that overlap these just now. Look again."), code="overlaps"
        ) from error


def _said(day: date) -> str:
    return date_format(day, "DAY_MONTH_YEAR")


def _account(*, before: str, after: str, by: User, at: datetime) -> None:
    auditing.record(
        AuditKind.POLICY_CHANGED,
        actor=by,
        subject="company closures",
        detail={"before": before, "after": after},
        at=at,
    )
