"""What a change of the house's days would move: exactly what the clock then does, and nothing is kept that nobody saw."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cadence.models import Touch
from cadence.selectors.calendars import house_now
from cadence.services import changing_days, house_holidays, replanning
from cadence.services.changing_days import Change, Picture, picture
from team.enums import Role
from team.models import Closure, HouseHoliday, User
from team.refusals import Refused
from team.services import absences
from tests import journeys
from tests.cadence.test_replanning import THURSDAY, TUESDAY, WEDNESDAY, replan, second_call, stands
from tests.journeys import NOW

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.django_db]

FRIDAY = date(2026, 11, 20)


def admin() -> User:
    return journeys.rep(role=Role.ADMIN, name="Ines Duarte")


def close(first: date, last: date) -> Closure:
    return absences.close_company(
        first_day=first, last_day=last, name="Stocktaking", by=admin(), at=NOW
    )


def closing(first: date, last: date) -> Change:
    return changing_days.closing(first, last, "Stocktaking")


def told(found: Picture) -> tuple[Any, ...]:
    return found.tries, found.people, found.latest, found.late


def rows(found: Picture) -> dict[int, tuple[date, date]]:
    return {row.person.pk: (row.stands_on, row.goes_to) for row in found.rows}


def open_days() -> dict[int, date]:
    return dict(Touch.objects.open().values_list("prospect", "due_on"))


def test_a_closure_shows_whom_the_clock_then_moves_and_writes_nothing() -> None:
    moving, staying = second_call(), second_call(gap=1)
    before = open_days()

    found = picture(closing(THURSDAY, THURSDAY), NOW)

    assert told(found) == (1, 1, WEDNESDAY, 0)
    assert rows(found) == {moving.prospect_id: (THURSDAY, WEDNESDAY)}
    assert open_days() == before
    close(THURSDAY, THURSDAY)
    replan()
    after = open_days()
    assert {pk: (before[pk], day) for pk, day in after.items() if day != before[pk]} == rows(found)
    assert staying.prospect_id in after


def test_a_closure_that_is_taken_off_shows_who_goes_back() -> None:
    touch = second_call()
    closure = close(THURSDAY, THURSDAY)
    replan()
    before = stands(touch)[0]

    found = picture(changing_days.opening(closure), NOW)

    assert rows(found) == {touch.prospect_id: (before, THURSDAY)}
    absences.open_company(closure, by=admin(), at=NOW)
    replan()
    assert stands(touch)[0] == THURSDAY


def test_a_holiday_of_one_place_moves_nobody_elsewhere() -> None:
    rep = journeys.rep(country="IE")
    here = second_call(rep, country="DE", subdivision="BY", email="a@a.example")
    second_call(rep, country="DE", subdivision="BE", email="b@b.example")
    second_call(rep, country="FR", email="c@c.example")

    found = picture(changing_days.holiday("DE", "BY", THURSDAY, "Founders’ Day"), NOW)

    assert rows(found) == {here.prospect_id: (THURSDAY, WEDNESDAY)}


def test_a_holiday_of_the_reps_moves_their_people_wherever_these_live() -> None:
    touch = second_call(journeys.rep(country="IE"), country="FR")
    found = picture(changing_days.holiday("IE", "", THURSDAY, "Founders’ Day"), NOW)
    assert set(rows(found)) == {touch.prospect_id}


def test_a_holiday_that_is_switched_off_shows_who_goes_to_it_and_who_leaves_it_again() -> None:
    """18 November is a day off in Saxony."""
    touch = second_call(journeys.rep(country="DE", subdivision="SN"), gap=2)
    assert stands(touch)[0] == TUESDAY

    found = picture(changing_days.holiday("DE", "SN", WEDNESDAY), NOW)
    assert rows(found) == {touch.prospect_id: (TUESDAY, WEDNESDAY)}

    off = house_holidays.switch_off(country="DE", region="SN", day=WEDNESDAY, by=admin(), at=NOW)
    replan()
    assert stands(touch)[0] == WEDNESDAY
    found = picture(changing_days.as_before(off), NOW)
    assert rows(found) == {touch.prospect_id: (WEDNESDAY, TUESDAY)}


def test_days_too_many_to_work_before_day_seven_are_called_late_and_the_pause_is_named() -> None:
    second_call()

    found = picture(closing(TUESDAY, date(2026, 11, 27)), NOW)

    assert (found.tries, found.late) == (1, 1)
    # From Monday the 16th to Monday the 30th.
    assert found.pause == 14
    assert picture(closing(THURSDAY, FRIDAY), NOW).pause == 0


def test_a_call_promised_for_a_sunday_beside_a_closure_is_not_called_late() -> None:
    touch, sunday = second_call(), date(2026, 11, 22)
    at = NOW + timedelta(days=6, hours=1)
    Touch.objects.filter(pk=touch.pk).update(
        promised_at=at, due_on=sunday, due_at=at, closes_at=at + timedelta(hours=1)
    )
    assert told(picture(closing(date(2026, 11, 21), date(2026, 11, 21)), NOW)) == (0, 0, None, 0)

    found = picture(closing(sunday, sunday), NOW)
    assert rows(found) == {touch.prospect_id: (sunday, date(2026, 11, 23))}


def test_only_so_many_tries_are_looked_at_and_it_says_that_there_are_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rep = journeys.rep()
    for name in ("a", "b"):
        second_call(rep, email=f"{name}@{name}.example")
    monkeypatch.setattr(changing_days, "LOOKED_AT", 1)

    found = picture(closing(THURSDAY, THURSDAY), NOW)

    assert (found.tries, found.is_more) == (1, True)


def test_three_tries_take_no_more_questions_than_one() -> None:
    rep = journeys.rep()

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            picture(closing(THURSDAY, THURSDAY), NOW)
        return len(asked)

    second_call(rep, email="a@a.example")
    one = queries()
    for name in ("b", "c"):
        second_call(rep, email=f"{name}@{name}.example")
    assert queries() == one


def _another_try(_by: User) -> None:
    second_call(email="b@b.example")


def _another_closure(_by: User) -> None:
    Closure.objects.create(first_day=date(2027, 3, 1), last_day=date(2027, 3, 1), name="Fair")


def _another_holiday(_by: User) -> None:
    HouseHoliday.objects.create(country="PT", day=date(2027, 3, 1), name="Fair", is_kept=True)


@pytest.mark.parametrize("meanwhile", [_another_try, _another_closure, _another_holiday])
def test_what_nobody_saw_is_not_kept(meanwhile: Callable[[User], None]) -> None:
    by = admin()
    second_call(email="a@a.example")

    def save() -> None:
        absences.close_company(
            first_day=THURSDAY, last_day=THURSDAY, name="Stocktaking", by=by, at=NOW
        )

    def keep(seen: str) -> None:
        changing_days.keep(lambda: closing(THURSDAY, THURSDAY), save, seen=seen, at=NOW)

    seen = picture(closing(THURSDAY, THURSDAY), NOW).seen
    meanwhile(by)
    with pytest.raises(Refused, match="no longer what you saw") as refusal:
        keep(seen)
    assert refusal.value.code == "conflict_days"
    assert not Closure.objects.filter(name="Stocktaking").exists()

    keep(picture(closing(THURSDAY, THURSDAY), NOW).seen)
    assert Closure.objects.filter(name="Stocktaking").exists()


def test_a_try_that_is_made_while_the_picture_is_drawn_stands_in_nobodys_way() -> None:
    touch = second_call()
    read = list(replanning.open_to_come(NOW))
    Touch.objects.filter(pk=touch.pk).update(moved_on=FRIDAY, moved_from=THURSDAY)

    [found] = replanning.days_by(house_now(), read, NOW)
    assert (found.touch.pk, found.day) == (touch.pk, THURSDAY)
