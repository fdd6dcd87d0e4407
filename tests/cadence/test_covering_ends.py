"""An absence ends, or never began: what was not made goes back; and who may plan one, and cover."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cadence.enums import CallOutcome
from cadence.models import Draft, Enrollment, Touch
from cadence.services import (
    covering,
    handing_over,
    logging,
    reviewing,
)
from team.enums import Role
from team.models import Team, TimeOff, User
from team.refusals import Refused
from tests import journeys, races
from tests.cadence.absences import ALONE, away, called, day, due, moment
from tests.cadence.attacks import attacks
from tests.cadence.conftest import Clock
from tests.factories.team import UserFactory
from tests.journeys import LOOKS, NOW
from tests.roles import refused

pytestmark = pytest.mark.usefixtures("clock", "post")


@pytest.fixture
def maya() -> User:
    return journeys.rep(name="Maya Lindgren")


@pytest.fixture
def jonas(maya: User) -> User:
    return UserFactory.create(name="Jonas Berg", team=maya.team)


# Coming back


def test_on_the_return_what_is_still_open_goes_back_and_what_was_made_stays(
    maya: User, jonas: User
) -> None:
    made, open_ = due(called(maya), 0), due(called(maya, **ALONE | {"phone": "+353915550177"}), 1)
    away(maya, 0, 9, jonas)
    Touch.objects.filter(pk=made.pk).update(channel="call")
    logging.log_call(Touch.objects.get(pk=made.pk), by=jonas, at=NOW, outcome=CallOutcome.NO_ANSWER)
    covering.keep_covers(moment(9))
    before = Touch.objects.get(pk=open_.pk).owner
    covering.keep_covers(moment(10))

    assert (before, Touch.objects.get(pk=open_.pk).owner) == (jonas, maya)
    assert Touch.objects.get(pk=open_.pk).in_place_of is None
    kept = Touch.objects.get(pk=made.pk)
    assert (kept.owner, kept.in_place_of) == (jonas, maya)


@pytest.mark.parametrize("ends", ["cancelled", "shortened", "another cover", "cover is gone"])
def test_what_nobody_covers_any_more_goes_back_at_once(maya: User, jonas: User, ends: str) -> None:
    touch = due(called(maya), 3)
    absence = away(maya, 0, 9, jonas)
    piotr = UserFactory.create(name="Piotr Nowak", team=maya.team)

    if ends == "cancelled":
        assert covering.end_absence(absence.off, by=maya, at=NOW) == 1
    elif ends == "shortened":
        away(maya, 0, 1, jonas, off=absence.off)
    elif ends == "another cover":
        away(maya, 0, 9, piotr, off=absence.off)
    else:
        User.objects.filter(pk=jonas.pk).update(is_active=False)
        covering.keep_covers(NOW)

    kept = Touch.objects.get(pk=touch.pk)
    with_another = (piotr, maya) if ends == "another cover" else (maya, None)
    assert (kept.owner, kept.in_place_of) == with_another


def test_what_the_cover_has_open_is_theirs_until_they_let_it_go(maya: User, jonas: User) -> None:
    touch = due(called(maya), 1)
    away(maya, 0, 9, jonas)
    Touch.objects.filter(pk=touch.pk).update(lease_by=jonas, lease_until=moment(10))
    covering.keep_covers(moment(10) - timedelta(hours=1))
    before = Touch.objects.get(pk=touch.pk).owner
    covering.keep_covers(moment(10))

    assert (before, Touch.objects.get(pk=touch.pk).owner) == (jonas, maya)


def test_what_the_cover_reviewed_just_now_leaves_or_runs_out_first(
    maya: User, jonas: User, clock: Clock
) -> None:
    draft = journeys.drafted(maya)
    Touch.objects.filter(pk=draft.touch_id).update(promised_at=NOW)
    absence = away(maya, 0, 1, jonas)
    journeys.connected(jonas)
    newest = Draft.objects.order_by("-number").first()
    approval = reviewing.approve(
        newest, by=jonas, session=journeys.signed_in(jonas), at=NOW, looks=LOOKS, read_aloud=True
    )

    covering.end_absence(absence.off, by=maya, at=NOW)
    before = Touch.objects.get().owner
    after = clock.move(approval.expires_at + timedelta(seconds=1))
    covering.keep_covers(after)

    assert (before, Touch.objects.get().owner) == (jonas, maya)
    # Nothing reviewed stands over the words as they are now, and so nothing of it can leave.
    assert Draft.objects.order_by("-number").first().number > newest.number
    assert Touch.objects.get().lease_by is None


def test_whoever_is_given_away_for_good_meanwhile_is_covered_no_more(
    maya: User, jonas: User
) -> None:
    touch = due(called(maya), 3)
    away(maya, 0, 9, jonas)
    piotr = UserFactory.create(name="Piotr Nowak", team=maya.team)
    ines = UserFactory.create(role=Role.MANAGER, team=maya.team)

    handing_over.hand_over(touch.prospect, to=piotr, by=ines, at=NOW)
    covering.keep_covers(NOW)

    kept = Touch.objects.get(pk=touch.pk)
    assert (kept.owner, kept.in_place_of, kept.enrollment.owner) == (piotr, None, piotr)


# Who may, and who may cover


@pytest.mark.parametrize(
    ("role", "elsewhere", "may"),
    [
        (Role.REP, False, False),
        (Role.MANAGER, False, True),
        (Role.MANAGER, True, False),
        (Role.ADMIN, True, True),
    ],
)
def test_a_manager_of_the_team_or_an_admin_plans_it_for_a_rep(
    maya: User, jonas: User, role: Role, elsewhere: bool, may: bool
) -> None:
    team = Team.objects.create(name="Elsewhere") if elsewhere else maya.team
    by = UserFactory.create(role=role, team=team)
    asked = {"first_day": day(1), "last_day": day(2), "cover": jonas, "by": by, "at": NOW}

    if may:
        covering.plan_absence(maya, **asked)
    else:
        with pytest.raises(Refused, match="they say, or their manager"):
            covering.plan_absence(maya, **asked)

    assert TimeOff.objects.count() == may


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("self", "own_cover"),
        ("elsewhere", "not_in_team"),
        ("gone", "not_in_team"),
        ("away", "cover_is_away"),
    ],
)
def test_who_cannot_cover_is_refused_in_words(maya: User, jonas: User, who: str, code: str) -> None:
    cover = {
        "self": maya,
        "elsewhere": UserFactory.create(),
        "gone": UserFactory.create(team=maya.team, is_active=False),
        "away": jonas,
    }[who]
    away(jonas, 2, 4, None)

    with pytest.raises(Refused) as no:
        away(maya, 1, 2, cover)

    assert (no.value.code, TimeOff.objects.filter(user=maya).exists()) == (code, False)


def test_whoever_covers_takes_no_days_off_then(maya: User, jonas: User) -> None:
    away(maya, 1, 4, jonas)

    with pytest.raises(Refused, match="Jonas covers for Maya from 17 November to 20 November"):
        away(jonas, 4, 5, None)


@attacks("EA124")
def test_the_database_gives_a_try_to_nobody_but_the_cover(maya: User, jonas: User) -> None:
    touch = due(called(maya), 3)

    with refused("EA124"):
        Touch.objects.filter(pk=touch.pk).update(owner=jonas, in_place_of=maya)


def test_nobody_stands_as_their_own_cover(maya: User) -> None:
    with refused("23514"):
        TimeOff.objects.create(user=maya, first_day=day(1), last_day=day(2), cover=maya)


@pytest.mark.django_db(transaction=True, databases=["default", "worker"])
def test_the_worker_has_the_right_to_keep_covers(
    maya: User, jonas: User, request: pytest.FixtureRequest
) -> None:
    draft = journeys.drafted(maya)
    Touch.objects.update(promised_at=NOW)
    TimeOff.objects.create(user=maya, first_day=day(0), last_day=day(9), cover=jonas)

    request.getfixturevalue("as_worker")
    assert covering.keep_covers(NOW) == 1

    newest = Draft.objects.order_by("-number").first()
    assert (newest.number, newest.author) == (draft.number + 1, maya)
    assert newest.body.endswith("\nJonas")


def test_the_clock_asks_the_same_for_one_and_for_three(maya: User, jonas: User) -> None:
    costs = []
    TimeOff.objects.create(user=maya, first_day=day(0), last_day=day(9), cover=jonas)
    for more, phone in ((1, 1), (3, 2)):
        for number in range(more):
            due(called(maya, **ALONE | {"phone": f"+35391555{phone}{number}77"}), 1)
        with CaptureQueriesContext(connection) as queries:
            assert covering.keep_covers(NOW) == more
        costs.append(len(queries))

    assert costs[0] == costs[1]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_would_cover_for_each_other_at_once_one_is_refused(
    maya: User, jonas: User
) -> None:
    came = races.at_once(lambda: away(maya, 1, 2, jonas), lambda: away(jonas, 1, 2, maya))

    refused_with = [each for each in came if isinstance(each, str)]
    assert refused_with in (["cover_is_away"], ["covers_then"])
    assert TimeOff.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_whoever_holds_what_will_be_given_and_wants_what_moves_waits_in_no_circle(
    maya: User, jonas: User
) -> None:
    given, moves = called(maya), called(maya)
    late = due(given, 1)
    Touch.objects.filter(pk=late.pk).update(moved_on=day(-1), deadline_on=day(4))
    due(moves, 3)

    def hold(enrollment: Enrollment) -> None:
        Enrollment.objects.select_for_update().get(pk=enrollment.pk)

    with races.elsewhere(lambda: hold(given), then=lambda: hold(moves)) as go_on:
        refusal = races.at_last(lambda: away(maya, 0, 4, jonas), once_it_waits=go_on)

    assert refusal == ""
    assert Touch.objects.get(pk=late.pk).owner == jonas
