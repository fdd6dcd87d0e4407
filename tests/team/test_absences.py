"""Days off: kept, changed and taken off by whoever plans for a person; closures by admins, and accounted for."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from team.enums import AuditKind, Role
from team.models import AuditEvent, Team, TimeOff, User
from team.refusals import Refused
from team.selectors.working_week import week_of
from team.services import absences
from tests import races
from tests.factories.prospects import NOW
from tests.factories.team import TeamFactory, UserFactory

pytestmark = pytest.mark.django_db

MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 27)
WEEK = {"first_day": "2026-11-23", "last_day": "2026-11-27"}


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def team() -> Team:
    return TeamFactory.create()


@pytest.fixture
def maya(team: Team) -> User:
    return UserFactory.create(name="Maya Okafor", team=team)


@pytest.fixture
def ines(team: Team) -> User:
    return UserFactory.create(name="Ines Duarte", team=team, role=Role.MANAGER)


@pytest.fixture
def admin() -> User:
    return UserFactory.create(role=Role.ADMIN)


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def off(user: User, first: date = MONDAY, last: date = FRIDAY) -> TimeOff:
    return absences.add_time_off(user, first_day=first, last_day=last, by=user, at=NOW)


def spans(user: User) -> list[tuple[date, date]]:
    return list(user.time_off.order_by("first_day").values_list("first_day", "last_day"))


def test_days_off_are_kept_changed_and_taken_off(maya: User) -> None:
    span = off(maya)
    absences.change_time_off(span, first_day=MONDAY, last_day=date(2026, 12, 1), by=maya, at=NOW)
    assert spans(maya) == [(MONDAY, date(2026, 12, 1))]

    absences.remove_time_off(span, by=maya)
    assert spans(maya) == []


def test_days_that_end_before_they_begin_are_refused(maya: User) -> None:
    with pytest.raises(Refused, match=r"^The last day comes before the first\.$"):
        off(maya, FRIDAY, MONDAY)
    with (
        pytest.raises(IntegrityError, match="time_off_ends_after_it_begins"),
        transaction.atomic(),
    ):
        TimeOff.objects.create(user=maya, first_day=FRIDAY, last_day=MONDAY)


@pytest.mark.parametrize("first", [MONDAY, FRIDAY, date(2026, 11, 20)])
def test_days_that_are_off_already_are_refused_and_named(maya: User, first: date) -> None:
    off(maya)

    with pytest.raises(Refused) as refusal:
        off(maya, first, date(2026, 11, 30))

    assert refusal.value.sentence == (
        "23 November 2026 to 27 November 2026 stands here already. Change that instead."
    )
    with pytest.raises(IntegrityError, match="time_off_never_overlaps"), transaction.atomic():
        TimeOff.objects.create(user=maya, first_day=first, last_day=date(2026, 11, 30))


def test_the_day_after_and_a_colleagues_days_overlap_nothing(maya: User, ines: User) -> None:
    off(maya)
    off(maya, date(2026, 11, 28), date(2026, 11, 28))
    off(ines)

    assert TimeOff.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_of_two_who_keep_the_same_days_at_once_one_is_refused(maya: User) -> None:
    def keep() -> str:
        off(maya)
        return "kept"

    assert sorted(map(str, races.at_once(keep, keep))) == ["kept", "overlaps"]
    assert spans(maya) == [(MONDAY, FRIDAY)]


def test_a_manager_plans_for_their_team_an_admin_for_all_and_a_rep_for_nobody_else(
    maya: User, ines: User, admin: User
) -> None:
    stranger = UserFactory.create(name="Tomasz Zielinski", role=Role.MANAGER)
    for by in (ines, admin):
        span = absences.add_time_off(maya, first_day=MONDAY, last_day=FRIDAY, by=by, at=NOW)
        absences.remove_time_off(span, by=by)

    for by in (stranger, UserFactory.create(team=maya.team)):
        with pytest.raises(Refused, match=r"^When Maya works, they say, or their manager\.$"):
            absences.add_time_off(maya, first_day=MONDAY, last_day=FRIDAY, by=by, at=NOW)


def test_two_years_ahead_and_a_quarter_back_are_the_furthest(admin: User, maya: User) -> None:
    today = NOW.date()
    for ahead in (-92, 731):
        day = today + timedelta(days=ahead)
        absences.add_time_off(maya, first_day=day, last_day=day, by=admin, at=NOW)

    for day, code in [
        (today - timedelta(days=93), "too_far_back"),
        (date.min, "too_far_back"),
        (today + timedelta(days=732), "too_far_ahead"),
        (date.max, "too_far_ahead"),
    ]:
        days: dict[str, Any] = {"first_day": day, "last_day": day, "by": admin, "at": NOW}
        with pytest.raises(Refused) as of_a_rep:
            absences.add_time_off(maya, **days)
        with pytest.raises(Refused) as of_all:
            absences.close_company(name="Stocktaking", **days)
        assert (of_a_rep.value.code, of_all.value.code) == (code, code)


def test_days_that_are_gone_are_not_a_reps_to_enter(maya: User, ines: User) -> None:
    today, yesterday = NOW.date(), NOW.date() - timedelta(days=1)
    sentence = r"^Days that are gone are entered by a manager of the team, or by an admin\.$"
    with pytest.raises(Refused, match=sentence):
        off(maya, yesterday, today)
    span = off(maya, today, FRIDAY)
    with pytest.raises(Refused, match=sentence):
        absences.change_time_off(span, first_day=yesterday, last_day=FRIDAY, by=maya, at=NOW)

    days: dict[str, Any] = {"first_day": yesterday, "last_day": FRIDAY}
    absences.change_time_off(span, **days, by=ines, at=NOW)
    later = absences.change_time_off(
        span, first_day=yesterday, last_day=MONDAY, by=maya, at=NOW + timedelta(days=1)
    )

    assert later.first_day == yesterday


def test_a_closure_is_an_admins_and_accounted_for(maya: User, admin: User) -> None:
    days: dict[str, Any] = {"first_day": date(2026, 12, 24), "last_day": date(2027, 1, 1)}
    with pytest.raises(Refused, match="Ask an admin"):
        absences.close_company(**days, name="Between the years", by=maya, at=NOW)

    closure = absences.close_company(**days, name="Between the years", by=admin, at=NOW)
    with pytest.raises(Refused, match="stands here already"):
        absences.close_company(**days, name="Again", by=admin, at=NOW)
    absences.open_company(closure, by=admin, at=NOW)

    words = "Between the years, 2026-12-24 to 2027-01-01"
    told = AuditEvent.objects.filter(kind=AuditKind.POLICY_CHANGED).order_by("pk")
    assert [(each.actor, each.subject, each.detail) for each in told] == [
        (admin, "company closures", {"before": "", "after": words}),
        (admin, "company closures", {"before": words, "after": ""}),
    ]


def test_the_page_shows_the_days_off_that_are_kept(maya: User) -> None:
    off(maya)

    page = browser(maya).get(reverse("team:time-off")).content.decode()

    assert "Mon 23 Nov 2026 to Fri 27 Nov 2026" in page


def test_a_manager_keeps_the_week_of_their_rep(maya: User, ines: User) -> None:
    client = browser(ines)
    assert (
        reverse("team:time-off-of", args=[maya.pk])
        in client.get(reverse("team:time-off")).content.decode()
    )
    week = {"day-TOTAL_FORMS": "7", "day-INITIAL_FORMS": "7", "day-2-works": "on"}
    hours = {"day-2-start": "09:00", "day-2-end": "13:00"}
    address = reverse("team:week-of", args=[maya.pk])

    assert client.post(address, week).status_code == 422
    assert client.post(address, week | hours).status_code == 302
    assert [day.weekday for day in week_of(maya) if day.works] == [2]


def test_nobody_sees_the_days_or_keeps_the_week_of_somebody_they_do_not_plan_for(
    maya: User, ines: User
) -> None:
    client = browser(maya)

    assert client.get(reverse("team:time-off-of", args=[ines.pk])).status_code == 404
    assert client.post(reverse("team:week-of", args=[ines.pk])).status_code == 404


def test_the_page_asks_the_same_of_the_database_for_one_colleague_and_for_three(
    ines: User, team: Team, django_assert_num_queries: Any
) -> None:
    client = browser(ines)
    counts = []
    for _more in range(2):
        for each in UserFactory.create_batch(2, team=team):
            off(each)
        with django_assert_num_queries(6):
            counts.append(client.get(reverse("team:time-off")).status_code)
    assert counts == [200, 200]
