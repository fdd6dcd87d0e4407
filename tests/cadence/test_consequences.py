"""What other numbers would change today: exactly those rows that they touch, by key, and nothing is written."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cadence.enums import Ending
from cadence.models import Touch
from cadence.selectors import consequences as selector
from cadence.selectors.consequences import BY_CODE, EFFECTS, Change, consequences, rows_of
from cadence.services import designing, drafting, enrolling, planning, replanning
from prospects.enums import Channel
from research.models import Finding
from team.enums import Role
from team.models import Policy
from team.models.policy import LIMITS
from team.selectors.numbers import NUMBERS
from tests import journeys
from tests.cadence import days
from tests.cadence.conftest import Clock
from tests.factories.cadence import published_version
from tests.factories.prospects import CompanyFactory
from tests.journeys import NOW

pytestmark = [pytest.mark.usefixtures("clock", "sandbox"), pytest.mark.django_db]


def change(at: Any = NOW, **numbers: Any) -> Change:
    return Change(Policy(), Policy(pk=1, **numbers), at)


def touched(code: str, asked: Change) -> list[Any]:
    """All of them, read in pages of one."""
    found: list[Any] = []
    while page := rows_of(code, asked, after=found[-1].pk if found else 0, limit=1):
        found += page
    counted = {each.effect.code: each.count for each in consequences(asked)}
    assert counted.get(code, 0) == len(found)
    return found


def test_a_shorter_gap_names_whom_the_planner_then_moves(clock: Clock) -> None:
    """The count is what the clock really does afterwards."""
    rep = journeys.rep()
    version = published_version(gap=6, channels=tuple(Channel))
    rung = days.called(days.begun_with_calls(days.person(rep, "Grace", "Harbour"), NOW), NOW)
    untouched = days.begun(days.person(rep, "Priya", "Quay"), version, NOW)
    asked = change(longest_gap_days=2)
    before = dict(Touch.objects.open().values_list("prospect", "due_on"))

    named = touched("sooner", asked)

    assert named == [rung.prospect]
    for shorter in (2, 6):
        with CaptureQueriesContext(connection) as questions:
            rows_of("sooner", change(longest_gap_days=shorter), after=0, limit=1)
        assert len(questions) == 2
    Policy.objects.create(pk=1, longest_gap_days=2)
    replanning.replan_changed(NOW)
    after = dict(Touch.objects.open().values_list("prospect", "due_on"))
    assert {pk for pk in after if after[pk] < before[pk]} == {each.pk for each in named}
    assert untouched.prospect_id in after


def test_more_tries_name_the_people_and_the_versions_that_have_fewer() -> None:
    short, long = published_version(steps=10), published_version(steps=14)
    one = journeys.enrolled_in(short, email="a@a.example").prospect
    journeys.enrolled_in(long, email="b@b.example")

    assert touched("few-tries", change(min_attempts=12)) == [one]
    assert touched("few-tries", change(min_attempts=10)) == []


def test_a_published_version_that_keeps_the_rules_no_longer_is_named() -> None:
    version = designing.publish_ten_conversations(by=journeys.rep(role=Role.ADMIN), at=NOW)
    for stricter in ({"min_attempts": 13}, {"longest_gap_days": 5}, {"most_emails": 4}):
        assert touched("plans", change(**stricter)) == [version]
    assert touched("plans", change(min_attempts=12)) == []


def test_letters_in_review_that_grow_too_long_are_named() -> None:
    draft = journeys.drafted()
    person = draft.touch.prospect
    assert touched("letters", change(first_letter_words=40)) == [person]
    assert touched("letters", change(subject_words=3)) == [person]
    assert touched("letters", change(later_letter_words=30)) == []
    drafting.save_draft(
        draft.touch, by=draft.touch.owner, at=NOW, subject="Dock", body="Hi Aoife.", base_number=1
    )
    assert touched("letters", change(first_letter_words=40, subject_words=3)) == []


def test_facts_that_age_name_who_rests_on_them() -> None:
    person = journeys.enrolled().prospect
    Finding.objects.update(dated_on=NOW.date() - timedelta(days=60))
    old, fresh = change(finding_max_days=59, finding_fresh_days=59), change(finding_fresh_days=59)

    assert touched("too-old", old) == touched("less-fresh", fresh) == [person]
    assert touched("too-old", change(finding_max_days=60, finding_fresh_days=60)) == []


def test_companies_with_more_people_than_that_are_named() -> None:
    company, version = CompanyFactory.create(), published_version()
    for number in range(2):
        person = journeys.researched(company=company, email=f"p{number}@corrib.example")
        enrolling.enroll(person, version, by=person.owner, at=NOW)

    assert touched("crowded", change(people_per_company=1)) == [company]
    assert touched("crowded", change(people_per_company=2)) == []


def test_tries_too_near_to_a_colleagues_are_named() -> None:
    company, version = CompanyFactory.create(), published_version()
    people = [
        journeys.researched(company=company, email=f"p{number}@corrib.example")
        for number in range(2)
    ]
    for person in people:
        enrolling.enroll(person, version, by=person.owner, at=NOW)
    planning.plan_due(NOW)
    first, second = Touch.objects.order_by("due_on").values_list("due_on", flat=True)
    apart = (second - first).days

    assert touched("apart", change(days_between_colleagues=apart + 1)) == people
    assert touched("apart", change(days_between_colleagues=apart)) == []


@pytest.mark.parametrize(
    ("ending", "name", "number"),
    [(Ending.COMPANY_CLOSED, "rest_days", 300), (Ending.NO, "rest_after_no_days", 500)],
)
def test_who_rests_longer_is_named_by_the_last_ending(
    ending: Ending, name: str, number: int
) -> None:
    enrollment = journeys.enrolled()
    enrolling.end(enrollment, ending, by=enrollment.owner, at=NOW)
    journeys.enrolled(email="still@corrib.example")
    later = NOW + timedelta(days=number - 1)

    others = {"rest_after_no_days": 365} | {name: number}
    assert touched("resting", change(later, **others)) == [enrollment.prospect]
    assert touched("resting", change(later + timedelta(days=2), **others)) == []


def test_a_mailbox_above_the_new_cap_is_named_by_its_rep() -> None:
    rep = journeys.rep()
    mailbox = journeys.connected(rep)
    assert touched("capped", change(mailbox_daily_cap=mailbox.daily_cap - 1)) == [rep]
    assert touched("capped", change(mailbox_daily_cap=mailbox.daily_cap)) == []


def test_a_rep_with_a_fuller_day_is_named() -> None:
    touch = journeys.planned()
    journeys.planned(touch.owner, email="b@b.example")
    assert touched("busy", change(daily_capacity=1)) == [touch.owner]
    assert touched("busy", change(daily_capacity=2)) == []


def test_what_became_easier_touches_nothing_that_is_there() -> None:
    strict = {"min_attempts": 14, "longest_gap_days": 3, "rest_days": 200}
    assert consequences(Change(Policy(**strict), Policy(), NOW)) == []


def test_every_number_is_counted_or_says_in_words_what_it_changes() -> None:
    counted = {name for effect in EFFECTS for name in effect.numbers}
    assert counted | {name for name, number in NUMBERS.items() if number.uncounted} == set(LIMITS)
    assert not counted & {name for name, number in NUMBERS.items() if number.uncounted}


def test_a_count_stops_at_a_thousand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selector, "COUNTED", 1)
    touch = journeys.planned()
    for number in range(2):
        journeys.enrolled_in(
            touch.enrollment.version, touch.owner, email=f"p{number}@b{number}.example"
        )

    [people, _plans] = consequences(change(min_attempts=30))
    assert (people.effect, people.count, people.is_more) == (BY_CODE["few-tries"], 2, True)
