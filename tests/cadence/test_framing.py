"""What leaves is what was reviewed: the words, and what stands around them."""

from collections.abc import Callable
from dataclasses import replace
from email.utils import format_datetime

import pytest
from pytest_django import Settings

from cadence.models import Approval, Delivery, Touch
from cadence.selectors.framing import frame_of
from cadence.services import unsubscribing
from mailbox.models import Mailbox
from prospects.models import Prospect
from tests import journeys
from tests.cadence.browsing import Browser, text_of
from tests.journeys import NOW
from tests.smtp import Sink

pytestmark = pytest.mark.usefixtures("clock")

SIGNATURE = "Maya\nFernhill, monitors for cold stores"
POSTAL = "Fernhill\n1 Quay Street, Galway"
CHANGED = "Your signature, your name or theirs changed since you reviewed this. Read it once more and send it."


@pytest.fixture
def approval(post: Sink, settings: Settings) -> Approval:
    settings.POSTAL_ADDRESS = POSTAL
    rep = journeys.rep()
    journeys.connected(rep)
    Mailbox.objects.filter(owner=rep).update(signature=SIGNATURE, display_name="Maya Okafor")
    return journeys.approved(rep)


def _signature(approval: Approval, _settings: Settings) -> None:
    Mailbox.objects.filter(pk=approval.mailbox_id).update(signature="Maya\nand a word nobody read")


def _own_name(approval: Approval, _settings: Settings) -> None:
    Mailbox.objects.filter(pk=approval.mailbox_id).update(display_name="Somebody Else")


def _their_name(approval: Approval, _settings: Settings) -> None:
    Prospect.objects.filter(pk=approval.touch.prospect_id).update(name="Aoife Ní Bhriain Mhór")


def _postal_address(_approval: Approval, settings: Settings) -> None:
    settings.POSTAL_ADDRESS = "Fernhill\n2 Quay Street, Galway"


@pytest.mark.parametrize("change", [_signature, _own_name, _their_name, _postal_address])
def test_what_changed_around_the_words_since_the_review_is_read_before_it_leaves(
    approval: Approval, post: Sink, settings: Settings, change: Callable[..., None]
) -> None:
    change(approval, settings)
    browser = Browser(approval.reviewer)

    answer = browser.post_part("delivery", approval.pk)

    touch = Touch.objects.get(pk=approval.touch_id)
    assert (answer.status_code, CHANGED in text_of(answer)) == (409, True)
    assert (post.accepted, Delivery.objects.count()) == ([], 0)
    assert (touch.is_open, touch.drafts.get().body) == (True, journeys.LETTER)


def test_read_once_more_it_leaves_in_what_stands_there_now(
    approval: Approval, post: Sink, settings: Settings
) -> None:
    _signature(approval, settings)
    again = journeys.reviewed_again(approval)

    Browser(approval.reviewer).post_part("delivery", again.pk)

    (letter,) = post.letters
    assert "and a word nobody read" in letter.get_content()


def test_a_letter_that_left_is_answered_for_whatever_changed_since(
    approval: Approval, post: Sink, settings: Settings
) -> None:
    browser = Browser(approval.reviewer)
    browser.post_part("delivery", approval.pk)
    _signature(approval, settings)

    again = browser.post_part("delivery", approval.pk)

    assert (again.status_code, len(post.accepted)) == (200, 1)
    assert "Sent to Aoife" in text_of(again)


def test_the_bytes_are_the_reviewed_words_in_the_reviewed_frame_and_nothing_else(
    approval: Approval, post: Sink
) -> None:
    Browser(approval.reviewer).post_part("delivery", approval.pk)

    (letter,) = post.letters
    draft, delivery = approval.draft, Delivery.objects.get()
    frame, link = frame_of(approval.touch, Mailbox.objects.get()), unsubscribing.link_for(approval)
    assert {name: "".join(str(value).split(" \r\n")) for name, value in letter.items()} == {
        "From": f"Maya Okafor <{approval.mailbox.address}>",
        "To": f"Aoife Ní Bhriain <{draft.to_address}>",
        "Subject": draft.subject,
        "Date": format_datetime(NOW),
        "Message-ID": delivery.message_id,
        "X-Earnest-Letter": delivery.message_id,
        "List-Unsubscribe": f"<{unsubscribing.mail_for(approval, approval.mailbox.address)}>",
        "Content-Type": 'text/plain; charset="utf-8"',
        "Content-Transfer-Encoding": "quoted-printable",
        "MIME-Version": "1.0",
    }
    under = f"{SIGNATURE}\n\n{frame.postal_address}\n\n{frame.opt_out} {link}"
    assert letter.get_content().replace("\r\n", "\n") == f"{draft.body.rstrip()}\n\n-- \n{under}\n"
    assert bytes(approval.frame_sha256) == frame.sha256()


def test_under_the_words_stands_who_from_where_and_how_to_stop(approval: Approval) -> None:
    frame = frame_of(approval.touch, Mailbox.objects.get())

    signed, unsigned = frame, replace(frame, signature=" \n")

    stop = f"{frame.opt_out} https://fernhill.example/u/7"
    assert signed.under("https://fernhill.example/u/7") == (
        f"{SIGNATURE}\n\nFernhill · 1 Quay Street, Galway\n\n{stop}"
    )
    assert unsigned.under("https://fernhill.example/u/7") == (
        f"Fernhill · 1 Quay Street, Galway\n\n{stop}"
    )


def test_the_desk_shows_what_will_stand_around_the_words(approval: Approval) -> None:
    page = text_of(Browser(approval.reviewer).get("touch", approval.touch_id))

    frame = frame_of(approval.touch, Mailbox.objects.get())
    assert f"{frame.under()}</span></p>" in page
    assert SIGNATURE in frame.under()
    assert "Fernhill · 1 Quay Street, Galway" in frame.under()
    assert f"From Maya Okafor, {approval.mailbox.address}" in page
    assert f"Aoife Ní Bhriain, {approval.draft.to_address}" in page
