from datetime import timedelta

import pytest

from research.enums import FindingAbout, Freshness
from research.models import Finding
from research.selectors import findings
from research.selectors.workspace import workspace_of
from team.models import Policy
from tests.factories.prospects import ProspectFactory
from tests.factories.research import FindingFactory, make_ready
from tests.times import NOW

pytestmark = pytest.mark.django_db


def test_a_letter_rests_on_standing_facts_of_the_last_half_year():
    prospect = ProspectFactory.create()
    fresh = FindingFactory.create(prospect=prospect)
    shared = FindingFactory.create(
        prospect=None,
        company=prospect.company,
        about=FindingAbout.COMPANY,
        added_by=prospect.owner,
        dated_on=NOW.date() - timedelta(days=100),
    )
    FindingFactory.create(prospect=prospect, dated_on=NOW.date() - timedelta(days=200))
    wrong = FindingFactory.create(prospect=prospect)
    Finding.objects.filter(pk=wrong.pk).update(
        retracted_at=NOW, retracted_by=prospect.owner, retracted_reason="No."
    )
    FindingFactory.create()

    assert list(findings.usable_for(prospect, NOW, Policy.current())) == [fresh, shared]


def test_the_page_shows_how_far_each_fact_can_be_trusted():
    prospect = ProspectFactory.create()
    for days in (1, 100, 200):
        FindingFactory.create(prospect=prospect, dated_on=NOW.date() - timedelta(days=days))

    shown = findings.shown_for(prospect, NOW)

    assert [one.freshness for one in shown] == [
        Freshness.FRESH,
        Freshness.AGEING,
        Freshness.EXPIRED,
    ]
    assert [one.is_usable for one in shown] == [True, True, False]


def test_the_workspace_agrees_with_the_policy():
    prospect = make_ready(ProspectFactory.create())
    assert workspace_of(prospect, prospect.owner, NOW).is_ready

    Finding.objects.filter(about=FindingAbout.TRIGGER).update(
        dated_on=NOW.date() - timedelta(days=200)
    )
    missing = workspace_of(prospect, prospect.owner, NOW).missing
    assert [gap.sentence for gap in missing] == ["Find something that changed there lately."]
