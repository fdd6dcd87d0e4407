"""What the team page reads of a period: whose, how sorted, in how many questions, and when it says nothing."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from adherence.enums import Counted
from adherence.models import Counting, WeekCount
from adherence.schedule import Period, Week
from adherence.selectors.promises import Promise, Promises, together
from adherence.selectors.team_counts import TeamCounts, team_counts
from cadence.models import CadenceVersion
from team.enums import Role
from team.models import Team, User
from team.refusals import Refused
from tests.adherence.counted_slowly import counted_slowly
from tests.adherence.histories import Histories
from tests.adherence.rollups import count_all
from tests.cadence.conftest import Clock
from tests.factories.cadence import published_version
from tests.factories.team import TeamFactory, UserFactory
from tests.roles import connected_as
from tests.times import NOW

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "worker"])

THIS_WEEK = Week(date(2026, 11, 16))
FOUR_WEEKS = Period(THIS_WEEK, 4)


def counts(
    rep: User, version: CadenceVersion, week: Week = THIS_WEEK, **given: dict[int, int]
) -> None:
    """A week as the worker would have counted it; places that are not given stay empty."""
    row = {
        name: given.get(what.column, {}).get(place, 0)
        for what in Counted
        for place, name in enumerate(what.columns)
    }
    names = ", ".join(row)
    with connected_as("worker") as worker:
        worker.execute(
            f"INSERT INTO adherence_weekcount (rep_id, version_id, week, {names})"
            f" VALUES (%s, %s, %s{', %s' * len(row)})",
            [rep.pk, version.pk, week.monday, *row.values()],
        )


def names(found: TeamCounts) -> list[str]:
    return [row.rep.name for row in found.by_need]


@pytest.fixture
def version() -> CadenceVersion:
    return published_version()


@pytest.fixture
def team() -> Team:
    return TeamFactory.create()


@pytest.fixture
def manager(team: Team) -> User:
    return UserFactory.create(team=team, role=Role.MANAGER, name="Ines Duarte")


@pytest.fixture
def maya(team: Team) -> User:
    return UserFactory.create(team=team, name="Maya Okafor")


def test_the_promises_are_those_of_the_slow_reader(clock: Clock) -> None:
    histories = Histories(7, clock, NOW)
    histories.go_on(130)
    count_all(histories.now)
    manager = UserFactory.create(team=histories.reps[0].team, role=Role.MANAGER)
    period = Period(Week.of(histories.now, manager.zone), 4)

    found = team_counts(manager, period)

    slow = {
        thing: number
        for thing, number in counted_slowly(histories.now).items()
        if period.first.monday <= thing[2] <= period.last.monday
    }

    def slowly(what: str, of: Callable[[int], bool] = lambda _: True) -> int:
        return sum(
            number for (*_, kind, place), number in slow.items() if kind == what and of(place)
        )

    promises = found.promises
    assert promises.finished == slowly("endings")
    rates = {rate.promise: (rate.kept, rate.of) for rate in promises.rates}
    assert rates == {
        Promise.GAPS: (slowly("gaps", lambda days: days <= 7), slowly("gaps")),
        Promise.GIVEN_UP: (slowly("seen_through"), slowly("seen_through") + slowly("given_up")),
        Promise.SAME_CALL: (slowly("words", lambda place: place == 0), slowly("words")),
        Promise.REPLIES: (slowly("replies", lambda place: place == 0), slowly("replies")),
        Promise.RESEARCH: (slowly("starts", lambda place: place == 0), slowly("starts")),
        Promise.WEEKS: (slowly("weeks", lambda place: place < 2), slowly("weeks")),
    }
    assert rates[Promise.GAPS][1] > 0
    assert rates[Promise.WEEKS][1] > 0
    assert promises.days_between[3] == slowly("gaps", lambda days: days == 3)
    assert promises.by_try[2].tried == slowly("tries", lambda number: number == 2)
    assert promises.by_try[1].answered == slowly("answers", lambda number: number == 1)


def test_tries_before_we_stop_are_of_those_who_never_answered(
    maya: User, version: CadenceVersion
) -> None:
    counts(maya, version, seen_through={10: 18, 12: 2}, given_up={4: 5}, endings={0: 25})

    tries = team_counts(maya, FOUR_WEEKS).promises.tries

    assert (tries.total, tries.of) == (18 * 10 + 2 * 12 + 5 * 4, 25)
    assert tries.value == pytest.approx(8.96)


def test_under_twenty_finished_people_there_is_too_little_to_say(
    maya: User, version: CadenceVersion
) -> None:
    counts(maya, version, gaps={3: 90, 9: 10}, endings={0: 10, 2: 9}, seen_through={10: 10})
    few = team_counts(maya, FOUR_WEEKS).promises

    assert few.finished == 19
    assert few.rate(Promise.GAPS).share is None
    assert few.rate(Promise.GAPS).of == 100
    assert few.tries.value is None
    assert few.worst_first == []

    counts(maya, version, THIS_WEEK.before, endings={3: 1})
    enough = team_counts(maya, FOUR_WEEKS).promises

    assert enough.rate(Promise.GAPS).share == pytest.approx(0.9)
    assert [rate.promise for rate in enough.worst_first] == [Promise.GAPS]


def test_a_period_has_its_weeks_and_the_one_before_it_as_many(
    maya: User, version: CadenceVersion
) -> None:
    for weeks_ago in range(9):
        week = Week(THIS_WEEK.monday - timedelta(weeks=weeks_ago))
        counts(maya, version, week, gaps={3: 10**weeks_ago}, tries={1: 10**weeks_ago})

    found = team_counts(maya, FOUR_WEEKS)

    assert found.promises.days_between[3] == 1111
    assert found.before.days_between[3] == 11110000
    assert found.promises.by_try[1].tried == 1111
    assert found.before.by_try[1].tried == 11110000


def test_a_cadence_can_be_looked_at_alone(maya: User, version: CadenceVersion) -> None:
    counts(maya, version, tries={1: 3})
    counts(maya, published_version(), tries={1: 4})

    assert team_counts(maya, FOUR_WEEKS).promises.by_try[1].tried == 7
    alone = team_counts(maya, FOUR_WEEKS, cadence=version.cadence)
    assert alone.promises.by_try[1].tried == 3


def test_people_are_sorted_by_who_could_use_a_hand_and_never_by_how_much_they_do(
    team: Team, manager: User, version: CadenceVersion
) -> None:
    def colleague(name: str, late: int, times: int) -> None:
        rep = UserFactory.create(team=team, name=name)
        gaps = {3: (100 - late) * times, 9: late * times}
        counts(rep, version, gaps=gaps, endings={0: 20 * times}, tries={1: 100 * times})

    colleague("Busy and late", late=30, times=50)
    colleague("Quiet and later", late=40, times=1)
    colleague("Busiest, all well", late=0, times=90)
    colleague("Alike, all well", late=0, times=1)
    newcomer = UserFactory.create(team=team, name="A newcomer")
    counts(newcomer, version, gaps={9: 12}, endings={0: 3})

    found = team_counts(manager, FOUR_WEEKS)

    assert names(found) == [
        "Quiet and later", "Busy and late", "Alike, all well", "Busiest, all well", "A newcomer",
    ]  # fmt: skip


def test_nothing_but_rates_moves_somebody_up(maya: User) -> None:
    one = {what: [1] * what.places for what in Counted}
    many = {what: [1000] * what.places for what in Counted}
    little, much = Promises(together([one] * 20)), Promises(together([many]))

    assert little.need == pytest.approx(much.need)


def test_what_nobody_counted_yet_is_told_as_zeros(maya: User, manager: User) -> None:
    found = team_counts(manager, FOUR_WEEKS)

    assert found.counted_at is None
    assert names(found) == ["Maya Okafor"]
    assert found.promises.finished == 0
    assert all(rate.share is None for rate in found.promises.rates)


def test_it_says_up_to_when_everything_is_counted(maya: User, clock: Clock) -> None:
    count_all(NOW)

    assert Counting.objects.get().counted_at == NOW
    assert team_counts(maya, FOUR_WEEKS).counted_at == NOW


@pytest.mark.parametrize("colleagues", [1, 3, 12])
def test_a_large_team_asks_no_more_than_a_small_one(
    team: Team,
    manager: User,
    version: CadenceVersion,
    colleagues: int,
    django_assert_num_queries: Any,
) -> None:
    for _ in range(colleagues):
        counts(UserFactory.create(team=team), version, tries={1: 5})

    with django_assert_num_queries(4):
        found = team_counts(manager, FOUR_WEEKS)
        assert len(found.by_need) == colleagues


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        (Role.REP, {"self"}),
        (Role.MANAGER, {"self", "colleague"}),
        (Role.ADMIN, {"self", "colleague", "stranger"}),
    ],
)
def test_everybody_sees_whose_counts_are_theirs_to_see(
    team: Team, version: CadenceVersion, role: Role, seen: set[str]
) -> None:
    viewer = UserFactory.create(team=team, role=role, name="self")
    for name, where in (("colleague", team), ("stranger", TeamFactory.create())):
        counts(UserFactory.create(team=where, name=name), version, tries={1: 5})
    counts(viewer, version, tries={1: 5})

    found = team_counts(viewer, FOUR_WEEKS)

    assert {row.rep.name for row in found.reps if row.promises.by_try[1].tried} == seen
    assert found.promises.by_try[1].tried == 5 * len(seen)


def test_a_manager_without_a_team_sees_nobody_elses(maya: User) -> None:
    lonely = UserFactory.create(team=None, role=Role.MANAGER)
    stray = UserFactory.create(team=None)

    assert stray.pk not in {row.rep.pk for row in team_counts(lonely, FOUR_WEEKS).reps}


@pytest.mark.parametrize("role", [Role.REP, Role.MANAGER])
def test_another_team_is_refused(team: Team, role: Role) -> None:
    viewer = UserFactory.create(team=team, role=role)
    with pytest.raises(Refused) as refusal:
        team_counts(viewer, FOUR_WEEKS, team=TeamFactory.create())

    assert refusal.value.code == "another_team"


def test_an_admin_may_look_at_one_team(team: Team, maya: User, version: CadenceVersion) -> None:
    admin = UserFactory.create(role=Role.ADMIN)
    counts(UserFactory.create(), version, tries={1: 5})
    counts(maya, version, tries={1: 2})

    assert team_counts(admin, FOUR_WEEKS, team=team).promises.by_try[1].tried == 2


def test_whoever_left_stays_in_the_sums_of_their_weeks(
    team: Team, manager: User, version: CadenceVersion
) -> None:
    gone = UserFactory.create(team=team, is_active=False, name="Gone")
    idle = UserFactory.create(team=team, is_active=False, name="Long gone")
    counts(gone, version, tries={1: 2})

    assert names(team_counts(manager, FOUR_WEEKS)) == ["Gone"]
    assert not WeekCount.objects.filter(rep=idle).exists()
