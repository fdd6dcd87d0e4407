"""A story whose customer may not be named blocks the name in every letter."""

from dataclasses import replace

import pytest

from cadence.checks import unnamed_customer
from cadence.services import drafting, reviewing
from prospects.models import Company
from team.refusals import Refused
from tests import journeys
from tests.cadence.browsing import Browser, text_of
from tests.cadence.checks.letters import CONTEXT, ask
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


@pytest.mark.parametrize(
    ("customer", "written"),
    [
        ("Kelly's Bakery", "At Kellys Bakery they"),
        ("Kellys Bakery Ltd", "At Kelly’s bakery they"),
        ("O'Brien & Sons", "As OBrien and Sons did"),
        ("O'Brien & Sons", "as o brien sons did"),
        ("Acme GmbH", "the yard at acme has"),
        ("Acme", "like acme, they"),
        ("Acme", "ACME's yard"),
        ("HP", "As HP does"),
        ("HP Ltd", "HP's yard"),
        ("The Elm Group", "for Elm we did"),
        ("KraftWerk", "Kraft Werk said"),
    ],
)
def test_a_name_is_known_however_it_is_spelled(customer: str, written: str) -> None:
    assert stopped(customer, written)


@pytest.mark.parametrize(
    ("customer", "written"),
    [
        ("Apple", "with apple juice, and an apple"),
        ("Target", "We missed our target by a day"),
        ("Elm", "the helm, and Elmwood"),
        ("HP", "hp sauce, and a Hp of its own"),
        ("O'Brien & Sons", "Brien and his sons"),
    ],
)
def test_a_word_that_only_looks_like_it_passes(customer: str, written: str) -> None:
    assert not stopped(customer, written)


def stopped(customer: str, written: str) -> bool:
    context = replace(CONTEXT, unnamed_customers=(customer,))
    return ask(unnamed_customer, context, body=f"Hi Aoife,\n\n{written}.\n\nMaya") is not None


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
