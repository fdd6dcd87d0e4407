from datetime import timedelta

import pytest

from research import policies
from research.enums import FindingAbout, Fit, WarmPath
from research.models import Brief, Finding
from research.selectors.workspace import workspace_of
from research.services import briefing
from tests.factories.prospects import ProspectFactory
from tests.factories.research import FindingFactory, IntroductionFactory, brief_fields, make_ready
from tests.times import NOW

pytestmark = pytest.mark.django_db


def test_a_person_nobody_looked_up_misses_everything():
    prospect = ProspectFactory.create(name="Aoife Ní Bhriain", company__name="Corrib Cold Chain")

    assert policies.missing(prospect, NOW) == [
        "Judge whether we could help Aoife Ní Bhriain.",
        "Name the problem you may help with.",
        "Say why now.",
        "Find a dated fact about Aoife Ní Bhriain.",
        "Find a dated fact about Corrib Cold Chain.",
        "Find something that changed there lately.",
        "Confirm how Aoife Ní Bhriain spells their name, and where you saw it.",
        "Look for somebody who knows people at Corrib Cold Chain.",
    ]


def test_a_complete_brief_is_ready():
    prospect = make_ready(ProspectFactory.create())

    assert policies.missing(prospect, NOW) == []
    assert policies.is_ready(prospect, NOW)


def test_all_that_is_missing_is_said():
    prospect = make_ready(ProspectFactory.create())
    Brief.objects.filter(prospect=prospect).update(problem="", why_now="")

    assert policies.missing(prospect, NOW) == [
        "Name the problem you may help with.",
        "Say why now.",
    ]


def test_many_are_judged_each_by_their_own_facts_in_as_many_questions_as_one(
    django_assert_num_queries,
):
    ready = make_ready(ProspectFactory.create())
    colleague = ProspectFactory.create(company=ready.company)
    others = [make_ready(ProspectFactory.create()) for _ in range(3)]
    people = [ready, colleague, *others]
    one_by_one = {each.pk: policies.missing(each, NOW) for each in people}

    with django_assert_num_queries(3):
        together = policies.missing_of(people, NOW)

    assert together == one_by_one
    assert [bool(together[each.pk]) for each in people] == [False, True, False, False, False]


def test_whoever_asked_somebody_for_an_introduction_has_looked_for_one():
    prospect = make_ready(ProspectFactory.create())
    Brief.objects.filter(prospect=prospect).update(warm_path=WarmPath.UNCHECKED)
    assert policies.missing(prospect, NOW) == [
        f"Look for somebody who knows people at {prospect.company.name}."
    ]

    IntroductionFactory.create(prospect=prospect, introducer="Jonas Berg")

    assert policies.is_ready(prospect, NOW)
    assert workspace_of(prospect, prospect.owner, NOW).missing == []


def test_a_misfit_is_not_ready():
    prospect = make_ready(ProspectFactory.create())
    fields = brief_fields(fit=Fit.NOT_A_FIT, fit_note="They only carry dry goods.")
    briefing.save_brief(prospect, by=prospect.owner, at=NOW, fields=fields, revision=1)

    assert policies.missing(prospect, NOW) == [
        f"You judged {prospect.name} not a fit, so there is nothing to write."
    ]


def test_two_facts_of_the_same_kind_leave_one_more_to_find():
    prospect = make_ready(ProspectFactory.create())
    Finding.objects.filter(about=FindingAbout.COMPANY).update(about=FindingAbout.PERSON)

    assert policies.missing(prospect, NOW) == [f"Find a dated fact about {prospect.company.name}."]


def test_three_facts_are_needed_even_when_every_kind_is_there(monkeypatch):
    prospect = make_ready(ProspectFactory.create())
    monkeypatch.setattr(policies, "NEEDED_FINDINGS", 5)

    assert policies.missing(prospect, NOW) == ["Add 2 more dated facts with their sources."]


def test_a_fact_kept_for_everyone_serves_a_colleague():
    prospect = make_ready(ProspectFactory.create())
    Finding.objects.exclude(about=FindingAbout.PERSON).update(prospect=None)
    colleague = ProspectFactory.create(company=prospect.company, owner=prospect.owner)

    assert "Find something that changed there lately." not in policies.missing(colleague, NOW)


def test_a_colleagues_own_facts_serve_nobody_else():
    prospect = make_ready(ProspectFactory.create())
    colleague = ProspectFactory.create(company=prospect.company, owner=prospect.owner)

    assert "Find something that changed there lately." in policies.missing(colleague, NOW)


@pytest.mark.parametrize(("days", "ready"), [(180, True), (181, False)])
def test_a_fact_older_than_half_a_year_does_not_count(days, ready):
    prospect = make_ready(ProspectFactory.create())
    Finding.objects.filter(about=FindingAbout.TRIGGER).update(
        dated_on=NOW.date() - timedelta(days=days)
    )

    assert policies.is_ready(prospect, NOW) is ready


def test_a_fact_taken_back_does_not_count():
    prospect = make_ready(ProspectFactory.create())
    finding = Finding.objects.get(about=FindingAbout.TRIGGER)
    briefing.retract_finding(finding, prospect, by=prospect.owner, at=NOW, reason="It was 2019.")

    assert not policies.is_ready(prospect, NOW)


def test_readiness_costs_the_same_with_one_and_three_facts(django_assert_num_queries):
    prospect = ProspectFactory.create()
    FindingFactory.create(prospect=prospect)
    with django_assert_num_queries(3):
        policies.missing(prospect, NOW)
    FindingFactory.create_batch(2, prospect=prospect)
    with django_assert_num_queries(3):
        policies.missing(prospect, NOW)
