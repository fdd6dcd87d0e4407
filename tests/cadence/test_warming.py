"""A warm path first: a cold try waits for an introduction, seven days at most, and comes back by itself."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from cadence import tasks
from cadence.enums import CallOutcome, GapCause
from cadence.models import Touch
from cadence.selectors.desk import desk_of
from cadence.selectors.order import Place
from cadence.selectors.person_panel import person_panel
from cadence.selectors.queue import queue_of
from cadence.selectors.rows import Row
from cadence.services import logging, reviewing, warming
from prospects.enums import Channel
from research.enums import IntroductionState
from research.models import Introduction
from research.services import briefing, introducing
from team.refusals import Refused
from tests import journeys
from tests.cadence import days
from tests.cadence.conftest import Clock
from tests.factories.research import FindingFactory
from tests.journeys import NOW

pytestmark = pytest.mark.usefixtures("clock", "sandbox")

NEXT_MONDAY = date(2026, 11, 23)


def ask(touch: Touch, introducer: str = "Jonas Bergström", **changed: object) -> Introduction:
    given = {"by": touch.owner, "at": NOW, "words": "Would you introduce us?"}
    return introducing.ask(touch.prospect, introducer=introducer, **(given | changed))


def answer(introduction: Introduction, state: IntroductionState, **changed: object) -> None:
    given = {"by": introduction.asked_by, "at": NOW, "note": ""}
    introducing.answer(introduction, state=state, **(given | changed))


def wait(at: datetime = NOW) -> int:
    return warming.wait_for_introductions(at)


def test_a_cold_letter_is_refused_with_who_was_asked_and_until_when() -> None:
    draft = journeys.drafted()
    journeys.connected(draft.touch.owner)
    ask(draft.touch)

    with pytest.raises(Refused) as refused:
        reviewing.approve(
            draft,
            by=draft.touch.owner,
            session=journeys.signed_in(draft.touch.owner),
            at=NOW,
            looks={},
            read_aloud=True,
        )

    assert refused.value.code == "introduction_pending"
    assert "Jonas Bergström was asked to introduce us to Aoife." in refused.value.sentence
    assert "Monday 23 November" in refused.value.sentence


def test_a_cold_call_is_refused_and_a_stop_on_the_phone_is_heard() -> None:
    touch = journeys.planned()
    Touch.objects.filter(pk=touch.pk).update(channel=Channel.CALL)
    ask(touch)

    with pytest.raises(Refused) as refused:
        logging.log_call(touch, by=touch.owner, at=NOW, outcome=CallOutcome.NO_ANSWER)
    heard = logging.log_call(touch, by=touch.owner, at=NOW, outcome=CallOutcome.ASKED_TO_STOP)

    assert refused.value.code == "introduction_pending"
    assert heard.outcome == CallOutcome.ASKED_TO_STOP


def test_the_open_try_moves_behind_the_wait_and_the_days_are_the_introductions() -> None:
    touch = journeys.planned()
    ask(touch)

    assert wait() == 1

    touch.refresh_from_db()
    assert (touch.due_on, touch.gap_cause) == (NEXT_MONDAY, GapCause.INTRODUCTION)
    assert touch.due_at == NOW + timedelta(days=7)
    assert touch.closes_at > touch.due_at
    assert touch.deadline_on == NEXT_MONDAY


def test_a_wait_that_ends_after_the_day_moves_to_the_next_that_suits() -> None:
    touch = journeys.planned()
    ask(touch, at=NOW + timedelta(hours=11))

    wait(NOW + timedelta(hours=11))

    touch.refresh_from_db()
    assert touch.due_on == NEXT_MONDAY + timedelta(days=1)


def test_nothing_moves_twice() -> None:
    touch = journeys.planned()
    ask(touch)
    wait()

    assert wait() == 0


@pytest.mark.parametrize("state", [IntroductionState.DECLINED, IntroductionState.GRANTED])
def test_with_the_answer_the_try_comes_back_to_its_day(state: IntroductionState) -> None:
    touch = journeys.planned()
    before = (touch.due_on, touch.due_at, touch.gap_cause)
    introduction = ask(touch)
    wait()
    answer(introduction, state)

    assert wait() == 1

    touch.refresh_from_db()
    assert (touch.due_on, touch.due_at, touch.gap_cause) == before


def test_days_lost_to_a_wait_between_two_tries_stay_the_introductions(clock: Clock) -> None:
    first = journeys.planned()
    Touch.objects.filter(pk=first.pk).update(channel=Channel.CALL)
    logging.log_call(first, by=first.owner, at=NOW, outcome=CallOutcome.NO_ANSWER)
    later = clock.move(NOW + timedelta(days=4))
    touch = journeys.next_touch(first.enrollment, later)
    introduction = ask(touch, at=later)
    wait(later)
    after = clock.move(NOW + timedelta(days=10))
    answer(introduction, IntroductionState.NO_ANSWER, at=after)

    assert wait(after) == 1

    touch.refresh_from_db()
    assert touch.gap_cause == GapCause.INTRODUCTION
    assert touch.due_on == touch.deadline_on == after.date()


def called_and_asked(clock: Clock) -> Touch:
    """A call on day 0, and on day 4 somebody was asked: the second try waits until day 11."""
    first = journeys.planned()
    Touch.objects.filter(pk=first.pk).update(channel=Channel.CALL)
    logging.log_call(first, by=first.owner, at=NOW, outcome=CallOutcome.NO_ANSWER)
    later = clock.move(NOW + timedelta(days=4))
    touch = journeys.next_touch(first.enrollment, later)
    ask(touch, at=later)
    wait(later)
    touch.refresh_from_db()
    return touch


def row_of(touch: Touch, at: datetime) -> Row:
    (row,) = queue_of(touch.owner, at).rows
    return row


def test_days_that_were_waited_for_an_introduction_are_not_red_in_the_thread(clock: Clock) -> None:
    touch = called_and_asked(clock)
    after = clock.move(NOW + timedelta(days=11))

    waiting = desk_of(touch.owner, touch.pk, after).thread
    logging.log_call(
        _as_call(touch), by=touch.owner, at=after + timedelta(hours=1), outcome=CallOutcome.SPOKE
    )
    panel = person_panel(touch.owner, touch.prospect, after)

    assert waiting is not None
    assert panel.thread is not None
    knots = [waiting.knots[1], panel.thread.knots[1]]
    assert [(knot.state, knot.gap_label, knot.late) for knot in knots] == [
        ("now", "waited 11d", False),
        ("done", "waited 11d", False),
    ]


def test_a_day_beyond_the_wait_is_late(clock: Clock) -> None:
    touch = called_and_asked(clock)
    beyond = clock.move(NOW + timedelta(days=12))

    thread = desk_of(touch.owner, touch.pk, beyond).thread

    assert thread is not None
    assert thread.knots[1].late
    assert row_of(touch, beyond).tone == "bad"


def test_while_an_introduction_holds_it_a_try_stands_last_and_says_so(clock: Clock) -> None:
    touch = called_and_asked(clock)
    morning = clock.move(NOW + timedelta(days=11, hours=-1))

    row = row_of(touch, morning)

    assert (row.place, row.tone) == (Place.HELD, "")
    assert row.reason == "Jonas Bergström was asked to introduce us; until Fri 27 Nov, 09:00"


def test_once_the_wait_is_over_it_is_that_days_try_and_not_overdue(clock: Clock) -> None:
    touch = called_and_asked(clock)
    after = clock.move(NOW + timedelta(days=11, minutes=1))

    row = row_of(touch, after)

    assert (row.place, row.tone) == (Place.DAY_SEVEN, "")
    assert row.reason.startswith("The wait for an introduction is over, Corrib Cold Chain")


@pytest.mark.parametrize("warm", ["promised", "replied"])
def test_who_is_not_cold_is_not_held_by_an_ask(clock: Clock, warm: str) -> None:
    touch = journeys.planned()
    if warm == "promised":
        Touch.objects.filter(pk=touch.pk).update(promised_at=NOW)
    else:
        days.not_now(touch.prospect, NOW, days=1)
    ask(touch)
    tomorrow = clock.move(NOW + timedelta(days=1))

    assert row_of(touch, tomorrow).place == Place.PROMISED


def _as_call(touch: Touch) -> Touch:
    Touch.objects.filter(pk=touch.pk).update(channel=Channel.CALL)
    touch.refresh_from_db()
    return touch


def test_somebody_who_introduces_us_ends_the_wait_for_everybody_else() -> None:
    touch = journeys.planned()
    ask(touch, "Jonas Bergström")
    granted = ask(touch, "Sinéad Walsh")
    wait()

    answer(granted, IntroductionState.GRANTED)

    assert not Introduction.objects.waited_for(NOW).exists()
    assert wait() == 1


def test_a_second_ask_shares_the_days_of_the_first_and_only_a_week_later_begins_anew() -> None:
    touch = journeys.planned()
    first = ask(touch)
    answer(first, IntroductionState.DECLINED)
    days = timedelta(days=1)

    asks = [ask(touch, f"Colleague {day}", at=NOW + day * days) for day in (2, 8, 14)]

    assert [each.waits_until - NOW for each in asks] == [7 * days, 7 * days, 21 * days]


def test_the_bell_moves_as_the_service_does() -> None:
    ask(journeys.planned())

    assert tasks.wait_for_introductions() == 1


def test_the_desk_says_who_was_asked_until_when_and_offers_no_send(client: Client) -> None:
    touch = journeys.drafted().touch
    client.force_login(touch.owner)
    before = client.get(reverse("cadence:touch", args=[touch.pk]))
    ask(touch)

    page = client.get(reverse("cadence:touch", args=[touch.pk]))

    assert "Send to Aoife" in before.text
    assert "Send to Aoife" not in page.text
    assert "Jonas Bergström was asked to introduce us." in page.text
    assert "Nobody comes cold before Monday 23 November, 09:00" in page.text
    assert f"{reverse('research:brief', args=[touch.prospect_id])}#research-warm" in page.text


def test_the_desk_shows_a_fact_past_its_days_in_red_and_an_ageing_one_in_amber(
    client: Client,
) -> None:
    touch = journeys.drafted().touch
    for age in (100, 200):
        FindingFactory.create(prospect=touch.prospect, dated_on=(NOW - timedelta(days=age)).date())
    client.force_login(touch.owner)

    page = client.get(reverse("cadence:touch", args=[touch.pk])).text

    assert page.count('class="tag bad"') == page.count("Too old to use") == 1
    assert page.count("May have changed") == 1


def test_an_old_fact_is_refused_by_the_review_before_the_database_does() -> None:
    draft = journeys.drafted()
    touch = draft.touch
    journeys.connected(touch.owner)
    finding = FindingFactory.create(prospect=touch.prospect)
    Touch.objects.filter(pk=touch.pk).update(finding=finding)
    briefing.retract_finding(finding, touch.prospect, by=touch.owner, at=NOW, reason="Not them")

    with pytest.raises(Refused) as refused:
        reviewing.approve(
            draft,
            by=touch.owner,
            session=journeys.signed_in(touch.owner),
            at=NOW,
            looks={},
            read_aloud=True,
        )

    assert refused.value.code == "not_offered"


def test_other_peoples_tries_stay_where_they_are() -> None:
    mine, other = journeys.planned(), journeys.planned(email="other@corrib.example")
    ask(mine)

    wait()

    other_day = other.due_at
    other.refresh_from_db()
    assert other.due_at == other_day
