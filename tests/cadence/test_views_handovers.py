"""The pages of handing over: who opens them, those ticked in the list of people, and what they cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cadence.selectors import handovers
from prospects.models import Prospect
from team.enums import Role
from team.models import Team, User
from tests import journeys
from tests.cadence.browsing import Browser, text_of
from tests.cadence.test_handovers import colleague, known, unsettled, whose
from tests.journeys import NOW

pytestmark = pytest.mark.usefixtures("clock", "sandbox")


@pytest.fixture
def jonas() -> User:
    return journeys.rep(name="Jonas Berg")


@pytest.mark.parametrize(
    ("role", "elsewhere", "status"),
    [
        (Role.REP, False, 404),
        (Role.MANAGER, False, 200),
        (Role.MANAGER, True, 404),
        (Role.ADMIN, True, 200),
    ],
)
def test_managers_of_the_team_and_admins_open_it_and_nobody_else(
    jonas: User, role: Role, elsewhere: bool, status: int
) -> None:
    known(jonas, "Sean Walsh")
    team = Team.objects.create(name="Elsewhere") if elsewhere else jonas.team
    browser = Browser(colleague(jonas, "Ines Duarte", role, team=team))

    assert browser.get("handover", jonas.pk).status_code == status
    taker = colleague(jonas, "Maya Lindgren")
    answer = browser.post("handover", jonas.pk, **{f"p-{Prospect.objects.get().pk}": taker.pk})
    assert answer.status_code == (302 if status == 200 else 404)
    assert whose() == {"Sean Walsh": "Maya Lindgren" if status == 200 else "Jonas Berg"}


def test_a_rep_reaches_neither_the_list_of_reps_nor_that_of_chosen_people(jonas: User) -> None:
    (person,) = known(jonas, "Sean Walsh")
    browser = Browser(jonas)

    assert browser.get("handovers").status_code == 403
    assert browser.get("people-handover", person=str(person.pk)).status_code == 403
    assert "Give those ticked" not in text_of(browser.client.get(reverse("prospects:people")))


def test_who_is_gone_heads_the_list_of_reps(jonas: User) -> None:
    maya = colleague(jonas, "Anna Maya")
    known(maya, "Sean Walsh")
    known(jonas, "Aoife Walsh", "Niamh Walsh")
    User.objects.filter(pk=jonas.pk).update(is_active=False)
    ines = colleague(jonas, "Ines Duarte", Role.MANAGER)

    found = [(load.colleague.name, people) for load, people in handovers.loads_of_reps(ines, NOW)]

    assert found == [("Jonas Berg", 2), ("Anna Maya", 1)]
    assert "Gone" in text_of(Browser(ines).get("handovers"))


# Chosen in the list of people


def test_people_ticked_in_the_list_go_the_same_way(jonas: User) -> None:
    sean, aoife, niamh = known(jonas, "Sean", "Aoife", "Niamh")
    maya = colleague(jonas, "Maya Lindgren")
    browser = Browser(colleague(jonas, "Ines Duarte", Role.MANAGER))
    ticked = [str(sean.pk), str(aoife.pk)]

    listed = text_of(browser.client.get(reverse("prospects:people")))
    preview = text_of(browser.get("people-handover", person=ticked, to=str(maya.pk)))
    browser.post(
        "people-handover",
        person=ticked,
        **{f"p-{each.pk}": maya.pk for each in (sean, aoife, niamh)},
    )

    assert listed.count('type="checkbox" name="person"') == 3
    assert "Who talks with 2 people from now on?" in preview
    assert whose() == {"Sean": "Maya Lindgren", "Aoife": "Maya Lindgren", "Niamh": "Jonas Berg"}


def test_all_whom_the_list_found_go_the_same_way(jonas: User) -> None:
    sean, _aoife, niamh = known(jonas, "Sean Walsh", "Aoife Byrne", "Niamh Walsh")
    maya = colleague(jonas, "Maya Lindgren")
    browser = Browser(colleague(jonas, "Ines Duarte", Role.MANAGER))

    listed = text_of(browser.client.get(reverse("prospects:people"), {"q": "walsh"}))
    preview = text_of(browser.get("people-handover", q="walsh", found="1", to=str(maya.pk)))
    answer = browser.post(
        "people-handover", found="1", **{f"p-{each.pk}": maya.pk for each in (sean, niamh)}
    )

    assert "Give all found to colleagues" in listed
    assert "Who talks with 2 people from now on?" in preview
    assert answer.url == reverse("cadence:handovers")
    assert whose() == {
        "Sean Walsh": "Maya Lindgren",
        "Aoife Byrne": "Jonas Berg",
        "Niamh Walsh": "Maya Lindgren",
    }


def test_of_more_than_go_at_once_the_page_says_who_goes_first(
    jonas: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    known(jonas, "Sean", "Aoife", "Niamh")
    colleague(jonas, "Maya Lindgren")
    monkeypatch.setattr(handovers, "MOST", 2)
    browser = Browser(colleague(jonas, "Ines Duarte", Role.MANAGER))

    page = text_of(browser.get("people-handover", found="1", country="IE"))

    assert "The next 2 people go first" in page


def test_nobody_of_another_team_is_found_to_be_given(jonas: User) -> None:
    known(jonas, "Sean Walsh")
    elsewhere = Team.objects.create(name="Elsewhere")
    browser = Browser(colleague(jonas, "Ines Duarte", Role.MANAGER, team=elsewhere))

    assert "There is nobody to give." in text_of(
        browser.get("people-handover", q="walsh", found="1")
    )


def test_whoever_was_given_is_given_back_by_a_link_that_says_who_went_where(jonas: User) -> None:
    sean, aoife = known(jonas, "Sean", "Aoife")
    maya = colleague(jonas, "Maya Lindgren")
    browser = Browser(colleague(jonas, "Ines Duarte", Role.MANAGER))
    people = [str(sean.pk), str(aoife.pk)]
    browser.post("people-handover", person=people, **{f"p-{pk}": maya.pk for pk in people})

    page = browser.get("handovers")
    (lately,) = page.context["lately"]
    preview = browser.client.get(f"{reverse('cadence:people-handover')}?{lately.back}")

    assert "2 people, from Jonas Berg to Maya Lindgren" in text_of(page)
    assert {each.to for each in preview.context["given"]} == {jonas}
    other = Browser(colleague(jonas, "Olga Ek", Role.MANAGER))
    assert other.get("handovers").context["lately"] == []


@pytest.mark.parametrize("staying", [3, 4])
def test_up_to_three_who_stay_are_said_and_of_more_a_page_lists_who_and_why(
    jonas: User, staying: int
) -> None:
    maya = colleague(jonas, "Maya Lindgren")
    people = [*known(jonas, "Aoife"), *(unsettled(jonas) for _each in range(staying))]
    browser = Browser(colleague(jonas, "Ines Duarte", Role.MANAGER))

    answer = browser.post("handover", jonas.pk, **{f"p-{each.pk}": maya.pk for each in people})

    listed = answer.status_code == 200
    page = text_of(answer if listed else browser.get("handover", jonas.pk))
    assert listed == (staying > 3)
    assert ("4 people stay" in page, "1 person was given." in page) == (listed, True)
    assert page.count("left. Say that first.") == staying + (not listed)


def test_people_of_two_teams_are_given_one_team_at_a_time(jonas: User) -> None:
    other = journeys.rep()
    people = [*known(jonas, "Sean"), *known(other, "Aoife")]
    browser = Browser(colleague(jonas, "Ines Duarte", Role.ADMIN))

    page = text_of(browser.get("people-handover", person=[str(each.pk) for each in people]))

    assert "Choose people of one team." in page


def test_the_page_costs_the_same_for_one_and_for_three(jonas: User) -> None:
    maya = colleague(jonas, "Maya Lindgren")
    browser = Browser(colleague(jonas, "Ines Duarte", Role.MANAGER))
    costs = []
    for more in (1, 2):
        for _each in range(more):
            journeys.planned(jonas)
        with CaptureQueriesContext(connection) as queries:
            browser.get("handover", jonas.pk, to=str(maya.pk))
        costs.append(len(queries))

    assert costs[0] == costs[1]


def test_the_page_of_those_left_behind_leads_to_the_wizard(jonas: User) -> None:
    journeys.planned(jonas)
    User.objects.filter(pk=jonas.pk).update(is_active=False)
    ines = colleague(jonas, "Ines Duarte", Role.MANAGER)

    assert f'href="{reverse("cadence:handovers")}"' in text_of(Browser(ines).get("left-behind"))
