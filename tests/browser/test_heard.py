"""A week of answers as a manager works through it: accessible in both themes, and one quote changes at a time."""

from datetime import date

import pytest
from playwright.sync_api import expect

from adherence.schedule import Week
from adherence.services import noting
from cadence.enums import NoReason, ReplyKind
from cadence.models import Reply
from cadence.services import listening
from research.models import Finding, Question
from team.enums import Role
from team.models import User
from tests.adherence.weeks import THIS_WEEK, colleague, person, said
from tests.browser import axe, walk
from tests.browser.conftest import PageAs
from tests.browser.test_every_page import _one_instant
from tests.cadence import days
from tests.times import NOW

__all__ = ["_one_instant"]

pytestmark = pytest.mark.django_db(transaction=True)

ADDRESS = f"/team/heard/?week={THIS_WEEK}"


@pytest.fixture
def manager() -> User:
    """Of a team that heard four noes, one of them not yet thought about, and has two people waiting."""
    user = colleague(name="Ines Duarte", role=Role.MANAGER)
    rep = colleague(user.team, name="Maya Okafor")
    monday = Week(date(2026, 11, 16))
    given = {
        "We built our own three years ago and it does what we need.": NoReason.HAS_SOLUTION,
        "Our carrier takes care of this, and we are content with that.": NoReason.HAS_SOLUTION,
        "There is no money for anything new before spring.": NoReason.PRICE,
    }
    for text, reason in given.items():
        reply = said(rep, text=text)
        listening.give_reason(reply, by=rep, at=NOW, reason=reason, note="As she told me.")
    said(rep, text="No. And please do not ring at this hour again. " * 4)
    said(rep, ReplyKind.INTERESTED, text="Ring me on Thursday.")
    days.answered(person(rep, name="Priya Raman"), NOW, "Is this for us?")
    noting.keep_note(user.team, monday, by=rep, at=NOW, text="Ask what they built, first.")
    noting.keep_note(user.team, monday.before, by=user, at=NOW, text="Ring after ten.")
    return user


def test_a_week_is_accessible_and_fits(page_as: PageAs, manager: User) -> None:
    kinds = [f"{ADDRESS}&kind={kind}" for kind in ("no", "interested", "not_now")]
    assert walk.faults(page_as(manager), kinds, pictures="heard") == {}


def test_a_quote_gets_its_reason_a_fact_and_a_question_without_leaving_the_page(
    page_as: PageAs, manager: User
) -> None:
    reply = Reply.objects.get(kind=ReplyKind.NO, reason="")
    page = page_as(manager)
    page.goto(ADDRESS)
    quote = page.locator(f"#reply-{reply.pk}")

    quote.get_by_label("Why").select_option("trust")
    quote.get_by_role("button", name="Keep the reason").click()
    expect(quote.get_by_role("button", name="Change the reason")).to_be_visible()
    quote.get_by_role("button", name="Keep as a fact").click()
    expect(quote).to_contain_text("Kept as a fact")
    quote.get_by_text("Make a question of it").click()
    quote.get_by_role("button", name="Put it into the library").click()
    expect(quote).to_contain_text("A question was made of it")

    assert axe.violations_in_both_themes(page) == []
    reply.refresh_from_db()
    assert reply.reason == NoReason.TRUST
    assert Finding.objects.get().told_by == reply.prospect.name
    assert Question.objects.get().text.startswith("What would you want to see")


def test_everything_works_without_scripts(page_as: PageAs, manager: User) -> None:
    reply = Reply.objects.get(kind=ReplyKind.NO, reason="")
    page = page_as(manager, java_script_enabled=False)
    page.goto(ADDRESS)
    quote = page.locator(f"#reply-{reply.pk}")
    quote.get_by_label("Why").select_option("timing")
    quote.get_by_role("button", name="Keep the reason").click()
    expect(page).to_have_url(f"{page.url.split('/team/')[0]}{ADDRESS}#reply-{reply.pk}")
    page.get_by_label("What would you change?").fill("Never before nine.")
    page.get_by_role("button", name="Keep it for the team").click()
    expect(page.get_by_role("complementary")).to_contain_text("Never before nine.")

    reply.refresh_from_db()
    assert reply.reason == NoReason.TIMING
