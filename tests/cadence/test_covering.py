"""A rep is away: tries move where they can, a colleague makes the rest in their place, and what is left comes back."""

from datetime import datetime

import pytest

from cadence.enums import CallOutcome, GapCause, ReplyKind, TouchState
from cadence.models import Attempt, Draft, Enrollment, Reply, Touch
from cadence.selectors.queue import queue_of
from cadence.services import (
    covering,
    listening,
    logging,
    planning,
    reviewing,
    sending,
)
from prospects.models import Prospect
from team.models import TimeOff, User
from team.refusals import Refused
from tests import journeys
from tests.cadence.absences import ALONE, TODAY, away, called, day, due, moment
from tests.cadence.answers import acknowledgement, answer_to, named, said_no, wrote
from tests.cadence.browsing import Browser, text_of
from tests.cadence.conftest import Clock
from tests.factories.team import UserFactory
from tests.journeys import LOOKS, NOW
from tests.smtp import Sink

pytestmark = pytest.mark.usefixtures("clock", "post")


@pytest.fixture
def maya() -> User:
    return journeys.rep(name="Maya Lindgren")


@pytest.fixture
def jonas(maya: User) -> User:
    return UserFactory.create(name="Jonas Berg", team=maya.team)


def keys(user: User, at: datetime = NOW) -> list[str]:
    return [row.key for row in queue_of(user, at).rows]


# What a preview says and the press does


def test_a_try_on_a_day_of_the_absence_moves_before_it(maya: User, jonas: User) -> None:
    touch = due(called(maya), 3)

    (moved,) = away(maya, 3, 9, jonas).moves

    touch.refresh_from_db()
    assert (moved.touch, moved.touch.due_on, moved.then_on) == (touch, day(3), touch.due_on)
    assert touch.due_on < day(3)
    assert (touch.owner, touch.moved_from, touch.gap_cause) == (maya, day(3), GapCause.TIME_OFF)


def test_a_try_without_another_day_before_its_day_seven_is_given_to_the_cover(
    maya: User, jonas: User
) -> None:
    touch = due(called(maya), 3)

    absence = away(maya, 0, 9, jonas)

    touch.refresh_from_db()
    assert (absence.moves, absence.given, absence.stays) == ([], [touch], [])
    assert (touch.owner, touch.in_place_of, touch.enrollment.owner) == (jonas, maya, maya)


def test_without_a_cover_it_is_said_that_nobody_makes_it(maya: User) -> None:
    touch = due(called(maya), 3)

    absence = away(maya, 0, 9, None)

    assert (absence.given, absence.stays) == ([], [touch])
    assert Touch.objects.get(pk=touch.pk).owner == maya


def test_a_preview_says_what_the_press_does_and_changes_nothing(maya: User, jonas: User) -> None:
    early, late = due(called(maya), 3), due(called(maya, **ALONE | {"phone": "+353915550177"}), 1)
    before = list(Touch.objects.order_by("pk").values())

    seen = covering.foresee(maya, first_day=day(1), last_day=day(9), cover=jonas, by=maya, at=NOW)

    assert list(Touch.objects.order_by("pk").values()) == before
    assert not TimeOff.objects.exists()
    done = away(maya, 1, 9, jonas)
    assert [(each.touch, each.then_on) for each in seen.moves] == [
        (each.touch, each.then_on) for each in done.moves
    ]
    assert seen.given == done.given
    assert {early, late} == {each.touch for each in done.moves} | set(done.given)


def test_a_promised_call_is_kept_by_the_cover_at_its_hour(maya: User, jonas: User) -> None:
    touch = due(called(maya), 3)
    Touch.objects.filter(pk=touch.pk).update(promised_at=touch.due_at)

    absence = away(maya, 3, 9, jonas)

    assert (absence.moves, absence.given) == ([], [touch])
    kept = Touch.objects.get(pk=touch.pk)
    assert (kept.owner, kept.promised_at, kept.due_on) == (jonas, touch.due_at, day(3))


def test_a_letter_signed_by_the_rep_is_signed_by_the_cover_and_by_the_rep_again(
    maya: User, jonas: User
) -> None:
    draft = journeys.drafted(maya)
    Touch.objects.filter(pk=draft.touch_id).update(promised_at=NOW)

    away(maya, 0, 1, jonas)
    signed = [each.body.rpartition("\n")[2] for each in Draft.objects.order_by("number")]
    covering.keep_covers(moment(2))
    signed.append(Draft.objects.order_by("-number").first().body.rpartition("\n")[2])

    assert signed == ["Maya", "Jonas", "Maya"]


# While they are away


def test_the_cover_finds_it_in_their_queue_and_makes_it_in_their_own_name(
    maya: User, jonas: User, clock: Clock
) -> None:
    touch = journeys.next_touch(called(maya), NOW)
    away(maya, 0, 9, jonas)
    on_its_day = clock.move(NOW + (touch.due_on - TODAY))

    (row,) = queue_of(jonas, on_its_day).rows
    logging.log_call(
        Touch.objects.get(pk=touch.pk), by=jonas, at=on_its_day, outcome=CallOutcome.NO_ANSWER
    )

    assert (row.key, "for Maya, who is away" in row.reason) == (f"touch-{touch.pk}", True)
    assert keys(maya, on_its_day) == []
    assert Attempt.objects.get(touch=touch).by == jonas
    assert Enrollment.objects.get().owner == maya


def test_a_letter_leaves_from_the_covers_own_mailbox(maya: User, jonas: User, post: Sink) -> None:
    draft = journeys.drafted(maya)
    Touch.objects.filter(pk=draft.touch_id).update(promised_at=NOW)
    away(maya, 0, 1, jonas)
    mailbox, session = journeys.connected(jonas), journeys.signed_in(jonas)
    newest = Draft.objects.order_by("-number").first()

    approval = reviewing.approve(
        newest, by=jonas, session=session, at=NOW, looks=LOOKS, read_aloud=True
    )
    sending.deliver(approval, by=jonas, session=session, at=NOW)

    assert (len(post.accepted), approval.mailbox) == (1, mailbox)
    assert Touch.objects.get().state == TouchState.DONE


def test_what_the_planner_puts_into_the_absence_is_given_by_the_clock(
    maya: User, jonas: User
) -> None:
    enrollment = called(maya)
    TimeOff.objects.create(user=maya, first_day=day(0), last_day=day(9), cover=jonas)

    planning.plan_due(NOW)
    looked_at = covering.keep_covers(NOW)

    touch = Touch.objects.open().get(enrollment=enrollment)
    assert (looked_at, touch.owner, touch.in_place_of) == (1, jonas, maya)
    assert covering.keep_covers(NOW) == 0


def test_what_is_late_when_the_absence_begins_goes_to_the_cover_and_not_before(
    maya: User, jonas: User
) -> None:
    touch = due(called(maya), 2)
    Touch.objects.filter(pk=touch.pk).update(deadline_on=day(4))
    away(maya, 3, 9, jonas)
    covering.keep_covers(moment(2))
    before = Touch.objects.get(pk=touch.pk).owner
    covering.keep_covers(moment(3))

    assert (before, Touch.objects.get(pk=touch.pk).owner) == (maya, jonas)


def test_what_the_rep_has_in_hand_goes_to_the_cover_once_they_let_it_go(
    maya: User, jonas: User
) -> None:
    touch = due(called(maya), 1)
    in_hand = {"promised_at": touch.due_at, "lease_by": maya, "lease_until": moment(1)}
    Touch.objects.filter(pk=touch.pk).update(**in_hand)

    absence = away(maya, 0, 9, jonas)
    still = Touch.objects.get(pk=touch.pk)
    covering.keep_covers(moment(1))

    assert (absence.given, absence.stays, still.owner, still.lease_by) == ([], [touch], maya, maya)
    assert Touch.objects.get(pk=touch.pk).owner == jonas


def test_what_is_late_but_keeps_until_the_return_waits_for_the_rep(maya: User, jonas: User) -> None:
    touch = due(called(maya), 2)
    away(maya, 3, 4, jonas)

    covering.keep_covers(moment(3))

    assert (touch.deadline_on, Touch.objects.get(pk=touch.pk).owner) == (day(7), maya)


def test_an_answer_in_the_absence_is_read_and_decided_by_the_cover(maya: User, jonas: User) -> None:
    person = journeys.enrolled(maya).prospect
    away(maya, 0, 9, jonas)

    reply = wrote(person, "Yes, call me.")

    assert (reply.owner, f"reply-{reply.pk}" in keys(jonas)) == (maya, True)
    assert queue_of(jonas, NOW).progress.waiting == 1
    listening.name_kind(reply, by=jonas, at=NOW, kind=ReplyKind.INTERESTED)
    letter = answer_to(Reply.objects.get())
    assert (letter.owner, letter.in_place_of) == (jonas, maya)
    assert letter.drafts.get().body.endswith("\nJonas")
    assert Prospect.objects.get().owner == Enrollment.objects.get().owner == maya


def test_letters_owed_go_to_the_cover_when_the_absence_begins(maya: User, jonas: User) -> None:
    letter = acknowledgement(said_no(journeys.enrolled(maya).prospect))

    absence = away(maya, 1, 9, jonas)
    before = Touch.objects.get().owner
    covering.keep_covers(moment(1))

    assert (absence.letters, absence.given, before) == ([letter], [], maya)
    assert (Touch.objects.get().owner, Touch.objects.get().in_place_of) == (jonas, maya)


def test_a_talk_whose_day_comes_in_the_absence_heads_the_covers_queue(
    maya: User, jonas: User
) -> None:
    person = journeys.enrolled(maya, linkedin_url="").prospect
    reply = named(wrote(person, "Yes."), ReplyKind.INTERESTED)
    Touch.objects.open().answers().update(state=TouchState.CANCELLED, closed_at=NOW)
    Enrollment.objects.update(paused_until=day(0))
    away(maya, 0, 9, jonas)

    assert keys(jonas) == keys(maya) == [f"reply-{reply.pk}"]


def test_a_colleague_who_does_not_cover_or_no_longer_does_decides_nothing(
    maya: User, jonas: User, clock: Clock
) -> None:
    person = journeys.enrolled(maya).prospect
    reply = wrote(person)
    away(maya, 1, 2, jonas)
    other = UserFactory.create(team=maya.team)

    for who, at in ((jonas, NOW), (other, moment(1)), (jonas, moment(3))):
        clock.move(at)
        assert f"reply-{reply.pk}" not in keys(who, at)
        with pytest.raises(Refused) as no:
            listening.name_kind(reply, by=who, at=at, kind=ReplyKind.AUTOMATIC)
        assert no.value.code == "not_your_person"


def test_the_cover_opens_names_and_answers_it_on_the_pages_of_the_queue(
    maya: User, jonas: User
) -> None:
    person = journeys.enrolled(maya).prospect
    away(maya, 0, 9, jonas)
    reply = wrote(person, "Yes, call me.")
    browser = Browser(jonas)

    opened = text_of(browser.get("reply", reply.pk))
    browser.post("reply-kind", reply.pk, kind="interested")
    letter = answer_to(Reply.objects.get())
    page = text_of(browser.get("touch", letter.pk))

    assert "Yes, call me." in opened
    assert "You make this for Maya." in page
    assert (
        Browser(UserFactory.create(team=maya.team))
        .post("reply-kind", reply.pk, kind="no")
        .status_code
        == 404
    )
