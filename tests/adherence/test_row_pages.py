"""Lists, their files and the tries they lead to, as a browser reads them."""

import csv
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from adherence.enums import Counted
from adherence.models import GapDay
from adherence.schedule import Period, Week
from adherence.selectors.listing import all_rows
from adherence.selectors.lists import BROKEN, Listed, things_of
from adherence.selectors.rows import PAGE, Behind
from cadence.models import Attempt
from prospects.models import Company, Prospect
from team.enums import Role
from team.models import User
from tests.adherence.as_worker import the_worker
from tests.adherence.histories import Histories
from tests.adherence.rollups import count_all
from tests.adherence.weeks import Reader, colleague
from tests.cadence.conftest import Clock
from tests.times import NOW

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "worker"])


@pytest.fixture
def histories(clock: Clock) -> Histories:
    histories = Histories(11, clock, NOW)
    histories.go_on(140)
    count_all(histories.now)
    return histories


@pytest.fixture
def manager(histories: Histories) -> User:
    return colleague(histories.reps[0].team, role=Role.MANAGER, name="Ines Duarte")


def last_weeks(histories: Histories) -> str:
    return f"weeks=13&until={Week.of(histories.now, histories.reps[0].zone).name}"


def read_file(response: Any) -> list[dict[str, str]]:
    text = b"".join(response.streaming_content).decode()
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(StringIO(text.removeprefix("\ufeff"), newline="")))
    assert text.count("\r\n") == 1 + len(rows)
    return rows


def test_every_list_and_its_file_tell_what_happened(histories: Histories, manager: User) -> None:
    browser = Reader(manager).client
    period = Period(Week.of(histories.now, manager.zone), 13)
    told = 0
    for listed in Listed:
        for every in ("", "&all=1") if listed in BROKEN else ("",):
            address = reverse("adherence:rows", args=[None, listed])
            page = browser.get(f"{address}?{last_weeks(histories)}{every}")
            assert page.status_code == 200
            file = read_file(browser.get(f"{address}rows.csv?{last_weeks(histories)}{every}"))
            behind = Behind(
                sorted([*histories.reps, manager], key=lambda rep: (rep.name, rep.pk)),
                period,
                things_of(listed, every=bool(every)),
            )
            assert len(file) == behind.number
            assert not [row for row in file if "changed since" in row["What happened"]]
            told += len(file)
    assert told > 200


def test_the_pages_of_a_list_are_the_list(histories: Histories, manager: User) -> None:
    period = Period(Week.of(histories.now, manager.zone), 40)
    behind = Behind(histories.reps, period, {what: range(what.places) for what in Counted})
    pages = [behind.page(number) for number in range(1, 2 + behind.number // PAGE)]

    assert behind.number > 2 * PAGE
    assert [len(page) for page in pages[:-1]] == [PAGE] * (len(pages) - 1)
    assert [thing for page in pages for thing in page] == [
        row.thing for row in all_rows(behind, manager)
    ]
    assert behind.page(len(pages) + 1) == []

    address = reverse("adherence:rows", args=[None, "weeks"])
    far = Reader(manager).client.get(f"{address}?all=1&page=99&{last_weeks(histories)}").context
    assert far["rows"]
    assert far["older"] == ""


def test_a_list_leads_over_the_try_to_the_person_and_back(
    histories: Histories, manager: User
) -> None:
    browser = Reader(manager).client
    address = reverse("adherence:rows", args=[None, "gaps"])
    listed = browser.get(f"{address}?{last_weeks(histories)}").context
    row, to_try = next(each for each in listed["rows"] if each[1])

    page = browser.get(to_try)

    assert page.status_code == 200
    html = page.content.decode()
    assert f'href="{reverse("prospects:person", args=[row.person.pk])}"' in html
    assert page.context["back"] == listed["asked"].address()
    assert page.context["made"].attempt.touch_id == row.told.touch
    assert browser.get(page.context["back"]).status_code == 200


def test_a_try_leads_back_to_the_very_page_of_the_list(
    histories: Histories, manager: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("selectors", "views"):
        monkeypatch.setattr(f"adherence.{module}.rows.PAGE", 5)
    browser = Reader(manager).client
    rep = max(histories.reps, key=lambda rep: Attempt.objects.filter(by=rep).count())
    lists = [
        (None, "made", "page=2"),
        (rep.pk, "gaps", "all=1"),
        (rep.pk, "made", "at=1"),
    ]
    for whose, listed, query in lists:
        address = reverse("adherence:rows", args=[whose, listed])
        found = browser.get(f"{address}?{last_weeks(histories)}&{query}").context
        to_try = next(way for _row, way in found["rows"] if way)

        assert ("page=2" in query) == bool(found["newer"])
        back = browser.get(to_try).context

        assert back["listed"] == found["asked"].title
        again = browser.get(back["back"]).context
        assert [row for row, _way in again["rows"]] == [row for row, _way in found["rows"]]


def test_the_very_words_stand_on_the_page_of_the_try(histories: Histories, manager: User) -> None:
    note = Attempt.objects.exclude(channel="call").exclude(looks={}).earliest("pk")

    page = Reader(manager).client.get(reverse("adherence:try", args=[note.touch_id]))

    assert note.words in page.content.decode()
    assert "She asked for it again." in page.content.decode()


def test_a_long_gap_says_whose_its_days_are(histories: Histories, manager: User) -> None:
    period = Period(Week.of(histories.now, manager.zone), 13)
    behind = Behind(histories.reps, period, things_of(Listed.GAPS))
    with the_worker():
        GapDay.objects.all().delete()
    before = next(iter(all_rows(behind, manager)))
    days = [before.told.day - timedelta(days=number) for number in range(3)]
    with the_worker():
        for day, cause in zip(days, ("rep", "rep", "asked_to_wait"), strict=True):
            GapDay.objects.create(enrollment=before.way, day=day, cause=cause, rep=before.rep)
    beyond = before.told.day + timedelta(days=1)
    with the_worker():
        GapDay.objects.create(enrollment=before.way, day=beyond, cause="holiday", rep=before.rep)

    told = next(iter(all_rows(behind, manager))).told

    assert told.words == f"{before.told.words} (1 theirs, asked to wait, 2 late by us)"


def test_whom_a_rep_gave_to_another_team_is_counted_and_not_named(
    histories: Histories, manager: User
) -> None:
    browser = Reader(manager).client
    address = f"{reverse('adherence:rows', args=[None, 'made'])}?{last_weeks(histories)}"
    before = browser.get(address).context
    gone = before["rows"][0][0].person
    Prospect.objects.filter(pk=gone.pk).update(owner=colleague())

    after = browser.get(address)

    assert after.context["number"] == before["number"]
    assert gone.name not in after.content.decode()
    assert "Somebody of another team" in after.content.decode()
    file = browser.get(address.replace("?", "rows.csv?"))
    assert gone.name not in {row["Person"] for row in read_file(file)}
    row, to_try = after.context["rows"][0]
    assert to_try == ""
    touch = reverse("adherence:try", args=[row.told.touch])
    assert browser.get(touch).status_code == 404


def test_what_the_review_was_told_is_read_by_whoever_may_read_about_the_person(
    histories: Histories, manager: User
) -> None:
    browser = Reader(manager).client
    address = f"{reverse('adherence:rows', args=[None, 'same_call'])}?{last_weeks(histories)}"
    file = address.replace("?", "rows.csv?")
    reason = "She asked for it again."
    assert reason in browser.get(address).content.decode()
    assert [row for row in read_file(browser.get(file)) if reason in row["What happened"]]
    Prospect.objects.update(owner=colleague())

    page = browser.get(address).content.decode()
    told = {row["What happened"] for row in read_file(browser.get(file))}

    assert "It repeats what they had heard" in page
    assert reason not in page
    assert told
    assert not [words for words in told if reason in words]


def test_a_name_that_would_be_a_formula_stays_a_name(histories: Histories, manager: User) -> None:
    Prospect.objects.update(name='=HYPERLINK("https://elsewhere.example","Aoife")')
    Company.objects.update(name='Corrib, "Cold"\nStores')
    address = reverse("adherence:rows-file", args=[None, "made"])

    file = read_file(Reader(manager).client.get(f"{address}?{last_weeks(histories)}"))

    assert {row["Person"] for row in file} == {'\'=HYPERLINK("https://elsewhere.example","Aoife")'}
    assert {row["Company"] for row in file} == {'Corrib, "Cold"\nStores'}


def test_a_long_list_asks_no_more_than_a_short_one(histories: Histories, manager: User) -> None:
    browser = Reader(manager).client
    lengths = set()
    for listed in ("gaps", "replies", "finished", "weeks"):
        asked = {}
        for rep in (None, *(each.pk for each in histories.reps)):
            address = reverse("adherence:rows", args=[rep, listed])
            with CaptureQueriesContext(connection) as queries:
                page = browser.get(f"{address}?all=1&{last_weeks(histories)}")
            asked[len(page.context["rows"])] = len(queries)
        asked.pop(0, None)
        lengths |= set(asked)
        assert len(set(asked.values())) == 1
        assert max(asked.values()) <= 12
    assert len(lengths) > 3


def test_a_place_of_a_list_has_its_number(histories: Histories, manager: User) -> None:
    address = reverse("adherence:rows", args=[None, "answers"])
    browser = Reader(manager).client
    together = browser.get(f"{address}?{last_weeks(histories)}").context["number"]
    apart = [
        browser.get(f"{address}?{last_weeks(histories)}&at={number}").context["number"]
        for number in range(16)
    ]

    assert sum(apart) == together > 0
    assert browser.get(f"{address}?{last_weeks(histories)}&at=99").context["number"] == 0
