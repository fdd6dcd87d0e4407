"""A rep who is gone: what they left open stands with their manager, who gives it to a colleague with one press."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cadence.enums import CallOutcome, EnrollmentState, ReplyKind, TouchState
from cadence.models import Draft, Enrollment, Reply, Touch, Withdrawal
from cadence.selectors.conversation import conversation_with
from cadence.selectors.left_behind import left_behind_to
from cadence.selectors.queue import queue_of
from cadence.services import handing_over, logging, reviewing, sending, settling
from prospects.enums import ActivityKind, Channel
from prospects.models import Activity, Company, Prospect
from team.enums import AuditKind, Role
from team.models import AuditEvent, Team, User
from team.refusals import Refused
from tests import journeys
from tests.cadence.answers import acknowledgement, answer_to, named, said_no, wrote
from tests.cadence.attacks import MIME, move, reserve
from tests.cadence.browsing import Browser, text_of
from tests.cadence.test_settling import wrote as mailed_to
from tests.factories.team import UserFactory
from tests.journeys import LOOKS, NOW
from tests.smtp import Sink

pytestmark = pytest.mark.usefixtures("clock", "post")


@pytest.fixture
def jonas() -> User:
    return journeys.rep(name="Jonas Berg")


def gone(rep: User) -> None:
    User.objects.filter(pk=rep.pk).update(is_active=False)
    rep.refresh_from_db()


def colleague(rep: User, role: Role = Role.MANAGER, **fields: object) -> User:
    given = {"name": "Ines Duarte", "team": rep.team, "role": role}
    return UserFactory.create(**(given | fields))


def given(person: Prospect, to: User, by: User) -> None:
    handing_over.hand_over(Prospect.objects.get(pk=person.pk), to=to, by=by, at=NOW)


def keys(user: User) -> list[str]:
    return [row.key for row in queue_of(user, NOW).rows]


def test_what_a_rep_left_open_stands_with_their_manager_in_words(jonas: User) -> None:
    talking = journeys.enrolled(jonas).prospect
    named(wrote(talking, "Yes, call me.", message_id="<b@x.example>"), ReplyKind.INTERESTED)
    unread = wrote(journeys.enrolled(jonas).prospect, message_id="<c@x.example>").prospect
    due = journeys.planned(jonas).prospect
    alone = {"phone": "", "linkedin_url": ""}
    owed = said_no(journeys.enrolled(jonas, **alone).prospect).prospect
    gone(jonas)
    ines = colleague(jonas)

    shown = {each.prospect: each.words for each in left_behind_to(ines, NOW)}
    page = text_of(Browser(ines).get("left-behind"))

    assert shown == {
        owed: "Said no; a line back is due by Tuesday",
        talking: "An answer to them is open.",
        unread: "Wrote back, and nobody has read it.",
        due: "Try 1 is due on Monday 16 November.",
    }
    assert queue_of(ines, NOW).left_behind == 4
    assert page.count("Jonas Berg is gone.") == 4
    assert "4 people are with a rep who is gone" in text_of(Browser(ines).get("queue"))


def test_the_page_costs_the_same_however_many_are_left_behind(jonas: User) -> None:
    browser = Browser(colleague(jonas))
    costs: list[int] = []
    for size in (1, 3):
        for _more in range(size - len(costs)):
            journeys.planned(jonas)
        User.objects.filter(pk=jonas.pk).update(is_active=False)
        with CaptureQueriesContext(connection) as queries:
            page = text_of(browser.get("left-behind"))
        assert page.count("Jonas Berg is gone.") == size
        costs.append(len(queries))

    assert costs[0] == costs[1]


@pytest.mark.parametrize(
    ("role", "elsewhere", "sees"),
    [
        (Role.REP, False, False),
        (Role.MANAGER, False, True),
        (Role.MANAGER, True, False),
        (Role.ADMIN, True, True),
    ],
)
def test_the_managers_of_the_team_and_admins_see_them_and_nobody_else(
    jonas: User, role: Role, elsewhere: bool, sees: bool
) -> None:
    person = journeys.planned(jonas).prospect
    gone(jonas)
    team = Team.objects.create(name="Elsewhere") if elsewhere else jonas.team
    viewer, taker = colleague(jonas, role, team=team), colleague(jonas, Role.REP)
    browser = Browser(viewer)

    assert queue_of(viewer, NOW).left_behind == (1 if sees else 0)
    assert [each.prospect for each in left_behind_to(viewer, NOW)] == ([person] if sees else [])
    answer = browser.post("hand-over", person.pk, to=taker.pk)
    assert answer.status_code == (302 if sees else 404)
    assert Prospect.objects.get().owner == (taker if sees else jonas)


def test_one_press_gives_the_owed_letter_to_a_colleague_who_sends_it(
    jonas: User, post: Sink
) -> None:
    touch = acknowledgement(said_no(journeys.enrolled(jonas).prospect))
    gone(jonas)
    ines, maya = colleague(jonas), colleague(jonas, Role.REP, name="Maya Lindgren")

    answer = Browser(ines).post("hand-over", touch.prospect_id, to=maya.pk)

    assert answer["Location"] == reverse("cadence:left-behind")
    assert (keys(maya), queue_of(ines, NOW).left_behind) == ([f"touch-{touch.pk}"], 0)
    draft = touch.drafts.order_by("-number").first()
    assert draft.body.endswith("\nMaya")
    journeys.connected(maya)
    session = journeys.signed_in(maya)
    approval = reviewing.approve(
        draft, by=maya, session=session, at=NOW, looks=LOOKS, read_aloud=True
    )
    sending.deliver(approval, by=maya, session=session, at=NOW)
    assert len(post.accepted) == 1
    assert Touch.objects.get(pk=touch.pk).state == TouchState.DONE


def test_an_unread_answer_a_talk_and_the_next_try_go_along(jonas: User) -> None:
    unread = wrote(journeys.planned(jonas).prospect)
    other = journeys.enrolled(jonas, linkedin_url="").prospect
    talk = named(wrote(other, "Yes.", message_id="<b@x.example>"), ReplyKind.INTERESTED)
    gone(jonas)
    ines, maya = colleague(jonas), colleague(jonas, Role.REP)

    for person in (unread.prospect, talk.prospect):
        given(person, maya, ines)

    assert f"reply-{unread.pk}" in keys(maya)
    assert f"touch-{answer_to(talk).pk}" in keys(maya)
    assert {each.owner for each in Enrollment.objects.running()} == {maya}
    assert {each.owner for each in Touch.objects.open()} == {maya}
    assert left_behind_to(ines, NOW) == []


def test_what_was_said_and_made_stays_as_it_was_and_the_act_is_accounted_for(jonas: User) -> None:
    reply = said_no(journeys.enrolled(jonas).prospect)
    before = conversation_with(reply.prospect, jonas).said
    gone(jonas)
    ines, maya = colleague(jonas), colleague(jonas, Role.REP, name="Maya Lindgren")

    given(reply.prospect, maya, ines)

    assert conversation_with(reply.prospect, jonas).said == before
    assert Reply.objects.get().named_by == jonas
    line = Activity.objects.get(kind=ActivityKind.HANDED_OVER)
    assert (line.actor, line.detail["text"]) == (ines, "From Jonas Berg to Maya Lindgren.")
    event = AuditEvent.objects.get(kind=AuditKind.HANDED_OVER)
    assert (event.actor, event.detail) == (ines, {"from": jonas.pk, "to": maya.pk})


def test_a_review_that_has_not_left_is_taken_back(jonas: User) -> None:
    approval = journeys.approved(jonas)
    gone(jonas)
    ines, maya = colleague(jonas), colleague(jonas, Role.REP)

    given(approval.touch.prospect, maya, ines)

    assert Withdrawal.objects.get().approval == approval
    assert Draft.objects.filter(touch=approval.touch).count() == 1


def test_a_letter_of_unknown_fate_is_settled_first(jonas: User) -> None:
    approval = journeys.approved(jonas)
    delivery = reserve(approval)
    move(delivery, "sending", mime_sha256=MIME)
    move(delivery, "unknown")
    gone(jonas)

    with pytest.raises(Refused, match="Say that first"):
        given(approval.touch.prospect, colleague(jonas, Role.REP), colleague(jonas))

    assert Prospect.objects.get().owner == jonas


def test_nobody_is_given_to_somebody_who_is_gone_too(jonas: User) -> None:
    person = journeys.planned(jonas).prospect
    gone(jonas)

    with pytest.raises(Refused, match="Ask the manager"):
        given(person, colleague(jonas, Role.REP, is_active=False), colleague(jonas))


def test_whoever_has_the_person_but_not_what_is_open_takes_it_over(jonas: User) -> None:
    touch = acknowledgement(said_no(journeys.enrolled(jonas).prospect))
    maya = colleague(jonas, Role.REP)
    Prospect.objects.filter(pk=touch.prospect_id).update(owner=maya)
    gone(jonas)

    assert queue_of(maya, NOW).left_behind == 1
    given(touch.prospect, maya, maya)

    assert (queue_of(maya, NOW).left_behind, keys(maya)) == (0, [f"touch-{touch.pk}"])


def test_an_answer_of_the_gone_reps_person_says_whom_to_ask(jonas: User) -> None:
    reply = wrote(journeys.enrolled(jonas).prospect)
    gone(jonas)
    browser = Browser(colleague(jonas))

    page = text_of(browser.get("reply", reply.pk))

    assert "Jonas is gone. Give Aoife to somebody, who can then answer." in page
    assert browser.get("hand-over", reply.prospect_id).status_code == 200


def test_an_answer_that_comes_later_can_be_answered_by_the_new_rep(jonas: User) -> None:
    enrollment = journeys.enrolled(jonas)
    gone(jonas)
    ines, maya = colleague(jonas), colleague(jonas, Role.REP)
    given(enrollment.prospect, maya, ines)
    person = Prospect.objects.get()

    reply = said_no(person)

    assert (reply.owner, acknowledgement(reply).owner) == (maya, maya)
    assert Enrollment.objects.get().state == EnrollmentState.ENDED


def test_an_answer_that_comes_while_they_are_given_away_is_the_new_reps(jonas: User) -> None:
    person = journeys.enrolled(jonas).prospect
    given(person, colleague(jonas, Role.REP), colleague(jonas))
    maya = Prospect.objects.get().owner

    assert person.owner == jonas
    assert wrote(person).owner == maya != jonas


def test_a_colleague_of_theirs_who_still_writes_to_the_gone_rep_is_heard_by_the_new_one(
    jonas: User,
) -> None:
    touch = journeys.planned(jonas, email="aoife@corrib.example")
    Touch.objects.filter(pk=touch.pk).update(channel=Channel.CALL)
    logging.log_call(touch, by=jonas, at=NOW, outcome=CallOutcome.GATEKEEPER)
    Company.objects.update(domain="corrib.example")
    gone(jonas)
    maya = colleague(jonas, Role.REP)
    given(touch.prospect, maya, colleague(jonas))

    mailed_to(journeys.connected(jonas), from_address="sean@corrib.example")
    settling.settle(NOW)

    assert (Reply.objects.get().prospect, Reply.objects.get().owner) == (touch.prospect, maya)


def test_their_page_leads_the_manager_to_whom_they_can_be_given(jonas: User) -> None:
    person = journeys.planned(jonas).prospect
    gone(jonas)

    shown = {
        role: "Jonas is gone. Give Aoife to somebody"
        in text_of(Browser(colleague(jonas, role)).get("person-panel", person.pk))
        for role in (Role.MANAGER, Role.REP)
    }

    assert shown == {Role.MANAGER: True, Role.REP: False}
