"""The tables of the team's pages as files: the same figures, whole, for whoever may read the page."""

import csv
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest

from adherence.models import GapDay
from cadence.models import CadenceVersion, Enrollment
from prospects.models import Prospect
from team.enums import Role
from team.models import User
from tests.adherence.as_worker import the_worker
from tests.adherence.test_team_counts import counts
from tests.adherence.weeks import Reader, colleague, person
from tests.cadence.conftest import Clock
from tests.factories.cadence import published_version
from tests.times import NOW

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "worker"])


@pytest.fixture
def version() -> CadenceVersion:
    return published_version()


@pytest.fixture
def manager(clock: Clock) -> User:
    return colleague(role=Role.MANAGER, name="Ines Duarte")


def read(response: Any) -> list[dict[str, str]]:
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    text = b"".join(response.streaming_content).decode().removeprefix("\ufeff")
    return list(csv.DictReader(StringIO(text, newline="")))


def test_the_reps_stand_by_name_with_what_they_kept_and_of_how_many(
    manager: User, version: CadenceVersion
) -> None:
    for name, late in (("Zoë Adeyemi", 9), ("Leila Haddad", 2)):
        rep = colleague(manager.team, name=name)
        counts(rep, version, gaps={3: 40, 9: late}, endings={0: 20}, seen_through={10: 15, 11: 5})
    counts(colleague(name="Of another team"), version, gaps={3: 4})

    rows = read(Reader(manager).client.get("/team/reps.csv"))

    assert [row["Rep"] for row in rows] == ["Leila Haddad", "Zoë Adeyemi"]
    assert (
        rows[1]
        | {
            "Finished": "20",
            "Tries before we stop": "10.25",
            "Gaps of seven days or less, kept": "40",
            "Gaps of seven days or less, of": "49",
        }
        == rows[1]
    )


def test_tries_stand_with_their_answers_and_what_chance_leaves_open(
    manager: User, version: CadenceVersion
) -> None:
    rep = colleague(manager.team)
    counts(rep, version, tries={1: 200, 2: 150, 3: 9}, answers={1: 20, 3: 1}, given_up={1: 50})

    rows = [
        list(row.values()) for row in read(Reader(manager).client.get("/team/evidence/tries.csv"))
    ]

    assert rows == [
        ["1", "200", "20", "0.1000", "0.0657", "0.1494", "100.0", "0", ""],
        ["2", "150", "0", "0.0000", "0.0000", "0.0250", "75.0", "0", ""],
        ["3", "9", "1", "", "", "", "", "0", ""],
    ]


def test_every_late_day_is_in_the_file_of_late_days(manager: User, version: CadenceVersion) -> None:
    rep = colleague(manager.team, name="Maya Okafor")
    ways = [
        Enrollment.objects.create(
            prospect=person(rep, name=f"Person {n:02}"), owner=rep, version=version, started_at=NOW
        )
        for n in range(52)
    ]
    first = NOW.date() - timedelta(days=9)
    with the_worker():
        GapDay.objects.bulk_create(
            GapDay(enrollment=way, day=first + timedelta(days=day), rep=rep, cause=cause)
            for way in ways
            for day, cause in enumerate(["holiday", "rep", "rep"])
        )

    rows = read(Reader(manager).client.get("/team/gaps/rows.csv"))

    assert len(rows) == 2 * 52
    assert len({row["Person"] for row in rows}) == 52
    assert sum(int(row["Days"]) for row in rows) == 3 * 52
    assert {row["Cause"] for row in rows} == {"Holiday", "We were late"}
    alone = read(Reader(manager).client.get("/team/gaps/rows.csv?cause=holiday"))
    assert len(alone) == 52


def test_late_days_are_in_the_file_with_whoever_had_the_person_then(
    manager: User, version: CadenceVersion
) -> None:
    before, now = (colleague(manager.team, name=name) for name in ("Maya Okafor", "Theo Marin"))
    way = Enrollment.objects.create(
        prospect=person(now), owner=now, version=version, started_at=NOW
    )
    with the_worker():
        GapDay.objects.bulk_create(
            GapDay(enrollment=way, day=NOW.date() - timedelta(days=ago), rep=rep, cause="rep")
            for ago, rep in ((3, before), (2, before), (1, now))
        )
    browser = Reader(manager).client

    rows = read(browser.get("/team/gaps/rows.csv"))

    assert [(row["Whose"], row["Days"]) for row in rows] == [
        ("Maya Okafor", "2"),
        ("Theo Marin", "1"),
    ]
    (alone,) = read(browser.get(f"/team/gaps/rows.csv?rep={before.pk}"))
    assert (alone["Whose"], alone["Days"]) == ("Maya Okafor", "2")


def test_whom_a_rep_gave_to_another_team_is_counted_among_the_late_and_not_named(
    manager: User, version: CadenceVersion
) -> None:
    rep = colleague(manager.team)
    gone = person(rep, name="Priya Raman")
    way = Enrollment.objects.create(prospect=gone, owner=rep, version=version, started_at=NOW)
    with the_worker():
        GapDay.objects.create(enrollment=way, day=NOW.date(), rep=rep, cause="rep")
    browser = Reader(manager).client
    assert "Priya Raman" in browser.get("/team/gaps/").content.decode()
    Prospect.objects.filter(pk=gone.pk).update(owner=colleague())

    page = browser.get("/team/gaps/")

    assert page.context["tally"].total == 1
    assert "Priya Raman" not in page.content.decode()
    assert "Somebody of another team" in page.content.decode()
    (row,) = read(browser.get("/team/gaps/rows.csv"))
    assert (row["Person"], row["Days"]) == ("Somebody of another team", "1")
