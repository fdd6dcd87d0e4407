"""Beneath the promises: the plan by version, the reasons, the causes, introductions, stories, and what is ahead."""

import re
from datetime import timedelta
from typing import Any

import pytest

from cadence.enums import CallOutcome, NoReason, ReplyKind, TouchState
from cadence.models import CadenceVersion, Step, Touch
from cadence.services import listening, logging
from research.models import Introduction
from team.enums import Role
from team.models import User
from tests import journeys
from tests.adherence.ledger import begun, count, open_try, tried
from tests.adherence.test_team_counts import THIS_WEEK, counts
from tests.adherence.weeks import Reader, said
from tests.cadence.conftest import Clock
from tests.factories.cadence import published_version
from tests.factories.research import ImpactStoryFactory
from tests.factories.team import TeamFactory, UserFactory
from tests.times import NOW

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "worker"]),
    pytest.mark.usefixtures("clock"),
]


@pytest.fixture
def maya(clock: Clock) -> User:
    return journeys.rep(name="Maya Okafor")


@pytest.fixture
def manager(maya: User) -> User:
    return journeys.rep(name="Ines Duarte", team=maya.team, role=Role.MANAGER)


def shown(user: User, query: str = "") -> str:
    answer = Reader(user).client.get(f"/team/beneath/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def section(html: str, name: str) -> list[str]:
    """The texts of the cells of one section."""
    found = re.search(rf'aria-labelledby="{name}-h">(.*?)</section>', html, re.S)
    assert found
    cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", found[1], re.S)
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", cell)).strip() for cell in cells]


def test_with_nothing_to_tell_each_part_says_so(manager: User) -> None:
    html = shown(manager)

    for sentence in (
        "No try was made in these weeks.",
        "Nobody said no in these weeks.",
        "No day was late in these weeks.",
        "None was asked for in these weeks.",
        "No try of these weeks brought a story.",
    ):
        assert sentence in html


def test_each_version_of_a_cadence_has_its_own_steps(manager: User, maya: User) -> None:
    first, other = published_version(), published_version()
    later = newer(first)
    counts(maya, first, tries={1: 1200, 2: 30, 3: 20}, answers={1: 4}, given_up={3: 2})
    counts(maya, later, tries={1: 7}, stops={1: 1})
    counts(maya, other, THIS_WEEK.before, tries={1: 3})
    html = shown(manager)

    names = re.findall(r'<h3 class="h"[^>]*><a[^>]*>(.*?)</a>, (.*?) <svg', html)
    assert names == [
        (first.cadence.name, "version 2"),
        (first.cadence.name, "version 1"),
        (other.cadence.name, "version 1"),
    ]
    assert section(html, "funnels")[10:30] == [
        "Try", "1", "2", "3",
        "Made", "1,200", "30", "20",
        "Wrote back", "4", "0", "0",
        "Gave up early", "0", "0", "2",
        "Asked us to stop", "0", "0", "0",
    ]  # fmt: skip
    alone = shown(manager, f"?cadence={other.cadence_id}")
    assert section(alone, "funnels") == [
        "Try", "1", "Made", "3", "Wrote back", "0", "Gave up early", "0", "Asked us to stop", "0",
    ]  # fmt: skip
    assert section(shown(manager, "?weeks=1"), "funnels")[-4:] == section(html, "funnels")[26:30]


def newer(version: CadenceVersion) -> CadenceVersion:
    later = CadenceVersion.objects.create(cadence=version.cadence, number=version.number + 1)
    for step in Step.objects.filter(version=version):
        step.pk, step.version = None, later
        step.save(force_insert=True)
    CadenceVersion.objects.filter(pk=later.pk).update(
        state="published", published_at=version.published_at, published_by=version.published_by
    )
    return later


def test_why_people_say_no_is_told_by_reason_and_only_of_these_weeks(
    manager: User, maya: User, clock: Clock
) -> None:
    for reason, number, weeks_ago in (
        (NoReason.PRICE, 2, 0), (NoReason.TIMING, 3, 1), (NoReason.TRUST, 1, 9),
    ):  # fmt: skip
        for _ in range(number):
            at = NOW - timedelta(weeks=weeks_ago)
            listening.give_reason(said(maya, at=at), by=maya, at=NOW, reason=reason)
    said(maya)
    said(journeys.rep())

    assert section(shown(manager), "reasons") == [
        "Timing", "3", "Price or budget", "2", "No reason given yet", "1",
    ]  # fmt: skip
    assert "Trust, or too pushy" in section(shown(manager, "?weeks=13"), "reasons")


def test_late_days_are_told_by_their_cause(manager: User, maya: User, clock: Clock) -> None:
    tried(clock, begun(maya), 0)
    at = clock.move(NOW + timedelta(days=10))
    count(at)

    assert section(shown(manager), "causes") == ["We were late", "3"]


def test_introductions_are_told_by_what_came_of_them(manager: User, maya: User) -> None:
    for state, answered in (("asked", None), ("granted", NOW), ("granted", NOW)):
        Introduction.objects.create(
            prospect=journeys.researched(maya), introducer="Kalle Ek", state=state, asked_by=maya,
            asked_at=NOW, waits_until=NOW + timedelta(days=5), answered_at=answered,
        )  # fmt: skip

    assert section(shown(manager), "introductions") == [
        "Asked", "1", "They will introduce us", "2",
    ]  # fmt: skip


def test_stories_are_told_with_the_tries_that_brought_them_and_who_wrote_back(
    manager: User, maya: User, clock: Clock
) -> None:
    touch = journeys.planned(maya, email="")
    story = ImpactStoryFactory.create(title="Two docks, one night", owner=maya)
    Touch.objects.filter(pk=touch.pk).update(story=story)
    touch.refresh_from_db()
    logging.log_call(touch, by=maya, at=NOW, outcome=CallOutcome.NO_ANSWER)
    assert Touch.objects.get(pk=touch.pk).state == TouchState.DONE
    assert section(shown(manager), "stories")[3:] == ["Two docks, one night", "1", "0"]

    reply = said(maya, ReplyKind.INTERESTED, prospect=touch.prospect, at=NOW + timedelta(hours=1))
    assert reply.touch_id == touch.pk
    assert section(shown(manager), "stories")[3:] == ["Two docks, one night", "1", "1"]


def test_the_coming_weeks_are_those_of_every_rep(manager: User, maya: User) -> None:
    journeys.planned(maya)
    [name, weeks, busiest] = section(shown(manager), "ahead")[3:]

    assert name == "Maya Okafor"
    assert sum(int(each) for each in weeks.split(",")) > 1
    assert busiest.endswith("1 of 40")


def test_of_one_cadence_only_its_own_is_told_and_what_is_of_all_says_so(
    manager: User, maya: User, clock: Clock
) -> None:
    one, other = begun(maya), begun(maya)
    story = ImpactStoryFactory.create(title="Two docks, one night", owner=maya)
    for way in (one, other):
        Touch.objects.filter(pk=open_try(way, NOW).pk).update(story=story)
        tried(clock, way, 0)
    at = clock.move(NOW + timedelta(days=10))
    count(at)
    for way in (one, other):
        reply = said(maya, prospect=way.prospect, at=at)
        listening.give_reason(reply, by=maya, at=at, reason=NoReason.PRICE)
    html = shown(manager, f"?cadence={one.version.cadence_id}")
    everywhere = shown(manager)

    assert section(html, "reasons") == ["Price or budget", "1"]
    assert section(everywhere, "reasons") == ["Price or budget", "2"]
    assert section(html, "causes") == ["We were late", "3"]
    assert section(everywhere, "causes") == ["We were late", "6"]
    assert section(html, "stories")[3:5] == ["Two docks, one night", "1"]
    assert section(everywhere, "stories")[3:5] == ["Two docks, one night", "2"]
    for title in ("Introductions asked for", "The coming four weeks"):
        assert f"{title}, in all cadences</h2>" in html
        assert f"{title}</h2>" in everywhere


def test_it_is_a_managers_page_and_never_shows_another_team(manager: User, maya: User) -> None:
    assert Reader(maya).client.get("/team/beneath/").status_code == 403
    other = TeamFactory.create()
    assert Reader(manager).client.get(f"/team/beneath/?team={other.pk}").status_code == 404


@pytest.mark.parametrize("colleagues", [1, 5])
def test_a_large_team_asks_no_more_than_a_small_one(
    manager: User, colleagues: int, django_assert_max_num_queries: Any
) -> None:
    version = published_version()
    for _ in range(colleagues):
        counts(UserFactory.create(team=manager.team), version, tries={1: 5})
    reader = Reader(manager).client

    with django_assert_max_num_queries(24):
        reader.get("/team/beneath/")
