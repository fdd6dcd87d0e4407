"""Who may join a cadence, and how it ends honestly."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from cadence.enums import CallOutcome, Ending, EnrollmentState, TouchState
from cadence.models import Enrollment, Hold, Touch
from cadence.services import enrolling, listening, logging, planning, stopping
from prospects.enums import ActivityKind, Channel, SuppressionOrigin
from prospects.models import Activity
from prospects.services import suppressing
from research.models import Finding
from team.enums import Role
from team.refusals import Refused
from tests import journeys
from tests.cadence.conftest import Clock
from tests.factories.cadence import draft_version, published_version
from tests.factories.prospects import CompanyFactory, ProspectFactory
from tests.journeys import NOW
from tests.races import at_once

pytestmark = pytest.mark.usefixtures("clock")


def enroll(prospect: Any, **changed: Any) -> Enrollment:
    version = changed.pop("version", None) or published_version()
    return enrolling.enroll(prospect, version, **({"by": prospect.owner, "at": NOW} | changed))


def refusal_of(prospect: Any, **changed: Any) -> Refused:
    with pytest.raises(Refused) as refusal:
        enroll(prospect, **changed)
    return refusal.value


def calls_made(count: int) -> Enrollment:
    """Somebody rung this many times, each call planned and logged."""
    prospect = journeys.researched()
    enrollment = enroll(prospect, version=published_version(channels=(Channel.CALL,)))
    for _call in range(count):
        touch = journeys.next_touch(enrollment, NOW)
        logging.log_call(touch, by=prospect.owner, at=NOW, outcome=CallOutcome.NO_ANSWER)
    return enrollment


def test_somebody_researched_joins_and_wants_planning_at_once() -> None:
    prospect = journeys.researched()

    enrollment = enroll(prospect)

    assert (enrollment.owner, enrollment.state) == (prospect.owner, EnrollmentState.ACTIVE)
    assert (enrollment.started_at, enrollment.plan_at, enrollment.next_step) == (NOW, NOW, 1)
    assert Activity.objects.filter(prospect=prospect, kind=ActivityKind.ENROLLED).count() == 1


def test_nobody_joins_before_the_research_is_done() -> None:
    prospect = journeys.researched()
    Finding.objects.filter(prospect=prospect, about="trigger").update(
        retracted_at=NOW, retracted_by=prospect.owner, retracted_reason="It was last year."
    )

    refusal = refusal_of(prospect)

    assert refusal.code == "research_missing"
    assert refusal.sentence == "Find something that changed there lately."


def test_nobody_joins_a_cadence_that_is_not_published() -> None:
    refusal = refusal_of(journeys.researched(), version=draft_version())

    assert refusal.sentence == "This cadence is not published."


def test_nobody_joins_an_archived_cadence() -> None:
    version = published_version()
    version.cadence.archived_at = NOW
    version.cadence.save(update_fields=["archived_at"])

    assert refusal_of(journeys.researched(), version=version).code == "cadence_not_published"


def test_nobody_is_in_two_cadences_at_once() -> None:
    prospect = journeys.researched()
    enroll(prospect)

    assert refusal_of(prospect).sentence == "Aoife Ní Bhriain is in a cadence already."


def test_nobody_joins_who_asked_us_to_stop() -> None:
    prospect = journeys.researched()
    stopping.ask_to_stop(prospect, by=prospect.owner, at=NOW, words="Please stop.")

    assert refusal_of(prospect).code == "asked_to_stop"


def test_nobody_joins_at_a_company_on_hold() -> None:
    prospect = journeys.researched()
    Hold.objects.create(company=prospect.company, reason="Sean answered.", placed_at=NOW)

    assert refusal_of(prospect).code == "on_hold"


def test_nobody_enrolls_a_colleagues_person() -> None:
    prospect = journeys.researched()

    refusal = refusal_of(prospect, by=journeys.rep())

    assert refusal.sentence == (
        "A colleague is talking with Aoife Ní Bhriain. Ask them, or their manager."
    )


def test_their_manager_may_and_the_rep_still_owns_it() -> None:
    prospect = journeys.researched()
    manager = journeys.rep(role=Role.MANAGER, team=prospect.owner.team)

    assert enroll(prospect, by=manager).owner == prospect.owner


def test_a_fourth_person_of_one_company_is_refused_with_how_many_are_talked_with() -> None:
    company, version = CompanyFactory.create(), published_version()
    people = [journeys.researched(company=company, email=f"p{n}@corrib.example") for n in range(4)]
    for person in people[:3]:
        enroll(person, version=version)

    refusal = refusal_of(people[3], version=version)

    assert refusal.code == "company_is_full"
    assert refusal.sentence == (
        f"We are talking with 3 people at {company.name} already. That is enough at once."
    )


def test_an_ending_makes_room_at_the_company() -> None:
    company, version = CompanyFactory.create(), published_version()
    people = [journeys.researched(company=company, email=f"p{n}@corrib.example") for n in range(4)]
    first, *_others = [enroll(person, version=version) for person in people[:3]]
    enrolling.end(first, Ending.NOT_A_FIT, by=first.owner, at=NOW)

    assert enroll(people[3], version=version).state == EnrollmentState.ACTIVE


@pytest.mark.django_db(transaction=True)
def test_three_at_a_company_holds_when_five_are_enrolled_in_the_same_moment() -> None:
    company, version = CompanyFactory.create(), published_version()
    people = [journeys.researched(company=company, email=f"p{n}@corrib.example") for n in range(5)]

    came = at_once(*[partial(enroll, each, version=version) for each in people])

    answers = [each if isinstance(each, str) else "enrolled" for each in came]
    assert sorted(answers) == ["company_is_full"] * 2 + ["enrolled"] * 3
    assert Enrollment.objects.count() == 3


@pytest.mark.parametrize(
    ("ending", "days"), [(Ending.COMPANY_CLOSED, 180), (Ending.NOT_A_FIT, 180), (Ending.NO, 365)]
)
def test_after_an_ending_they_rest(clock: Clock, ending: Ending, days: int) -> None:
    enrollment = journeys.enrolled()
    prospect = enrollment.prospect
    enrolling.end(enrollment, ending, by=enrollment.owner, at=NOW)
    Finding.objects.update(dated_on=(NOW + timedelta(days=days)).date())
    rested = NOW + timedelta(days=days)

    refusal = refusal_of(prospect, at=clock.move(rested - timedelta(seconds=1)))

    assert refusal.code == "still_resting"
    assert enroll(prospect, at=clock.move(rested)).state == EnrollmentState.ACTIVE


def test_the_rest_is_said_with_its_last_day() -> None:
    enrollment = journeys.enrolled()
    enrolling.end(enrollment, Ending.NOT_A_FIT, by=enrollment.owner, at=NOW)

    assert refusal_of(enrollment.prospect).sentence == (
        "Aoife Ní Bhriain can be asked again after 15 May 2027."
    )


def test_the_last_day_of_a_rest_is_told_by_their_own_clock() -> None:
    enrollment = journeys.enrolled(time_zone="Pacific/Pago_Pago")
    enrolling.end(enrollment, Ending.NOT_A_FIT, by=enrollment.owner, at=NOW)

    assert "after 14 May 2027" in refusal_of(enrollment.prospect).sentence


# Endings


def test_giving_up_below_ten_tries_is_refused_with_how_many_are_to_go() -> None:
    enrollment = calls_made(4)

    with pytest.raises(Refused) as refusal:
        enrolling.end(enrollment, Ending.NOT_REACHED, by=enrollment.owner, at=NOW)

    assert refusal.value.code == "too_early_to_give_up"
    assert refusal.value.sentence == "4 good tries so far, and ten is the promise. 6 to go."
    assert Enrollment.objects.get(pk=enrollment.pk).state == EnrollmentState.ACTIVE


def test_one_try_is_told_in_the_singular() -> None:
    enrollment = calls_made(1)

    with pytest.raises(Refused, match=r"^1 good try so far, and ten is the promise\. 9 to go\.$"):
        enrolling.end(enrollment, Ending.NOT_REACHED, by=enrollment.owner, at=NOW)


def test_after_ten_tries_not_reached_is_an_honest_ending() -> None:
    enrollment = calls_made(10)

    ended = enrolling.end(enrollment, Ending.NOT_REACHED, by=enrollment.owner, at=NOW)

    assert (ended.state, ended.ending) == (EnrollmentState.ENDED, Ending.NOT_REACHED)


OF_THEIR_OWN_REASON = {Ending.NOT_REACHED, Ending.UNREACHABLE, Ending.REPLIED, Ending.MET}


def unreachable(**fields: Any) -> Enrollment:
    """Somebody without any address of their own or of their company."""
    company = CompanyFactory.create(phone="", postal_address="")
    nothing = {"company": company, "email": "", "phone": "", "linkedin_url": ""}
    return journeys.enrolled(**(nothing | fields))


def test_nobody_is_unreachable_while_a_channel_works() -> None:
    enrollment = journeys.enrolled()

    with pytest.raises(Refused) as refusal:
        enrolling.end(enrollment, Ending.UNREACHABLE, by=enrollment.owner, at=NOW)

    assert refusal.value.code == "still_reachable"
    for channel in Channel:
        assert str(channel.label) in refusal.value.sentence
    assert Enrollment.objects.get().state == EnrollmentState.ACTIVE


def test_somebody_without_any_address_may_end_as_unreachable() -> None:
    enrollment = unreachable()

    ended = enrolling.end(enrollment, Ending.UNREACHABLE, by=enrollment.owner, at=NOW)

    assert ended.ending == Ending.UNREACHABLE


def test_a_channel_that_they_stopped_is_no_way_to_reach_them() -> None:
    enrollment = unreachable(phone="+353915550100")
    suppressing.suppress(
        enrollment.prospect,
        by=enrollment.owner,
        at=NOW,
        reason="Do not ring me.",
        origin=SuppressionOrigin.TOLD_US,
        channel=Channel.CALL,
    )

    ended = enrolling.end(enrollment, Ending.UNREACHABLE, by=enrollment.owner, at=NOW)

    assert ended.ending == Ending.UNREACHABLE


def test_nobody_wrote_back_who_has_not_answered() -> None:
    enrollment = journeys.enrolled()

    with pytest.raises(Refused, match=r"has not answered yet\. When they do, write down"):
        enrolling.end(enrollment, Ending.REPLIED, by=enrollment.owner, at=NOW)

    listening.hear(enrollment.prospect, at=NOW, channel=Channel.CALL, text="Ring me in May.")
    ended = enrolling.end(enrollment, Ending.REPLIED, by=enrollment.owner, at=NOW)
    assert ended.ending == Ending.REPLIED


@pytest.mark.parametrize("ending", [each for each in Ending if each not in OF_THEIR_OWN_REASON])
def test_every_other_ending_needs_no_ten_and_cancels_what_was_planned(ending: Ending) -> None:
    touch = journeys.planned()
    rep = touch.owner

    enrolling.end(touch.enrollment, ending, by=rep, at=NOW, note="In their words.")

    ended = Enrollment.objects.get(pk=touch.enrollment_id)
    assert (ended.state, ended.ending, ended.ending_note) == ("ended", ending, "In their words.")
    assert (ended.ended_at, ended.ended_by, ended.plan_at) == (NOW, rep, None)
    assert Touch.objects.get(pk=touch.pk).state == TouchState.CANCELLED
    assert planning.plan_due(NOW + timedelta(days=30)) == 0


def test_what_has_ended_does_not_end_again() -> None:
    enrollment = journeys.enrolled()
    enrolling.end(enrollment, Ending.NOT_A_FIT, by=enrollment.owner, at=NOW)

    with pytest.raises(Refused, match=r"This cadence has ended already\."):
        enrolling.end(enrollment, Ending.NO, by=enrollment.owner, at=NOW)


def test_nobody_ends_a_colleagues_cadence() -> None:
    enrollment = journeys.enrolled()

    with pytest.raises(Refused) as refusal:
        enrolling.end(enrollment, Ending.NOT_A_FIT, by=journeys.rep(), at=NOW)

    assert refusal.value.code == "not_your_person"


def test_an_ending_stands_on_the_timeline_with_its_reason() -> None:
    enrollment = journeys.enrolled()

    enrolling.end(enrollment, Ending.NOT_A_FIT, by=enrollment.owner, at=NOW, note="No depots.")

    line = Activity.objects.get(kind=ActivityKind.ENROLLMENT_ENDED)
    assert (line.prospect, line.actor) == (enrollment.prospect, enrollment.owner)
    assert line.detail == {
        "enrollment": enrollment.pk,
        "ending": Ending.NOT_A_FIT,
        "note": "No depots.",
    }


def test_people_without_a_brief_are_told_everything_that_is_missing() -> None:
    refusal = refusal_of(ProspectFactory.create(name="Aoife Ní Bhriain"))

    assert refusal.sentence.startswith("Judge whether we could help Aoife Ní Bhriain.")
    assert "Confirm how Aoife Ní Bhriain spells their name" in refusal.sentence
