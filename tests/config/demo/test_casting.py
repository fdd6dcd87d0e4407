from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest

from config.demo import texts
from config.demo.loading import fates
from config.demo.loading.casting import MAYA, SCRIPTS, SOFIA, Part, cast
from config.demo.loading.fates import ANSWERS, Coming, Fate

TODAY = date(2026, 11, 21)
LAST = date(2026, 11, 20)
FIRST = TODAY - timedelta(weeks=8)
STEPS = [1, 3, 8, 11, 16, 21, 24, 29, 35, 38, 44, 49]


def everybody() -> list[Part]:
    return cast(texts.companies(TODAY), FIRST, TODAY, LAST, STEPS, Random(1))


def test_the_same_seed_casts_the_same_parts():
    assert everybody() == everybody()


def test_some_are_not_looked_up_and_some_only_looked_up():
    parts = everybody()
    waiting = [part for part in parts if part.starts_on is None]

    assert sum(not part.is_researched for part in waiting) == 17
    assert sum(part.is_researched for part in waiting) == 12


def test_everybody_with_a_story_is_mayas():
    assert {part.owner for part in everybody() if part.story} == {MAYA}


def test_one_company_is_worked_by_two_reps_and_every_other_by_one():
    owners: Counter[str] = Counter()
    for company in {part.company.name for part in everybody()}:
        owners[company] = len({p.owner for p in everybody() if p.company.name == company})

    assert [company for company, count in owners.items() if count > 1] == ["Shannon Chilled"]


def test_day_seven_is_tonight_for_marcus():
    marcus = next(part for part in everybody() if part.story == "marcus")

    assert marcus.try_days[0] == TODAY - timedelta(days=7)
    assert marcus.starts_on == TODAY - timedelta(days=8)


@pytest.mark.parametrize("today", [TODAY, TODAY + timedelta(days=1)], ids=["saturday", "sunday"])
def test_at_a_weekend_nobody_who_is_due_has_waited_beyond_day_seven(today: date) -> None:
    parts = cast(texts.companies(today), FIRST, today, LAST, STEPS, Random(1))
    due = [part for part in parts if part.story and SCRIPTS[part.story].lead == 0]

    waits = {part.story: (today - part.try_days[part.open_try - 2]).days for part in due}
    assert len(waits) == 9
    assert {story: days for story, days in waits.items() if days > 7} == {}


def test_somebody_whose_first_try_is_on_a_monday_is_looked_up_on_friday():
    monday = date(2026, 11, 16)
    parts = cast(texts.companies(monday), FIRST, monday, monday, STEPS, Random(1))
    marcus = next(part for part in parts if part.story == "marcus")

    assert marcus.try_days[0] == date(2026, 11, 9)
    assert marcus.starts_on == date(2026, 11, 6)


def test_a_story_is_counted_back_from_the_last_day():
    parts = cast(texts.companies(LAST), FIRST, LAST, LAST, STEPS, Random(1))
    lars = next(part for part in parts if part.story == "lars")

    assert lars.try_days[11] == LAST
    assert lars.try_days[10] == date(2026, 11, 13), "five days before is a Sunday"


def test_the_new_rep_began_two_weeks_ago():
    began = [part.starts_on for part in everybody() if part.owner == SOFIA and part.starts_on]

    assert began
    assert min(began) >= LAST - timedelta(days=14)


def test_a_hundred_people_get_the_shares_of_a_hundred():
    drawn = fates.drawn(100, Random(1))
    comings = Counter(fate.coming for fate in drawn)

    assert sum(comings[coming] for coming in ANSWERS) == 26
    assert comings[Coming.NOT_A_FIT] == 4
    assert sum(fate.is_away for fate in drawn) >= 11
    assert 3 <= sum(fate.bounces for fate in drawn) <= 4


def test_nobody_answers_a_try_that_there_was_no_time_for():
    fate = Fate(Coming.NO, 9)

    assert fates.within_reach(fate, 0, Random(1)).coming == Coming.SILENT
    assert fates.within_reach(fate, 3, Random(1)).at_try <= 3
    assert fates.within_reach(fate, 9, Random(1)) == fate
