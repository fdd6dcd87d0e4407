"""Coaching as a manager and a rep live it: accessible in both themes, on a desk and a phone, and without scripts."""

import os
from collections.abc import Iterator

import psycopg
import pytest
import time_machine
from playwright.sync_api import expect

from adherence.models import Comment, Example, Look, Sample
from adherence.services import coaching, drawing
from tests.adherence.as_worker import the_worker
from tests.adherence.drawn import NEXT_MONDAY, manager_of, wrote
from tests.adherence.weeks import colleague
from tests.browser import walk
from tests.browser.conftest import PageAs
from tests.browser.test_every_page import _one_instant

__all__ = ["_one_instant"]

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "worker"])


@pytest.fixture
def drawn(transactional_db: None) -> Iterator[Sample]:
    """Two tries of Maya's week, drawn on the Monday after; she has a queue that day."""
    rep = colleague(name="Maya Okafor")
    first = wrote(rep, name="Aoife Ní Bhriain")
    wrote(rep, name="Bartholomäus Freiherr von Wolkenstein-Trostburg")
    with psycopg.connect(os.environ["OWNER_DATABASE_URL"], autocommit=True) as owner:
        owner.execute("UPDATE team_democlock SET at = %s", [NEXT_MONDAY])
    with time_machine.travel(NEXT_MONDAY, tick=False):
        with the_worker():
            drawing.draw_due(NEXT_MONDAY)
        yield Sample.objects.get(attempt=first)


def test_the_pages_are_accessible_and_fit(page_as: PageAs, drawn: Sample) -> None:
    manager = manager_of(drawn.rep)
    coaching.comment(
        drawn, by=manager, at=NEXT_MONDAY, passage="One question about it", text="Just ask it."
    )
    coaching.ask_for_example(drawn, by=manager, at=NEXT_MONDAY, why="It begins with them.")
    addresses = ["/team/coaching/", f"/team/coaching/{drawn.pk}/", "/library/examples/"]

    faults = walk.faults(page_as(manager), addresses, pictures="coaching-manager")
    faults |= walk.faults(page_as(drawn.rep), ["/queue/", *addresses], pictures="coaching-rep")
    example = Example.objects.get()
    coaching.agree(example, by=drawn.rep, at=NEXT_MONDAY, words="Hi [name],\n\nI read it.")
    faults |= walk.faults(page_as(drawn.rep), addresses[1:], pictures="coaching-agreed")

    assert faults == {}


def test_from_the_draw_to_an_example_in_the_library_without_scripts(
    page_as: PageAs, drawn: Sample
) -> None:
    page = page_as(manager_of(drawn.rep), java_script_enabled=False)
    page.goto("/team/coaching/")
    page.get_by_role("link", name="Aoife Ní Bhriain").click()
    for group in page.get_by_role("group").all()[-3:]:
        group.get_by_label("Yes").check()
    page.get_by_role("button", name="Keep the answers").click()
    expect(page.get_by_role("button", name="Put these in place of yours")).to_be_visible()
    page.get_by_role("radio", name="One question about it, if you have a minute.").check()
    page.get_by_label("What you would say about it").fill("Just ask it.")
    page.get_by_role("button", name="Say it to Maya").click()
    expect(page.locator("mark")).to_have_text("One question about it, if you have a minute.")
    page.get_by_label("What others can learn from it").fill("It begins with them.")
    page.get_by_role("button", name="Ask Maya").click()
    expect(page.get_by_text("Maya was asked and has not answered yet.")).to_be_visible()

    page = page_as(drawn.rep, java_script_enabled=False)
    page.goto("/queue/")
    page.get_by_role("link", name="Read and answer").click()
    page.get_by_label("Your answer").fill("I will.")
    page.get_by_role("button", name="Answer").click()
    page.get_by_role("button", name="I tried it").click()
    expect(page.get_by_text("tried by 23 November")).to_be_visible()
    page.get_by_role("button", name="Yes, show it").click()
    page.get_by_role("link", name="Look at it there").click()
    expect(page.get_by_role("article")).to_contain_text("Hi [name], I saw that you hire")

    assert Look.objects.get().is_new
    assert Comment.objects.get().tried_at == NEXT_MONDAY
    assert Example.objects.get().consent == "yes"
