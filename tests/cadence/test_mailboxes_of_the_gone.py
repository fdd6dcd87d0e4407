"""The mailbox of a rep who is gone: once it is read no more, whoever leads the team is told, and why."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cadence.selectors.queue import queue_of
from mailbox.enums import MailboxState
from mailbox.models import InboundMessage, Mailbox
from mailbox.selectors.gone import unread_of_the_gone
from team.enums import Role
from team.models import Team, User
from tests import journeys
from tests.cadence.browsing import Browser, text_of
from tests.cadence.test_handing_over import colleague, gone
from tests.cadence.test_settling import wrote
from tests.journeys import NOW

pytestmark = pytest.mark.usefixtures("clock", "sandbox")

REFUSED = {"state": MailboxState.FAILING, "state_note": "The password was refused."}
FAILING = {**REFUSED, "state_since": NOW - timedelta(hours=2)}


@pytest.fixture
def jonas() -> User:
    return journeys.rep(name="Jonas Berg")


def left(rep: User, **fields: Any) -> Mailbox:
    """Their mailbox as it stands, and they are gone."""
    mailbox = journeys.connected(rep)
    Mailbox.objects.filter(pk=mailbox.pk).update(**({"last_read_at": NOW} | fields))
    gone(rep)
    return mailbox


def told(user: User) -> list[str]:
    return [each.words for each in unread_of_the_gone(user, NOW)]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, []),
        (FAILING, ["It can't be read since 07:00: The password was refused."]),
        (
            {"state": MailboxState.DISCONNECTED, "state_since": NOW},
            ["Disconnected since 09:00: no answer that comes there is read."],
        ),
        (
            {"last_read_at": NOW - timedelta(hours=1)},
            ["Last checked 08:00. Answers that came since are not here yet."],
        ),
    ],
)
def test_whoever_leads_the_team_reads_why_answers_stopped(
    jonas: User, fields: dict[str, Any], words: list[str]
) -> None:
    mailbox = left(jonas, **fields)
    ines = colleague(jonas)
    browser = Browser(ines)

    page, rail = text_of(browser.get("left-behind")), text_of(browser.get("queue"))

    assert told(ines) == words
    assert [each for each in (mailbox.address, *words) if each in page] == (
        [mailbox.address, *words] if words else []
    )
    assert ("The mailbox of a rep who is gone is not read." in rail) is bool(words)
    assert queue_of(ines, NOW).unread_mailboxes == len(words)


def test_mail_that_could_not_be_taken_in_is_told_too(jonas: User) -> None:
    mail = wrote(left(jonas))
    InboundMessage.objects.filter(pk=mail.pk).update(settle_failures=1)

    assert told(colleague(jonas)) == ["Mail came there that we could not take in."]


@pytest.mark.parametrize(
    ("role", "team", "sees"),
    [
        (Role.REP, "same", False),
        (Role.MANAGER, "same", True),
        (Role.MANAGER, "another", False),
        (Role.MANAGER, "none", False),
        (Role.ADMIN, "another", True),
    ],
)
def test_the_managers_of_the_team_and_admins_are_told_and_nobody_else(
    jonas: User, role: Role, team: str, sees: bool
) -> None:
    left(jonas, **FAILING)
    left(journeys.rep(team=None), **FAILING)
    teams = {"same": jonas.team, "another": Team.objects.create(name="Elsewhere"), "none": None}
    viewer = colleague(jonas, role, team=teams[team])

    seen = {each.mailbox.owner.name for each in unread_of_the_gone(viewer, NOW)}

    assert ("Jonas Berg" in seen) is sees
    assert bool(queue_of(viewer, NOW).unread_mailboxes) is sees


def test_the_mailbox_of_whoever_is_still_here_is_theirs_to_look_after(jonas: User) -> None:
    left(jonas, **FAILING)
    User.objects.filter(pk=jonas.pk).update(is_active=True)

    assert told(colleague(jonas)) == []


def test_the_page_and_the_rail_cost_the_same_however_many_are_read_no_more(jonas: User) -> None:
    browser = Browser(colleague(jonas))
    costs: list[tuple[int, int]] = []
    for more in (1, 2):
        for _one in range(more):
            left(journeys.rep(team=jonas.team), **FAILING)
        counted = []
        for page in ("left-behind", "queue"):
            with CaptureQueriesContext(connection) as queries:
                browser.get(page)
            counted.append(len(queries))
        costs.append((counted[0], counted[1]))

    assert costs[0] == costs[1]
