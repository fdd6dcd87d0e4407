"""R8: a company is silent until a person read what came, and says why writing there is right again."""

from typing import Any

import pytest

from cadence.enums import ReplyKind
from cadence.models import Enrollment, Hold, Reply
from cadence.services import holding, listening
from prospects.enums import ActivityKind
from prospects.models import Activity, Prospect
from team.refusals import Refused
from tests import journeys
from tests.cadence.test_listening import IN_MARCH, called, held, mailed, name
from tests.journeys import NOW
from tests.races import at_last, elsewhere

pytestmark = pytest.mark.usefixtures("clock", "sandbox")


def lift(hold: Hold, **changed: Any) -> Hold:
    given: dict[str, Any] = {
        "by": hold.reply.owner if hold.reply else None,
        "at": NOW,
        "reason": "We talked.",
    }
    return holding.lift(hold, **(given | changed))


def test_a_hold_is_lifted_by_a_person_who_says_why() -> None:
    reply = name(mailed(called().prospect), ReplyKind.INTERESTED)

    hold = lift(Hold.objects.get(), reason=" We talk on Tuesday. ")

    assert (hold.lifted_at, hold.lifted_by, hold.lift_reason) == (
        NOW,
        reply.owner,
        "We talk on Tuesday.",
    )
    line = Activity.objects.get(kind=ActivityKind.HOLD_LIFTED)
    assert line.detail == {"reason": "We talk on Tuesday."}


def test_a_hold_is_not_lifted_without_a_reason() -> None:
    name(mailed(called().prospect), ReplyKind.INTERESTED)

    with pytest.raises(Refused) as refusal:
        lift(Hold.objects.get(), reason="  ")

    assert refusal.value.sentence == "Say in a few words why writing there is right again."


def test_a_hold_is_not_lifted_over_an_answer_nobody_has_read() -> None:
    prospect = called().prospect
    name(mailed(prospect), ReplyKind.INTERESTED)
    mailed(prospect, "One thing more.")

    with pytest.raises(Refused) as refusal:
        lift(Hold.objects.get())

    assert refusal.value.code == "unread_reply"
    assert held(prospect)


def test_a_machines_notice_keeps_no_hold_standing() -> None:
    prospect = called().prospect
    name(mailed(prospect), ReplyKind.INTERESTED)
    mailed(prospect, suggested=ReplyKind.AWAY)

    assert lift(Hold.objects.get()).lifted_at == NOW


def test_a_person_who_says_that_they_are_away_is_read_before_the_hold_is_lifted() -> None:
    prospect = called().prospect
    name(mailed(prospect), ReplyKind.INTERESTED)
    Reply.objects.filter(pk=mailed(prospect).pk).update(suggested_kind=ReplyKind.AWAY)

    with pytest.raises(Refused) as refusal:
        lift(Hold.objects.get())

    assert refusal.value.code == "unread_reply"


def test_nobody_lifts_a_hold_over_a_colleagues_person() -> None:
    name(mailed(called().prospect), ReplyKind.INTERESTED)

    with pytest.raises(Refused) as refusal:
        lift(Hold.objects.get(), by=journeys.rep())

    assert refusal.value.code == "not_your_person"


def test_one_answer_is_named_while_another_is_still_unread_and_the_hold_stays() -> None:
    prospect = called().prospect
    first, second = mailed(prospect), mailed(prospect)

    name(first, ReplyKind.NOT_NOW, until=IN_MARCH)
    assert held(prospect)

    name(second, ReplyKind.AUTOMATIC)
    assert not held(prospect)


def test_a_hold_that_an_interested_person_placed_outlasts_a_machines_notice() -> None:
    prospect = called().prospect
    name(mailed(prospect), ReplyKind.INTERESTED)

    name(mailed(prospect), ReplyKind.AUTOMATIC)

    assert held(prospect)


# The same person at a second company


def recorded_again(prospect: Prospect) -> Prospect:
    """The same person in a colleague's cadence, at another company."""
    return journeys.planned(email="", linkedin_url=prospect.linkedin_url.upper()).prospect


def test_an_answer_holds_every_company_at_which_the_person_is_recorded() -> None:
    prospect = called().prospect
    twin = recorded_again(prospect)
    bystander = journeys.planned(email="sean@claddagh.example", linkedin_url="").prospect

    mailed(prospect)

    assert held(prospect)
    assert held(twin)
    assert not held(bystander)


def test_what_was_written_from_an_address_recorded_elsewhere_holds_that_company_too() -> None:
    prospect = called().prospect
    twin = journeys.planned(email="aoife.mail@claddagh.example", linkedin_url="").prospect

    mailed(prospect, wrote_from="aoife.mail@claddagh.example")

    assert held(twin)


def test_a_mail_without_a_sender_holds_nobody_elses_company() -> None:
    prospect = called().prospect
    nameless = journeys.planned(email="", linkedin_url="").prospect

    mailed(prospect, wrote_from="")

    assert held(prospect)
    assert not held(nameless)


def test_each_companys_hold_is_lifted_by_whoever_works_there_once_the_answer_is_read() -> None:
    prospect = called().prospect
    twin = recorded_again(prospect)
    reply = mailed(prospect)
    hold = Hold.objects.get(company=twin.company_id)

    with pytest.raises(Refused) as refusal:
        lift(hold, by=twin.owner)
    assert refusal.value.code == "unread_reply"
    name(reply, ReplyKind.INTERESTED)
    lift(hold, by=twin.owner)

    assert held(prospect)
    assert not held(twin)


def test_an_answer_that_asks_for_nothing_releases_every_company_it_held() -> None:
    prospect = called().prospect
    twin = recorded_again(prospect)

    name(mailed(prospect), ReplyKind.NOT_NOW, until=IN_MARCH)

    assert not held(prospect)
    assert not held(twin)


@pytest.mark.parametrize("wrote", ["as their other record", "from an address recorded there"])
def test_a_hold_is_not_lifted_over_what_they_wrote_under_another_record(wrote: str) -> None:
    aoife = journeys.planned(email="aoife@claddagh.example", linkedin_url="").prospect
    other = "aoife+news@claddagh.example" if wrote == "as their other record" else ""
    elsewhere_too = journeys.planned(email=other, linkedin_url="").prospect
    name(mailed(aoife), ReplyKind.INTERESTED)
    hold = Hold.objects.get(company=aoife.company_id)
    mailed(elsewhere_too, "One thing more.", wrote_from=other or aoife.email.title())

    with pytest.raises(Refused) as refusal:
        lift(hold)
    assert refusal.value.code == "unread_reply"

    name(Reply.objects.get(kind=""), ReplyKind.INTERESTED)
    assert lift(hold).lifted_at == NOW


def test_two_answers_under_two_records_release_both_companies_once_both_are_read() -> None:
    prospect = called().prospect
    twin = recorded_again(prospect)
    first, second = mailed(prospect), mailed(twin)

    name(first, ReplyKind.NOT_NOW, until=IN_MARCH)
    assert (held(prospect), held(twin)) == (True, True)
    name(second, ReplyKind.NOT_NOW, until=IN_MARCH)

    assert (held(prospect), held(twin)) == (False, False)


# In the same moment


@pytest.mark.django_db(transaction=True)
def test_an_answer_that_comes_while_a_hold_is_lifted_is_read_first() -> None:
    prospect = called().prospect
    name(mailed(prospect), ReplyKind.INTERESTED)
    hold = Hold.objects.get()

    with elsewhere(lambda: mailed(prospect, "One thing more.")) as commit:
        came = at_last(lambda: lift(hold), commit)

    assert came == "unread_reply"
    assert held(prospect)


@pytest.mark.django_db(transaction=True)
def test_an_answer_that_comes_while_a_machines_notice_ends_a_hold_holds_on() -> None:
    prospect = journeys.researched()
    notice = mailed(prospect)

    with elsewhere(lambda: mailed(prospect, "Let us talk.")) as commit:
        at_last(lambda: name(notice, ReplyKind.AUTOMATIC), commit)

    assert held(prospect)


@pytest.mark.django_db(transaction=True)
def test_an_answer_that_comes_right_after_a_hold_was_lifted_holds_anew() -> None:
    prospect = journeys.researched()
    name(mailed(prospect), ReplyKind.INTERESTED)
    hold = Hold.objects.get()

    with elsewhere(lambda: lift(hold)) as commit:
        at_last(lambda: mailed(prospect, "One thing more."), commit)

    assert Hold.objects.filter(lifted_at=None).exclude(pk=hold.pk).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_stop_and_another_name_for_one_answer_wait_in_the_same_order() -> None:
    enrollment = called()
    reply = mailed(enrollment.prospect)

    named: list[Enrollment] = []

    def names() -> None:
        Reply.objects.select_for_update(of=("self",)).get(pk=reply.pk)

    def ends() -> None:
        named.append(Enrollment.objects.select_for_update().get(pk=enrollment.pk))

    with elsewhere(names, then=ends) as commit:
        at_last(lambda: listening.name_stop(reply, by=reply.owner, at=NOW), commit)

    assert named == [enrollment]
    assert Reply.objects.get().kind == ReplyKind.NO


@pytest.mark.django_db(transaction=True)
def test_what_runs_on_two_records_of_a_person_is_locked_in_one_order() -> None:
    first = journeys.planned(email="").enrollment
    second = called()
    reply = mailed(second.prospect)
    locked: list[Enrollment] = []

    def lock(enrollment: Enrollment) -> None:
        locked.append(Enrollment.objects.select_for_update().get(pk=enrollment.pk))

    with elsewhere(lambda: lock(first), then=lambda: lock(second)) as commit:
        at_last(lambda: name(reply, ReplyKind.NO), commit)

    assert locked == [first, second]
    assert not Enrollment.objects.running().exists()
