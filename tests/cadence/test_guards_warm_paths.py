"""Nobody comes cold past an open ask, and no letter rests on a fact that fell; attacked past the services."""

from datetime import date, timedelta

import pytest

from cadence.enums import CallOutcome, DeliveryState, ReplyKind
from cadence.models import Approval, Attempt, Draft, Touch
from cadence.services import listening
from prospects.enums import Channel
from research.enums import FindingAbout, IntroductionState
from research.models import Finding
from research.services import briefing
from tests import journeys
from tests.cadence import attacks as past
from tests.cadence.attacks import attacks
from tests.cadence.conftest import Clock
from tests.factories.research import FindingFactory, IntroductionFactory
from tests.journeys import NOW
from tests.roles import answer, connected_as, refused

pytestmark = pytest.mark.usefixtures("clock", "sandbox")

A_MOMENT = timedelta(seconds=1)
TOO_OLD = NOW.date() - timedelta(days=181)


def asked(touch: Touch, **fields: object) -> None:
    IntroductionFactory.create(prospect=touch.prospect, **fields)


def ring(touch: Touch, outcome: CallOutcome = CallOutcome.NO_ANSWER) -> Attempt:
    Touch.objects.filter(pk=touch.pk).update(channel=Channel.CALL)
    return Attempt.objects.create(
        touch=touch,
        enrollment_id=touch.enrollment_id,
        prospect_id=touch.prospect_id,
        by=touch.owner,
        channel=Channel.CALL,
        at=NOW,
        outcome=outcome,
    )


def rest_on(touch: Touch, finding: Finding) -> None:
    Touch.objects.filter(pk=touch.pk).update(finding=finding)


def fact_of(touch: Touch, **fields: object) -> Finding:
    return FindingFactory.create(prospect=touch.prospect, **fields)


def take_back(finding: Finding, touch: Touch) -> None:
    briefing.retract_finding(
        finding, touch.prospect, by=touch.owner, at=NOW, reason="Another person of that name"
    )


@attacks("EA231")
def test_no_letter_is_reviewed_while_somebody_may_introduce_us() -> None:
    draft = journeys.drafted()
    asked(draft.touch)

    with refused("EA231"):
        past.approve(draft)


@attacks("EA231")
def test_a_reviewed_letter_does_not_begin_after_an_ask() -> None:
    approval = journeys.approved()
    asked(approval.touch)

    with refused("EA231"):
        past.reserve(approval)


@attacks("EA231")
def test_a_reserved_letter_does_not_leave_after_an_ask() -> None:
    approval = journeys.approved()
    delivery = past.reserve(approval)
    asked(approval.touch)

    with refused("EA231"):
        past.move(delivery, DeliveryState.SENDING, mime_sha256=past.MIME)


@attacks("EA231")
def test_nobody_is_rung_cold_while_somebody_may_introduce_us() -> None:
    touch = journeys.planned()
    asked(touch)

    with refused("EA231"):
        ring(touch)


def test_a_stop_said_on_the_phone_is_written_down_whoever_was_asked() -> None:
    touch = journeys.planned()
    asked(touch)

    assert ring(touch, CallOutcome.ASKED_TO_STOP).outcome == CallOutcome.ASKED_TO_STOP


def test_after_seven_days_an_ask_without_an_answer_keeps_nothing_back(clock: Clock) -> None:
    draft = journeys.drafted()
    asked(draft.touch)

    clock.move(NOW + timedelta(days=7) - A_MOMENT)
    with refused("EA231"):
        past.approve(draft)
    clock.move(NOW + timedelta(days=7))

    assert past.approve(draft).draft == draft


@pytest.mark.parametrize(
    "state",
    [IntroductionState.GRANTED, IntroductionState.DECLINED, IntroductionState.NO_ANSWER],
)
def test_an_ask_that_was_answered_keeps_nothing_back(state: IntroductionState) -> None:
    draft = journeys.drafted()
    asked(draft.touch, state=state, answered_at=NOW)

    assert past.approve(draft).draft == draft


def test_a_promised_call_is_kept_whoever_was_asked() -> None:
    touch = journeys.planned()
    Touch.objects.filter(pk=touch.pk).update(promised_at=NOW)
    asked(touch)

    assert ring(touch).touch == touch


@pytest.mark.parametrize(
    ("kind", "is_cold"), [(ReplyKind.NOT_NOW, False), (ReplyKind.AUTOMATIC, True)]
)
def test_who_has_talked_with_us_is_not_cold_and_a_machine_is_nobody(
    kind: ReplyKind, is_cold: bool
) -> None:
    touch = journeys.planned()
    listening.record_reply(
        touch.prospect,
        by=touch.owner,
        at=NOW,
        channel=Channel.CALL,
        text="Try me in spring.",
        kind=kind,
        until=date(2026, 11, 20) if kind == ReplyKind.NOT_NOW else None,
    )
    asked(touch)

    if is_cold:
        with refused("EA231"):
            ring(touch)
    else:
        assert ring(touch).touch == touch


@attacks("EA232")
@pytest.mark.parametrize("fields", [{"dated_on": TOO_OLD}, {"somebody": "else"}])
def test_a_try_takes_up_no_fact_that_is_too_old_or_of_somebody_else(
    fields: dict[str, object],
) -> None:
    touch = journeys.planned()
    finding = FindingFactory.create() if "somebody" in fields else fact_of(touch, **fields)

    with refused("EA232"):
        rest_on(touch, finding)


@attacks("EA232")
def test_a_try_takes_up_no_fact_that_was_taken_back() -> None:
    touch = journeys.planned()
    finding = fact_of(touch)
    take_back(finding, touch)

    with refused("EA232"):
        rest_on(touch, finding)


@pytest.mark.django_db(transaction=True)
def test_not_even_the_clock_takes_up_an_old_fact() -> None:
    touch = journeys.planned()
    finding = fact_of(touch, dated_on=TOO_OLD)

    with connected_as("worker") as worker:
        taking = answer(
            worker, "UPDATE cadence_touch SET finding_id = %s WHERE id = %s", finding.pk, touch.pk
        )

    assert taking == "EA232"


def test_a_fact_of_the_last_usable_day_and_one_of_the_company_are_taken_up() -> None:
    touch = journeys.planned()
    company = touch.prospect.company

    rest_on(touch, fact_of(touch, dated_on=TOO_OLD + timedelta(days=1)))
    rest_on(
        touch,
        FindingFactory.create(
            prospect=None, company=company, added_by=touch.owner, about=FindingAbout.COMPANY
        ),
    )


def test_what_a_try_said_before_stays_written_down() -> None:
    touch = journeys.planned()
    finding = fact_of(touch)
    rest_on(touch, finding)
    take_back(finding, touch)

    Touch.objects.filter(pk=touch.pk).update(finding=finding, moved_note="Read it again")

    touch.refresh_from_db()
    assert touch.finding == finding


def _reviewed_on_a_fact() -> tuple[Draft, Finding]:
    draft = journeys.drafted()
    finding = fact_of(draft.touch)
    rest_on(draft.touch, finding)
    return draft, finding


@attacks("EA232")
def test_a_letter_is_not_reviewed_on_a_fact_that_was_taken_back() -> None:
    draft, finding = _reviewed_on_a_fact()
    take_back(finding, draft.touch)

    with refused("EA232"):
        past.approve(draft)


@attacks("EA232")
def test_a_reviewed_letter_does_not_leave_on_a_fact_that_was_taken_back() -> None:
    draft, finding = _reviewed_on_a_fact()
    approval: Approval = past.approve(draft)
    take_back(finding, draft.touch)

    with refused("EA232"):
        past.reserve(approval)
