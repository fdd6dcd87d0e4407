"""Help with wording in a real browser: asked by a press, marked, put back, and nothing typed is lost meanwhile."""

import re
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import ViewportSize, expect
from pytest_django import Settings

from cadence.models import Touch
from research.models import Finding
from tests.browser import axe, looks
from tests.browser.conftest import DESK, PHONE, PageAs
from tests.browser.test_every_page import _one_instant  # noqa: F401  (a fixture)
from tests.cadence.wording.fake import FakeModel
from tests.cadence.wording.server import ModelServer
from tests.cadence.wording.test_suggesting import SHORTER, drafted
from tests.factories.research import FindingFactory

pytestmark = pytest.mark.django_db(transaction=True)


class Gated(FakeModel):
    """Thinks until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.thinks, self.may_answer = threading.Event(), threading.Event()

    def answer(self, instructions: str, material: str) -> str:
        self.thinks.set()
        assert self.may_answer.wait(10)
        return super().answer(instructions, material)


@pytest.fixture
def model(settings: Settings) -> Iterator[Gated]:
    model = Gated()
    with ModelServer(model) as server:
        settings.LANGUAGE_MODEL_URL = server.url
        settings.LANGUAGE_MODEL_NAME = "small"
        yield model
        model.may_answer.set()


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_words_come_marked_and_go_back_with_one_press(
    page_as: PageAs, viewport: ViewportSize, model: Gated
) -> None:
    touch = drafted()
    page = page_as(touch.owner, viewport=viewport)
    page.goto(f"/queue/{touch.pk}/")
    body = page.get_by_label("Message")
    body.press("Control+End")
    page.keyboard.type(" PS: mine.")
    page.get_by_role("button", name="Suggest wording").click()
    assert model.thinks.wait(10)
    expect(body).not_to_be_editable()
    model.may_answer.set()

    expect(page.get_by_text("Worded with help; read every line.")).to_be_visible()
    expect(body).to_have_value(f"{SHORTER} PS: mine.")
    looks.pictures(page, f"worded-{viewport['width']}")
    assert axe.violations_in_its_theme(page) == []
    page.get_by_role("button", name="Put them back").click()
    expect(page.get_by_text("Worded with help; read every line.")).to_be_hidden()
    expect(body).to_have_value(re.compile(r"I came across this.*PS: mine\.$", re.DOTALL))


def test_the_mark_goes_with_the_first_change(page_as: PageAs, model: Gated) -> None:
    model.may_answer.set()
    touch = drafted()
    page = page_as(touch.owner, viewport=DESK)
    page.goto(f"/queue/{touch.pk}/")
    page.get_by_role("button", name="Suggest wording").click()
    expect(page.get_by_text("Worded with help; read every line.")).to_be_visible()

    page.get_by_label("Message").press("Control+End")
    page.keyboard.type(" PS: mine.")

    expect(page.get_by_text("Worded with help; read every line.")).to_be_hidden()


def test_a_draft_out_of_date_is_prepared_anew_and_the_typed_words_stay(page_as: PageAs) -> None:
    touch = drafted()
    page = page_as(touch.owner, viewport=DESK)
    page.goto(f"/queue/{touch.pk}/")
    page.get_by_label("Message").press("Control+End")
    page.keyboard.type(" PS: mine.")
    expect(page.locator("input[name=base_number]").first).to_have_value("2")
    newest = Touch.objects.get(pk=touch.pk).drafts.latest("number").made_at
    company = touch.prospect.company
    fact = FindingFactory.create(
        prospect=touch.prospect, company=company, claim="A second door is open."
    )
    Finding.objects.filter(pk=fact.pk).update(created_at=newest.replace(year=newest.year + 1))
    page.reload()
    expect(page.get_by_text("Written before this was found.")).to_be_visible()
    looks.pictures(page, "outdated")
    assert axe.violations_in_both_themes(page) == []

    page.get_by_role("button", name="Prepare it anew").click()

    expect(page.get_by_text("Your own words are kept.")).to_be_visible()
    page.get_by_role("button", name="Put them back").click()
    expect(page.get_by_label("Message")).to_have_value(re.compile(r"PS: mine\.$"))
