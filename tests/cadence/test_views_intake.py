"""Begin with many: see the weeks, then say yes; beyond what a day holds only with a manager's reason."""

import re
from typing import Any

import pytest

from cadence.models import BeyondCapacity, CadenceVersion, Enrollment, Hold
from prospects.models import Prospect
from team.enums import Role
from team.models import Policy, User
from tests import journeys
from tests.cadence import crowds
from tests.cadence.browsing import Browser, text_of
from tests.factories.cadence import draft_version, published_version
from tests.factories.prospects import ProspectFactory
from tests.journeys import NOW

pytestmark = pytest.mark.usefixtures("clock")

MONDAY = "2026-11-16"


@pytest.fixture
def maya() -> User:
    return journeys.rep(name="Maya Okafor")


@pytest.fixture
def version(db: None) -> CadenceVersion:
    return published_version()


def at_most(tries: int) -> None:
    Policy.objects.update_or_create(pk=1, defaults={"daily_capacity": tries})


def see(user: User, **query: Any) -> Any:
    return Browser(user).get("intake", **query)


def press(user: User, chosen: list[Prospect], plan: CadenceVersion, **changed: str) -> Any:
    given = {
        "people": ",".join(str(each.pk) for each in chosen),
        "version": str(plan.pk),
        "pace": "4",
        "first_day": MONDAY,
    }
    return Browser(user).post("intake", **(given | changed))


def test_before_anybody_begins_the_weeks_are_drawn_and_said(
    maya: User, version: CadenceVersion
) -> None:
    people = crowds.ready(maya, 10)

    answer = see(maya, person=[str(each.pk) for each in people])

    page = text_of(answer)
    assert answer.status_code == 200
    assert "Begin with 10 people" in page
    assert (
        "10 people at 4 a day: the last one hears from you on 18 November."
        " Your busiest day is Friday 20 November with 10 tries of 40."
    ) in page
    assert page.count('class="s1"') == 14 + 1  # on so many days, and in the key
    assert not Enrollment.objects.exists()


def test_yes_begins_with_those_very_people(maya: User, version: CadenceVersion) -> None:
    people = crowds.ready(maya, 6)
    page = text_of(see(maya, person=[str(each.pk) for each in people]))
    [numbers] = re.findall(r'name="people" value="([\d,]+)"', page)

    answer = press(maya, people, version, people=numbers)

    assert answer["Location"] == "/people/"
    assert set(Enrollment.objects.values_list("prospect", flat=True)) == {p.pk for p in people}


def test_a_second_press_says_that_they_are_in(maya: User, version: CadenceVersion) -> None:
    people = crowds.ready(maya, 3)
    press(maya, people, version)

    browser = Browser(maya)
    again = {"people": people[0].pk, "version": version.pk, "pace": 4, "first_day": MONDAY}
    answer = browser.client.post("/people/beginning/", again, follow=True)

    assert "They are in already." in text_of(answer)
    assert Enrollment.objects.count() == 3


def test_where_nobody_can_begin_any_more_the_press_says_why(
    maya: User, version: CadenceVersion
) -> None:
    [person] = crowds.ready(maya, 1)
    Hold.objects.create(company=person.company, reason="She answered.", placed_at=NOW)

    answer = press(maya, [person], version)

    assert answer.status_code == 409
    assert "1 person is at a company on hold: read the answer first." in text_of(answer)


def test_whoever_cannot_begin_stands_with_the_reason_and_how_many(
    maya: User, version: CadenceVersion
) -> None:
    ready = crowds.ready(maya, 2)
    press(maya, ready[:1], version)
    unread = [ProspectFactory.create(owner=maya) for _ in range(7)]
    chosen = [str(each.pk) for each in [*ready, *unread]]

    page = text_of(see(maya, person=chosen))

    assert "Not all of them can begin now." in page
    assert "7 people need research first." in page
    assert "and 2 more" in page
    assert "1 person is in a cadence already." in page
    assert f'name="people" value="{ready[1].pk}"' in page


def test_people_without_research_are_drawn_as_they_will_be_and_cannot_be_begun(
    maya: User, version: CadenceVersion
) -> None:
    unread = ProspectFactory.create(owner=maya)

    page = text_of(see(maya, person=[str(unread.pk)]))

    assert "Nobody of them can begin yet." in page
    assert "So it will be once their research is done:" in page
    assert 'name="people"' not in page


def test_the_whole_list_as_it_was_asked_for_is_one_press_away(
    maya: User, version: CadenceVersion
) -> None:
    people = crowds.ready(maya, 30)
    crowds.ready(journeys.rep(team=maya.team), 3)
    press(maya, people[:5], version)

    assert "Begin with 25 people" in text_of(see(maya, all="1"))
    one = people[7].company.name
    assert "Begin with 1 person" in text_of(see(maya, all="1", company=one))


def test_beyond_what_a_day_holds_the_answer_is_a_conflict_with_what_would_fit(
    maya: User, version: CadenceVersion
) -> None:
    at_most(38)
    people = crowds.ready(maya, 40)

    seen = text_of(see(maya, person=[str(each.pk) for each in people], pace="6"))
    answer = press(maya, people, version, pace="6")

    page = text_of(answer)
    assert answer.status_code == 409
    assert re.search(r"would have \d+ tries: \d+ more than the 38 that Maya can make\.", page)
    assert "A manager can allow it." in seen
    assert "a day it fits: begin so" in page
    assert 'name="beyond"' not in page
    assert not Enrollment.objects.exists()
    fits = re.search(r'type="hidden" name="pace" value="(\d)"', page)
    assert fits is not None
    assert press(maya, people, version, pace=fits[1]).status_code == 302
    assert Enrollment.objects.count() == 40


def test_a_manager_goes_beyond_it_with_a_reason(maya: User, version: CadenceVersion) -> None:
    at_most(24)
    people = crowds.ready(maya, 40)
    ines = journeys.rep(name="Ines Carvalho", role=Role.MANAGER, team=maya.team)

    page = text_of(see(ines, person=[str(each.pk) for each in people], pace="6"))
    without = press(ines, people, version, pace="6")
    answer = press(ines, people, version, pace="6", beyond="Jonas covers in December.")

    assert "Why they take on more than a day holds" in page
    assert "the last one hears from Maya on" in page
    assert without.status_code == 409
    assert answer.status_code == 302
    assert BeyondCapacity.objects.get().by == ines


def test_a_rep_who_gives_a_reason_is_told_to_ask(maya: User, version: CadenceVersion) -> None:
    at_most(24)

    answer = press(maya, crowds.ready(maya, 40), version, pace="6", beyond="I am fast.")

    assert answer.status_code == 422
    assert "Ask your manager" in text_of(answer)
    assert not Enrollment.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"pace": "0"}, "Ensure this value is greater than or equal to 1."),
        ({"pace": "41"}, "A day holds 40 tries. Take fewer people."),
        ({"first_day": "2026-11-15"}, "That day has passed."),
        ({"first_day": "2030-01-01"}, "That is more than two years ahead."),
        ({"version": "0"}, "Select a valid choice."),
        ({"people": "1;DROP"}, "Choose whom to begin with."),
    ],
)
def test_what_makes_no_sense_is_said_and_nobody_begins(
    maya: User, version: CadenceVersion, wrong: dict[str, str], sentence: str
) -> None:
    answer = press(maya, crowds.ready(maya, 2), version, **wrong)

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert not Enrollment.objects.exists()


def test_nobody_chosen_no_cadence_and_a_draft_are_told(maya: User) -> None:
    people = crowds.ready(maya, 1)
    draft_version()

    assert "Nobody is chosen" in text_of(see(maya))
    assert "No cadence is published yet." in text_of(see(maya, person=[str(people[0].pk)]))


def test_a_colleagues_people_are_not_begun(maya: User, version: CadenceVersion) -> None:
    people = crowds.ready(journeys.rep(team=maya.team), 2)

    assert "Nobody is chosen" in text_of(see(maya, person=[str(each.pk) for each in people]))
    answer = press(maya, people, version)
    assert answer.status_code == 422
    assert not Enrollment.objects.exists()


def test_the_weeks_alone_are_drawn_anew_when_the_pace_changes(
    maya: User, version: CadenceVersion
) -> None:
    [person] = crowds.ready(maya, 1)

    part = Browser(maya).get_part(
        "intake", person=[str(person.pk)], pace="2", first_day="2026-11-18"
    )
    wrong = Browser(maya).get_part("intake", person=[str(person.pk)], pace="99")

    assert text_of(part).lstrip().startswith('<section id="weeks"')
    assert "1 person hears from you on 18 November." in text_of(part)
    assert wrong.status_code == 422


def test_a_page_of_three_asks_as_many_questions_as_one_of_thirty(
    maya: User, version: CadenceVersion, django_assert_max_num_queries: Any
) -> None:
    for people in (3, 30):
        chosen = [str(each.pk) for each in crowds.ready(maya, people)]
        browser = Browser(maya)
        with django_assert_max_num_queries(34):
            assert browser.get("intake", person=chosen).status_code == 200
