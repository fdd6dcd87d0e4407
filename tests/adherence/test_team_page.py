"""The team page: who sees whose, what it says by rules, where every number leads, and how many questions it asks."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from adherence.models import WeekCount
from adherence.schedule import Week
from cadence.enums import CallOutcome
from cadence.models import CadenceVersion
from cadence.services import logging
from team.enums import Role
from team.models import Team, User
from tests import journeys
from tests.adherence.rollups import count_all
from tests.adherence.test_team_counts import THIS_WEEK, counts
from tests.adherence.weeks import Reader
from tests.cadence.conftest import Clock
from tests.factories.cadence import published_version
from tests.factories.team import TeamFactory, UserFactory
from tests.roles import connected_as
from tests.times import NOW

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "worker"]),
    pytest.mark.usefixtures("clock"),
]


@pytest.fixture
def version() -> CadenceVersion:
    return published_version()


@pytest.fixture
def team() -> Team:
    return TeamFactory.create()


@pytest.fixture
def manager(team: Team, clock: Clock) -> User:
    return UserFactory.create(team=team, role=Role.MANAGER, name="Ines Duarte")


@pytest.fixture
def maya(team: Team, clock: Clock) -> User:
    return UserFactory.create(team=team, name="Maya Okafor")


def browser(user: User) -> Client:
    return Reader(user).client


def page(user: User, query: str = "", **headers: str) -> str:
    return browser(user).get(f"/team/{query}", headers=headers).content.decode()


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def tile(html: str, label: str) -> str:
    """What the strip says of one promise."""
    found = re.search(rf"<dt>{label}</dt>(.*?)</div>", html, re.S)
    assert found
    return plain(found[1]).strip()


def test_a_page_without_a_team_says_so_and_counts_nothing(manager: User) -> None:
    shown = plain(page(manager))

    assert "Nobody has finished yet." in shown
    assert "Nobody is in this team yet" in shown
    assert "Nothing is counted yet." in shown
    assert shown.count("too few to say") == 7


def test_under_twenty_finished_there_are_counts_and_no_shares(
    manager: User, maya: User, version: CadenceVersion
) -> None:
    counts(maya, version, gaps={3: 90, 9: 10}, endings={0: 10, 2: 9}, seen_through={10: 10})
    html = page(manager)

    assert tile(html, "Gaps of seven days or less") == "too few to say of 100"
    assert "Too few people have finished to say." in plain(html)
    assert "19 people finished in these weeks" in plain(html)
    assert "Too few to say: 19 finished" in plain(html)


def test_the_promise_that_is_kept_least_heads_the_page(
    manager: User, maya: User, version: CadenceVersion
) -> None:
    counts(
        maya, version,
        gaps={3: 1137, 8: 31, 9: 44}, endings={0: 154, 3: 14}, seen_through={10: 154},
        given_up={4: 10, 2: 4}, words={0: 1268, 1: 22}, replies={0: 63, 1: 2}, starts={0: 168},
        weeks={0: 400, 1: 20},
    )  # fmt: skip
    html = page(manager)

    heading = re.search(r"<h1[^>]*>(.*?)</h1><p>(.*?)</p>", html)
    assert heading
    assert heading[1] == "14 of 168 people were given up early, 10 of them after try 4."
    assert heading[2].startswith(
        "After 2 of 65 answers a try went out before anybody had read them."
    )
    assert heading[2].endswith(
        "People who never answer hear from us nine times, nearly always on time."
    )
    assert tile(html, "Tries before we stop") == "9.5 of 10 168 people"
    assert tile(html, "Gaps of seven days or less") == "94% of 1,212 Goal is 95%"
    assert tile(html, "Given up early") == "14 of 168"
    assert tile(html, "Same call again") == "1.7% of 1,290"
    assert tile(html, "Replies honored") == "63 of 65 2 tries went out after a reply"
    assert tile(html, "Research before the first try") == "100% of 168"
    assert tile(html, "Kept weeks") == "100% of 420"


def test_all_and_nothing_are_told_only_where_it_is_all_or_nothing(
    manager: User, maya: User, version: CadenceVersion
) -> None:
    counts(
        maya, version,
        endings={0: 20}, words={0: 2999, 1: 1}, starts={0: 2999, 1: 1}, weeks={0: 3000},
    )  # fmt: skip
    html = page(manager)

    assert tile(html, "Same call again") == "0.1% of 3,000"
    assert tile(html, "Research before the first try").startswith("99.9% of 3,000")
    assert tile(html, "Kept weeks") == "100% of 3,000"


def test_the_page_says_what_changed_since_the_weeks_before(
    manager: User, maya: User, version: CadenceVersion
) -> None:
    before = Week(THIS_WEEK.monday - timedelta(weeks=4))
    counts(maya, version, endings={0: 20}, seen_through={10: 20}, words={0: 99, 1: 1})
    counts(
        maya, version, before, endings={0: 40}, seen_through={10: 20}, given_up={8: 20},
        words={0: 96, 1: 4},
    )  # fmt: skip
    html = page(manager)

    assert tile(html, "Tries before we stop") == "10.0 of 10 Up 1.0; of 20 people"
    assert tile(html, "Same call again") == "1% of 100 Was 4%"
    assert tile(html, "Given up early") == "0 of 20 Was 20 of 40"


def test_every_number_opens_its_rows_with_the_same_weeks(
    manager: User, maya: User, version: CadenceVersion
) -> None:
    counts(
        maya, version,
        gaps={3: 90, 9: 10}, endings={0: 20, 3: 5}, seen_through={10: 20}, given_up={4: 5},
        words={0: 90, 1: 10}, replies={0: 4, 1: 1}, starts={0: 19, 1: 1}, weeks={0: 9, 2: 1},
    )  # fmt: skip
    reader = browser(manager)
    html = reader.get("/team/?weeks=13").content.decode()

    for promise in ("gaps", "given_up", "same_call", "replies", "research", "weeks"):
        address = reverse("adherence:rows", args=["all", promise]) + "?weeks=13"
        assert f'class="v" href="{address}"' in html
        assert reader.get(address).status_code == 200
    for promise in ("gaps", "given_up", "same_call", "replies", "weeks"):
        assert f'href="/team/{maya.pk}/{promise}/?weeks=13"' in html
    assert f'<a href="/team/{maya.pk}/?weeks=13">Maya Okafor</a>' in html


def test_whoever_could_use_a_hand_comes_first_with_what_to_talk_about(
    team: Team, manager: User, version: CadenceVersion
) -> None:
    def colleague(name: str, **given: dict[int, int]) -> None:
        counts(UserFactory.create(team=team, name=name), version, endings={0: 20}, **given)

    colleague("Alva Well", seen_through={10: 20}, gaps={3: 10})
    colleague("Leila Haddad", seen_through={10: 10}, given_up={4: 8, 2: 2})
    colleague("Sam Whitlock", seen_through={10: 20}, words={0: 80, 1: 20})
    rows = re.findall(r'<th scope="row"><a href="/team/\d+/">(.*?)</a>', page(manager))
    said = re.findall(r'<td class="say-so">(.*?)</td>', page(manager))

    assert rows == ["Leila Haddad", "Sam Whitlock", "Alva Well"]
    assert said == ["Stops after try 4", "Says the same again", "Going well"]


def test_a_rep_is_led_to_their_own_page_with_the_same_weeks(maya: User) -> None:
    answer = browser(maya).get("/team/?weeks=13")

    assert (answer.status_code, answer["Location"]) == (302, f"/team/{maya.pk}/?weeks=13")


def test_another_team_is_not_there_for_a_manager(manager: User) -> None:
    assert browser(manager).get(f"/team/?team={TeamFactory.create().pk}").status_code == 404


def test_an_admin_chooses_among_teams_and_a_manager_has_one(
    team: Team, manager: User, maya: User, version: CadenceVersion
) -> None:
    stranger = UserFactory.create(team=TeamFactory.create(), name="A Stranger")
    counts(stranger, version, tries={1: 3})
    admin = UserFactory.create(role=Role.ADMIN)

    assert "A Stranger" in page(admin)
    assert "A Stranger" not in page(admin, f"?team={team.pk}")
    assert "Maya Okafor" in page(admin, f"?team={team.pk}")
    assert "A Stranger" not in page(manager)
    assert "which-team" in page(admin)
    assert "which-team" not in page(manager)


def test_a_cadence_and_a_time_are_chosen_by_links_that_keep_each_other(
    manager: User, maya: User, version: CadenceVersion
) -> None:
    other = published_version()
    counts(maya, version, tries={1: 3}, endings={0: 20}, starts={0: 20})
    counts(maya, other, tries={1: 3}, endings={0: 30}, starts={0: 30})
    asked = f"?weeks=13&amp;cadence={other.cadence_id}"
    html = page(manager, asked.replace("&amp;", "&"))

    assert tile(html, "Research before the first try") == "100% of 30"
    assert f'href="/team/{asked}" hx-get="/team/{asked}" aria-current="true"' in html
    assert f'href="/team/?weeks=1&amp;cadence={other.cadence_id}"' in html
    assert tile(page(manager), "Research before the first try") == "100% of 50"


def test_htmx_is_answered_with_the_report_alone(manager: User) -> None:
    part = page(manager, **{"HX-Request": "true", "HX-Request-Type": "partial"})

    assert part.lstrip().startswith('<div class="stack report" id="report">')
    assert "<html" not in part


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ADMIN])
@pytest.mark.parametrize("colleagues", [1, 200])
def test_a_large_team_asks_no_more_than_a_small_one(
    team: Team,
    version: CadenceVersion,
    colleagues: int,
    role: Role,
    django_assert_max_num_queries: Any,
) -> None:
    first = UserFactory.create(team=team)
    counts(first, version, tries={1: 5}, given_up={3: 2})
    alike(first, colleagues - 1)
    reader = browser(UserFactory.create(team=team, role=role))
    with django_assert_max_num_queries(12):
        html = reader.get("/team/").content.decode()

    # Whoever published the cadence is a rep of no team, whom only an admin sees.
    seen = colleagues + (role == Role.ADMIN)
    assert html.count('<td class="say-so">') == min(seen, 30)
    assert (f"Show all {seen}" in html) == (seen > 30)
    assert reader.get("/team/?all=1").content.decode().count('class="say-so"') == seen
    assert f"of {2 * colleagues}" in tile(html, "Given up early")


def alike(one: User, number: int) -> None:
    """So many colleagues, each with the same weeks."""
    User.objects.bulk_create(
        User(email=f"rep{place}@fernhill.example", name=f"Rep {place}", team=one.team)
        for place in range(number)
    )
    columns = [str(field.column) for field in WeekCount._meta.local_concrete_fields]
    kept = ", ".join(name for name in columns if name not in {"id", "rep_id"})
    with connected_as("worker") as worker:
        worker.execute(
            f"INSERT INTO adherence_weekcount (rep_id, {kept})"
            f" SELECT team_user.id, {kept} FROM adherence_weekcount, team_user"
            " WHERE rep_id = %s AND team_user.email LIKE 'rep%%@fernhill.example'",
            [one.pk],
        )


def test_a_name_with_accents_or_of_any_length_is_told_whole_and_as_text(
    manager: User, team: Team, version: CadenceVersion
) -> None:
    names = ("Zoë Œuvré-Ångström", "<b>Bobby</b> Tables", "Ó " * 90 + "Sé")
    for name in names:
        counts(UserFactory.create(team=team, name=name), version, tries={1: 1})
    html = page(manager)

    for name in names:
        assert f">{escape(name)}</a>" in html
    assert "<b>Bobby</b>" not in html


def test_one_moment_counts_in_the_week_of_each_reps_own_wall(
    manager: User, team: Team, clock: Clock
) -> None:
    """Sunday noon here is Monday in Auckland: the sums of a week are right for each of them, and so is their total."""
    east = UserFactory.create(team=team, name="Hana", time_zone="Pacific/Auckland")
    west = UserFactory.create(team=team, name="Joe", time_zone="America/Los_Angeles")
    tries = [journeys.planned(rep, email="") for rep in (east, west, west)]
    at = clock.move(datetime(2026, 11, 22, 13, 0, tzinfo=NOW.tzinfo))
    for touch in tries:
        logging.log_call(touch, by=touch.owner, at=at, outcome=CallOutcome.NO_ANSWER)
    count_all(at)

    def begun(week: str) -> str:
        return tile(page(manager, f"?weeks=1&until={week}"), "Research before the first try")

    assert begun("2026-W47") == "too few to say of 2"
    clock.move(at + timedelta(days=1))
    assert begun("2026-W48") == "too few to say of 1"
    assert "of 3" in tile(page(manager), "Research before the first try")


def test_nothing_on_the_page_tells_how_much_anybody_sent(
    manager: User, maya: User, version: CadenceVersion
) -> None:
    counts(maya, version, tries={1: 4321}, endings={0: 20}, seen_through={10: 20})

    for reader, of in ((manager, ""), (manager, f"{maya.pk}/"), (maya, f"{maya.pk}/")):
        shown = page(reader, of)
        assert "4,321" not in shown
        assert "4321" not in shown


def test_every_definition_stands_on_the_page_and_in_the_method(manager: User) -> None:
    shown = plain(page(manager))

    for name in (
        "Tries before we stop", "Gaps of seven days or less", "Given up early", "Same call again",
        "Replies honored", "Research before the first try", "Kept weeks",
    ):  # fmt: skip
        assert shown.count(name) >= 2
