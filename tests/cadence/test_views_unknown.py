"""A letter of unknown fate on the rep's side: first in the queue, with what their Sent folder says, until they say."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from cadence.enums import DeliveryState, Ending, TouchState
from cadence.models import Approval, Attempt, Delivery, SentCopy
from cadence.selectors.queue import queue_of
from cadence.services import enrolling, listening, reaping, settling, stopping
from mailbox.models import FolderCursor, Mailbox
from mailbox.services import reading
from prospects.enums import ActivityKind, Channel
from prospects.models import Activity, Prospect
from team.enums import Role
from team.models import Team, User
from tests import journeys
from tests.cadence import attacks
from tests.cadence.attacks import move, reserve, sending_delivery
from tests.cadence.browsing import Browser, text_of
from tests.cadence.conftest import Clock
from tests.cadence.test_sent_copies import filed, unknown
from tests.cadence.test_views_queue import headings, names
from tests.factories.team import UserFactory
from tests.journeys import NOW

pytestmark = pytest.mark.usefixtures("clock", "sandbox")

# Nine in the morning in London is ten in Berlin.
BERLIN = "Europe/Berlin"
QUESTION = "We can't tell whether it left."
NOT_YET = "We haven't been able to look in your Sent folder yet."


@pytest.fixture
def maya() -> User:
    return journeys.rep(name="Maya Okafor", time_zone=BERLIN)


@pytest.fixture
def letter(maya: User) -> Delivery:
    return unknown(owner=maya)


def desk(delivery: Delivery, viewer: User | None = None) -> str:
    return text_of(Browser(viewer or delivery.touch.owner).get("touch", delivery.touch_id))


def looked(mailbox: Mailbox, at: datetime) -> None:
    assert reading.read_mailbox(mailbox, at=at) == 0


# What the Sent folder says


def test_a_copy_is_told_with_the_time_it_came_by_the_reps_clock(letter: Delivery) -> None:
    filed(letter.approval.mailbox, letter.message_id, received_at=NOW + timedelta(minutes=42))
    settling.settle(NOW + timedelta(minutes=43))

    assert "A copy is in your Sent folder since 10:42." in desk(letter)
    assert Delivery.objects.get().state == DeliveryState.UNKNOWN


def test_the_first_of_several_copies_is_the_one_that_counts(letter: Delivery) -> None:
    for minutes, name in ((50, "<b@x.example>"), (42, "<a@x.example>")):
        filed(
            letter.approval.mailbox,
            name,
            original_ids=[letter.message_id],
            received_at=NOW + timedelta(minutes=minutes),
        )
    settling.settle(NOW + timedelta(hours=1))

    assert SentCopy.objects.count() == 2
    assert "A copy is in your Sent folder since 10:42." in desk(letter)


def test_a_look_without_a_copy_is_told_and_that_it_proves_nothing(letter: Delivery) -> None:
    looked(letter.approval.mailbox, NOW + timedelta(minutes=44))

    assert (
        "We looked at 10:44 and found no copy."
        " Some mail servers keep none, so this alone doesn't prove it." in desk(letter)
    )


def test_a_look_of_another_day_names_the_day(letter: Delivery, clock: Clock) -> None:
    looked(letter.approval.mailbox, NOW + timedelta(minutes=44))
    clock.move(NOW + timedelta(days=1))

    assert "We looked on Monday 10:44 and found no copy." in desk(letter)


@pytest.mark.parametrize("minutes", [0, -30])
def test_a_look_from_before_it_was_sent_is_no_look(letter: Delivery, minutes: int) -> None:
    mailbox = letter.approval.mailbox
    Mailbox.objects.filter(pk=mailbox.pk).update(connected_at=NOW - timedelta(days=1))
    mailbox.refresh_from_db()
    looked(mailbox, NOW + timedelta(minutes=minutes))

    assert NOT_YET in desk(letter)


def test_what_was_read_and_not_yet_compared_has_not_been_looked_at(letter: Delivery) -> None:
    mailbox = letter.approval.mailbox
    looked(mailbox, NOW + timedelta(minutes=44))
    filed(mailbox, "<another@x.example>")

    assert NOT_YET in desk(letter)
    settling.settle(NOW + timedelta(minutes=44))
    assert "We looked at 10:44 and found no copy." in desk(letter)


def test_without_any_look_that_is_said(letter: Delivery) -> None:
    assert NOT_YET in desk(letter)


def test_a_mailbox_without_a_folder_of_sent_mail_says_so(letter: Delivery) -> None:
    mailbox = letter.approval.mailbox
    looked(mailbox, NOW + timedelta(minutes=1))
    FolderCursor.objects.filter(holds_own_mail=True).update(holds_own_mail=False)

    assert "The mail server names no Sent folder, so we can't look for a copy." in desk(letter)


def test_a_colleague_reads_whose_sent_folder_it_is_and_by_whose_clock(letter: Delivery) -> None:
    manager = UserFactory.create(
        role=Role.MANAGER, team=letter.touch.owner.team, time_zone="Asia/Tokyo"
    )
    assert "We haven't been able to look in Maya's Sent folder yet." in desk(letter, manager)

    filed(letter.approval.mailbox, letter.message_id, received_at=NOW + timedelta(minutes=42))
    settling.settle(NOW + timedelta(minutes=43))
    page = desk(letter, manager)

    assert "A copy is in Maya's Sent folder since 10:42." in page
    assert "Look in your Sent folder" not in page
    assert 'name="left"' not in page


def test_a_letter_whose_fate_is_known_has_no_evidence_to_weigh(letter: Delivery) -> None:
    looked(letter.approval.mailbox, NOW + timedelta(minutes=44))
    browser = Browser(letter.touch.owner)
    browser.post("resolution", letter.pk, left="yes")

    assert "We looked at" not in text_of(browser.get("touch", letter.touch_id))


# What the rep says


def test_the_two_buttons_are_a_form_that_needs_no_javascript(letter: Delivery) -> None:
    browser = Browser(letter.touch.owner)
    page = text_of(browser.get("touch", letter.touch_id))
    assert f'<form action="/deliveries/{letter.pk}/resolution/" method="post"' in page
    assert 'name="left" value="yes"' in page
    assert 'name="left" value="no"' in page

    answer = browser.post("resolution", letter.pk, left="yes")

    assert answer.status_code == 302
    assert "Kept. Thank you for looking." in text_of(browser.client.get(answer["Location"]))
    assert Delivery.objects.get().state == DeliveryState.SENT


@pytest.mark.parametrize(
    ("left", "state", "kind", "said"),
    [
        ("yes", DeliveryState.SENT, ActivityKind.LETTER_LEFT, "that it left"),
        ("no", DeliveryState.FAILED, ActivityKind.LETTER_STAYED, "that it didn't leave"),
    ],
)
def test_who_said_it_and_when_stands_in_the_conversation_and_on_the_timeline(
    letter: Delivery, clock: Clock, left: str, state: str, kind: ActivityKind, said: str
) -> None:
    maya = letter.touch.owner
    at = clock.move(NOW + timedelta(minutes=30))
    Browser(maya).post("resolution", letter.pk, left=left)

    kept = Delivery.objects.get()
    assert (kept.state, kept.resolved_by, kept.finished_at) == (state, maya, at)
    activity = Activity.objects.get(kind=kind)
    assert (activity.actor, activity.at) == (maya, at)
    colleague = UserFactory.create(role=Role.MANAGER, team=maya.team, time_zone=BERLIN)
    for viewer, words in ((maya, f"You said {said}"), (colleague, f"Maya said {said}")):
        page = desk(letter, viewer)
        assert words in page
        assert "Mon 16 Nov, 10:30" in page
    timeline = text_of(Browser(maya).client.get(f"/people/{letter.touch.prospect_id}/"))
    assert f"{kind.label} · Maya" in timeline


def test_saying_it_twice_stands_there_once(letter: Delivery) -> None:
    browser = Browser(letter.touch.owner)
    for _click in range(2):
        browser.post("resolution", letter.pk, left="yes")

    assert Activity.objects.filter(kind=ActivityKind.LETTER_LEFT).count() == 1
    assert Attempt.objects.count() == 1


def test_a_letter_that_did_not_leave_says_who_said_so_and_can_be_reviewed_again(
    letter: Delivery,
) -> None:
    browser = Browser(letter.touch.owner)
    browser.post("resolution", letter.pk, left="no")

    page = text_of(browser.get("touch", letter.touch_id))

    assert "<b>Not sent.</b>You said that it didn't leave. Your words are saved." in page
    assert "Send to Aoife" in page
    assert QUESTION not in page


def test_neither_a_copy_nor_its_absence_decides(letter: Delivery) -> None:
    mailbox = letter.approval.mailbox
    looked(mailbox, NOW + timedelta(minutes=1))
    filed(mailbox, letter.message_id)
    settling.settle(NOW + timedelta(hours=2))

    assert Delivery.objects.get().state == DeliveryState.UNKNOWN
    assert not Attempt.objects.exists()


# Where it stands


def test_it_heads_the_whole_queue_before_what_people_wrote(maya: User, letter: Delivery) -> None:
    journeys.drafted(maya, email="mary@corrib.example")
    writer = journeys.drafted(maya, email="sean@corrib.example").touch.prospect
    Prospect.objects.filter(pk=writer.pk).update(name="Seán Byrne")
    listening.hear(writer, at=NOW, channel=Channel.EMAIL, text="Please stop.", suggested_kind="no")

    page = text_of(Browser(maya).get("queue"))

    assert headings(page)[:2] == ["We can't tell whether it left", "They wrote back"]
    assert names(page)[:2] == ["Aoife Ní Bhriain", "Seán Byrne"]
    assert f"<small>{QUESTION}</small>" in page
    assert f"<b>{QUESTION}</b>" in page  # the first row is the one that is open


def test_nowhere_is_it_said_that_nobody_has_written(letter: Delivery) -> None:
    browser, person = Browser(letter.touch.owner), letter.touch.prospect_id

    pages = [
        text_of(browser.get("touch", letter.touch_id)),
        text_of(browser.get("person-panel", person)),
    ]

    for page in pages:
        assert "You wrote; we can't tell whether it left" in page
        assert "Nobody has written" not in page


def test_it_heads_the_queue_also_when_more_replies_wait_than_a_page_holds(
    maya: User, letter: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cadence.selectors.queue.PAGE", 2)
    for number in range(4):
        person = journeys.researched(maya, email=f"person{number}@corrib.example")
        listening.hear(person, at=NOW, channel=Channel.EMAIL, text="Hello.")

    assert queue_of(maya, NOW).rows[0].key == f"touch-{letter.touch_id}"


def of_yesterday(letter: Delivery, clock: Clock) -> None:
    clock.move(NOW + timedelta(days=3))


def with_an_ended_cadence(letter: Delivery, clock: Clock) -> None:
    enrolling.end(letter.touch.enrollment, Ending.NOT_A_FIT, by=letter.touch.owner, at=NOW)
    letter.touch.refresh_from_db()
    assert letter.touch.state == TouchState.CANCELLED


def at_a_held_company(letter: Delivery, clock: Clock) -> None:
    attacks.hold(letter.approval)


def with_an_answer_to_read(letter: Delivery, clock: Clock) -> None:
    listening.hear(letter.touch.prospect, at=NOW, channel=Channel.EMAIL, text="Thursday works.")


def to_somebody_who_asked_us_to_stop(letter: Delivery, clock: Clock) -> None:
    stopping.ask_to_stop(letter.touch.prospect, by=letter.touch.owner, at=NOW, words="Please stop.")


def to_a_person_whom_a_colleague_has_now(letter: Delivery, clock: Clock) -> None:
    elsewhere = journeys.rep(team=Team.objects.create(name="Elsewhere"))
    Prospect.objects.filter(pk=letter.touch.prospect_id).update(owner=elsewhere)


def with_a_newer_review(letter: Delivery, clock: Clock) -> None:
    """A second window, open since before it was sent."""
    clock.move(NOW + timedelta(minutes=1))
    approval: Approval = attacks.approve(letter.approval.draft)
    approval.refresh_from_db()
    assert approval.approved_at > letter.approval.approved_at


def on_a_try_moved_to_another_day(letter: Delivery, clock: Clock) -> None:
    letter.touch.moved_on = NOW.date() + timedelta(days=2)
    letter.touch.save(update_fields=["moved_on"])


EVERYWHERE: list[Any] = [
    of_yesterday,
    with_an_ended_cadence,
    at_a_held_company,
    with_an_answer_to_read,
    to_somebody_who_asked_us_to_stop,
    to_a_person_whom_a_colleague_has_now,
    with_a_newer_review,
    on_a_try_moved_to_another_day,
]


@pytest.mark.parametrize("happens", EVERYWHERE, ids=lambda each: each.__name__)
@pytest.mark.parametrize("left", ["yes", "no"])
def test_it_is_never_out_of_sight_and_can_always_be_settled(
    letter: Delivery, clock: Clock, happens: Any, left: str
) -> None:
    happens(letter, clock)
    rep = letter.touch.owner
    browser = Browser(rep)

    first = queue_of(rep, timezone.now()).rows[0]
    page = text_of(browser.get("touch", letter.touch_id))
    answer = browser.post_part("resolution", letter.pk, left=left)

    assert (first.key, first.reason) == (f"touch-{letter.touch_id}", QUESTION)
    assert f"<b>{QUESTION}</b>" in page
    assert f'action="/deliveries/{letter.pk}/resolution/"' in page
    assert answer.status_code == 200
    state = DeliveryState.SENT if left == "yes" else DeliveryState.FAILED
    assert Delivery.objects.get(pk=letter.pk).state == state
    after = [row for row in queue_of(rep, timezone.now()).rows if row.reason == QUESTION]
    assert after == []


# What the reaper left behind


def test_what_never_began_waits_again_and_says_why(maya: User, clock: Clock) -> None:
    reserved = reserve(journeys.approved(maya))
    at = clock.move(NOW + timedelta(minutes=10, seconds=1))
    reaping.reap()

    (row,) = queue_of(maya, at).rows
    page = desk(reserved, maya)

    assert (row.key, row.reason) == (
        f"touch-{reserved.touch_id}",
        f"First try, {reserved.touch.prospect.company}",
    )
    assert "<b>Not sent.</b>The app stopped before it began to send. Your words are saved." in page
    assert journeys.LETTER.splitlines()[0] in page
    assert "Send to Aoife" in page


def test_what_broke_off_heads_the_queue(maya: User, clock: Clock) -> None:
    journeys.drafted(maya, email="mary@corrib.example")
    broken = sending_delivery(owner=maya, email="sean@corrib.example")
    at = clock.move(NOW + timedelta(minutes=5, seconds=1))
    reaping.reap()

    rows = queue_of(maya, at).rows

    assert [row.reason for row in rows].index(QUESTION) == 0
    assert rows[0].key == f"touch-{broken.touch_id}"
    assert f"<b>{QUESTION}</b>The app stopped in the middle of sending. {NOT_YET}" in desk(
        broken, maya
    )


def test_a_letter_under_way_is_in_the_queue_before_and_after_it_broke_off(maya: User) -> None:
    broken = sending_delivery(owner=maya)
    assert [row.key for row in queue_of(maya, NOW).rows] == [f"touch-{broken.touch_id}"]
    move(broken, DeliveryState.UNKNOWN)
    assert [row.reason for row in queue_of(maya, NOW).rows] == [QUESTION]
