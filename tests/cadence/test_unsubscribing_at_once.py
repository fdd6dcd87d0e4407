"""Two presses in the same moment, each in a transaction of its own: one stop, and both pages say that it worked."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from cadence.models import Approval, Enrollment, Hold, Reply
from cadence.services import locking, settling, unsubscribing
from prospects.models import Suppression
from team.enums import AuditKind
from team.models import AuditEvent
from tests import journeys
from tests.cadence.test_settling import LATER, wrote
from tests.cadence.test_unsubscribing import ONE_CLICK, path_of
from tests.journeys import NOW

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("clock", "sandbox"),
]


@pytest.fixture
def together(monkeypatch: pytest.MonkeyPatch) -> Barrier:
    """Nobody goes on before both have begun and found that nothing was pressed yet."""
    both, alone = Barrier(2, timeout=20), locking.one_at_a_time

    def at_once(what: int, pk: int) -> None:
        both.wait()
        alone(what, pk)

    monkeypatch.setattr(unsubscribing, "one_at_a_time", at_once)
    return both


def press(approval: Approval) -> Any:
    try:
        return Client().post(path_of(approval), ONE_CLICK)
    finally:
        connection.close()


def settle() -> int:
    try:
        return settling.settle(LATER)
    finally:
        connection.close()


def stands_once(approval: Approval) -> bool:
    stops = Suppression.objects.count()
    person = approval.touch.prospect
    events = AuditEvent.objects.filter(kind=AuditKind.SUPPRESSED, subject=f"person {person.pk}")
    ended = Enrollment.objects.filter(prospect=person, ending="stopped")
    counts = (Reply.objects.count(), Hold.objects.count(), events.count(), ended.count())
    keys = Suppression.objects.values_list("kind", "value", "channel").distinct().count()
    return counts == (1, 1, 1, 1) and stops == keys > 0


def test_two_presses_at_once_are_one_stop_and_both_pages_say_that_it_worked(
    together: Barrier,
) -> None:
    approval = journeys.approved()

    with ThreadPoolExecutor(2) as browsers:
        answers = list(browsers.map(press, [approval, approval]))

    assert [each.status_code for each in answers] == [200, 200]
    assert all("We have stopped" in each.content.decode() for each in answers)
    assert stands_once(approval)


def test_a_press_and_the_mail_of_another_program_at_once_are_one_stop(together: Barrier) -> None:
    approval = journeys.approved(at=NOW)
    subject = unsubscribing.mail_for(approval, "maya@fernhill.example").partition("subject=")[2]
    wrote(approval.mailbox, subject=subject.replace("%20", " "))

    with ThreadPoolExecutor(2) as both:
        pressed, settled = both.submit(press, approval), both.submit(settle)

    assert (pressed.result().status_code, settled.result()) == (200, 1)
    assert stands_once(approval)
