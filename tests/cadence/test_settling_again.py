"""Mail that cannot be settled: it keeps no other waiting, its owner sees it, and it is tried again."""

import logging
from datetime import datetime, timedelta

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.test import Client

from cadence.models import Reply
from cadence.services import hearing, looking, polling, settling
from mailbox.inbound.suggestion import suggest
from mailbox.models import InboundMessage, Mailbox
from mailbox.selectors.words import checked
from tests import journeys
from tests.cadence.test_settling import sent, wrote
from tests.journeys import NOW

pytestmark = pytest.mark.usefixtures("clock", "sandbox")

LATER = NOW + timedelta(hours=2)
POISON = "Nobody can read this."
CANNOT = "Mail came that we could not take in. Its list is on your mailbox's page."


@pytest.fixture
def poisoned(monkeypatch: pytest.MonkeyPatch) -> list[type[Exception]]:
    """Whatever says POISON fails, for as long as this list says how."""
    fails: list[type[Exception]] = [ArithmeticError]

    def picky(text: str, **facts: object) -> object:
        if text == POISON and fails:
            raise fails[0]
        return suggest(text, **facts)  # type: ignore[arg-type]

    monkeypatch.setattr(hearing, "suggest", picky)
    return fails


def a_mailbox() -> tuple[Mailbox, str]:
    delivery = sent()
    return delivery.approval.mailbox, delivery.message_id


def poison(mailbox: Mailbox, name: str, hours: int = 1, **fields: object) -> InboundMessage:
    at = NOW + timedelta(hours=hours)
    return wrote(mailbox, in_reply_to=name, text=POISON, received_at=at, **fields)


def failures(message: InboundMessage) -> tuple[int, datetime | None]:
    message.refresh_from_db()
    return message.settle_failures, message.settle_again_at


@pytest.mark.usefixtures("poisoned")
def test_a_hundred_that_cannot_be_settled_keep_no_later_one_waiting() -> None:
    mailbox, name = a_mailbox()
    for _each in range(100):
        poison(mailbox, name, hours=-1)
    good = wrote(mailbox, in_reply_to=name)

    assert polling.poll_mailboxes(LATER) == 1

    assert Reply.objects.get().message == good


@pytest.mark.usefixtures("poisoned")
def test_before_sending_too_they_keep_no_other_waiting() -> None:
    mailbox, name = a_mailbox()
    good = wrote(mailbox, in_reply_to=name, received_at=NOW)
    for _each in range(looking.NEWEST):
        poison(mailbox, name)

    for look in range(2):
        looking._settle_newest(mailbox, LATER + timedelta(seconds=look))

    good.refresh_from_db()
    assert good.settled_at == LATER + timedelta(seconds=1)


def test_each_is_tried_again_later_and_later_and_heard_in_the_end(
    poisoned: list[type[Exception]],
) -> None:
    message = poison(*a_mailbox())
    at, waits = LATER, []
    for _each in range(10):
        assert settling.settle(at) == 0
        _count, again = failures(message)
        assert again is not None
        assert settling.settle(again - timedelta(seconds=1)) == 0
        waits.append((again - at).total_seconds())
        at = again
    assert waits == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]
    assert message.settle_failures == 10

    poisoned.clear()
    assert settling.settle(at) == 1
    assert Reply.objects.get().text == POISON


@pytest.mark.usefixtures("poisoned")
def test_a_failure_is_logged_in_full_once(caplog: pytest.LogCaptureFixture) -> None:
    message = poison(*a_mailbox())
    for minutes in (0, 10, 20):
        settling.settle(LATER + timedelta(minutes=minutes))

    told = [(each.levelno, bool(each.exc_info)) for each in caplog.records if each.args]
    assert told == [(logging.ERROR, True), (logging.WARNING, False), (logging.WARNING, False)]
    assert {str(message.pk) in each.getMessage() for each in caplog.records} == {True}


@pytest.mark.usefixtures("poisoned")
def test_its_owner_sees_it_at_the_queue_s_head_and_on_the_mailbox_page() -> None:
    mailbox, name = a_mailbox()
    browser, colleague = Client(), Client()
    browser.force_login(mailbox.owner)
    colleague.force_login(journeys.connected(journeys.rep()).owner)
    poison(mailbox, name, from_name="Aoife Byrne", subject="Re: <Night> loading")
    assert CANNOT not in checked(mailbox.owner_id, at=LATER).words

    settling.settle(LATER)

    assert (checked(mailbox.owner_id, at=LATER).words, True) == (
        CANNOT,
        checked(mailbox.owner_id, at=LATER).is_trouble,
    )
    shown = browser.get("/settings/mailbox/").content.decode()
    assert "Aoife Byrne: Re: &lt;Night&gt; loading" in shown
    assert "Aoife Byrne" not in colleague.get("/settings/mailbox/").content.decode()


def test_it_is_shown_until_it_is_heard(poisoned: list[type[Exception]]) -> None:
    mailbox, name = a_mailbox()
    poison(mailbox, name)
    settling.settle(LATER)

    poisoned.clear()
    settling.settle(LATER + timedelta(minutes=1))
    Mailbox.objects.filter(pk=mailbox.pk).update(last_read_at=LATER)

    assert not checked(mailbox.owner_id, at=LATER).is_trouble


def test_one_that_takes_the_worker_s_whole_time_waits_as_well(
    poisoned: list[type[Exception]],
) -> None:
    mailbox, name = a_mailbox()
    message = poison(mailbox, name, hours=-1)
    wrote(mailbox, in_reply_to=name)
    poisoned[0] = SoftTimeLimitExceeded

    with pytest.raises(SoftTimeLimitExceeded):
        settling.settle(LATER)

    assert failures(message) == (1, LATER + timedelta(seconds=30))
    assert settling.settle(LATER) == 1
