"""Whatever an admin or a manager changes for others leaves a line in the account, with what was and what is."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest

from cadence.enums import HouseRuleKind
from cadence.services import covering, designing, house_holidays, ruling
from team.enums import AuditKind, Role
from team.models import AuditEvent, User
from team.services import absences, policies, preferences
from tests import journeys
from tests.factories.cadence import published_version
from tests.journeys import NOW

pytestmark = [
    pytest.mark.usefixtures("clock", "sandbox"),
    pytest.mark.django_db(transaction=True),
]

CHRISTMAS = {"first_day": date(2026, 12, 24), "last_day": date(2026, 12, 31)}


def admin() -> User:
    return journeys.rep(role=Role.ADMIN, name="Ines Duarte")


def manager_of(rep: User) -> User:
    return journeys.rep(role=Role.MANAGER, team=rep.team)


def rules() -> Callable[[], Any]:
    by = admin()
    return lambda: policies.change({"min_attempts": 12}, seen=0, by=by)


def look_made_a_stop() -> Callable[[], Any]:
    by = admin()
    return lambda: ruling.raise_look("jargon", by=by, at=NOW)


def line_added() -> Callable[[], Any]:
    by = admin()
    return lambda: ruling.add_line(HouseRuleKind.WORN, "dear sirs", by=by, at=NOW)


def line_removed() -> Callable[[], Any]:
    by = admin()
    line = ruling.add_line(HouseRuleKind.CALENDAR, "meet.example", by=by, at=NOW)
    return lambda: ruling.remove_line(line, by=by, at=NOW)


def closed() -> Callable[[], Any]:
    by = admin()
    return lambda: absences.close_company(**CHRISTMAS, name="Between the years", by=by, at=NOW)


def opened() -> Callable[[], Any]:
    by = admin()
    closure = absences.close_company(**CHRISTMAS, name="Between the years", by=by, at=NOW)
    return lambda: absences.open_company(closure, by=by, at=NOW)


def holiday_added() -> Callable[[], Any]:
    by = admin()
    words: dict[str, Any] = {"country": "IE", "region": "", "name": "Founders’ Day"}
    return lambda: house_holidays.add(**words, day=date(2026, 12, 1), by=by, at=NOW)


def holiday_switched_off() -> Callable[[], Any]:
    by = admin()
    words: dict[str, Any] = {"country": "IE", "region": "", "day": date(2026, 12, 25)}
    return lambda: house_holidays.switch_off(**words, by=by, at=NOW)


def holiday_as_before() -> Callable[[], Any]:
    by, kept = admin(), holiday_added()()
    return lambda: house_holidays.take_back(kept, by=by, at=NOW)


def week_of_another() -> Callable[[], Any]:
    rep = journeys.rep()
    by = manager_of(rep)
    return lambda: preferences.keep_week(rep, hours={0: (time(9), time(12))}, by=by, at=NOW)


def days_off_of_another() -> Callable[[], Any]:
    rep = journeys.rep()
    by = manager_of(rep)
    return lambda: covering.plan_absence(rep, **CHRISTMAS, cover=None, by=by, at=NOW)


def back_to_work() -> Callable[[], Any]:
    rep = journeys.rep()
    by = manager_of(rep)
    off = covering.plan_absence(rep, **CHRISTMAS, cover=None, by=by, at=NOW).off
    return lambda: covering.end_absence(off, by=by, at=NOW)


def cadence_archived() -> Callable[[], Any]:
    by, cadence = admin(), published_version().cadence
    return lambda: designing.archive(cadence, by=by, at=NOW)


def cadence_in_use_again() -> Callable[[], Any]:
    by, cadence = admin(), published_version().cadence
    designing.archive(cadence, by=by, at=NOW)
    return lambda: designing.take_back(cadence, by=by, at=NOW)


ACTS: dict[str, tuple[Callable[[], Callable[[], Any]], AuditKind]] = {
    "rules": (rules, AuditKind.POLICY_CHANGED),
    "check-stop": (look_made_a_stop, AuditKind.POLICY_CHANGED),
    "line-new": (line_added, AuditKind.POLICY_CHANGED),
    "line-removal": (line_removed, AuditKind.POLICY_CHANGED),
    "closures": (closed, AuditKind.POLICY_CHANGED),
    "closure-removal": (opened, AuditKind.POLICY_CHANGED),
    "holidays": (holiday_added, AuditKind.POLICY_CHANGED),
    "holiday-omission": (holiday_switched_off, AuditKind.POLICY_CHANGED),
    "holiday-removal": (holiday_as_before, AuditKind.POLICY_CHANGED),
    "week-of": (week_of_another, AuditKind.DAYS_CHANGED),
    "absence-new": (days_off_of_another, AuditKind.DAYS_CHANGED),
    "absence-end": (back_to_work, AuditKind.DAYS_CHANGED),
    "plan-archive": (cadence_archived, AuditKind.CADENCE_SHELVED),
    "plan-archive again": (cadence_in_use_again, AuditKind.CADENCE_SHELVED),
}


@pytest.mark.parametrize("name", ACTS)
def test_the_act_stands_in_the_account_with_who_and_what_was_before(name: str) -> None:
    make_ready, kind = ACTS[name]
    act = make_ready()
    before = set(AuditEvent.objects.values_list("pk", flat=True))

    act()

    [event] = AuditEvent.objects.exclude(pk__in=before)
    assert event.kind == kind
    assert event.actor is not None
    assert event.actor.role in (Role.ADMIN, Role.MANAGER)
    changed = event.detail.get("changed") or event.detail
    assert "before" in changed or all(len(pair) == 2 for pair in changed.values())


def test_what_somebody_keeps_for_themselves_is_nobodys_business() -> None:
    rep = journeys.rep()
    preferences.keep_week(rep, hours={0: (time(9), time(12))}, by=rep, at=NOW)
    off = covering.plan_absence(rep, **CHRISTMAS, cover=None, by=rep, at=NOW).off
    covering.end_absence(off, by=rep, at=NOW)
    assert not AuditEvent.objects.exists()
