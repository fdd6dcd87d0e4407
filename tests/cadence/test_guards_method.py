"""The method's floors and frozen plans, attacked past all services: the database holds them by itself."""

from collections.abc import Iterable
from contextlib import nullcontext
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from cadence.enums import Ending, EnrollmentState, SkipReason, TouchState, VersionState
from cadence.models import Attempt, CadenceVersion, Enrollment, Hold, Step, Touch
from cadence.services import enrolling, postponing
from prospects.enums import Channel
from tests import journeys
from tests.cadence.attacks import attacks
from tests.cadence.conftest import Clock
from tests.factories.cadence import draft_version, published_version
from tests.factories.prospects import CompanyFactory, ProspectFactory
from tests.journeys import NOW
from tests.roles import refused

pytestmark = pytest.mark.usefixtures("clock")


# The frozen plan


@attacks("EA101")
def test_a_published_version_cannot_be_changed_or_taken_back_or_deleted() -> None:
    version = published_version()

    with refused("EA101"):
        CadenceVersion.objects.filter(pk=version.pk).update(number=2)
    with refused("EA101"):
        CadenceVersion.objects.filter(pk=version.pk).update(state=VersionState.DRAFT)
    with refused("EA101"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM cadence_cadenceversion WHERE id = %s", [version.pk])


def test_the_steps_of_a_published_version_cannot_be_changed_added_moved_or_deleted() -> None:
    version, other = published_version(), draft_version()
    first = version.steps.get(number=1)

    with refused("EA101"):
        Step.objects.filter(pk=first.pk).update(body_template="Buy now")
    with refused("EA101"):
        Step.objects.filter(pk=first.pk).update(version=other, number=40, day=400, purpose="x")
    with refused("EA101"):
        Step.objects.filter(version=other, number=1).update(
            version=version, number=40, day=400, purpose="x"
        )
    with refused("EA101"):
        Step.objects.create(
            version=version, number=40, day=400, channel=Channel.CALL, purpose="x", title="x"
        )
    with refused("EA101"):
        first.delete()


@attacks("EA102")
def test_nine_steps_cannot_be_published() -> None:
    version = draft_version(steps=9)

    with refused("EA102"):
        CadenceVersion.objects.filter(pk=version.pk).update(state="published", published_at=NOW)


@attacks("EA104")
@pytest.mark.parametrize("purpose", ["purpose-3", ""], ids=["twice", "none"])
def test_steps_without_a_purpose_of_their_own_cannot_be_published(purpose: str) -> None:
    version = draft_version(steps=12)
    Step.objects.filter(version=version, number=4).update(purpose=purpose)

    with refused("EA104"):
        CadenceVersion.objects.filter(pk=version.pk).update(state="published", published_at=NOW)


@attacks("EA103")
@pytest.mark.parametrize("day", [12, 1], ids=["eight days after the one before", "before it"])
def test_steps_that_are_too_far_apart_or_go_back_cannot_be_published(day: int) -> None:
    version = draft_version(steps=12, gap=4)
    Step.objects.filter(version=version, number=2).delete()
    Step.objects.filter(version=version, number=1).update(day=2)
    Step.objects.create(
        version=version, number=2, day=day, channel=Channel.CALL, purpose="x", title="x"
    )

    with refused("EA103"):
        CadenceVersion.objects.filter(pk=version.pk).update(state="published", published_at=NOW)


def test_a_version_cannot_be_born_published() -> None:
    version = draft_version()

    with refused("EA102"):
        CadenceVersion.objects.create(
            cadence=version.cadence, number=2, state=VersionState.PUBLISHED, published_at=NOW
        )


# One company, one conversation; endings


@attacks("EA114")
def test_nobody_is_enrolled_as_not_reached_already() -> None:
    prospect = journeys.researched()

    with refused("EA114"):
        Enrollment.objects.create(
            prospect=prospect,
            version=published_version(),
            owner=prospect.owner,
            started_at=NOW,
            state=EnrollmentState.ENDED,
            ending=Ending.NOT_REACHED,
            ended_at=NOW,
        )


@attacks("EA115")
def test_nobody_is_enrolled_in_a_version_that_can_still_change() -> None:
    prospect = journeys.researched()

    with refused("EA115"):
        Enrollment.objects.create(
            prospect=prospect, version=draft_version(), owner=prospect.owner, started_at=NOW
        )


@attacks("EA110")
def test_a_fourth_person_of_one_company_cannot_be_enrolled_past_the_service() -> None:
    version = published_version()
    company, owner = CompanyFactory.create(), journeys.rep()
    people = [
        ProspectFactory.create(company=company, owner=owner, email=f"p{number}@corrib.example")
        for number in range(4)
    ]

    def enroll(number: int) -> None:
        Enrollment.objects.create(
            prospect=people[number], version=version, owner=people[number].owner, started_at=NOW
        )

    for number in range(3):
        enroll(number)
    with refused("EA110"):
        enroll(3)


def test_a_new_enrollment_cannot_claim_attempts_that_nobody_made() -> None:
    prospect = journeys.researched()
    enrollment = Enrollment.objects.create(
        prospect=prospect,
        version=published_version(),
        owner=prospect.owner,
        started_at=NOW,
        attempts=10,
        last_attempt_at=NOW,
    )

    enrollment.refresh_from_db()
    assert (enrollment.attempts, enrollment.last_attempt_at) == (0, None)


def test_an_update_cannot_claim_attempts_that_nobody_made() -> None:
    enrollment = journeys.enrolled()

    Enrollment.objects.filter(pk=enrollment.pk).update(attempts=10, last_attempt_at=NOW)

    enrollment.refresh_from_db()
    assert (enrollment.attempts, enrollment.last_attempt_at) == (0, None)


@attacks("EA111")
def test_what_has_ended_stays_ended_as_it_ended() -> None:
    enrollment = journeys.enrolled()
    enrolling.end(enrollment, Ending.NOT_A_FIT, by=enrollment.owner, at=NOW)
    row = Enrollment.objects.filter(pk=enrollment.pk)

    with refused("EA111"):
        row.update(state=EnrollmentState.ACTIVE, ending="", ended_at=None)
    with refused("EA111"):
        row.update(ending=Ending.NO)
    with refused("EA111"):
        row.update(ended_at=NOW - timedelta(days=400))


@attacks("EA112")
def test_an_enrollment_keeps_its_person_and_its_version() -> None:
    enrollment, other = journeys.enrolled(), journeys.researched(email="sean@corrib.example")
    row = Enrollment.objects.filter(pk=enrollment.pk)

    with refused("EA112"):
        row.update(prospect=other)
    with refused("EA112"):
        row.update(version=published_version())


@attacks("EA113")
def test_not_reached_is_refused_after_nine_attempts_and_allowed_after_ten() -> None:
    enrollment = journeys.enrolled()
    row = Enrollment.objects.filter(pk=enrollment.pk)
    not_reached = {"state": "ended", "ending": Ending.NOT_REACHED, "ended_at": NOW}

    called(enrollment, range(1, 10))
    with refused("EA113"):
        row.update(attempts=10, **not_reached)

    called(enrollment, range(10, 11))
    assert row.update(**not_reached) == 1


def test_an_ending_is_dated_by_the_database(clock: Clock) -> None:
    enrollment = journeys.enrolled()
    clock.move(NOW + timedelta(hours=1))

    enrolling.end(enrollment, Ending.NOT_A_FIT, by=enrollment.owner, at=NOW)

    assert Enrollment.objects.get(pk=enrollment.pk).ended_at == NOW + timedelta(hours=1)


# Tries and evidence


@attacks("EA120")
def test_a_try_belongs_to_its_enrollments_person_rep_and_version() -> None:
    touch, other = journeys.planned(), journeys.planned(email="sean@corrib.example")
    row = Touch.objects.filter(pk=touch.pk)

    with refused("EA120"):
        row.update(prospect=other.prospect)
    with refused("EA120"):
        row.update(owner=other.owner)
    with refused("EA120"):
        row.update(step=other.step)
    with refused("EA120"):
        row.update(number=2)


@attacks("EA121")
def test_a_skipped_try_cannot_come_back() -> None:
    touch = journeys.planned()
    postponing.skip(touch, by=touch.owner, at=NOW, reason=SkipReason.WRONG_TIME)

    with refused("EA121"):
        Touch.objects.filter(pk=touch.pk).update(state=TouchState.PLANNED)


@attacks("EA122")
def test_no_try_is_made_without_evidence() -> None:
    touch = journeys.planned()

    with refused("EA122"):
        Touch.objects.filter(pk=touch.pk).update(state=TouchState.DONE)


@attacks("EA130")
@pytest.mark.parametrize("wrong", ["channel", "enrollment", "prospect"])
def test_evidence_of_another_try_is_refused(wrong: str) -> None:
    touch, other = journeys.planned(email=""), journeys.planned(email="")
    given: dict[str, Any] = {
        "touch": touch,
        "enrollment": touch.enrollment,
        "prospect": touch.prospect,
        "by": touch.owner,
        "channel": Channel.CALL,
        "at": NOW,
        "outcome": "spoke",
        "words": "Hello",
    }
    lies = {
        "channel": Channel.LINKEDIN,
        "enrollment": other.enrollment,
        "prospect": other.prospect,
    }

    with refused("EA130"):
        Attempt.objects.create(**(given | {wrong: lies[wrong]}))


@pytest.mark.parametrize(
    ("channel", "constraint"),
    [
        (Channel.EMAIL, "letter_is_proven_by_its_delivery"),
        (Channel.CALL, "call_is_proven_by_its_outcome"),
        (Channel.LINKEDIN, "linkedin_is_proven_by_its_words"),
        (Channel.POST, "post_is_proven_by_its_day"),
    ],
)
def test_each_channel_asks_for_its_own_evidence(channel: Channel, constraint: str) -> None:
    touch = journeys.planned()
    Touch.objects.filter(pk=touch.pk).update(channel=channel)

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Attempt.objects.create(
            touch=touch,
            enrollment=touch.enrollment,
            prospect=touch.prospect,
            by=touch.owner,
            channel=channel,
            at=NOW,
        )


# Constraints that say what a row must say


def test_a_company_is_held_once() -> None:
    company = CompanyFactory.create()
    Hold.objects.create(company=company, reason="They answered.", placed_at=NOW)

    with pytest.raises(IntegrityError, match="company_is_on_hold_once"), transaction.atomic():
        Hold.objects.create(company=company, reason="They answered.", placed_at=NOW)


def test_a_hold_is_lifted_by_a_person_with_a_reason() -> None:
    company = CompanyFactory.create()
    hold = Hold.objects.create(company=company, reason="They answered.", placed_at=NOW)

    for lie in ({"lifted_by": journeys.rep()}, {"lift_reason": "Read."}):
        with pytest.raises(IntegrityError, match="hold_is_lifted"), transaction.atomic():
            Hold.objects.filter(pk=hold.pk).update(lifted_at=NOW, **lie)


@attacks("EA140")
def test_a_hold_is_dated_by_the_database_lifted_once_and_otherwise_kept(clock: Clock) -> None:
    hold = Hold.objects.create(
        company=CompanyFactory.create(), reason="They answered.", placed_at=NOW - timedelta(days=9)
    )
    lifting = {"lifted_at": NOW - timedelta(days=9), "lifted_by": journeys.rep()}
    row = Hold.objects.filter(pk=hold.pk)

    with refused("EA140"):
        row.update(reason="Nothing.")
    with refused("EA140"):
        row.update(placed_at=NOW - timedelta(days=1), lift_reason="Read.", **lifting)
    row.update(lift_reason="Read.", **lifting)
    with refused("EA140"):
        row.update(lift_reason="Read once more.")

    kept = row.get()
    assert (kept.placed_at, kept.lifted_at, kept.lift_reason) == (NOW, NOW, "Read.")


@attacks("EA132")
@pytest.mark.parametrize(("hour", "refuses"), [(7, True), (8, False), (21, False), (23, True)])
def test_a_call_in_the_night_of_the_person_is_no_evidence(
    clock: Clock, hour: int, refuses: bool
) -> None:
    enrollment = journeys.enrolled(time_zone="Europe/Dublin")
    clock.move(NOW.replace(hour=hour))

    with refused("EA132") if refuses else nullcontext():
        called(enrollment, [2])


def test_no_try_is_planned_past_day_seven_or_moved_there_without_a_word() -> None:
    touch = journeys.planned()
    row = Touch.objects.filter(pk=touch.pk)

    with pytest.raises(IntegrityError, match="try_is_due_by_day_seven"), transaction.atomic():
        row.update(due_on=touch.deadline_on + timedelta(days=1))
    with pytest.raises(IntegrityError, match="moving_past_day_seven"), transaction.atomic():
        row.update(moved_on=touch.deadline_on + timedelta(days=1))
    with pytest.raises(IntegrityError, match="moving_past_day_seven"), transaction.atomic():
        row.update(moved_on=touch.deadline_on + timedelta(days=1), moved_note="At sea.")


def called(enrollment: Enrollment, numbers: Iterable[int]) -> None:
    """Calls made on these steps, written past the services."""
    for step in Step.objects.filter(version=enrollment.version_id, number__in=numbers):
        touch = Touch.objects.create(
            enrollment=enrollment,
            prospect_id=enrollment.prospect_id,
            owner_id=enrollment.owner_id,
            step=step,
            number=step.number,
            channel=Channel.CALL,
            state=TouchState.CANCELLED,
            planned_at=NOW,
            due_on=NOW.date(),
            due_at=NOW,
            closes_at=NOW,
            deadline_on=NOW.date(),
        )
        Attempt.objects.create(
            touch=touch,
            enrollment=enrollment,
            prospect_id=enrollment.prospect_id,
            by_id=enrollment.owner_id,
            channel=Channel.CALL,
            at=NOW,
            outcome="no_answer",
        )
