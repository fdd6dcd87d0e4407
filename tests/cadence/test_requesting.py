"""R12: one company, one conversation; a second rep asks whoever leads it."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from cadence.enums import Ending, EnrollmentState, RequestAnswer
from cadence.models import CompanyRequest, Enrollment
from cadence.policies.company import leader_at
from cadence.selectors.requests import asking_of, requests_for
from cadence.services import enrolling, requesting
from prospects.enums import ActivityKind
from prospects.models import Activity, Company, Prospect
from team.enums import Role
from team.models import TimeOff, User
from team.refusals import Refused
from tests import journeys
from tests.cadence.attacks import attacks
from tests.cadence.conftest import Clock
from tests.factories.cadence import published_version
from tests.factories.prospects import CompanyFactory
from tests.factories.team import TeamFactory
from tests.journeys import NOW
from tests.races import at_last, at_once, elsewhere
from tests.roles import refused

pytestmark = pytest.mark.usefixtures("clock")

WHY = "She asked me for the page at the fair."


@pytest.fixture
def tomasz() -> User:
    """Leads the conversation at Corrib."""
    return journeys.rep(name="Tomasz Zielinski")


@pytest.fixture
def corrib(tomasz: User) -> Company:
    company = CompanyFactory.create(name="Corrib")
    enroll(journeys.researched(tomasz, company=company, email="first@corrib.example"))
    return company


@pytest.fixture
def sean(corrib: Company, tomasz: User) -> Prospect:
    """With Maya, of the same team, at the company where Tomasz talks."""
    maya = journeys.rep(name="Maya Lindholm", team=tomasz.team)
    return journeys.researched(maya, company=corrib, email="sean@corrib.example")


def enroll(prospect: Prospect, **changed: Any) -> Enrollment:
    version = changed.pop("version", None) or published_version()
    return enrolling.enroll(prospect, version, **({"by": prospect.owner, "at": NOW} | changed))


def asked(prospect: Prospect, **changed: Any) -> CompanyRequest:
    return requesting.ask(prospect, **({"by": prospect.owner, "at": NOW, "why": WHY} | changed))


def say(request: CompanyRequest, answer: RequestAnswer, by: User, **changed: Any) -> CompanyRequest:
    return requesting.answer(request, answer, **({"by": by, "at": NOW, "note": "Go on."} | changed))


def refusal_of(act: Any, *args: Any, **given: Any) -> Refused:
    with pytest.raises(Refused) as refusal:
        act(*args, **given)
    return refusal.value


# Who leads


def test_nobody_leads_where_nobody_is_in_a_cadence() -> None:
    assert leader_at(journeys.researched().company_id) is None


def test_whoever_has_talked_there_the_longest_leads(corrib: Company, tomasz: User) -> None:
    assert leader_at(corrib.pk) == tomasz


def test_whose_company_it_is_leads_once_they_talk_there_too(sean: Prospect, tomasz: User) -> None:
    Company.objects.filter(pk=sean.company_id).update(owner=sean.owner)
    assert leader_at(sean.company_id) == tomasz

    say(asked(sean), RequestAnswer.YES, tomasz)
    enroll(sean)

    assert leader_at(sean.company_id) == sean.owner


# Beginning where a colleague leads


def test_a_second_rep_is_refused_with_whom_to_ask(sean: Prospect) -> None:
    refusal = refusal_of(enroll, sean)

    assert refusal.code == "colleague_leads"
    assert refusal.sentence == (
        "Tomasz is talking with Corrib. Ask before somebody else there hears from us."
    )
    assert not Enrollment.objects.filter(prospect=sean).exists()


def test_whoever_leads_begins_with_a_second_person_without_asking(
    corrib: Company, tomasz: User
) -> None:
    second = journeys.researched(tomasz, company=corrib, email="second@corrib.example")

    assert enroll(second).state == EnrollmentState.ACTIVE


def test_a_manager_begins_for_a_rep_no_sooner_than_the_rep(sean: Prospect) -> None:
    manager = journeys.rep(role=Role.MANAGER, team=sean.owner.team)

    assert refusal_of(enroll, sean, by=manager).code == "colleague_leads"


def test_a_yes_lets_them_begin_for_two_weeks(clock: Clock, sean: Prospect, tomasz: User) -> None:
    say(asked(sean), RequestAnswer.YES, tomasz)

    late = refusal_of(enroll, sean, at=clock.move(NOW + timedelta(days=14)))
    begun = enroll(sean, at=clock.move(NOW + timedelta(days=13, hours=23)))

    assert (late.code, begun.state) == ("colleague_leads", EnrollmentState.ACTIVE)


def test_a_yes_is_for_that_person_alone(sean: Prospect, tomasz: User) -> None:
    say(asked(sean), RequestAnswer.YES, tomasz)
    another = journeys.researched(sean.owner, company=sean.company, email="x@corrib.example")

    assert refusal_of(enroll, another).code == "colleague_leads"


def test_a_yes_is_not_handed_on_with_the_person(sean: Prospect, tomasz: User) -> None:
    say(asked(sean), RequestAnswer.YES, tomasz)
    sean.owner = journeys.rep(team=tomasz.team)
    sean.save(update_fields=["owner"])

    assert refusal_of(enroll, sean).code == "colleague_leads"


def test_where_the_conversation_is_over_nobody_is_asked(
    corrib: Company, sean: Prospect, tomasz: User
) -> None:
    running = Enrollment.objects.get(prospect__company=corrib)
    enrolling.end(running, Ending.NOT_A_FIT, by=tomasz, at=NOW, note="No depots.")

    assert enroll(sean).state == EnrollmentState.ACTIVE


@attacks("EA160")
def test_nobody_joins_a_colleagues_company_past_the_service(sean: Prospect) -> None:
    with refused("EA160"):
        Enrollment.objects.create(
            prospect=sean, version=published_version(), owner=sean.owner, started_at=NOW
        )


@pytest.mark.django_db(transaction=True)
def test_of_two_reps_who_begin_at_one_company_at_once_one_is_asked_to_ask() -> None:
    company, version = CompanyFactory.create(), published_version()
    people = [
        journeys.researched(journeys.rep(), company=company, email=f"p{n}@corrib.example")
        for n in range(2)
    ]

    came = at_once(*[partial(enroll, each, version=version) for each in people])

    answers = [each if isinstance(each, str) else "enrolled" for each in came]
    assert sorted(answers) == ["colleague_leads", "enrolled"]
    assert Enrollment.objects.count() == 1


@attacks("EA162")
def test_whoever_is_in_a_cadence_is_not_moved_to_a_company_that_is_full(corrib: Company) -> None:
    running = Prospect.objects.filter(company=corrib, enrollments__isnull=False)
    full = CompanyFactory.create()

    with refused("EA162"):
        running.update(company=full)


# Asking


def test_a_request_stands_with_whoever_leads_and_on_the_persons_timeline(
    sean: Prospect, tomasz: User
) -> None:
    request = asked(sean)

    assert requests_for(tomasz, NOW) == [request]
    line = Activity.objects.get(kind=ActivityKind.COLLEAGUE_ASKED)
    assert (line.prospect, line.actor, line.detail) == (sean, sean.owner, {"text": WHY})


def test_nobody_asks_without_a_line(sean: Prospect) -> None:
    assert refusal_of(asked, sean, why=" \n ").sentence == (
        "Say in a line why you would like to talk with them."
    )


def test_nobody_asks_twice_while_the_answer_is_to_come(sean: Prospect) -> None:
    asked(sean)

    assert refusal_of(asked, sean).code == "asked_already"


def test_nobody_asks_where_nobody_else_talks(tomasz: User) -> None:
    alone = journeys.researched(tomasz)

    assert refusal_of(asked, alone).code == "nobody_to_ask"


def test_nobody_asks_for_a_colleagues_person(sean: Prospect) -> None:
    assert refusal_of(asked, sean, by=journeys.rep()).code == "not_your_person"


def test_nobody_asks_again_after_a_yes(sean: Prospect, tomasz: User) -> None:
    say(asked(sean), RequestAnswer.YES, tomasz)

    assert refusal_of(asked, sean).code == "agreed_already"


def test_a_no_stands_for_two_weeks_with_its_line(
    clock: Clock, sean: Prospect, tomasz: User
) -> None:
    say(asked(sean), RequestAnswer.NO, tomasz, note="We meet on Tuesday.")

    refusal = refusal_of(asked, sean)

    assert refusal.sentence == (
        "Tomasz said no: “We meet on Tuesday.” You can ask again after 30 November."
    )
    later = clock.move(NOW + timedelta(days=14))
    assert asked(sean, at=later).answer == ""


def test_a_request_ends_with_the_conversation_it_was_about(
    corrib: Company, sean: Prospect, tomasz: User
) -> None:
    first = asked(sean)
    running = Enrollment.objects.get(prospect__company=corrib)
    enrolling.end(running, Ending.NOT_A_FIT, by=tomasz, at=NOW, note="No depots.")
    assert requests_for(tomasz, NOW) == []
    third = journeys.rep(team=tomasz.team)
    later = NOW + timedelta(minutes=1)
    enroll(journeys.researched(third, company=corrib, email="t@corrib.example"), at=later)

    assert requests_for(third, later) == []
    again = asked(sean, at=later)
    first.refresh_from_db()
    assert (first.lapsed_at, requests_for(third, later)) == (later, [again])


@pytest.mark.django_db(transaction=True)
def test_the_same_asked_in_two_tabs_at_once_is_asked_once(sean: Prospect) -> None:
    came = at_once(partial(asked, sean), partial(asked, sean))

    assert sorted(str(type(each).__name__) for each in came) == ["CompanyRequest", "str"]
    assert "asked_already" in came
    assert CompanyRequest.objects.count() == 1


# Answering


def test_the_answer_is_kept_with_its_line_and_who_gave_it(sean: Prospect, tomasz: User) -> None:
    request = say(asked(sean), RequestAnswer.NO, tomasz, note="We meet on Tuesday.")

    kept = CompanyRequest.objects.get()
    assert (kept.answer, kept.note) == ("no", "We meet on Tuesday.")
    assert (kept.answered_by, kept.answered_at) == (tomasz, NOW)
    asking = asking_of(sean)
    assert asking is not None
    assert (asking.leader, asking.last, asking.is_open) == (tomasz, request, False)
    line = Activity.objects.get(kind=ActivityKind.COLLEAGUE_ANSWERED)
    assert line.detail == {"text": "Not now. We meet on Tuesday."}


def test_a_no_needs_a_line_and_a_yes_does_not(sean: Prospect, tomasz: User) -> None:
    request = asked(sean)

    assert refusal_of(say, request, RequestAnswer.NO, tomasz, note=" ").code == "line_missing"
    assert say(request, RequestAnswer.YES, tomasz, note="").is_yes


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("leader_is", ["here", "away", "gone"])
@pytest.mark.parametrize("team", ["same", "another"])
def test_who_answers_in_the_leaders_place(
    sean: Prospect, tomasz: User, role: Role, leader_is: str, team: str
) -> None:
    request = asked(sean)
    own = tomasz.team if team == "same" else TeamFactory.create()
    colleague = journeys.rep(role=role, team=own)
    if leader_is == "away":
        TimeOff.objects.create(user=tomasz, first_day=NOW.date(), last_day=NOW.date())
    if leader_is == "gone":
        User.objects.filter(pk=tomasz.pk).update(is_active=False)

    stands_in = role == Role.ADMIN or (role == Role.MANAGER and team == "same")
    may = stands_in and leader_is != "here"

    assert bool(requests_for(colleague, NOW)) == may
    if may:
        assert say(request, RequestAnswer.YES, colleague).answered_by == colleague
    else:
        assert refusal_of(say, request, RequestAnswer.YES, colleague).code == "not_yours_to_answer"


def test_nobody_answers_themselves_not_even_an_admin_for_a_leader_who_is_away(
    corrib: Company, tomasz: User
) -> None:
    admin = journeys.rep(role=Role.ADMIN, team=tomasz.team)
    own = journeys.researched(admin, company=corrib, email="own@corrib.example")
    TimeOff.objects.create(user=tomasz, first_day=NOW.date(), last_day=NOW.date())
    request = asked(own)

    assert requests_for(admin, NOW) == []
    assert refusal_of(say, request, RequestAnswer.YES, admin).code == "not_yours_to_answer"


def test_what_was_answered_is_not_answered_again(sean: Prospect, tomasz: User) -> None:
    request = say(asked(sean), RequestAnswer.NO, tomasz)

    assert refusal_of(say, request, RequestAnswer.YES, tomasz).code == "conflict_answered"
    assert CompanyRequest.objects.get().answer == "no"


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_at_once_one_counts(sean: Prospect, tomasz: User) -> None:
    request = asked(sean)
    stale = CompanyRequest.objects.get(pk=request.pk)

    with elsewhere(partial(say, request, RequestAnswer.YES, tomasz)) as commits:
        code = at_last(partial(say, stale, RequestAnswer.NO, tomasz), commits)

    assert code == "conflict_answered"
    assert CompanyRequest.objects.get().answer == "yes"


@attacks("EA161")
def test_an_answer_is_for_good_and_a_request_stays_as_it_was_asked(
    sean: Prospect, tomasz: User
) -> None:
    request = asked(sean)
    rows = CompanyRequest.objects.filter(pk=request.pk)
    with refused("EA161"):
        rows.update(why="Another reason.")
    with refused("EA161"):
        CompanyRequest.objects.create(
            company=CompanyFactory.create(),
            prospect=sean,
            asker=tomasz,
            why=WHY,
            asked_at=NOW,
        )
    say(request, RequestAnswer.NO, tomasz)
    with refused("EA161"):
        rows.update(answer="yes")


def test_nobody_writes_their_own_answer_past_the_service(sean: Prospect) -> None:
    request = asked(sean)
    with refused("23514"):
        CompanyRequest.objects.filter(pk=request.pk).update(
            answer="yes", answered_by=sean.owner, answered_at=NOW
        )
