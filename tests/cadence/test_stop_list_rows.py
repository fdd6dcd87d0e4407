"""The stop list shows a person's stop once, with every address it is kept under."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cadence.services import stopping
from prospects.enums import ActivityKind, SuppressionKind, SuppressionOrigin
from prospects.models import Activity, Prospect, Suppression
from prospects.selectors import stop_list
from prospects.selectors.stop_list import page_of_stops
from prospects.selectors.suppressions import addresses_of, suppression_for
from prospects.services import stop_listing, suppressing
from team.enums import AuditKind, Role
from team.models import AuditEvent, User
from tests import journeys
from tests.cadence.browsing import Browser, text_of
from tests.factories.prospects import ProspectFactory
from tests.journeys import NOW

pytestmark = pytest.mark.usefixtures("clock")

PROFILE = "https://www.linkedin.com/in/aoife"


def aoife_stopped(**fields: Any) -> Prospect:
    given = {"email": "aoife@corrib.example", "phone": "+353915550100", "linkedin_url": PROFILE}
    prospect = ProspectFactory.create(name="Aoife Ní Bhriain", **(given | fields))
    stopping.ask_to_stop(prospect, by=prospect.owner, at=NOW, words="She rang")
    return prospect


def rows_of(viewer: User, **asked: Any) -> list[tuple[str, list[str]]]:
    return [(row.whom, row.kept_under) for row in page_of_stops(viewer, **asked).rows]


AOIFE = ("Aoife Ní Bhriain", ["aoife@corrib.example", "+353915550100", PROFILE])


def test_a_persons_stop_is_one_row_with_every_address_of_theirs() -> None:
    prospect = aoife_stopped()
    suppressing.suppress_value(
        (SuppressionKind.EMAIL, "anna@corrib.example"), by=prospect.owner, at=NOW, reason="She rang"
    )

    assert rows_of(prospect.owner) == [("anna@corrib.example", []), AOIFE]
    page = text_of(Browser(prospect.owner).get("stop-list"))
    assert page.count("She rang") == 2
    for shown in ("Aoife Ní Bhriain", *AOIFE[1], "They told one of us", "for good", "Everywhere"):
        assert page.count(shown) >= 1


@pytest.mark.parametrize(
    "q",
    ["aoife", "Ní Bhriain", "aoife+news@corrib.example", "corrib", "+353 91 555 0100", PROFILE],
)
def test_a_persons_stop_is_found_by_any_of_it_and_stands_there_once(q: str) -> None:
    prospect = aoife_stopped()

    assert rows_of(prospect.owner, q=q) == [AOIFE]


def test_what_comes_to_a_persons_stop_later_joins_it_and_another_channel_is_another_stop() -> None:
    prospect = aoife_stopped()
    Prospect.objects.filter(pk=prospect.pk).update(email="aoife@new.example")
    prospect.refresh_from_db()
    stopping.ask_to_stop(prospect, by=prospect.owner, at=NOW, words="Again")
    suppressing.suppress(
        prospect, by=prospect.owner, at=NOW, reason="No calls",
        origin=SuppressionOrigin.TOLD_US, channel="call",
    )  # fmt: skip

    calls, everything = page_of_stops(prospect.owner).rows
    assert (calls.stop.channel, everything.stop.channel) == ("call", "")
    assert everything.kept_under == [*AOIFE[1], "aoife@new.example"]


def test_a_value_that_stood_before_keeps_its_own_row_and_reason() -> None:
    owner = journeys.rep()
    suppressing.suppress_value(
        (SuppressionKind.EMAIL, "aoife@corrib.example"), by=owner, at=NOW, reason="From a list"
    )
    aoife_stopped(owner=owner)

    assert rows_of(owner) == [
        ("Aoife Ní Bhriain", AOIFE[1][1:]),
        ("aoife@corrib.example", []),
    ]


@pytest.mark.parametrize("by_list", [True, False])
def test_an_address_that_is_stopped_by_itself_later_outlasts_the_persons_stop(
    by_list: bool,
) -> None:
    prospect, boss = (
        ProspectFactory.create(email="aoife@corrib.example"),
        journeys.rep(role=Role.ADMIN),
    )
    suppressing.suppress(
        prospect, by=boss, at=NOW, reason="Not before spring", origin=SuppressionOrigin.REPLY,
        until=NOW + timedelta(days=365),
    )  # fmt: skip
    if by_list:
        listed = stop_listing.read("aoife@corrib.example", reason="Register", by=boss, at=NOW)
        stop_listing.keep(listed, by=boss, at=NOW)
    else:
        address = (SuppressionKind.EMAIL, "aoife@corrib.example")
        suppressing.suppress_value(address, by=boss, at=NOW, reason="Her lawyer wrote")

    alone, person = page_of_stops(boss).rows
    assert (person.kept_under, alone.whom, alone.stop.until) == (
        [],
        "aoife@corrib.example",
        None,
    )
    suppressing.lift(person.stop, by=boss, at=NOW, reason="She asked us back")
    assert rows_of(boss) == [("aoife@corrib.example", [])]
    assert suppression_for(prospect, "email", NOW) == alone.stop


def test_to_lift_a_persons_stop_lifts_every_address_of_it_and_tells_it_once() -> None:
    prospect = aoife_stopped()
    boss = journeys.rep(role=Role.ADMIN)
    row = page_of_stops(boss).rows[0]

    Browser(boss).post("stop-lifting", row.stop.pk, why="She asked us back")

    assert not Suppression.objects.filter(lifted_at=None).exists()
    assert page_of_stops(boss).rows == []
    told = Activity.objects.filter(kind=ActivityKind.SUPPRESSION_LIFTED)
    assert [each.prospect_id for each in told] == [prospect.pk]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    events = AuditEvent.objects.filter(kind=AuditKind.SUPPRESSION_LIFTED)
    assert events.count() == Suppression.objects.count() == 4


def test_an_address_whose_stop_was_lifted_without_it_stands_for_itself() -> None:
    prospect = aoife_stopped()
    boss = journeys.rep(role=Role.ADMIN)
    Suppression.objects.filter(kind=SuppressionKind.PERSON).update(
        lifted_at=NOW, lifted_by=boss, lift_reason="Only the record"
    )

    assert rows_of(prospect.owner) == [(value, []) for value in reversed(AOIFE[1])]
    assert rows_of(prospect.owner, q="aoife@corrib.example") == [("aoife@corrib.example", [])]


def test_an_erased_person_keeps_their_row_without_a_word_about_them() -> None:
    prospect = aoife_stopped()
    suppressing.forget(addresses_of(prospect), at=NOW)

    assert rows_of(prospect.owner) == [("Aoife Ní Bhriain", [])]
    assert rows_of(journeys.rep()) == [("Somebody of another team", [])]
    assert rows_of(prospect.owner, q="aoife@corrib.example") == [("Aoife Ní Bhriain", [])]


@pytest.mark.parametrize("q", ["", "corrib"])
def test_pages_of_stops_are_walked_by_key_and_cost_the_same_however_many(
    q: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stop_list, "A_PAGE", 3)
    boss = journeys.rep(role=Role.ADMIN)
    given = {"phone": "", "linkedin_url": ""}
    names = [f"Person {number}" for number in range(7)]
    for number, name in enumerate(names):
        person = ProspectFactory.create(name=name, email=f"p{number}@corrib.example", **given)
        stopping.ask_to_stop(person, by=person.owner, at=NOW, words="No")

    walked, after = [], None
    for size in (3, 3, 1):
        with CaptureQueriesContext(connection) as queries:
            page = page_of_stops(boss, q=q, after=after)
        assert (len(page.rows), len(queries)) == (size, 3 + bool(q))
        walked += [row.whom for row in page.rows]
        after = page.older
    assert walked == list(reversed(names))
    assert after is None
    back = page_of_stops(boss, q=q, before=page.newer)
    assert [row.whom for row in back.rows] == walked[3:6]
