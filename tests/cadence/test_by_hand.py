"""Mail that a rep writes by hand is contact: no second touch that day, distance at the company, and never a try."""

from datetime import date, datetime, timedelta
from itertools import count

import pytest
from django.urls import reverse

from cadence.enums import CallOutcome, GapCause
from cadence.models import Approval, Delivery, Enrollment, Touch
from cadence.selectors.desk import desk_of
from cadence.selectors.queue import queue_of
from cadence.services import logging, reviewing, sending, settling
from mailbox.enums import Verdict
from mailbox.models import InboundMessage
from prospects.enums import Channel
from prospects.models import Prospect
from team.models import User
from team.refusals import Refused
from tests import journeys
from tests.cadence.browsing import Browser, text_of
from tests.cadence.conftest import Clock
from tests.factories.prospects import CompanyFactory
from tests.journeys import LOOKS, NOW
from tests.smtp import Sink

pytestmark = pytest.mark.usefixtures("clock", "post")

NUMBERS = count(1)
LATER = NOW + timedelta(hours=1)
TOMORROW = NOW + timedelta(days=1)
WAITS = "You wrote to Aoife yourself at 09:00. The next try waits until tomorrow."


def by_hand(
    *people: Prospect, by: User | None = None, at: datetime = NOW, settled: datetime | None = None
) -> None:
    """A mail from the rep's own Sent folder, as the poller brings it."""
    rep = by or people[0].owner
    InboundMessage.objects.create(
        mailbox=journeys.connected(rep),
        verdict=Verdict.OWN,
        folder="Sent",
        uidvalidity=1,
        uid=next(NUMBERS),
        message_id=f"<{next(NUMBERS)}@by-hand.example>",
        from_address=rep.email,
        to=[each.email for each in people],
        subject="The drawings",
        text="Here they are.",
        in_own_folder=True,
        received_at=at,
        read_at=at,
    )
    settling.settle(settled or at)


def review(approval_or_touch: Touch, at: datetime) -> Approval:
    touch = approval_or_touch
    return reviewing.approve(
        touch.drafts.get(),
        by=touch.owner,
        session=journeys.signed_in(touch.owner, at),
        at=at,
        looks=LOOKS,
        read_aloud=True,
    )


def refusal(act: object) -> Refused:
    with pytest.raises(Refused) as refused:
        act()  # type: ignore[operator]
    return refused.value


def rung(owner: User | None = None, **fields: object) -> Enrollment:
    """Rung once, so that the promise of seven days runs; the next try is planned."""
    touch = journeys.planned(owner, **fields)
    Touch.objects.filter(pk=touch.pk).update(channel=Channel.CALL)
    logging.log_call(
        Touch.objects.get(pk=touch.pk), by=touch.owner, at=NOW, outcome=CallOutcome.NO_ANSWER
    )
    return touch.enrollment


def test_no_letter_is_reviewed_on_the_day_of_a_mail_by_hand_and_it_is_the_next_day(
    clock: Clock,
) -> None:
    touch = journeys.drafted().touch
    by_hand(touch.prospect)

    refused = refusal(lambda: review(touch, LATER))
    clock.move(TOMORROW)
    approval = review(touch, TOMORROW)

    assert (refused.code, refused.sentence) == ("written_by_hand", WAITS)
    assert approval.touch == touch


def test_a_reviewed_letter_does_not_leave_after_a_mail_by_hand(post: Sink) -> None:
    approval = journeys.approved()
    by_hand(approval.touch.prospect)

    refused = refusal(
        lambda: sending.deliver(approval, by=approval.reviewer, session=approval.session, at=NOW)
    )

    assert refused.sentence == WAITS
    assert (post.accepted, Delivery.objects.count()) == ([], 0)


def test_nor_are_they_rung_that_day_and_a_stop_on_the_phone_is_heard() -> None:
    touch = journeys.planned()
    Touch.objects.filter(pk=touch.pk).update(channel=Channel.CALL)
    by_hand(touch.prospect)

    refused = refusal(
        lambda: logging.log_call(touch, by=touch.owner, at=NOW, outcome=CallOutcome.VOICEMAIL)
    )
    heard = logging.log_call(touch, by=touch.owner, at=NOW, outcome=CallOutcome.ASKED_TO_STOP)

    assert refused.sentence == WAITS
    assert heard.outcome == CallOutcome.ASKED_TO_STOP


def test_it_is_the_day_where_they_live_that_counts() -> None:
    """At nine in Dublin it is 22:00 in Auckland; two hours on, their next day has begun."""
    touch = journeys.drafted(time_zone="Pacific/Auckland").touch
    by_hand(touch.prospect)

    assert refusal(lambda: review(touch, NOW + timedelta(minutes=50))).code == "written_by_hand"
    assert not desk_of(touch.owner, touch.pk, NOW + timedelta(hours=2)).by_hand


def test_it_is_no_try_and_moves_no_promise() -> None:
    enrollment = rung()
    following = journeys.next_touch(enrollment, NOW)
    deadline = following.deadline_on

    by_hand(enrollment.prospect, at=TOMORROW)

    enrollment.refresh_from_db()
    following.refresh_from_db()
    assert (enrollment.attempts, enrollment.last_attempt_at) == (1, NOW)
    assert (following.deadline_on, deadline) == (date(2026, 11, 23), date(2026, 11, 23))


def test_on_day_seven_the_promise_is_kept_all_the_same(clock: Clock) -> None:
    enrollment = rung()
    following = journeys.next_touch(enrollment, NOW)
    day_six, day_seven = NOW + timedelta(days=6), NOW + timedelta(days=7)
    clock.move(day_seven)
    by_hand(enrollment.prospect, at=day_six)
    by_hand(enrollment.prospect, at=day_seven)

    assert desk_of(enrollment.owner, following.pk, day_six + timedelta(hours=1)).by_hand
    assert not desk_of(enrollment.owner, following.pk, day_seven).by_hand


def test_who_asked_to_be_rung_is_rung() -> None:
    touch = journeys.planned()
    Touch.objects.filter(pk=touch.pk).update(channel=Channel.CALL, promised_at=LATER)
    by_hand(touch.prospect)

    made = logging.log_call(touch, by=touch.owner, at=LATER, outcome=CallOutcome.SPOKE)

    assert made.outcome == CallOutcome.SPOKE


def test_the_queue_and_the_desk_say_what_the_service_says() -> None:
    touch = journeys.drafted().touch
    other = journeys.planned(touch.owner)
    by_hand(touch.prospect)

    rows = queue_of(touch.owner, LATER).rows
    page = text_of(Browser(touch.owner).get("touch", touch.pk))

    assert [(row.pk, row.reason) for row in rows][-1] == (
        touch.pk,
        WAITS,
    )
    assert rows[0].pk == other.pk
    assert "Written to by hand today" in page
    assert WAITS in page
    assert "Send to Aoife" not in page
    assert not desk_of(touch.owner, touch.pk, LATER).can_be_made


def test_a_colleagues_mail_is_named_as_theirs() -> None:
    touch = journeys.drafted(email="aoife@corrib.example").touch
    jonas = journeys.rep(name="Jonas Bergström")

    by_hand(touch.prospect, by=jonas)

    assert desk_of(touch.owner, touch.pk, LATER).by_hand == (
        "Jonas wrote to Aoife by hand at 09:00. The next try waits until tomorrow."
    )


def test_the_next_try_is_planned_around_a_day_on_which_the_rep_wrote() -> None:
    """Each of the days up to the step's own would do; on the best of them, mail went by hand."""
    enrollment = rung()
    by_hand(enrollment.prospect, at=NOW + timedelta(minutes=1))
    free = journeys.next_touch(enrollment, NOW)
    assert free.due_on > NOW.date()

    other = journeys.enrolled()
    by_hand(other.prospect)
    first = journeys.next_touch(other, LATER)

    assert (first.due_on, first.gap_cause) == (TOMORROW.date(), GapCause.BY_HAND)


def test_a_colleagues_open_try_keeps_two_days_distance_to_it() -> None:
    company = CompanyFactory.create(postal_address="Dock Road 1, Galway")
    touch = journeys.planned(company=company)
    colleague = journeys.researched(touch.owner, company=company, email="una@corrib.example")

    by_hand(colleague)

    touch.refresh_from_db()
    assert (touch.due_on, touch.gap_cause) == (date(2026, 11, 18), GapCause.COLLEAGUE)
    assert [row.key for row in queue_of(touch.owner, LATER).rows] == []


@pytest.mark.parametrize("kept", ["promised", "day seven", "far", "long ago"])
def test_a_colleagues_try_stays_where_moving_it_would_be_wrong_or_for_nothing(
    kept: str,
) -> None:
    company = CompanyFactory.create(postal_address="Dock Road 1, Galway")
    touch = journeys.planned(company=company)
    colleague = journeys.researched(touch.owner, company=company, email="una@corrib.example")
    today = NOW.date()
    changed: dict[str, dict[str, object]] = {
        "promised": {"promised_at": LATER},
        "day seven": {"deadline_on": today},
        "far": {"due_on": today + timedelta(days=3), "due_at": NOW + timedelta(days=3)},
        "long ago": {},
    }
    Touch.objects.filter(pk=touch.pk).update(**changed[kept])
    before = Touch.objects.values("due_on", "due_at", "deadline_on", "gap_cause").get(pk=touch.pk)

    by_hand(colleague, at=NOW - timedelta(days=3) if kept == "long ago" else NOW, settled=NOW)

    after = Touch.objects.values("due_on", "due_at", "deadline_on", "gap_cause").get(pk=touch.pk)
    assert after == before


def test_a_colleagues_next_try_is_planned_at_a_distance_to_it() -> None:
    company = CompanyFactory.create(postal_address="Dock Road 1, Galway")
    enrollment = journeys.enrolled(company=company)
    by_hand(journeys.researched(enrollment.owner, company=company, email="una@corrib.example"))

    touch = journeys.next_touch(enrollment, LATER)

    assert (touch.due_on, touch.gap_cause) == (date(2026, 11, 18), GapCause.COLLEAGUE)


def test_after_an_act_the_queue_does_not_open_who_waits_until_tomorrow() -> None:
    touch = journeys.drafted().touch
    other = journeys.planned(touch.owner)
    by_hand(touch.prospect)

    answer = Browser(touch.owner).post_part(
        "postponement", other.pk, until_choice=TOMORROW.date().isoformat()
    )

    assert answer["HX-Push-Url"] == reverse("cadence:queue")
