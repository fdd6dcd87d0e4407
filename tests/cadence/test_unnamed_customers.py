"""A story whose customer may not be named blocks the name in every letter."""

import pytest

from cadence.services import drafting, reviewing
from prospects.models import Company
from team.refusals import Refused
from tests import journeys
from tests.cadence.browsing import Browser, text_of
from tests.cadence.conftest import Clock
from tests.factories.research import ImpactStoryFactory
from tests.journeys import NOW

pytestmark = pytest.mark.usefixtures("sandbox")


@pytest.fixture(autouse=True)
def _a_story_without_its_name(clock: Clock) -> None:
    ImpactStoryFactory.create(
        may_name_customer=False,
        customer="Carrick Pharma",
        customer_aliases=["Carrick Medical"],
        described_as="a hospital supplier",
        approved_at=None,
        approved_by=None,
    )


@pytest.mark.parametrize("name", ["Carrick Pharma", "CARRICK MEDICAL"])
def test_a_letter_that_names_them_is_neither_passed_nor_reviewed(name: str) -> None:
    draft = journeys.drafted()
    touch, by = draft.touch, draft.touch.owner
    body = journeys.LETTER.replace("Two teams we work with", f"{name} and another team")
    named = drafting.save_draft(touch, by=by, at=NOW, subject="Nights", body=body, base_number=1)
    journeys.connected(by)

    margin = text_of(Browser(by).get("touch", touch.pk))
    with pytest.raises(Refused) as refused:
        reviewing.approve(
            named, by=by, session=journeys.signed_in(by), at=NOW, looks={}, read_aloud=True
        )

    assert "We may not name" in margin
    assert refused.value.code == "stop_remains"


@pytest.mark.parametrize("own", ["Carrick Pharma", "carrick pharma", "Carrick Pharma Ltd."])
def test_their_own_company_may_be_named_to_them(own: str) -> None:
    draft = journeys.drafted()
    Company.objects.filter(pk=draft.touch.prospect.company_id).update(name=own)
    draft.touch.prospect.company.refresh_from_db()
    body = journeys.LETTER.replace("your depot", "Carrick Pharma's depot")

    results = reviewing.review(draft.touch, at=NOW, subject="Nights", body=body)

    assert not [result for result in results if result.code == "unnamed_customer"]


def test_a_letter_without_the_name_passes() -> None:
    results = reviewing.review(
        journeys.drafted().touch, at=NOW, subject="Nights", body=journeys.LETTER
    )

    assert not [result for result in results if result.code == "unnamed_customer"]
