"""The research page as a person uses it: from gaps to fields, from an old fact to a new one, from a name to an ask."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from prospects.models import Prospect
from research.enums import FindingAbout, Fit, WarmPath
from research.models import Finding, Introduction
from team.enums import Role
from team.models import User
from tests.factories.prospects import ProspectFactory
from tests.factories.research import (
    BriefFactory,
    FindingFactory,
    IntroductionFactory,
    brief_fields,
    make_ready,
)
from tests.factories.team import UserFactory

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def aoife(client: Client) -> Prospect:
    aoife = ProspectFactory.create(name="Aoife Ní Bhriain", company__name="Corrib Cold Chain")
    client.force_login(aoife.owner)
    return aoife


def page_of(prospect: Prospect) -> str:
    return reverse("research:brief", args=[prospect.pk])


def days_ago(days: int) -> object:
    return timezone.now().date() - timedelta(days=days)


def test_every_gap_leads_to_its_field(client: Client, aoife: Prospect) -> None:
    page = client.get(page_of(aoife)).text

    for field in ("brief-fit_1", "brief-problem", "brief-why_now", "finding-claim", "name-source"):
        assert f'<a href="#{field}">' in page
        assert f'id="{field}"' in page
    assert '<a href="#warm-warm_path_0">' in page


def test_a_found_path_that_nobody_asked_is_still_a_gap(client: Client, aoife: Prospect) -> None:
    make_ready(aoife)
    aoife.brief.warm_path = WarmPath.FOUND
    aoife.brief.save(update_fields=["warm_path"])

    assert '<a href="#introducer">' in client.get(page_of(aoife)).text

    IntroductionFactory.create(prospect=aoife)
    assert "Ready for a first try" in client.get(page_of(aoife)).text


def test_an_old_fact_is_looked_up_again_with_all_but_its_day(
    client: Client, aoife: Prospect
) -> None:
    old = FindingFactory.create(prospect=aoife, claim="Hires drivers.", dated_on=days_ago(200))

    page = client.get(page_of(aoife), {"again": old.pk}).text

    assert "Too old to use" in page
    assert "Hires drivers.</textarea>" in page
    assert f'value="{old.source_url}"' in page
    assert f'value="{old.dated_on:%Y-%m-%d}"' not in page


def test_a_fact_of_somebody_else_cannot_be_looked_up_again(client: Client, aoife: Prospect) -> None:
    other = FindingFactory.create()

    assert client.get(page_of(aoife), {"again": other.pk}).status_code == 404
    assert client.get(page_of(aoife), {"again": "x"}).status_code == 200
    assert client.get(page_of(aoife), {"again": "9" * 30}).status_code == 200


def test_a_fact_about_the_company_serves_everyone_there(client: Client, aoife: Prospect) -> None:
    typed = {
        "about": FindingAbout.COMPANY,
        "claim": "Loads around the clock.",
        "told_by": "A driver",
        "dated_on": f"{days_ago(3):%Y-%m-%d}",
        "for_everyone": "on",
    }
    client.post(f"{page_of(aoife)}findings/", typed)
    marcus = ProspectFactory.create(company=aoife.company, owner=aoife.owner)

    assert "Loads around the clock." in client.get(page_of(marcus)).text
    assert Finding.objects.get().prospect is None


def test_a_problem_of_two_sentences_comes_back_as_it_was_typed(
    client: Client, aoife: Prospect
) -> None:
    typed = brief_fields(problem="Nights go unrecorded. Nobody signs.") | {"revision": 0}

    answer = client.post(page_of(aoife), typed)

    assert answer.status_code == 422
    assert "Name the problem in one sentence." in answer.text
    assert "Nights go unrecorded. Nobody signs.</textarea>" in answer.text


def test_an_ask_is_drafted_on_the_page_and_nothing_is_kept_of_it(
    client: Client, aoife: Prospect
) -> None:
    page = client.get(page_of(aoife), {"introducer": "  Sinéad   Walsh "})

    assert "Your ask to Sinéad Walsh" in page.text
    assert "Hi Sinéad," in page.text
    assert 'href="mailto:?subject=' in page.text
    assert not Introduction.objects.exists()


def test_a_name_that_no_database_holds_is_read_without_what_it_cannot_hold(client, aoife):
    page = client.get(page_of(aoife), {"introducer": "Jo\0nas"})

    assert page.status_code == 200
    assert 'value="Jonas"' in page.text


def test_htmx_gets_the_ask_alone(client: Client, aoife: Prospect) -> None:
    part = client.get(page_of(aoife), {"introducer": "Jonas"}, headers=HTMX)

    assert 'id="research-warm"' in part.text
    assert 'id="research-brief"' not in part.text


def test_what_was_asked_stays_beside_what_they_said(client: Client, aoife: Prospect) -> None:
    asks = reverse("research:introductions", args=[aoife.pk])
    client.post(asks, {"introducer": "Jonas", "words": "Hi Jonas, do you know Aoife?"})
    asked = Introduction.objects.get()
    page = client.get(page_of(aoife)).text
    assert "Jonas was asked to introduce us." in page
    answer = reverse("research:introduction-answer", args=[aoife.pk, asked.pk])
    client.post(answer, {"state": "declined", "note": "We fell out."})

    page = client.get(page_of(aoife)).text

    assert "We fell out." in page
    assert "Hi Jonas, do you know Aoife?" in page
    assert "Jonas was asked to introduce us." not in page


def test_a_yes_that_comes_after_no_answer_is_written_down(client: Client, aoife: Prospect) -> None:
    asked = IntroductionFactory.create(prospect=aoife, introducer="Jonas")
    answer = reverse("research:introduction-answer", args=[aoife.pk, asked.pk])
    client.post(answer, {"state": "no_answer", "note": "Rang twice."})

    page = client.get(page_of(aoife)).text

    assert f'action="{answer}"' in page
    assert 'value="Rang twice."' in page
    assert ('value="granted"' in page, 'value="no_answer"' in page) == (True, False)
    client.post(answer, {"state": "granted", "note": "He was away."})
    asked.refresh_from_db()
    assert (asked.state, asked.note) == ("granted", "He was away.")
    assert f'action="{answer}"' not in client.get(page_of(aoife)).text


def test_a_refused_ask_keeps_its_words(client: Client, aoife: Prospect) -> None:
    IntroductionFactory.create(prospect=aoife, introducer="Jonas")
    asks = reverse("research:introductions", args=[aoife.pk])

    answer = client.post(asks, {"introducer": "Jonas", "words": "Once more, please"})

    assert answer.status_code == 422
    assert "Once more, please</textarea>" in answer.text


def test_not_a_fit_is_praised_counted_and_listed(client: Client, aoife: Prospect) -> None:
    client.post(
        page_of(aoife),
        brief_fields(fit=Fit.NOT_A_FIT, fit_note="They rent all their trucks.") | {"revision": 0},
    )

    page = client.get(page_of(aoife)).text
    listed = client.get(reverse("research:misfits")).text

    assert "Not a fit is an honest ending" in page
    assert "You judged 1 person not a fit in the last thirty days." in page
    assert "They rent all their trucks." in listed
    assert page_of(aoife) in listed


def test_the_list_of_misfits_is_the_teams_own(client: Client, aoife: Prospect) -> None:
    BriefFactory.create(fit=Fit.NOT_A_FIT, fit_note="Another team's reason")

    assert "Another team" not in client.get(reverse("research:misfits")).text


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_of_misfits_costs_the_same_for_one_and_for_three(
    client: Client, aoife: Prospect, people: int, django_assert_num_queries: object
) -> None:
    for _each in range(people):
        BriefFactory.create(
            prospect=ProspectFactory.create(owner=aoife.owner), fit=Fit.NOT_A_FIT, fit_note="Small"
        )
    client.get(reverse("research:misfits"))

    with django_assert_num_queries(4):  # type: ignore[operator]
        client.get(reverse("research:misfits"))


def _colleague(owner: User, role: Role, same_team: bool) -> User:
    team = {"team": owner.team} if same_team else {}
    return UserFactory.create(role=role, **team)


PARTS = ("", "findings/", "name/", "warm-path/", "introductions/")


@pytest.mark.parametrize(
    ("role", "same_team", "reads", "writes"),
    [
        (Role.REP, True, 200, 404),
        (Role.REP, False, 404, 404),
        (Role.MANAGER, True, 200, 422),
        (Role.MANAGER, False, 404, 404),
        (Role.ADMIN, False, 200, 422),
    ],
)
def test_who_may_read_and_who_may_write(
    client: Client, aoife: Prospect, role: Role, same_team: bool, reads: int, writes: int
) -> None:
    client.force_login(_colleague(aoife.owner, role, same_team))

    assert client.get(page_of(aoife)).status_code == reads
    assert client.get(page_of(aoife), {"introducer": "Jonas"}).status_code == reads
    for part in PARTS:
        assert client.post(f"{page_of(aoife)}{part}", {}).status_code == writes


def test_somebody_who_may_not_write_sees_no_form(client: Client, aoife: Prospect) -> None:
    make_ready(aoife)
    IntroductionFactory.create(prospect=aoife)
    client.force_login(_colleague(aoife.owner, Role.REP, same_team=True))

    page = client.get(page_of(aoife), {"introducer": "Jonas"}).text

    main = page[page.index("<main") : page.index("</main")]
    assert "<form" not in main
    assert "Night loading leaves a hole in the temperature record." in main
