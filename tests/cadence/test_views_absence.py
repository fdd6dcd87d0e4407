"""The page on which an absence is planned: seen before it is kept, by the rep or whoever plans for them."""

from datetime import time
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cadence.models import Touch
from team.enums import AuditKind, Role
from team.models import AuditEvent, TimeOff, User, WorkingHours
from tests import journeys
from tests.cadence.absences import ALONE, away, called, due
from tests.cadence.browsing import Browser, text_of
from tests.factories.team import UserFactory
from tests.journeys import NOW

pytestmark = pytest.mark.usefixtures("clock", "sandbox")

WEEK = {"first_day": "2026-11-16", "last_day": "2026-11-25"}


@pytest.fixture
def maya() -> User:
    return journeys.rep(name="Maya Lindgren")


@pytest.fixture
def jonas(maya: User) -> User:
    return UserFactory.create(name="Jonas Berg", team=maya.team)


def asked(cover: User | None, **more: Any) -> dict[str, Any]:
    return {**WEEK, "cover": cover.pk if cover else "", **more}


def test_nothing_is_kept_before_its_preview_was_seen(maya: User, jonas: User) -> None:
    touch = due(called(maya), 3)
    browser = Browser(maya)

    first = browser.post("absence-new", maya.pk, **asked(jonas, keep="1"))
    assert not TimeOff.objects.exists()
    page = text_of(first)
    assert "Jonas makes 1 try that cannot wait" in page
    assert f"<b>{touch.prospect.name}</b>" in page
    seen = f"2026-11-16 2026-11-25 {jonas.pk}"
    assert f'name="seen" value="{seen}"' in page

    answer = browser.post("absence-new", maya.pk, **asked(jonas, keep="1", seen=seen))
    assert answer["Location"] == reverse("team:time-off")
    assert TimeOff.objects.get().cover == jonas
    assert Touch.objects.open().get().owner == jonas


def test_other_days_than_those_seen_are_shown_first(maya: User, jonas: User) -> None:
    browser = Browser(maya)

    page = browser.post(
        "absence-new", maya.pk, **asked(jonas, keep="1", seen=f"2026-11-16 2026-11-17 {jonas.pk}")
    )

    assert (page.status_code, TimeOff.objects.count()) == (200, 0)


def test_it_says_who_waits_in_vain_while_nobody_covers(maya: User, jonas: User) -> None:
    due(called(maya), 3)

    page = text_of(Browser(maya).post("absence-new", maya.pk, **asked(None, look="1")))

    assert "1 try falls on these days, and nobody makes it" in page
    assert "Choose who covers, or they wait past day seven." in page


def test_it_says_what_else_the_cover_has_and_what_keeps_them_from_it(
    maya: User, jonas: User
) -> None:
    promised = due(called(maya), 3)
    Touch.objects.filter(pk=promised.pk).update(promised_at=promised.due_at)
    due(called(jonas, **ALONE | {"phone": "+353915550188"}), 3)
    for weekday in (0, 1, 2, 4):
        WorkingHours.objects.create(user=jonas, weekday=weekday, start=time(9), end=time(17))

    page = text_of(Browser(maya).post("absence-new", maya.pk, **asked(jonas, look="1")))

    assert "Jonas has 1 other try on these days." in page
    assert "Jonas has no mailbox that sends. Letters wait until one is connected." in page
    assert "Jonas does not work on Thu 19 Nov, where some of these tries stand." in page


def test_of_a_cover_who_is_there_and_free_it_says_nothing_more(maya: User, jonas: User) -> None:
    due(called(maya), 3)
    away(maya, 0, 9, jonas)
    journeys.connected(jonas)

    page = text_of(
        Browser(maya).post("absence", TimeOff.objects.get().pk, **asked(jonas, look="1"))
    )

    for words in ("1 other try", "no mailbox that sends", "does not work"):
        assert words not in page


def test_moves_are_named_with_both_days(maya: User, jonas: User) -> None:
    due(called(maya), 3)

    page = text_of(
        Browser(maya).post("absence-new", maya.pk, **asked(jonas, first_day="2026-11-19", look="1"))
    )

    assert "1 try moves" in page
    assert "<td>Thu 19 Nov</td><td><b>Wed 18 Nov</b></td>" in page


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"first_day": "2026-11-26"}, "The last day comes before the first."),
        ({"first_day": "2026-13-01"}, "Enter a valid date."),
        ({"last_day": ""}, "This field is required."),
        ({"last_day": "2026-12-26"}, "24 December 2026 to 28 December 2026 stands here already."),
        ({"cover": "0"}, "Select a valid choice."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    maya: User, jonas: User, given: dict[str, str], said: str
) -> None:
    away(maya, 38, 42, None)
    answer = Browser(maya).post("absence-new", maya.pk, **asked(jonas, look="1") | given)

    page = text_of(answer)
    assert (answer.status_code, said in page) == (422, True)
    typed = [(asked(jonas) | given)[name] for name in ("first_day", "last_day")]
    assert all(f'value="{day}"' in page for day in typed if day)


@pytest.mark.parametrize(
    ("role", "same_team", "status"),
    [
        (Role.REP, True, 404),
        (Role.MANAGER, True, 200),
        (Role.MANAGER, False, 404),
        (Role.ADMIN, False, 200),
    ],
)
def test_a_rep_plans_their_own_and_managers_those_of_their_team(
    maya: User, jonas: User, role: Role, same_team: bool, status: int
) -> None:
    off = away(maya, 1, 4, jonas).off
    team = {"team": maya.team} if same_team else {}
    browser = Browser(UserFactory.create(role=role, **team))

    assert browser.get("absence-new", maya.pk).status_code == status
    assert browser.get("absence", off.pk).status_code == status
    assert browser.post("absence-end", off.pk).status_code == (302 if status == 200 else 404)
    assert TimeOff.objects.exists() == (status == 404)


def test_the_page_of_time_off_leads_here_and_names_the_cover(maya: User, jonas: User) -> None:
    off = away(maya, 1, 4, jonas).off

    page = text_of(Browser(maya).client.get(reverse("team:time-off")))

    assert "Jonas covers" in page
    for address in ("absence", "absence-end"):
        assert reverse(f"cadence:{address}", args=[off.pk]) in page
    assert f'action="{reverse("cadence:absence-new", args=[maya.pk])}"' in page


def test_a_shorter_absence_and_none_give_back_what_was_not_made(maya: User, jonas: User) -> None:
    due(called(maya), 3)
    off = away(maya, 0, 9, jonas).off
    browser = Browser(maya)

    opened = text_of(browser.get("absence", off.pk))
    assert 'value="2026-11-25"' in opened
    browser.post("absence-end", off.pk)

    back = text_of(browser.client.get(reverse("team:time-off")))
    assert "1 try came back." in back
    assert Touch.objects.open().get().owner == maya


def test_a_preview_costs_the_same_for_one_try_and_for_three(maya: User, jonas: User) -> None:
    browser, costs = Browser(maya), []
    for phones in ("1", "23"):
        for phone in phones:
            journeys.next_touch(called(maya, phone=f"+35391555017{phone}", linkedin_url=""), NOW)
        with CaptureQueriesContext(connection) as queries:
            browser.post("absence-new", maya.pk, **asked(jonas, look="1"))
        costs.append(len(queries))

    assert costs[0] == costs[1]


def test_days_that_are_gone_are_a_managers_to_enter_and_accounted_for(maya: User) -> None:
    ines = journeys.rep(name="Ines Duarte", role=Role.MANAGER, team=maya.team)
    days = {"first_day": "2026-11-10", "last_day": "2026-11-17"}
    press = {**days, "cover": "", "keep": "1", "seen": "2026-11-10 2026-11-17"}

    refused = Browser(maya).post("absence-new", maya.pk, **press)
    kept = Browser(ines).post("absence-new", maya.pk, **press)

    assert (refused.status_code, kept.status_code) == (422, 302)
    page = text_of(refused)
    assert "Days that are gone are entered by a manager of the team, or by an admin." in page
    assert 'value="2026-11-10"' in page
    told = AuditEvent.objects.get(kind=AuditKind.DAYS_GONE_ENTERED)
    assert (told.actor, told.subject) == (ines, f"time off of user {maya.pk}")
    assert told.detail == {"first_day": "2026-11-10", "last_day": "2026-11-15"}
