"""The proof as admins see it: what was looked at, what was found, and for whom the page is."""

from collections.abc import Iterator
from typing import LiteralString

import psycopg
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cadence.models import Delivery
from cadence.selectors.proof import RULES
from cadence.services import sending
from team.enums import Role
from team.models import AuditHead
from tests import journeys
from tests.cadence.browsing import Browser, text_of
from tests.cadence.conftest import Clock
from tests.journeys import NOW
from tests.roles import connected_as
from tests.smtp import Sink

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _at_one_instant(clock: Clock) -> None:
    """Every test stands at NOW."""


@pytest.fixture
def admin() -> Browser:
    return Browser(journeys.rep(role=Role.ADMIN))


@pytest.fixture
def sent(post: Sink) -> Delivery:
    approval = journeys.approved()
    by = approval.reviewer
    return sending.deliver(approval, by=by, session=journeys.signed_in(by), at=NOW)


@pytest.fixture
def owner() -> Iterator[psycopg.Connection]:
    with connected_as("owner") as connection:
        yield connection


def unguarded(owner: psycopg.Connection, table: LiteralString, statement: LiteralString) -> None:
    """The owner changes what happened with the guards put aside."""
    with owner.transaction():
        owner.execute("ALTER TABLE " + table + " DISABLE TRIGGER USER")
        owner.execute(statement)
        owner.execute("ALTER TABLE " + table + " ENABLE TRIGGER USER")


def test_it_says_that_no_letter_was_sent_yet(admin: Browser) -> None:
    page = text_of(admin.get("proof"))

    assert "No letter was sent yet." in page
    assert "Looked at 09:00, all of them." in page


def test_it_says_how_many_were_looked_at_and_what_was_asked(sent: Delivery, admin: Browser) -> None:
    page = text_of(admin.get("proof"))

    head = AuditHead.objects.get()
    assert "1 delivery, begun by a person's own review." in page
    assert all(str(sentence) in page for sentence in RULES.values())
    assert "Unbroken: no event was changed and none is missing." in page
    assert f"<dd>{head.length}</dd>" in page
    assert bytes(head.hash).hex() in page


@pytest.mark.parametrize(
    "limit",
    [
        "Root, the database's owner and a web process",
        "A click proves exact bytes, not attention.",
        "A rep can script their own browser.",
    ],
)
def test_it_says_what_it_does_not_prove(admin: Browser, limit: str) -> None:
    assert limit in text_of(admin.get("proof"))


def test_a_letter_that_no_review_explains_is_named_with_its_rule_and_its_person(
    sent: Delivery, admin: Browser, owner: psycopg.Connection
) -> None:
    unguarded(owner, "cadence_delivery", "UPDATE cadence_delivery SET db_role = 'earnest_worker'")

    page = text_of(admin.get("proof"))

    assert "1 of 1 deliveries is not explained by a person's review." in page
    assert f"Not true of it, P1: {RULES['P1']}" in page
    assert f"Delivery {sent.pk}" in page
    assert f'href="/people/{sent.touch.prospect_id}/"' in page
    assert "P1: broken by 1 delivery" in page
    unguarded(owner, "cadence_delivery", "UPDATE cadence_delivery SET db_role = 'earnest_web'")


def test_a_broken_account_says_where(
    sent: Delivery, admin: Browser, owner: psycopg.Connection
) -> None:
    unguarded(owner, "team_auditevent", "UPDATE team_auditevent SET subject = '' WHERE id = 2")

    page = text_of(admin.get("proof"))

    assert "Broken: an event was changed or is missing." in page
    assert "event 2 was changed" in page


@pytest.mark.parametrize("role", [Role.REP, Role.MANAGER])
def test_reps_and_managers_are_refused_and_see_no_way_there(role: Role) -> None:
    browser = Browser(journeys.rep(role=role))

    answer = browser.get("proof")

    assert answer.status_code == 403
    assert "Admins and auditors read this." in text_of(answer)
    assert "/settings/proof/" not in text_of(browser.client.get("/settings/you/"))


def test_an_admin_finds_it_in_the_settings_and_in_the_menu(admin: Browser) -> None:
    assert text_of(admin.client.get("/settings/you/")).count('href="/settings/proof/"') == 2


def test_it_is_only_read(admin: Browser) -> None:
    assert admin.post("proof").status_code == 405


def test_more_letters_cost_no_more_questions(sent: Delivery, admin: Browser) -> None:
    with CaptureQueriesContext(connection) as one:
        admin.get("proof")
    for name in ("sean", "mary"):
        approval = journeys.approved(email=f"{name}@corrib.example")
        by = approval.reviewer
        sending.deliver(approval, by=by, session=journeys.signed_in(by), at=NOW)
    with CaptureQueriesContext(connection) as three:
        admin.get("proof")

    assert len(three) == len(one)
