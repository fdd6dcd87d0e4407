"""What a manager is needed for today: each row from real histories, and a button behind which it can be done."""

from datetime import date, datetime, timedelta
from html import unescape

import pytest
from django.test import Client

from adherence.schedule import Period, Week
from adherence.selectors import needs_you
from adherence.selectors.needs_you import Need, needs_today
from adherence.selectors.team_counts import team_counts
from cadence.enums import CallOutcome, Ending, ReplyKind
from cadence.models import Cadence, Enrollment, Hold, Reply, Touch
from cadence.services import enrolling, listening, logging
from prospects.enums import Channel
from prospects.models import Prospect
from team.enums import Role
from team.models import Policy, TimeOff, User
from tests import journeys
from tests.adherence.rollups import count_all
from tests.adherence.weeks import Reader
from tests.cadence.conftest import Clock
from tests.times import NOW

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "worker"])


@pytest.fixture
def maya(clock: Clock) -> User:
    return journeys.rep(name="Maya Okafor")


@pytest.fixture
def jonas(maya: User) -> User:
    return journeys.rep(name="Jonas Berg", team=maya.team)


@pytest.fixture
def manager(maya: User) -> User:
    return journeys.rep(name="Ines Duarte", team=maya.team, role=Role.MANAGER)


def needs(manager: User, at: datetime = NOW, cadence: Cadence | None = None) -> list[Need]:
    count_all(at)
    period = Period(Week.of(at, manager.zone), 4)
    counts = team_counts(manager, period, cadence=cadence)
    return needs_today(counts, period, at, query="", cadence=cadence)


def opened(manager: User, need: Need) -> str:
    answer = browser(manager).get(need.href)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def browser(user: User) -> Client:
    return Reader(user).client


def answered(owner: User, touch: Touch | None = None) -> Reply:
    """Heard, and not read by anybody yet."""
    touch = touch or journeys.planned(owner, email="")
    return Reply.objects.create(
        prospect=touch.prospect, company=touch.prospect.company, enrollment=touch.enrollment,
        owner=owner, channel=Channel.LINKEDIN, received_at=NOW, text="Not now, please.",
    )  # fmt: skip


def away(user: User, at: datetime = NOW, cover: User | None = None) -> TimeOff:
    return TimeOff.objects.create(
        user=user,
        first_day=at.date(),
        last_day=at.date() + timedelta(days=3),
        cover=cover,
    )


def at_day_seven(owner: User, number: int, clock: Clock) -> tuple[list[Touch], datetime]:
    tries = [journeys.planned(owner, email="") for _ in range(number)]
    last = max(touch.deadline_on for touch in tries)
    return tries, clock.move(datetime.combine(last, NOW.timetz()))


def test_on_a_quiet_day_nobody_is_needed(manager: User, maya: User) -> None:
    journeys.planned(maya)

    assert needs(manager) == []


def test_a_try_over_an_answer_is_reviewed_where_its_rows_are(
    manager: User, maya: User, clock: Clock
) -> None:
    touch = journeys.planned(maya, email="")
    answered(maya, touch)
    at = clock.move(NOW + timedelta(hours=2))
    logging.log_call(touch, by=maya, at=at, outcome=CallOutcome.NO_ANSWER)

    [need] = needs(manager, at)

    assert (need.button, need.title) == ("Review", "1 answer was talked over")
    assert touch.prospect.name in opened(manager, need)


def test_more_at_day_seven_than_one_rep_can_make_is_shared_out(
    manager: User, maya: User, jonas: User, clock: Clock
) -> None:
    tries, at = at_day_seven(maya, 5, clock)
    [need] = needs(manager, at)

    assert (need.button, need.title) == ("Share out", "5 of Maya’s people are at day seven")
    assert need.text == "There is room today: Jonas for 40."
    shown = opened(manager, need)
    assert all(touch.prospect.name in shown for touch in tries)
    give(manager, need, {f"p-{touch.prospect_id}": jonas.pk for touch in tries})
    assert set(Prospect.objects.values_list("owner", flat=True)) == {jonas.pk}
    assert needs(manager, at) != [need]


def test_a_few_at_day_seven_are_their_reps_own_affair(
    manager: User, maya: User, clock: Clock
) -> None:
    _tries, at = at_day_seven(maya, 4, clock)

    assert needs(manager, at) == []


def test_even_one_at_day_seven_is_shared_out_where_the_day_is_full_or_its_rep_is_away(
    manager: User, maya: User, clock: Clock
) -> None:
    _tries, at = at_day_seven(maya, 2, clock)
    Policy.objects.create(pk=1, daily_capacity=1)
    assert [need.button for need in needs(manager, at)] == ["Share out"]

    Policy.objects.filter(pk=1).update(daily_capacity=40)
    assert needs(manager, at) == []
    away(maya, at)
    [need] = needs(manager, at)
    assert (need.title, need.text) == (
        "2 of Maya’s people are at day seven",
        "Nobody else has room today.",
    )


def test_one_at_day_seven_is_no_managers_affair_while_a_colleague_covers(
    manager: User, maya: User, jonas: User, clock: Clock
) -> None:
    _tries, at = at_day_seven(maya, 1, clock)
    off = away(maya, at, cover=jonas)
    assert needs(manager, at) == []

    TimeOff.objects.filter(pk=off.pk).update(cover=None)
    assert [need.button for need in needs(manager, at)] == ["Share out"]


def test_what_was_put_off_is_not_at_day_seven(manager: User, maya: User, clock: Clock) -> None:
    _tries, at = at_day_seven(maya, 5, clock)
    Touch.objects.update(
        moved_on=at.date() + timedelta(days=2), moved_note="Asked.", moved_cause="asked_to_wait"
    )

    assert needs(manager, at) == []


def test_whoever_is_on_hold_is_not_at_day_seven(manager: User, maya: User, clock: Clock) -> None:
    tries, at = at_day_seven(maya, 6, clock)
    held = Hold.objects.create(company=tries[0].prospect.company, reason="Ann wrote.", placed_at=at)
    [need] = needs(manager, at)
    assert need.title == "5 of Maya’s people are at day seven"
    assert f"person={tries[0].prospect_id}" not in need.href.split("&")

    Hold.objects.filter(pk=held.pk).update(lifted_at=at, lifted_by=maya, lift_reason="Read.")
    [need] = needs(manager, at)
    assert need.title == "6 of Maya’s people are at day seven"


def test_an_answer_to_somebody_who_is_away_is_given_to_a_colleague(
    manager: User, maya: User, jonas: User, clock: Clock
) -> None:
    reply = answered(maya)
    at = clock.move(NOW + timedelta(hours=26))
    assert needs(manager, at) == []

    away(maya, at)
    [need] = needs(manager, at)

    assert need.title == "1 answer waits for Maya, away until Fri 20 Nov"
    assert (need.text, need.button) == ("The oldest has waited 26 hours.", "Reassign")
    assert reply.prospect.name in opened(manager, need)
    give(manager, need, {f"p-{reply.prospect_id}": jonas.pk})
    reply.refresh_from_db()
    assert reply.owner == jonas
    assert needs(manager, at) == []


def test_a_cover_reads_the_answers_and_nobody_is_needed(
    manager: User, maya: User, jonas: User
) -> None:
    answered(maya)
    away(maya, cover=jonas)

    assert needs(manager) == []


def test_an_answer_to_somebody_who_left_is_given_to_a_colleague(manager: User, maya: User) -> None:
    answered(maya)
    User.objects.filter(pk=maya.pk).update(is_active=False)

    [need] = needs(manager)

    assert need.title == "1 answer waits for Maya, who no longer signs in"


def test_days_off_are_those_of_their_own_wall(manager: User, maya: User, clock: Clock) -> None:
    """Eleven in the evening here is the next day in Auckland."""
    answered(maya)
    User.objects.filter(pk=maya.pk).update(time_zone="Pacific/Auckland")
    at = clock.move(NOW.replace(hour=23))
    TimeOff.objects.create(user=maya, first_day=date(2026, 11, 17), last_day=date(2026, 11, 17))
    assert [need.button for need in needs(manager, at)] == ["Reassign"]

    User.objects.filter(pk=maya.pk).update(time_zone="America/Los_Angeles")
    assert needs(manager, at) == []


def test_who_was_let_go_early_and_never_said_no_may_hear_from_us_again(
    manager: User, maya: User, clock: Clock
) -> None:
    gone = let_go(maya, Ending.NOT_A_FIT)
    let_go(maya, Ending.NO)
    let_go(maya, Ending.COMPANY_CLOSED, note="The gates are shut.")
    at = clock.move(NOW + timedelta(days=2))
    [need] = needs(manager, at)

    assert (need.button, need.title) == ("Reopen", "1 of 2 given up early never said no")
    assert "1 person hears from Maya" in opened(manager, need)

    browser(manager).post(
        "/people/beginning/",
        {
            "people": gone.prospect_id,
            "version": gone.version_id,
            "pace": 1,
            "first_day": at.date().isoformat(),
        },
    )
    assert Enrollment.objects.running().get().prospect == gone.prospect
    assert needs(manager, at) == []


def test_those_to_reopen_are_of_the_cadence_that_is_shown(
    manager: User, maya: User, clock: Clock
) -> None:
    one, other = let_go(maya, Ending.NOT_A_FIT), let_go(maya, Ending.NOT_A_FIT)
    at = clock.move(NOW + timedelta(days=2))
    [of_one] = needs(manager, at, one.version.cadence)
    [of_both] = needs(manager, at)

    assert of_one.title == "1 of 1 given up early never said no"
    assert of_one.href.endswith(f"?person={one.prospect_id}")
    assert of_both.title == "2 of 2 given up early never said no"
    assert f"person={other.prospect_id}" in of_both.href


def test_all_who_may_be_reopened_are_counted_where_an_address_cannot_name_them_all(
    manager: User, maya: User, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(needs_you, "MOST", 1)
    let_go(maya, Ending.NOT_A_FIT)
    let_go(maya, Ending.NOT_A_FIT)
    [need] = needs(manager, clock.move(NOW + timedelta(days=2)))

    assert need.title == "2 of 2 given up early never said no"
    assert need.href.count("person=") == 1


def let_go(rep: User, ending: Ending, note: str = "") -> Enrollment:
    enrollment = journeys.enrolled(rep)
    return enrolling.end(enrollment, ending, by=rep, at=NOW, note=note)


def give(manager: User, need: Need, to: dict[str, int]) -> None:
    """Press the button of the page to which the need leads."""
    address, _, query = need.href.partition("?")
    people = [part.split("=")[1] for part in query.split("&") if part.startswith("person=")]
    answer = browser(manager).post(address, {"person": people, "do": "1", **to})
    assert answer.status_code == 302


def test_an_answer_that_somebody_read_waits_for_nobody(manager: User, maya: User) -> None:
    reply = answered(maya)
    listening.name_kind(reply, by=maya, at=NOW, kind=ReplyKind.NO)
    away(maya)

    assert needs(manager) == []
