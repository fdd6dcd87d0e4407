"""A letter of unknown fate whose rep may no longer sign in: who says in their place what became of it."""

from contextlib import nullcontext
from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest

from cadence.enums import DeliveryState
from cadence.models import Attempt, Delivery
from cadence.permissions import can_settle
from cadence.selectors.conversation import conversation_with
from cadence.selectors.queue import queue_of
from cadence.services import reviewing, sending
from prospects.enums import ActivityKind
from prospects.models import Activity, Prospect
from team.enums import AuditKind, Role
from team.models import AuditEvent, Team, User
from team.refusals import Refused
from tests import journeys
from tests.cadence.attacks import move
from tests.cadence.browsing import Browser, text_of
from tests.cadence.conftest import Beginning, Clock
from tests.cadence.test_listening import mailed
from tests.cadence.test_sent_copies import unknown
from tests.factories.team import UserFactory
from tests.journeys import NOW
from tests.roles import refused

pytestmark = pytest.mark.usefixtures("clock", "sandbox")

QUESTION = "We can't tell whether it left."
SAME, OTHER, NONE = "same team", "other team", "no team"
# role of whoever says it, their team, whether the rep is gone, whether they may
WHO = [
    (Role.REP, SAME, True, False),
    (Role.REP, OTHER, True, False),
    (Role.MANAGER, SAME, True, True),
    (Role.MANAGER, SAME, False, False),
    (Role.MANAGER, OTHER, True, False),
    (Role.MANAGER, NONE, True, False),
    (Role.ADMIN, SAME, True, True),
    (Role.ADMIN, OTHER, True, True),
    (Role.ADMIN, NONE, True, True),
    (Role.ADMIN, SAME, False, False),
]


@pytest.fixture(scope="module", autouse=True)
def sent(beginning: Beginning) -> Delivery:
    with beginning():
        return unknown(owner=journeys.rep(name="Jonas Berg"))


@pytest.fixture
def letter(sent: Delivery) -> Delivery:
    return deepcopy(sent)


def gone(letter: Delivery) -> None:
    User.objects.filter(pk=letter.touch.owner_id).update(is_active=False)
    letter.touch.owner.refresh_from_db()


def colleague(letter: Delivery, role: Role = Role.MANAGER, team: str = SAME) -> User:
    teams: dict[str, Any] = {SAME: letter.touch.owner.team, NONE: None}
    where = teams[team] if team in teams else Team.objects.create(name="Elsewhere")
    return UserFactory.create(name="Ines Duarte", role=role, team=where)


@pytest.mark.parametrize(("role", "team", "rep_is_gone", "may"), WHO)
@pytest.mark.parametrize("left", ["yes", "no"])
def test_who_may_say_it_is_the_same_for_screen_and_service(
    letter: Delivery, role: Role, team: str, rep_is_gone: bool, may: bool, left: str
) -> None:
    if rep_is_gone:
        gone(letter)
    browser = Browser(colleague(letter, role, team))

    assert can_settle(browser.user, letter.touch) == may
    assert browser.post("resolution", letter.pk, left=left).status_code == (302 if may else 404)

    kept = Delivery.objects.get()
    said = DeliveryState.SENT if left == "yes" else DeliveryState.FAILED
    assert kept.state == (said if may else DeliveryState.UNKNOWN)
    assert kept.resolved_by == (browser.user if may else None)


@pytest.mark.parametrize(("role", "team", "rep_is_gone", "may"), WHO)
def test_the_database_says_the_same_of_them(
    letter: Delivery, role: Role, team: str, rep_is_gone: bool, may: bool
) -> None:
    if rep_is_gone:
        gone(letter)
    who = colleague(letter, role, team)

    with nullcontext() if may else refused("EA223"):
        said_by(who, letter)


def said_by(who: User, letter: Delivery) -> None:
    """Past the service."""
    session = journeys.signed_in(who)
    move(letter, DeliveryState.FAILED, resolved_by=who, resolved_session=session)


@pytest.mark.parametrize("without", ["a team", "access"])
def test_neither_two_without_a_team_nor_a_manager_without_access_will_do(
    letter: Delivery, without: str
) -> None:
    gone(letter)
    manager = colleague(letter)
    if without == "a team":
        User.objects.filter(pk__in=[manager.pk, letter.touch.owner_id]).update(team=None)
    else:
        User.objects.filter(pk=manager.pk).update(is_active=False)

    with refused("EA223"):
        said_by(manager, letter)


def test_a_rep_who_came_back_in_the_meantime_says_it_themselves(letter: Delivery) -> None:
    manager = colleague(letter)

    with pytest.raises(Refused) as no:
        sending.resolve_unknown(
            letter, left=True, by=manager, session=journeys.signed_in(manager), at=NOW
        )

    assert (no.value.code, no.value.sentence) == ("not_your_letter", "Whether it left, Jonas says.")


def test_the_account_names_who_said_it_and_the_letter_stays_the_reps(
    letter: Delivery, clock: Clock
) -> None:
    gone(letter)
    rep, manager = letter.touch.owner, colleague(letter)
    at = clock.move(NOW + timedelta(hours=3))

    Browser(manager).post("resolution", letter.pk, left="yes")

    kept = Delivery.objects.get()
    assert (kept.resolved_by, kept.resolved_session.user, kept.finished_at) == (
        manager,
        manager,
        at,
    )
    event = AuditEvent.objects.get(kind=AuditKind.DELIVERY_RESOLVED)
    assert (event.actor, event.subject, event.at) == (manager, f"delivery {letter.pk}", at)
    assert Activity.objects.get(kind=ActivityKind.LETTER_LEFT).actor == manager
    attempt = Attempt.objects.get()
    assert (attempt.by, attempt.at) == (rep, letter.sending_at)
    for viewer, who in ((manager, "You"), (journeys.rep(), "Ines")):
        titles = [line.title for line in conversation_with(letter.touch.prospect, viewer).lines]
        assert titles == [f"{who} said that it left", "Jonas emailed"]


def test_whoever_says_it_can_send_nothing_for_it(letter: Delivery) -> None:
    gone(letter)
    manager = colleague(letter)
    Browser(manager).post("resolution", letter.pk, left="no")

    with pytest.raises(Refused) as no:
        reviewing.approve(
            letter.approval.draft,
            by=manager,
            session=journeys.signed_in(manager),
            at=NOW,
            looks={},
            read_aloud=True,
        )

    assert no.value.code == "not_your_try"


# Where they find it


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ADMIN])
def test_it_heads_their_queue_until_somebody_said_it(letter: Delivery, role: Role) -> None:
    manager, other_rep = colleague(letter, role), colleague(letter, Role.REP)
    assert queue_of(manager, NOW).rows == []
    gone(letter)

    (row,) = queue_of(manager, NOW).rows
    page = text_of(Browser(manager).get("queue"))

    assert (row.key, row.reason) == (f"touch-{letter.touch_id}", QUESTION)
    assert "Jonas no longer signs in here. Look in Jonas's Sent folder or ask" in page
    assert f'action="/deliveries/{letter.pk}/resolution/"' in page
    assert queue_of(other_rep, NOW).rows == []
    Browser(manager).post("resolution", letter.pk, left="no")
    assert queue_of(manager, NOW).rows == []


def test_it_stands_on_the_persons_page_and_they_are_back_there_afterwards(
    letter: Delivery,
) -> None:
    gone(letter)
    browser = Browser(colleague(letter))
    person = letter.touch.prospect_id

    page = text_of(browser.get("person-panel", person))
    action = f"/deliveries/{letter.pk}/resolution/?from=person"
    assert f"<b>{QUESTION}</b>" in page
    assert f'<form action="{action}" method="post">' in page

    back = browser.client.post(action, {"left": "yes"})

    assert back["Location"] == f"/people/{person}/"
    assert "Kept. Thank you for looking." in text_of(browser.client.get(back["Location"]))
    assert QUESTION not in text_of(browser.get("person-panel", person))


def test_while_the_rep_is_there_others_read_that_it_is_theirs_to_say(letter: Delivery) -> None:
    manager = Browser(colleague(letter))

    for page in (
        text_of(manager.get("person-panel", letter.touch.prospect_id)),
        text_of(manager.get("touch", letter.touch_id)),
    ):
        assert "Whether it left, Jonas says." in page
        assert 'name="left"' not in page


def test_their_manager_reaches_it_also_when_another_team_has_the_person(letter: Delivery) -> None:
    gone(letter)
    elsewhere = journeys.rep()
    Prospect.objects.filter(pk=letter.touch.prospect_id).update(owner=elsewhere)
    browser = Browser(colleague(letter))

    assert f'action="/deliveries/{letter.pk}/resolution/"' in text_of(
        browser.get("touch", letter.touch_id)
    )
    assert browser.post("resolution", letter.pk, left="no").status_code == 302
    assert browser.get("touch", letter.touch_id).status_code == 404


def test_a_letter_that_is_known_already_is_not_said_anew(letter: Delivery) -> None:
    rep, manager = letter.touch.owner, colleague(letter)
    Browser(rep).post("resolution", letter.pk, left="yes")
    gone(letter)

    Browser(manager).post("resolution", letter.pk, left="no")

    kept = Delivery.objects.get()
    assert (kept.state, kept.resolved_by) == (DeliveryState.SENT, rep)


# What was said to them


@pytest.mark.parametrize(("role", "team", "rep_is_gone", "may"), WHO)
def test_what_was_said_to_a_rep_who_is_gone_stands_in_the_queues_of_who_reads_it_for_them(
    role: Role, team: str, rep_is_gone: bool, may: bool
) -> None:
    said = unknown(owner=journeys.rep(name="Jonas Berg"))
    reply = mailed(said.touch.prospect)
    if rep_is_gone:
        gone(said)
    reader = colleague(said, role, team)

    queue = queue_of(reader, NOW)

    assert [row.pk for row in queue.rows if row.is_reply] == ([reply.pk] if may else [])
    assert queue.progress.waiting == (2 if may else 0)
