"""The pages of late days: each number by its cause, and the people behind it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from adherence.enums import LateCause
from adherence.models import GapDay
from adherence.selectors.gaps import gaps_of, late_days, rows_behind
from cadence.models import Enrollment
from team.enums import Role
from team.models import TimeOff, User
from tests import journeys
from tests.adherence.ledger import begun, count, day, tried
from tests.cadence.browsing import Browser, text_of
from tests.cadence.conftest import Clock
from tests.factories.team import TeamFactory
from tests.times import NOW

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "worker"]),
    pytest.mark.usefixtures("clock", "sandbox"),
]


@pytest.fixture
def maya(clock: Clock) -> User:
    """Five late days: two in her time off, three hers; and one of a colleague's."""
    maya = journeys.rep(name="Maya Lindholm")
    TimeOff.objects.create(user=maya, first_day=day(8), last_day=day(9))
    tried(clock, begun(maya, name="Aoife Ní Bhriain"), 0)
    jonas = journeys.rep(name="Jonas Berg", team=maya.team)
    tried(clock, begun(jonas, name="Seán Ó Sé", email="sean@corrib.example"), 4)
    count(clock.move(NOW + timedelta(days=12)))
    return maya


def read(user: User, **query: str) -> str:
    answer = Browser(user).client.get(reverse("adherence:gaps"), query)
    assert answer.status_code == 200
    return text_of(answer)


def test_numbers_add_up_by_cause_and_by_rep(maya: User) -> None:
    jonas = User.objects.get(name="Jonas Berg")

    tally = late_days([maya, jonas], day(-30), day(12))

    assert tally.total == GapDay.objects.count() == 6
    assert tally.causes == {LateCause.TIME_OFF: 2, LateCause.REP: 4}
    assert (tally.of(maya.pk), tally.of(maya.pk, "time_off"), tally.of(jonas.pk)) == (5, 2, 1)


def test_every_number_opens_exactly_the_days_it_counts(maya: User) -> None:
    jonas = User.objects.get(name="Jonas Berg")
    for cause in ("", *LateCause):
        tally = late_days([maya, jonas], day(-30), day(12))
        rows, more = rows_behind([maya, jonas], day(-30), day(12), viewer=maya, cause=cause)

        counted = tally.causes[cause] if cause else tally.total
        assert sum(row.days for row in rows) == counted
        assert not more


def test_nobody_is_said_to_be_in_time_before_the_days_are_counted(clock: Clock) -> None:
    maya = journeys.rep(name="Maya Lindholm")
    tried(clock, begun(maya, name="Aoife Ní Bhriain"), 0)
    clock.move(NOW + timedelta(days=12))

    assert "Not counted yet" in read(maya)
    count(NOW + timedelta(days=12))
    assert "We were late" in read(maya)
    clock.move(NOW + timedelta(days=14))
    assert "still being counted" in read(maya)


def test_whoever_was_never_late_reads_that_nobody_waited(clock: Clock) -> None:
    maya = journeys.rep(name="Maya Lindholm")
    tried(clock, begun(maya, name="Aoife Ní Bhriain"), 0)
    count(clock.move(NOW + timedelta(days=6)))

    assert "No late day in these weeks" in read(maya)


def test_days_outside_of_the_weeks_do_not_count(maya: User) -> None:
    assert late_days([maya], day(9), day(10)).causes == {LateCause.TIME_OFF: 1, LateCause.REP: 1}
    rows, _more = rows_behind([maya], day(9), day(10), viewer=maya)
    assert [(span.first, span.last, span.cause) for span in rows[0].spans] == [
        (day(9), day(9), LateCause.TIME_OFF),
        (day(10), day(10), LateCause.REP),
    ]


def test_a_rep_reads_their_own_a_manager_the_teams_and_nobody_anothers(maya: User) -> None:
    jonas = User.objects.get(name="Jonas Berg")
    manager = journeys.rep(role=Role.MANAGER, team=maya.team)
    admin = journeys.rep(role=Role.ADMIN, team=TeamFactory.create())
    elsewhere = journeys.rep(role=Role.MANAGER, team=TeamFactory.create())

    own = read(maya)
    assert "Aoife Ní Bhriain" in own
    assert "Seán Ó Sé" not in own
    assert "By rep" not in own
    for reader in (manager, admin):
        page = read(reader)
        assert "Aoife Ní Bhriain" in page
        assert "Seán Ó Sé" in page
        assert "Jonas Berg" in page
    assert "No late day in these weeks" in read(elsewhere)
    for reader, rep in ((maya, jonas), (elsewhere, maya)):
        client: Client = Browser(reader).client
        assert client.get(reverse("adherence:gaps"), {"rep": rep.pk}).status_code == 404


def test_a_number_leads_to_its_rows_and_the_rows_to_the_people(maya: User) -> None:
    manager = journeys.rep(role=Role.MANAGER, team=maya.team)

    page = read(manager)
    rows = read(manager, cause="time_off")

    assert 'href="/team/gaps/?weeks=8&cause=time_off#rows">2</a>' in page
    assert f'href="/team/gaps/?weeks=8&rep={maya.pk}#rows">5</a>' in page
    assert "Aoife Ní Bhriain" in rows
    assert "Seán Ó Sé" not in rows


@pytest.mark.parametrize(
    "query", [{"weeks": "0"}, {"cause": "weather"}, {"page": "-1"}, {"rep": ""}]
)
def test_an_address_that_makes_no_sense_is_the_usual_one(maya: User, query: dict[str, str]) -> None:
    assert "Aoife Ní Bhriain" in read(maya, **query)


def test_a_persons_page_says_how_long_and_whose(maya: User) -> None:
    person = Enrollment.objects.get(owner=maya).prospect

    gap, *others = gaps_of(person, day(12))

    assert others == []
    assert gap.words == "12 days since the last try, of which 2 in time off, 3 late by us."
    client = Browser(maya).client
    page = text_of(client.get(reverse("adherence:person-gaps", args=[person.pk])))
    assert gap.words in page
    stranger = Browser(journeys.rep(team=TeamFactory.create())).client
    address = reverse("adherence:person-gaps", args=[person.pk])
    assert stranger.get(address).status_code == 404
    assert address in text_of(client.get(reverse("prospects:person", args=[person.pk])))


def test_waits_that_are_over_stand_under_each_other_the_newest_first(clock: Clock) -> None:
    way = tried(clock, begun(), 0, 10, 19)
    count(clock.move(NOW + timedelta(days=20)))

    assert [gap.words for gap in gaps_of(way.prospect, day(20))] == [
        "9 days between two tries, of which 2 late by us.",
        "10 days between two tries, of which 3 late by us.",
    ]


def test_the_page_costs_as_many_questions_for_many_people_as_for_one(
    clock: Clock, maya: User
) -> None:
    manager = journeys.rep(role=Role.MANAGER, team=maya.team)
    client = Browser(manager).client
    client.get(reverse("adherence:gaps"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("adherence:gaps"))
    for number in range(3):
        tried(clock, begun(maya, email=f"more{number}@corrib.example"), 12)
    count(clock.move(NOW + timedelta(days=25)))

    with CaptureQueriesContext(connection) as many:
        client.get(reverse("adherence:gaps"))

    assert (len(few), len(many)) == (9, 9)
