from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from research.enums import FindingAbout, Fit, Freshness, IntroductionState, WarmPath
from tests.factories.prospects import ProspectFactory
from tests.factories.research import BriefFactory, FindingFactory, IntroductionFactory
from tests.factories.team import UserFactory
from tests.times import NOW

pytestmark = pytest.mark.django_db


def refused_by(constraint, make):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make()


def test_a_fact_without_source_or_claim_cannot_be_stored():
    refused_by("a_finding_has_a_source", lambda: FindingFactory.create(source_url=""))
    refused_by("a_finding_claims_something", lambda: FindingFactory.create(claim=""))


def test_a_fact_that_somebody_told_us_needs_no_page():
    assert (
        FindingFactory.create(source_url="", source_name="", told_by="A driver").source
        == "A driver"
    )


def test_a_fact_about_a_person_names_the_person():
    company = ProspectFactory.create().company
    refused_by(
        "a_finding_about_a_person_names_the_person",
        lambda: FindingFactory.create(
            prospect=None, company=company, about=FindingAbout.PERSON, added_by=UserFactory.create()
        ),
    )


def test_a_fact_is_about_something_on_the_list():
    refused_by(
        "a_finding_is_about_something_on_the_list", lambda: FindingFactory.create(about="mood")
    )


def test_a_retraction_says_when_who_and_why():
    refused_by(
        "a_retraction_says_when_who_and_why", lambda: FindingFactory.create(retracted_at=NOW)
    )


def test_a_person_has_one_brief():
    brief = BriefFactory.create()
    refused_by("prospect_id", lambda: BriefFactory.create(prospect=brief.prospect))


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("a_brief_judges_fit_from_the_list", {"fit": "perhaps"}),
        ("a_misfit_says_why", {"fit": Fit.NOT_A_FIT}),
        ("a_name_is_confirmed_by_whom_when_and_where", {"name_confirmed_at": NOW}),
        ("a_warm_path_is_from_the_list", {"warm_path": "lukewarm"}),
        ("a_warm_path_says_through_whom_or_where_we_looked", {"warm_path": WarmPath.FOUND}),
        ("a_warm_path_says_through_whom_or_where_we_looked", {"warm_path": WarmPath.NONE}),
    ],
)
def test_a_brief_keeps_its_promises(constraint, values):
    refused_by(constraint, lambda: BriefFactory.create(**values))


def test_one_open_ask_per_introducer_and_person():
    first = IntroductionFactory.create()
    refused_by(
        "one_open_ask_per_introducer_and_person",
        lambda: IntroductionFactory.create(prospect=first.prospect, introducer=first.introducer),
    )


def test_an_answered_introduction_says_when():
    refused_by(
        "an_answered_introduction_says_when",
        lambda: IntroductionFactory.create(state=IntroductionState.GRANTED),
    )


def test_an_introduction_is_waited_for_at_most_seven_days():
    too_long = NOW + timedelta(days=7, seconds=1)
    refused_by(
        "an_introduction_is_waited_for_at_most_seven_days",
        lambda: IntroductionFactory.create(waits_until=too_long),
    )


@pytest.mark.parametrize(
    ("days", "freshness"),
    [
        (0, Freshness.FRESH),
        (90, Freshness.FRESH),
        (91, Freshness.AGEING),
        (180, Freshness.AGEING),
        (181, Freshness.EXPIRED),
    ],
)
def test_a_fact_ages(days, freshness):
    finding = FindingFactory.build(prospect=None, company=None, added_by=None)
    today = finding.dated_on.fromordinal(finding.dated_on.toordinal() + days)

    assert finding.freshness(today, fresh_days=90, max_days=180) == freshness
