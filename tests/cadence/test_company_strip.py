"""A company's strip: people by weeks, every colleague's tries, answers, holds and plans."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cadence.enums import CallOutcome, Ending, EnrollmentState, ReplyKind, RequestAnswer
from cadence.models import Enrollment, Hold
from cadence.selectors.company_strip import Strip, strip_of
from cadence.services import enrolling, listening, logging, planning, requesting
from prospects.enums import ActivityKind, Channel
from prospects.models import Activity, Company, Prospect
from team.enums import Role
from team.models import User
from tests import journeys
from tests.cadence.browsing import Browser, text_of
from tests.cadence.conftest import Clock
from tests.factories.cadence import published_version
from tests.factories.prospects import CompanyFactory, ProspectFactory
from tests.factories.team import TeamFactory
from tests.journeys import NOW

LATER = NOW + timedelta(days=10)


@pytest.fixture(autouse=True)
def _at_one_instant(clock: Clock) -> None:
    """Every test begins at NOW, a Monday."""


@pytest.fixture
def tomasz() -> User:
    return journeys.rep(name="Tomasz Zielinski")


@pytest.fixture
def corrib() -> Company:
    return CompanyFactory.create(name="Corrib")


def rung(rep: User, company: Company, name: str) -> Enrollment:
    """In a cadence of calls, and rung once today."""
    person = journeys.researched(
        rep, company=company, name=name, email=f"{name.split(maxsplit=1)[0].lower()}@corrib.example"
    )
    version = published_version(channels=(Channel.CALL,))
    enrollment = enrolling.enroll(person, version, by=rep, at=NOW)
    touch = journeys.next_touch(enrollment, NOW)
    logging.log_call(touch, by=rep, at=NOW, outcome=CallOutcome.VOICEMAIL)
    return enrollment


def knots_of(strip: Strip, name: str) -> dict[str, list[str]]:
    """By week, what is said of each knot of somebody; weeks without one are left out."""
    row = next(cells for line, cells in strip.rows if line.prospect.name == name)
    return {
        f"{cell.monday:%d %b}": [knot.label for knot in cell.knots] for cell in row if cell.knots
    }


def test_the_strip_spans_eight_weeks_behind_and_four_ahead_with_this_one_marked(
    corrib: Company, tomasz: User
) -> None:
    strip = strip_of(corrib, tomasz, NOW)

    assert len(strip.mondays) == 12
    assert (strip.mondays[0], strip.mondays[-1]) == (
        (NOW - timedelta(weeks=8)).date(),
        (NOW + timedelta(weeks=3)).date(),
    )
    assert [number for number, (_monday, now) in enumerate(strip.weeks) if now] == [8]


def test_a_person_has_the_tries_of_every_colleague_and_the_plan_in_its_weeks(
    clock: Clock, corrib: Company, tomasz: User
) -> None:
    rung(tomasz, corrib, "Aoife Ní Bhriain")
    planning.plan_due(NOW)

    knots = knots_of(strip_of(corrib, tomasz, NOW), "Aoife Ní Bhriain")

    assert knots["16 Nov"] == [
        "Try 1, call, 16 November, by Tomasz: Left a voicemail",
        "Try 2, call, planned for 20 November",
    ]
    assert knots["23 Nov"] == ["Try 3, call, about 24 November", "Try 4, call, about 28 November"]
    assert list(knots) == ["16 Nov", "23 Nov", "30 Nov", "07 Dec"]


def test_what_they_answered_stands_in_its_week_and_a_hold_over_everybody(
    clock: Clock, corrib: Company, tomasz: User
) -> None:
    way = rung(tomasz, corrib, "Aoife Ní Bhriain")
    at = clock.move(LATER)
    reply = listening.record_reply(
        way.prospect,
        by=tomasz,
        at=at,
        channel=Channel.CALL,
        text="Come by.",
        kind=ReplyKind.INTERESTED,
    )
    Hold.objects.filter(lifted_at=None).update(lifted_at=at, lifted_by=tomasz, lift_reason="Read.")

    strip = strip_of(corrib, tomasz, at)

    assert knots_of(strip, "Aoife Ní Bhriain")["23 Nov"] == [
        "Aoife answered, 26 November: Interested"
    ]
    assert [each.label for each in strip.held if each.label] == [
        "On hold from 26 November to 26 November: Aoife Ní Bhriain answered."
    ]
    assert reply.company == corrib
    line = strip.lines[0]
    assert line.words.startswith("Talking with them, back on")


def test_a_mail_by_hand_counts_as_contact(corrib: Company, tomasz: User) -> None:
    person = ProspectFactory.create(company=corrib, owner=tomasz, name="Seán Ó Sé")
    Activity.objects.record(ActivityKind.WROTE, at=NOW, actor=tomasz, prospect=person)

    strip = strip_of(corrib, tomasz, NOW)

    assert knots_of(strip, "Seán Ó Sé") == {"16 Nov": ["Tomasz wrote by hand, 16 November"]}
    assert strip.lines[0].words == "Not begun"


def test_whom_we_talk_with_stands_before_whom_we_do_not(corrib: Company, tomasz: User) -> None:
    ProspectFactory.create(company=corrib, owner=tomasz, name="Aaron Byrne")
    ended = rung(tomasz, corrib, "Bríd Kelly")
    enrolling.end(ended, Ending.NOT_A_FIT, by=tomasz, at=NOW, note="No depots.")
    rung(tomasz, corrib, "Ciara Walsh")

    strip = strip_of(corrib, tomasz, NOW)

    assert [(line.prospect.name, line.words) for line in strip.lines] == [
        ("Ciara Walsh", "1 try made"),
        ("Bríd Kelly", "Not a fit"),
        ("Aaron Byrne", "Not begun"),
    ]
    assert strip.leader == tomasz


def test_another_teams_person_is_drawn_without_name_or_words(corrib: Company, tomasz: User) -> None:
    rung(tomasz, corrib, "Aoife Ní Bhriain")
    stranger = journeys.rep(team=TeamFactory.create())
    ProspectFactory.create(company=corrib, owner=stranger, name="Seán Ó Sé")

    strip = strip_of(corrib, stranger, NOW)
    page = text_of(Browser(stranger).get("company-panel", corrib.pk))

    row = next(line for line in strip.lines if line.prospect.owner == tomasz)
    assert not row.is_visible
    assert row.knots[0].label == "Try 1, call, 16 November, by Tomasz"
    assert "Somebody of another team" in page
    assert "Aoife" not in page
    assert "Tomasz Zielinski has the conversation here." in page


def test_who_asked_to_join_and_what_was_said_stands_on_the_page(
    corrib: Company, tomasz: User
) -> None:
    rung(tomasz, corrib, "Aoife Ní Bhriain")
    maya = journeys.rep(name="Maya Lindholm", team=tomasz.team)
    sean = journeys.researched(maya, company=corrib, email="sean@corrib.example", name="Seán Ó Sé")
    asked = requesting.ask(sean, by=maya, at=NOW, why="She asked me at the fair.")
    requesting.answer(asked, RequestAnswer.NO, by=tomasz, at=NOW, note="We meet on Tuesday.")

    page = text_of(Browser(maya).get("company-panel", corrib.pk))

    assert "Maya, for Seán Ó Sé" in page
    assert "She asked me at the fair." in page
    assert "Tomasz: Not now. We meet on Tuesday." in page


@pytest.mark.parametrize("part", ["page", "panel"])
@pytest.mark.parametrize(
    ("who", "status"),
    [("owner", 200), ("manager", 200), ("admin", 200), ("colleague", 200), ("stranger", 404)],
)
def test_who_reads_about_a_company(
    corrib: Company, tomasz: User, part: str, who: str, status: int
) -> None:
    Company.objects.filter(pk=corrib.pk).update(owner=tomasz)
    reader = {
        "owner": tomasz,
        "manager": journeys.rep(role=Role.MANAGER, team=tomasz.team),
        "admin": journeys.rep(role=Role.ADMIN, team=TeamFactory.create()),
        "colleague": journeys.rep(team=tomasz.team),
        "stranger": journeys.rep(team=TeamFactory.create()),
    }[who]
    name = "prospects:company" if part == "page" else "cadence:company-panel"

    assert Browser(reader).client.get(reverse(name, args=[corrib.pk])).status_code == status


def test_the_companys_page_has_its_facts_and_is_linked_from_person_and_list(
    corrib: Company, tomasz: User
) -> None:
    Company.objects.filter(pk=corrib.pk).update(industry="Cold storage", employees=120)
    person = ProspectFactory.create(company=corrib, owner=tomasz)
    client = Browser(tomasz).client
    address = reverse("prospects:company", args=[corrib.pk])

    page = text_of(client.get(address))

    assert "Cold storage" in page
    assert "120" in page
    assert reverse("cadence:company-panel", args=[corrib.pk]) in page
    for there in (reverse("prospects:person", args=[person.pk]), reverse("prospects:people")):
        assert f'href="{address}"' in text_of(client.get(there))


def test_the_strip_costs_as_many_questions_for_many_as_for_one(
    corrib: Company, tomasz: User
) -> None:
    rung(tomasz, corrib, "Aoife Ní Bhriain")
    with CaptureQueriesContext(connection) as one:
        strip_of(corrib, tomasz, NOW)
    rung(tomasz, corrib, "Bríd Kelly")
    rung(tomasz, corrib, "Ciara Walsh")
    for number in range(5):
        ProspectFactory.create(company=corrib, owner=tomasz, name=f"Nobody {number}")

    with CaptureQueriesContext(connection) as many:
        strip = strip_of(corrib, tomasz, NOW)

    assert (len(strip.lines), len(one), len(many)) == (8, 10, 10)
    assert Enrollment.objects.filter(state=EnrollmentState.ACTIVE).count() == 3
    assert Prospect.objects.count() == 8


def test_whoever_asked_us_to_wait_has_no_try_before_their_day(
    clock: Clock, corrib: Company, tomasz: User
) -> None:
    way = rung(tomasz, corrib, "Aoife Ní Bhriain")
    listening.record_reply(
        way.prospect,
        by=tomasz,
        at=NOW,
        channel=Channel.CALL,
        text="After the fair.",
        kind=ReplyKind.NOT_NOW,
        until=(NOW + timedelta(days=15)).date(),
    )

    strip = strip_of(corrib, tomasz, NOW)

    assert strip.lines[0].words == "Waiting, as they asked, back on 1 December"
    assert knots_of(strip, "Aoife Ní Bhriain")["30 Nov"] == [
        "Try 2, call, about 1 December",
        "Try 3, call, about 5 December",
    ]
    assert "23 Nov" not in knots_of(strip, "Aoife Ní Bhriain")
