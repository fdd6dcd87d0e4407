"""Posts that no page of ours makes: nothing is sent, nothing is lost, and each is answered with a sentence."""

import uuid
from copy import deepcopy
from typing import Any

import pytest

from cadence.models import Approval, Delivery, Draft
from cadence.services import drafting, reviewing
from mailbox.models import Mailbox
from prospects.models import Prospect
from team.models import User
from tests import journeys
from tests.cadence.browsing import Browser, text_of
from tests.cadence.conftest import Beginning, Clock
from tests.journeys import NOW
from tests.smtp import Sink

HOSTILE = {
    "a line of its own": "Night\r\nBcc: everyone@corrib.example",
    "a bare line feed": "Night\nBcc: everyone@corrib.example",
    "a bare carriage return": "Night\rBcc: everyone@corrib.example",
    "a null": "Night\0loading",
    "text turned around": "Night \u202egnidaol",
    "an isolated turn": "Night \u2067gnidaol\u2069",
    "a line separator": "Night\u2028Bcc: everyone@corrib.example",
    "a word in code": "=?utf-8?q?Night=0ABcc=3A?=",
    "a next line": "Night\u0085Bcc: everyone@corrib.example",
}
STORABLE = {what: text for what, text in HOSTILE.items() if "\0" not in text}
TOO_LONG = "Night " * 166 + "Loud"
ADDRESSES = [
    '"a b"@corrib.example',
    "a(comment)@corrib.example",
    "a@[127.0.0.1]",
    "a@corrib.example\r\nBcc: everyone@corrib.example",
    "a@corrib.example, b@corrib.example",
    "a@b@corrib.example",
    "<a@corrib.example>",
    "a@corrib.example\u202e",
    "=?utf-8?q?a?=@corrib.example",
    "a@-corrib.example",
    "a\0@corrib.example",
]


@pytest.fixture(autouse=True)
def _at_one_instant(clock: Clock) -> None:
    """Every test stands at NOW."""


@pytest.fixture(scope="module", autouse=True)
def written(beginning: Beginning) -> Draft:
    with beginning():
        draft = journeys.drafted()
        journeys.connected(draft.touch.owner)
        return draft


@pytest.fixture
def draft(written: Draft, post: Sink) -> Draft:
    return deepcopy(written)


@pytest.fixture
def approval(draft: Draft) -> Approval:
    by = draft.touch.owner
    return reviewing.approve(
        draft, by=by, session=journeys.signed_in(by), at=NOW, looks=journeys.LOOKS, read_aloud=True
    )


@pytest.fixture
def mailbox(post: Sink) -> Mailbox:
    return journeys.connected(journeys.rep())


def send(browser: Browser, draft: Draft, /, **changed: Any) -> Any:
    given = {"subject": draft.subject, "body": draft.body, "base_number": draft.number}
    more = {"read_aloud": "1"} | {
        f"because_{look}": "I mean it." for look in ("subject", "hidden_characters")
    }
    return browser.post_part("approval-new", draft.touch_id, **(given | more | changed))


# Reviews that are not theirs to use


@pytest.mark.parametrize("name", ["delivery", "withdrawal"])
def test_a_review_nobody_made_is_not_found(approval: Approval, post: Sink, name: str) -> None:
    assert Browser(approval.reviewer).post(name, uuid.uuid4()).status_code == 404
    assert post.accepted == []


@pytest.mark.parametrize("name", ["delivery", "withdrawal"])
@pytest.mark.parametrize("role", ["rep", "manager", "admin"])
def test_a_review_of_somebody_else_is_not_found_whoever_asks(
    approval: Approval, post: Sink, name: str, role: str
) -> None:
    other = Browser(journeys.rep(role=role, team=approval.reviewer.team))

    assert other.post_part(name, approval.pk).status_code == 404
    assert post.accepted == []
    assert not Delivery.objects.exists()


def test_what_else_a_forged_send_names_changes_nothing(draft: Draft, post: Sink) -> None:
    stranger = journeys.drafted(email="sean@corrib.example")
    theirs = journeys.connected(stranger.touch.owner)
    forged: dict[str, Any] = {
        "touch": stranger.touch_id,
        "draft": stranger.pk,
        "mailbox": theirs.pk,
        "reviewer": stranger.touch.owner_id,
        "to_address": "sean@corrib.example",
        "content_sha256": bytes(stranger.content_sha256).hex(),
    }
    browser = Browser(draft.touch.owner)

    assert send(browser, draft, **forged).status_code == 200
    approval = Approval.objects.get()
    assert browser.post_part("delivery", approval.pk, **forged).status_code == 200

    assert (approval.touch, approval.reviewer) == (draft.touch, browser.user)
    assert approval.mailbox.owner == browser.user
    (letter,) = post.letters
    assert (letter["To"].addresses[0].addr_spec, letter["Cc"]) == (draft.to_address, None)


def test_the_try_of_a_colleague_cannot_be_reviewed(draft: Draft) -> None:
    stranger = journeys.drafted(email="sean@corrib.example")

    assert send(Browser(draft.touch.owner), stranger).status_code == 404
    assert not Approval.objects.exists()


def test_without_a_mailbox_nothing_is_reviewed_and_the_words_are_kept(post: Sink) -> None:
    draft = journeys.drafted()
    body = f"{draft.body} Thank you."

    answer = send(Browser(draft.touch.owner), draft, body=body)

    assert answer.status_code == 422
    assert "Connect your mailbox in Settings before sending." in text_of(answer)
    assert Draft.objects.latest("number").body == body
    assert not Approval.objects.exists()


# The same post again, and in another order


def test_a_try_that_is_reviewed_twice_is_sent_once(draft: Draft, post: Sink) -> None:
    browser = Browser(draft.touch.owner)
    reviewed = [send(browser, draft).status_code for _again in range(2)]
    first, second = Approval.objects.all()

    left = browser.post_part("delivery", first.pk)
    refused = browser.post_part("delivery", second.pk)

    assert reviewed == [200, 200]
    assert (left.status_code, refused.status_code) == (200, 422)
    assert "This try is closed" in text_of(refused)
    assert len(post.accepted) == 1
    assert Delivery.objects.count() == 1


def test_a_delivery_posted_five_times_is_one_letter(approval: Approval, post: Sink) -> None:
    browser = Browser(approval.reviewer)

    said = [text_of(browser.post_part("delivery", approval.pk)) for _again in range(5)]

    assert all("Sent to Aoife" in each for each in said)
    assert len(post.accepted) == 1
    assert Delivery.objects.count() == 1


def test_what_was_taken_back_is_not_sent_by_an_older_post(approval: Approval, post: Sink) -> None:
    browser = Browser(approval.reviewer)
    assert browser.post_part("withdrawal", approval.pk).status_code == 200
    again = browser.post_part("withdrawal", approval.pk)

    answer = browser.post_part("delivery", approval.pk)

    assert again.status_code in (200, 409)
    assert answer.status_code == 409
    assert "You took this back. Nothing was sent." in text_of(answer)
    assert post.accepted == []


def test_a_review_ends_with_the_session_it_was_made_in(draft: Draft, post: Sink) -> None:
    browser = Browser(draft.touch.owner)
    send(browser, draft)
    approval = Approval.objects.get()
    browser.client.post("/accounts/logout/")

    out = browser.post("delivery", approval.pk)
    back = Browser(User.objects.get(pk=browser.user.pk)).post_part("delivery", approval.pk)

    assert (out.status_code, out["Location"].split("?")[0]) == (302, "/accounts/login/")
    assert back.status_code == 409
    assert "You signed out since you reviewed this." in text_of(back)
    assert post.accepted == []


# Windows that are behind


def test_words_changed_elsewhere_after_the_review_are_not_sent(
    approval: Approval, post: Sink
) -> None:
    newer = drafting.save_draft(
        approval.touch,
        by=approval.reviewer,
        at=NOW,
        subject="Another",
        body="Hi Aoife,\nOther words.",
        base_number=approval.draft.number,
    )

    answer = Browser(approval.reviewer).post_part("delivery", approval.pk)

    assert answer.status_code == 409
    assert "There is a newer text than the one you reviewed." in text_of(answer)
    assert post.accepted == []
    assert Draft.objects.latest("number") == newer


@pytest.mark.parametrize("number", [0, 1, 7, 2**31])
def test_a_draft_number_that_is_not_the_newest_loses_neither_text(
    draft: Draft, number: int
) -> None:
    browser = Browser(draft.touch.owner)
    browser.post_part("draft", draft.touch_id, subject="Two", body="Second.", base_number=1)

    answer = send(browser, draft, body="Third.", base_number=number)

    assert answer.status_code == 409
    assert "Third." in text_of(answer)
    assert "Second." in text_of(answer)
    assert Draft.objects.latest("number").body == "Second."
    assert not Approval.objects.exists()


@pytest.mark.parametrize("number", ["-1", "x", "9" * 40, "1.5"])
def test_a_draft_number_that_is_none_is_answered_and_loses_nothing(
    draft: Draft, number: str
) -> None:
    answer = send(Browser(draft.touch.owner), draft, body="Mine.", base_number=number)

    assert answer.status_code in (409, 422)
    assert not Approval.objects.exists()
    assert Draft.objects.latest("number").body == draft.body


# What could become a header


@pytest.mark.parametrize("subject", [*HOSTILE.values(), TOO_LONG], ids=[*HOSTILE, "too long"])
def test_a_subject_that_fits_no_header_is_not_reviewed_and_comes_back(
    draft: Draft, post: Sink, subject: str
) -> None:
    browser = Browser(draft.touch.owner)

    answer = send(browser, draft, subject=subject)

    assert answer.status_code == 422
    assert not Approval.objects.exists()
    assert post.accepted == []
    typed = subject.replace("\r\n", "\n").replace("\r", "\n")
    assert typed in (Draft.objects.latest("number").subject, typed_in(browser, draft, subject))


def typed_in(browser: Browser, draft: Draft, subject: str) -> str:
    """What the page shows in the subject's field after the same post without htmx."""
    given = {"subject": subject, "body": draft.body, "base_number": draft.number}
    page = text_of(browser.post("approval-new", draft.touch_id, **given, read_aloud="1"))
    return subject if f'value="{subject}"' in page else ""


@pytest.mark.parametrize("name", STORABLE.values(), ids=STORABLE)
def test_nobodys_name_adds_a_header(draft: Draft, post: Sink, name: str) -> None:
    """The forms refuse or tidy such a name; here it has come into the table by another way."""
    people = Prospect.objects.filter(pk=draft.touch.prospect_id)
    people.update(name=f"Aoife {name}", preferred_name="Aoife")

    answer = send(Browser(draft.touch.owner), draft)

    assert answer.status_code == 422
    assert "Their name contains" in text_of(answer)
    assert not Approval.objects.exists()
    assert post.accepted == []


@pytest.mark.parametrize("name", [*HOSTILE.values(), TOO_LONG], ids=[*HOSTILE, "too long"])
def test_ones_own_name_is_one_plain_line(name: str) -> None:
    user = journeys.rep()
    week = {"day-TOTAL_FORMS": "7", "day-INITIAL_FORMS": "7", "day-1-works": "on"}
    week |= {f"day-{n}-{edge}": at for n in range(7) for edge, at in HOURS.items()}
    profile = {"name": name, "time_zone": "Europe/Dublin", "undo_seconds": "10"}

    answer = Browser(user).client.post("/settings/you/", profile | week)

    assert answer.status_code == 422
    assert User.objects.get(pk=user.pk).name == user.name


HOURS = {"start": "09:00", "end": "17:30"}


@pytest.mark.parametrize("name", [*HOSTILE.values(), TOO_LONG], ids=[*HOSTILE, "too long"])
def test_the_name_on_the_letters_is_one_plain_line(mailbox: Mailbox, name: str) -> None:
    answer = Browser(mailbox.owner).client.post(
        "/settings/mailbox/letterhead/",
        {"display_name": name, "signature": "Maya", "daily_cap": "40"},
    )

    assert answer.status_code == 422
    assert Mailbox.objects.get(pk=mailbox.pk).display_name == mailbox.display_name


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_person_is_kept_only_with_an_address_that_is_one(written: Draft, address: str) -> None:
    answer = Browser(journeys.rep()).client.post(
        "/people/new/", {"name": "Sean Daly", "company_name": "Harbour", "email": address}
    )

    assert answer.status_code == 422
    assert Prospect.objects.get() == written.touch.prospect


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_mailbox_is_connected_only_with_an_address_that_is_one(
    mailbox: Mailbox, address: str
) -> None:
    typed = {"address": address, "username": "maya", "password": "a password"}
    for side in ("smtp", "imap"):
        typed |= {f"{side}_host": "127.0.0.1", f"{side}_port": "1", f"{side}_security": "none"}

    answer = Browser(mailbox.owner).client.post("/settings/mailbox/", typed)

    assert answer.status_code == 422
    assert Mailbox.objects.get(pk=mailbox.pk).address == mailbox.address


@pytest.mark.parametrize("address", [each for each in ADDRESSES if "\0" not in each])
def test_nobody_is_written_to_at_what_is_no_address(draft: Draft, post: Sink, address: str) -> None:
    Prospect.objects.filter(pk=draft.touch.prospect_id).update(email=address)
    browser = Browser(draft.touch.owner)
    browser.post_part(
        "draft", draft.touch_id, subject=draft.subject, body=draft.body, base_number=1
    )
    newest = Draft.objects.latest("number")

    answer = send(browser, newest)

    assert answer.status_code == 422
    assert not Approval.objects.exists()
    assert post.accepted == []
