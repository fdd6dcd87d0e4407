"""A mailbox's state in words."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from mailbox.enums import MailboxKind, MailboxState
from mailbox.models import Mailbox
from mailbox.selectors.words import checked, in_words
from tests.factories.mailbox import MailboxFactory
from tests.factories.team import UserFactory

NOW = datetime(2026, 11, 16, 10, 45, tzinfo=UTC)


def a_mailbox(**facts: object) -> Mailbox:
    known: dict[str, object] = {
        "owner": None,
        "address": "maya@fernhill.example",
        "display_name": "",
    }
    return MailboxFactory.build(**(known | facts))


def test_a_working_mailbox_says_whose_and_when_it_looked() -> None:
    mailbox = a_mailbox(last_read_at=NOW.replace(minute=41))
    assert in_words(mailbox, at=NOW) == (
        "Sending and reading as maya@fernhill.example. Last checked 10:41."
    )


def test_times_are_the_persons_own() -> None:
    with timezone.override(ZoneInfo("Europe/Berlin")):
        assert "Last checked 11:41." in in_words(
            a_mailbox(last_read_at=NOW.replace(minute=41)), at=NOW
        )


def test_a_new_mailbox_has_not_looked_yet() -> None:
    assert in_words(a_mailbox(connected_at=NOW), at=NOW).endswith("Not checked yet.")


@pytest.mark.parametrize(
    ("since", "words"),
    [
        (datetime(2026, 11, 16, 9, 5, tzinfo=UTC), "Since 09:05."),
        (datetime(2026, 11, 13, 16, 20, tzinfo=UTC), "Since Friday 16:20."),
        (datetime(2026, 11, 3, 16, 20, tzinfo=UTC), "Since 3 November, 16:20."),
    ],
)
def test_a_failing_mailbox_says_what_and_since_when(since: datetime, words: str) -> None:
    mailbox = a_mailbox(
        state=MailboxState.FAILING, state_note="The mailbox refused the sign-in.", state_since=since
    )
    assert in_words(mailbox, at=NOW).startswith(f"The mailbox refused the sign-in. {words}")


def test_the_sandbox_says_that_nothing_leaves() -> None:
    assert "stay on this machine" in in_words(a_mailbox(kind=MailboxKind.SANDBOX), at=NOW)


@pytest.mark.parametrize("state", [None, MailboxState.DISCONNECTED])
def test_no_mailbox_says_that_letters_wait(state: str | None) -> None:
    mailbox = a_mailbox(state=state) if state else None
    assert in_words(mailbox, at=NOW) == "No mailbox is connected. Letters wait until one is."


@pytest.mark.django_db
def test_a_queue_says_how_fresh_it_is() -> None:
    read = MailboxFactory.create(last_read_at=NOW - timedelta(seconds=40))
    older = MailboxFactory.create(last_read_at=NOW - timedelta(minutes=9))
    never = MailboxFactory.create(connected_at=NOW)
    nobody = UserFactory.create()
    owners = [*(mailbox.owner_id for mailbox in (read, older, never)), nobody.pk]
    said = [checked(owner, at=NOW) for owner in owners]
    assert [each.words for each in said] == [
        "Checked 40 seconds ago",
        "Last checked 10:36.",
        "Not checked yet.",
        "",
    ]
    assert not any(each.is_trouble for each in said)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (
            {"last_read_at": NOW - timedelta(minutes=16)},
            "Last checked 10:29. Answers that came since are not here yet.",
        ),
        (
            {"last_read_at": None, "connected_at": NOW - timedelta(hours=1)},
            "Not checked yet. Answers that came since are not here yet.",
        ),
        (
            {"state": MailboxState.DISCONNECTED, "state_since": NOW - timedelta(hours=1)},
            "Your mailbox is disconnected since 09:45: no answer is read, and no letter leaves.",
        ),
    ],
    ids=["silent", "never read", "disconnected"],
)
def test_a_queue_says_that_a_mailbox_is_not_read_though_nothing_failed(
    facts: dict[str, object], words: str
) -> None:
    found = checked(MailboxFactory.create(**facts).owner_id, at=NOW)
    assert (found.words, found.is_trouble) == (words, True)


def test_the_page_of_a_silent_mailbox_says_what_it_means() -> None:
    mailbox = a_mailbox(last_read_at=NOW - timedelta(hours=2))
    assert in_words(mailbox, at=NOW).endswith(
        "Last checked 08:45. Answers that came since are not here yet."
    )


@pytest.mark.django_db
def test_a_queue_says_why_its_mailbox_cannot_be_read() -> None:
    mailbox = MailboxFactory.create(
        state=MailboxState.FAILING, state_note="They refuse us.", state_since=NOW
    )
    found = checked(mailbox.owner_id, at=NOW)
    assert found.is_trouble
    assert found.words == "We can't read your mailbox since 10:45: They refuse us."
