"""Whom we let go early a manager may begin with again; the rest of a finished cadence stays."""

from datetime import timedelta

import pytest

from cadence.enums import CallOutcome, Ending, ReplyKind
from cadence.models import Enrollment, Reply
from cadence.selectors.beginning import beginning_of
from cadence.services import enrolling, listening, logging
from prospects.enums import Channel
from prospects.models import Prospect
from team.enums import Role
from team.models import User
from team.refusals import Refused
from tests import journeys
from tests.cadence.conftest import Clock
from tests.cadence.test_enrolling import calls_made
from tests.factories.cadence import published_version
from tests.factories.team import UserFactory
from tests.journeys import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

LATER = NOW + timedelta(days=3)


def ended(ending: Ending = Ending.NOT_A_FIT, note: str = "", *, heard: bool = False) -> Enrollment:
    enrollment = journeys.enrolled()
    if heard:
        listening.record_reply(
            enrollment.prospect,
            by=enrollment.owner,
            at=NOW,
            channel=Channel.CALL,
            text="Ring me in spring.",
            kind=ReplyKind.AUTOMATIC,
        )
    return enrolling.end(enrollment, ending, by=enrollment.owner, at=NOW, note=note)


def manager_of(rep: User) -> User:
    return UserFactory.create(team=rep.team, role=Role.MANAGER)


def begin_again(one: Enrollment, by: User) -> Enrollment:
    person = Prospect.objects.get(pk=one.prospect_id)
    return enrolling.enroll(person, one.version, by=by, at=LATER)


@pytest.mark.parametrize("ending", [Ending.NOT_A_FIT, Ending.COMPANY_CLOSED])
def test_a_manager_begins_again_with_somebody_who_was_let_go_early(
    clock: Clock, ending: Ending
) -> None:
    before = ended(ending)
    clock.move(LATER)
    manager = manager_of(before.owner)

    assert beginning_of(before.prospect, LATER, by=manager).is_possible
    again = begin_again(before, manager)

    assert (again.attempts, again.owner) == (0, before.owner)
    before.refresh_from_db()
    assert before.ending == ending


def test_their_rep_may_not(clock: Clock) -> None:
    before = ended()
    clock.move(LATER)
    with pytest.raises(Refused) as refusal:
        begin_again(before, before.owner)

    assert refusal.value.code == "still_resting"
    assert not beginning_of(before.prospect, LATER, by=before.owner).is_possible


@pytest.mark.parametrize(
    "kept",
    [
        {"ending": Ending.NO},
        {"note": "They closed the depot."},
        {"heard": True},
    ],
    ids=["a no", "a reason", "a word from them"],
)
def test_an_honest_ending_has_its_rest_for_everybody(clock: Clock, kept: dict[str, object]) -> None:
    before = ended(**kept)
    clock.move(LATER)
    with pytest.raises(Refused) as refusal:
        begin_again(before, manager_of(before.owner))

    assert refusal.value.code in {"still_resting", "not_a_fit", "research_missing"}


@pytest.mark.parametrize("how", ["a call", "an answer to no try"])
def test_whoever_talked_with_us_rests_for_everybody(clock: Clock, how: str) -> None:
    touch = journeys.next_touch(
        journeys.enrolled_in(published_version(channels=(Channel.CALL,))), NOW
    )
    before = touch.enrollment
    if how == "a call":
        logging.log_call(touch, by=before.owner, at=NOW, outcome=CallOutcome.SPOKE)
    else:
        reply = listening.record_reply(
            before.prospect,
            by=before.owner,
            at=NOW,
            channel=Channel.CALL,
            text="Ring me in spring.",
            kind=ReplyKind.AUTOMATIC,
        )
        Reply.objects.filter(pk=reply.pk).update(enrollment=None)
    enrolling.end(before, Ending.NOT_A_FIT, by=before.owner, at=NOW)
    clock.move(LATER)

    with pytest.raises(Refused) as refusal:
        begin_again(before, manager_of(before.owner))

    assert refusal.value.code == "still_resting"


def test_whoever_heard_all_tries_rests(clock: Clock) -> None:
    before = calls_made(10)
    enrolling.end(before, Ending.NOT_A_FIT, by=before.owner, at=NOW)
    clock.move(LATER)
    with pytest.raises(Refused) as refusal:
        begin_again(before, manager_of(before.owner))

    assert refusal.value.code == "still_resting"
