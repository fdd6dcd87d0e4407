"""A no is read, named, thanked for and gone, by keyboard alone; and a reply that comes meanwhile stops a letter."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from cadence.enums import ReplyKind, TouchState
from cadence.models import Reply
from team.models import User
from tests import journeys, smtp
from tests.browser import axe, looks
from tests.browser.conftest import DESK, PHONE, PageAs, ViewportSize
from tests.browser.test_queue import _one_instant, post
from tests.browser.watch import Watch
from tests.cadence import answers
from tests.factories.team import UserFactory
from tests.times import NOW

__all__ = ["_one_instant", "post"]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def maya(post: smtp.Sink) -> User:
    """A rep with a mailbox, to whom Aoife wrote no."""
    user = UserFactory.create(name="Maya Okafor", undo_seconds=1)
    journeys.connected(user)
    answers.wrote(journeys.enrolled(user).prospect, "Not for us, thanks. We renewed in spring.")
    return user


def test_a_no_is_acknowledged_by_keyboard_alone(
    page_as: PageAs, maya: User, post: smtp.Sink
) -> None:
    page = page_as(maya)
    page.goto("/queue/")
    page.get_by_label("Interested").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("No, thanks")).to_be_checked()
    looks.picture(page, "reply-named")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#main")).to_contain_text("a line back is due by Tuesday")
    expect(page.get_by_label("Message")).to_have_value(
        "Hi Aoife,\n\nThank you for telling me. I'll leave it there, and I wish you all the best with it.\n\nMaya"
    )
    looks.picture(page, "acknowledgement")
    for _press in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "read-aloud":
            break
    page.keyboard.press("Space")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#toasts")).to_contain_text("Sent to Aoife")
    expect(page.locator("#main")).to_contain_text("That's everyone for today.")

    (letter,) = post.letters
    assert letter["In-Reply-To"] == answers.THEIR_ID
    assert answers.acknowledgement(Reply.objects.get()).state == TouchState.DONE


ASKED = {
    "Interested": {"Note"},
    "Not now": {"Note", "Back on"},
    "No, thanks": {"Note", "Why they said no"},
    "Wrong person": {"Note", "Whom they named", "Their e-mail, if we have it"},
    "Out of office": {"Note", "Back on"},
}


@pytest.mark.parametrize("where", ["pane", "written down"])
def test_only_what_the_chosen_kind_needs_is_asked(
    page_as: PageAs, maya: User, watch: Watch, where: str
) -> None:
    watch.expect("status of 422")
    Reply.objects.update(suggested_kind="")
    prospect = Reply.objects.get().prospect
    page = page_as(maya)
    page.goto("/queue/" if where == "pane" else reverse("cadence:reply-new", args=[prospect.pk]))
    form = page.locator("form:has([name=kind])")

    def asked() -> set[str]:
        labels = set.union(*ASKED.values())
        return {label for label in labels if form.get_by_text(label).first.is_visible()}

    assert asked() == {"Note"}
    for kind, labels in ASKED.items():
        form.get_by_label(kind).check()
        assert asked() == labels

    form.get_by_label("Wrong person").check()
    form.get_by_label("Whom they named").fill("Seán Burke")
    form.get_by_label("Interested").check()
    if where == "written down":
        form.get_by_label("In their words").fill("Ask Seán.")
    page.keyboard.press("Control+Enter")
    expect(form.get_by_label("Whom they named")).to_be_visible()
    expect(form).to_contain_text("Somebody is named here.")


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_the_reading_pane_and_the_line_back_are_accessible(
    page_as: PageAs, maya: User, viewport: ViewportSize
) -> None:
    page = page_as(maya, viewport=viewport)
    page.goto("/queue/")
    looks.picture(page, f"reply-{viewport['width']}")
    # What the bar covers at the top of a long form is free at its end.
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    assert axe.violations_in_its_theme(page) == []
    reply = answers.named(Reply.objects.get(), ReplyKind.NO)
    page.goto(f"/queue/{answers.acknowledgement(reply).pk}/")
    looks.picture(page, f"acknowledgement-{viewport['width']}")
    assert axe.violations_in_its_theme(page) == []
    assert looks.hidden_focus(page) == []
    assert looks.sideways_scroll(page) == {}


def test_it_works_without_javascript(page_as: PageAs, maya: User, post: smtp.Sink) -> None:
    page = page_as(maya, java_script_enabled=False)
    page.goto("/queue/")
    page.get_by_label("No, thanks").check()
    page.get_by_role("button", name="This is what it was").click()
    page.get_by_label("Read it aloud").check()
    page.get_by_role("button", name="Send to Aoife").click()
    page.get_by_role("button", name="Send it now").click()

    assert len(post.letters) == 1


def test_leaving_it_out_asks_for_a_reason(page_as: PageAs, maya: User) -> None:
    answers.named(Reply.objects.get(), ReplyKind.NO)
    page = page_as(maya)
    page.goto("/queue/")
    page.keyboard.press("s")
    expect(page.get_by_role("dialog")).to_be_visible()
    looks.picture(page, "dialog-omission")
    assert axe.violations(page, "#dialog") == []
    page.get_by_label("I told them another way").check()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#main")).to_contain_text("That's everyone for today.")


def test_a_reply_that_comes_while_a_letter_is_open_stops_it(
    page_as: PageAs, post: smtp.Sink, watch: Watch
) -> None:
    watch.expect("status of 409")
    user = UserFactory.create(name="Maya Okafor", undo_seconds=1)
    journeys.connected(user)
    draft = journeys.drafted(user)
    page = page_as(user)
    page.goto("/queue/")
    reply = answers.wrote(draft.touch.prospect, "Could you send the pricing?")
    Reply.objects.filter(pk=reply.pk).update(received_at=NOW - timedelta(minutes=2))
    page.get_by_label("Read it aloud").check()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#conflict")).to_contain_text(
        "Aoife wrote back two minutes ago. Nothing was sent. Read it first."
    )
    looks.picture(page, "conflict-reply")
    expect(page.get_by_label("Message")).to_have_value(journeys.LETTER)
    assert axe.violations(page) == []
    assert post.letters == []
