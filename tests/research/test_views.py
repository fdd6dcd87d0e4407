import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from research.enums import FindingAbout, Fit, IntroductionState, WarmPath
from research.models import Brief, Finding, Introduction
from research.services import briefing
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
def prospect(client):
    prospect = ProspectFactory.create(name="Aoife Ní Bhriain", company__name="Corrib Cold Chain")
    client.force_login(prospect.owner)
    return prospect


def page_of(prospect):
    return reverse("research:brief", args=[prospect.pk])


def typed_fact(**changed):
    return {
        "about": FindingAbout.TRIGGER,
        "claim": "Oranmore goes to night loading.",
        "source_name": "Transport Ireland",
        "source_url": "https://transport.example/oranmore",
        "dated_on": (timezone.now() - timedelta(days=3)).strftime("%Y-%m-%d"),
    } | changed


def test_the_page_says_what_is_missing(client, prospect):
    page = client.get(page_of(prospect))

    assert page.status_code == 200
    assert "What is still missing" in page.text
    assert "Find a dated fact about Corrib Cold Chain." in page.text


def test_a_person_of_another_team_is_not_found(client, prospect):
    stranger = ProspectFactory.create()

    assert client.get(page_of(stranger)).status_code == 404
    assert client.post(page_of(stranger), brief_fields()).status_code == 404


def test_a_team_mate_reads_and_cannot_write(client, prospect):
    BriefFactory.create(prospect=prospect, problem="A gap at night.")
    FindingFactory.create(prospect=prospect, claim="Hiring two supervisors.")
    client.force_login(UserFactory.create(team=prospect.owner.team))

    page = client.get(page_of(prospect))

    assert "A gap at night." in page.text
    assert "Hiring two supervisors." in page.text
    assert "Keep this fact" not in page.text
    assert client.post(page_of(prospect), brief_fields()).status_code == 404
    assert client.post(f"{page_of(prospect)}findings/", typed_fact()).status_code == 404


def test_the_page_costs_the_same_with_one_and_three_facts(
    client, prospect, django_assert_max_num_queries
):
    FindingFactory.create(prospect=prospect)
    IntroductionFactory.create(prospect=prospect)
    with django_assert_max_num_queries(50) as one:
        client.get(page_of(prospect))
    FindingFactory.create_batch(2, prospect=prospect)
    IntroductionFactory.create_batch(2, prospect=prospect)
    with django_assert_max_num_queries(50) as three:
        client.get(page_of(prospect))

    assert len(three) == len(one)


def test_a_brief_is_saved_and_the_page_shown_again(client, prospect):
    answer = client.post(page_of(prospect), brief_fields() | {"revision": 0})

    assert answer.status_code == 302
    assert answer["Location"] == page_of(prospect)
    assert Brief.objects.get(prospect=prospect).fit == Fit.FITS


def test_htmx_gets_the_brief_and_what_is_still_missing(client, prospect):
    answer = client.post(page_of(prospect), brief_fields() | {"revision": 0}, headers=HTMX)

    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert 'id="research-brief"' in answer.text
    assert 'id="research-findings"' not in answer.text
    assert 'hx-target="#research-missing"' in answer.text
    assert "Research saved." in answer.text


def test_a_refused_brief_keeps_every_word(client, prospect):
    typed = brief_fields(fit=Fit.NOT_A_FIT, risk="Her patience & time") | {"revision": 0}

    answer = client.post(page_of(prospect), typed)

    assert answer.status_code == 422
    assert "Say in a few words why it is not a fit." in answer.text
    assert "Her patience &amp; time" in answer.text
    assert not Brief.objects.exists()


def test_a_brief_saved_in_between_shows_both_wordings(client, prospect):
    manager = prospect.owner
    theirs = brief_fields(problem="What the colleague wrote")
    briefing.save_brief(prospect, by=manager, at=timezone.now(), fields=theirs, revision=0)
    mine = brief_fields(problem="What I wrote")

    answer = client.post(page_of(prospect), mine | {"revision": 0})

    assert answer.status_code == 409
    assert "What the colleague wrote" in answer.text
    assert "What I wrote" in answer.text
    assert Brief.objects.get().problem == "What the colleague wrote"

    again = client.post(page_of(prospect), mine | {"revision": 1})
    assert again.status_code == 302
    assert Brief.objects.get().problem == "What I wrote"


def test_a_fact_is_added(client, prospect):
    answer = client.post(f"{page_of(prospect)}findings/", typed_fact(for_everyone="on"))

    assert answer.status_code == 302
    finding = Finding.objects.get()
    assert (finding.prospect, finding.claim) == (None, "Oranmore goes to night loading.")


def test_a_fact_without_source_keeps_every_word(client, prospect):
    answer = client.post(f"{page_of(prospect)}findings/", typed_fact(source_url=""), headers=HTMX)

    assert answer.status_code == 422
    assert "Give the page you read it on, or who told you." in answer.text
    assert "Oranmore goes to night loading." in answer.text


def test_a_fact_of_the_future_is_refused_in_words(client, prospect):
    future = (timezone.now() + timedelta(days=3)).strftime("%Y-%m-%d")

    answer = client.post(f"{page_of(prospect)}findings/", typed_fact(dated_on=future))

    assert answer.status_code == 422
    assert "A fact cannot be dated in the future." in answer.text


@pytest.mark.parametrize("claim", ["x" * 4001, "night\x00loading", ""])
def test_words_that_cannot_be_stored_are_refused(client, prospect, claim):
    answer = client.post(f"{page_of(prospect)}findings/", typed_fact(claim=claim))

    assert answer.status_code == 422
    assert not Finding.objects.exists()


def test_a_script_in_a_source_is_not_an_address(client, prospect):
    answer = client.post(
        f"{page_of(prospect)}findings/", typed_fact(source_url="javascript:alert(1)")
    )

    assert answer.status_code == 422


def test_old_facts_say_so(client, prospect):
    today = timezone.now().date()
    FindingFactory.create(prospect=prospect, dated_on=today - timedelta(days=100))
    FindingFactory.create(prospect=prospect, dated_on=today - timedelta(days=200))

    page = client.get(page_of(prospect))

    assert "May have changed" in page.text
    assert "Too old to use" in page.text


def test_a_fact_is_taken_back_with_a_reason(client, prospect):
    finding = FindingFactory.create(prospect=prospect)
    here = reverse("research:retraction", args=[prospect.pk, finding.pk])

    assert client.post(here, {"reason": ""}).status_code == 422
    assert client.post(here, {"reason": "Another Aoife."}).status_code == 302
    assert "Another Aoife." in client.get(page_of(prospect)).text
    again = client.post(here, {"reason": "Another Aoife."})
    assert again.status_code == 422
    assert "This fact was taken back already." in again.text


def test_a_fact_of_somebody_else_is_not_found(client, prospect):
    finding = FindingFactory.create()
    here = reverse("research:retraction", args=[prospect.pk, finding.pk])

    assert client.post(here, {"reason": "No."}).status_code == 404


def test_a_name_is_confirmed(client, prospect):
    typed = {
        "name": "Aoife Ní Bhriain",
        "preferred_name": "Aoife",
        "pronunciation": "EE-fa",
        "source": "Her signature",
        "revision": prospect.revision,
    }

    answer = client.post(f"{page_of(prospect)}name/", typed, headers=HTMX)

    assert answer.status_code == 200
    assert "Confirmed" in answer.text
    assert 'hx-target="#research-heading"' in answer.text


def test_a_name_that_somebody_changed_meanwhile_is_shown_beside_what_was_typed(client, prospect):
    seen = prospect.revision
    make_ready(prospect)
    typed = {"name": "Eefa Breen", "source": "Her signature", "revision": seen}

    answer = client.post(f"{page_of(prospect)}name/", typed, headers=HTMX)

    assert answer.status_code == 422
    assert f"“{prospect.name}” is how they are written now." in answer.text
    assert 'value="Eefa Breen"' in answer.text
    (now,) = re.findall(r'name="revision" value="(\d+)"', answer.text)
    assert client.post(f"{page_of(prospect)}name/", typed | {"revision": now}).status_code == 302


def test_a_name_with_hidden_characters_is_refused(client, prospect):
    typed = {"name": "Aoife\u202eNí", "source": "Her signature", "revision": prospect.revision}

    answer = client.post(f"{page_of(prospect)}name/", typed)

    assert answer.status_code == 422
    assert "There is a hidden character in the name." in answer.text


def test_a_warm_path_needs_an_answer(client, prospect):
    here = f"{page_of(prospect)}warm-path/"

    assert client.post(here, {}).status_code == 422
    for answer, why in (
        (WarmPath.FOUND, "Say who could introduce us."),
        (WarmPath.NONE, "Say where you looked, so that nobody looks there twice."),
    ):
        refused = client.post(here, {"warm_path": answer})
        assert (refused.status_code, why in refused.text) == (422, True)
    looked = {"warm_path": WarmPath.NONE, "note": "Our customers, and the team."}
    assert client.post(here, looked).status_code == 302
    assert Brief.objects.get().warm_path == WarmPath.NONE


def test_an_introduction_is_asked_for_and_answered(client, prospect):
    asks = f"{page_of(prospect)}introductions/"
    assert client.post(asks, {"introducer": ""}).status_code == 422
    assert client.post(asks, {"introducer": "Jonas", "words": "At lunch"}).status_code == 302
    again = client.post(asks, {"introducer": "Jonas"})
    assert again.status_code == 422
    assert "You asked them already" in again.text

    introduction = Introduction.objects.get()
    answer = reverse("research:introduction-answer", args=[prospect.pk, introduction.pk])
    assert client.post(answer, {"state": "asked"}).status_code == 422
    assert client.post(answer, {"state": IntroductionState.GRANTED}).status_code == 302
    assert client.post(answer, {"state": IntroductionState.GRANTED}).status_code == 422
    assert "They will introduce us" in client.get(page_of(prospect)).text


def test_not_a_fit_leads_to_the_persons_page(client, prospect):
    BriefFactory.create(prospect=prospect, fit=Fit.NOT_A_FIT, fit_note="Dry goods only.")

    page = client.get(page_of(prospect))

    assert "Not a fit is an honest ending" in page.text
    assert reverse("prospects:person", args=[prospect.pk]) in page.text
