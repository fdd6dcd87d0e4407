"""Days on which somebody, or the whole company, does not work. The clock plans anew what they touch."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from psycopg.errors import ExclusionViolation

from team.enums import AuditKind
from team.models import Closure, TimeOff, User
from team.names import check_name
from team.permissions import check_admin, check_plans_for
from team.refusals import Refused
from team.services import auditing


@transaction.atomic
def add_time_off(user: User, *, first_day: date, last_day: date, by: User) -> TimeOff:
    """Refuses days that end before they begin or are off already, and colleagues who do not plan for this person."""
    check_plans_for(by, user)
    _check_span(first_day, last_day)
    _check_is_free(TimeOff.objects.filter(user=user), first_day, last_day)
    with _kept_apart():
        return TimeOff.objects.create(user=user, first_day=first_day, last_day=last_day)


@transaction.atomic
def change_time_off(off: TimeOff, *, first_day: date, last_day: date, by: User) -> TimeOff:
    """Refuses what adding refuses; the days it had do not stand in its way."""
    check_plans_for(by, off.user)
    _check_span(first_day, last_day)
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


@transaction.atomic
def close_company(*, first_day: date, last_day: date, name: str, by: User, at: datetime) -> Closure:
    """Nobody of ours works on these days.

    Refuses all but admins, days that end before they begin or are closed already, and a name that hides something.
    """
    check_admin(by)
    check_name(name)
    _check_span(first_day, last_day)
    _check_is_free(Closure.objects.all(), first_day, last_day)
    with _kept_apart():
        closure = Closure.objects.create(first_day=first_day, last_day=last_day, name=name)
    _account(before="", after=str(closure), by=by, at=at)
    return closure


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
    return date_format(day, "j F Y")


def _account(*, before: str, after: str, by: User, at: datetime) -> None:
    auditing.record(
        AuditKind.POLICY_CHANGED,
        actor=by,
        subject="company closures",
        detail={"before": before, "after": after},
        at=at,
    )
