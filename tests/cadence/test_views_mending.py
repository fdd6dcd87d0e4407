"""One press in the margin mends what a check found, and what keeps any letter back stands there too."""

import pytest

from cadence.models import Draft, Hold
from mailbox.models import Mailbox
from tests import journeys
from tests.cadence.browsing import Browser, text_of
from tests.cadence.conftest import Clock
from tests.factories.research import ImpactStoryFactory
from tests.times import NOW

WRONG_NAME = "Hi Tomasz,\n\nOranmore loads at night from January.\n\nMaya"


@pytest.fixture(autouse=True)
def _at_one_instant(clock: Clock) -> None:
    """Every test stands at NOW."""


def saved(draft: Draft, **words: str) -> str:
    given = {"subject": "Night loading at Oranmore", "body": WRONG_NAME, "base_number": 1, **words}
    return text_of(Browser(draft.touch.owner).post_part("draft", draft.touch_id, **given))


def newest(draft: Draft) -> Draft:
    return draft.touch.drafts.get(number=draft.touch.drafts.count())


def test_a_wrong_name_offers_to_write_the_right_one() -> None:
    margin = saved(journeys.drafted())

    assert "This greets “Tomasz”" in margin
    assert 'name="mend" value="name"' in margin
    assert "Write Aoife" in margin


def test_one_press_writes_it_and_keeps_it_as_the_next_draft() -> None:
    draft = journeys.drafted()

    desk = saved(draft, mend="name")

    assert newest(draft).body == WRONG_NAME.replace("Tomasz", "Aoife")
    assert "Hi Aoife,\n\nOranmore loads at night" in desk
    assert "Name is right" in desk


def test_the_press_mends_lines_as_browsers_post_them() -> None:
    draft = journeys.drafted()

    saved(draft, mend="name", body=WRONG_NAME.replace("\n", "\r\n"))

    assert newest(draft).body == WRONG_NAME.replace("Tomasz", "Aoife")


def test_a_false_reply_is_taken_off_the_subject() -> None:
    draft = journeys.drafted()

    saved(draft, mend="false_reply", subject="Re: Night loading", body=journeys.LETTER)

    assert newest(draft).subject == "Night loading"


def test_a_line_that_ends_this_is_added_above_the_signature() -> None:
    draft = journeys.drafted()
    body = "Hi Aoife,\n\nOranmore loads at night. Who reads the sheet at 2?\n\nMaya"

    saved(draft, mend="way_out", body=body)

    assert newest(draft).body.endswith("at 2?\n\nIf not, tell me and I’ll stop.\n\nMaya")


def test_what_is_mended_already_is_kept_as_it_is() -> None:
    draft = journeys.drafted()

    saved(draft, mend="name", body=journeys.LETTER.replace("January", "May"))

    assert newest(draft).body == journeys.LETTER.replace("January", "May")


def test_without_javascript_the_press_leads_back_to_the_page() -> None:
    draft = journeys.drafted()

    answer = Browser(draft.touch.owner).post(
        "draft", draft.touch_id, subject="Loading", body=WRONG_NAME, base_number=1, mend="name"
    )

    assert answer.status_code == 302
    assert newest(draft).body == WRONG_NAME.replace("Tomasz", "Aoife")


def test_a_customer_who_may_not_be_named_stops_in_the_margin() -> None:
    draft = journeys.drafted()
    ImpactStoryFactory.create(
        customer="Harcourt Homes Ltd", customer_aliases=["The Harcourts"], may_name_customer=False
    )

    for said in ("Harcourt Homes", "Harcourts"):
        body = journeys.LETTER.replace("Maya", f"{said} did it.\n\nMaya")

        assert f"We may not name “{said}”" in saved(
            draft, body=body, base_number=newest_number(draft)
        )


def test_an_unread_answer_stops_in_the_margin() -> None:
    draft = journeys.drafted()
    Hold.objects.create(
        company=draft.touch.prospect.company, reason="Aoife answered.", placed_at=NOW
    )

    page = text_of(Browser(draft.touch.owner).get("touch", draft.touch_id))

    assert '<li class="check" data-s="stop">' in page
    assert "Aoife answered" in page
    assert "Read it first." in page


def test_a_mailbox_that_sent_its_share_stops_in_the_margin() -> None:
    draft = journeys.drafted()
    journeys.connected(draft.touch.owner)
    assert "That is all this mailbox sends in a day." not in saved(draft, base_number="1")

    Mailbox.objects.filter(owner=draft.touch.owner).update(daily_cap=0)

    assert "That is all this mailbox sends in a day." in saved(draft, base_number="2")


def newest_number(draft: Draft) -> str:
    return str(draft.touch.drafts.count())
