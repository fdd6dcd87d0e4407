"""The link under each letter: one press, and nobody here writes to them again."""

from datetime import timedelta
from email.message import EmailMessage
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from cadence.enums import Ending, ReplyKind
from cadence.models import Approval, Enrollment, Hold, Reply
from cadence.policies.reaching import check_not_stopped
from cadence.selectors.conversation import conversation_with
from cadence.services import listening, sending, stopping, unsubscribing
from prospects.enums import ActivityKind, Channel, SuppressionKind, SuppressionOrigin
from prospects.models import Activity, Prospect, Suppression
from prospects.selectors.suppressions import addresses_of
from prospects.services import suppressing
from team.enums import AuditKind, Role
from team.models import AuditEvent
from team.refusals import Refused
from tests import journeys
from tests.cadence.browsing import Browser, text_of
from tests.factories.prospects import ProspectFactory
from tests.journeys import NOW
from tests.smtp import Sink

pytestmark = pytest.mark.usefixtures("clock")

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def public(settings: Settings) -> None:
    settings.PUBLIC_URL = "https://earnest.fernhill.example"


def sent(post: Sink, **fields: Any) -> tuple[Approval, EmailMessage]:
    approval = journeys.approved(**fields)
    sending.deliver(
        approval, by=approval.reviewer, session=approval.session, at=NOW + timedelta(seconds=10)
    )
    return approval, post.letters[-1]


def path_of(approval: Approval) -> str:
    return urlsplit(unsubscribing.link_for(approval)).path


def press(approval: Approval, **data: str) -> Any:
    return Client(enforce_csrf_checks=True).post(path_of(approval), data or ONE_CLICK)


@pytest.mark.usefixtures("public")
def test_every_letter_carries_both_headers_and_says_how_to_stop(
    post: Sink, settings: Settings
) -> None:
    settings.POSTAL_ADDRESS = "Fernhill\n1 Quay Street, Galway"
    approval, letter = sent(post)

    link = unsubscribing.link_for(approval)
    assert link.startswith("https://earnest.fernhill.example/u/")
    mailto = unsubscribing.mail_for(approval, approval.mailbox.address)
    assert mailto.startswith(f"mailto:{approval.mailbox.address}?subject=unsubscribe%20")
    assert "".join(letter["List-Unsubscribe"].split()) == f"<{mailto}>,<{link}>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    text = letter.get_content()
    assert (
        f"one line back is enough and I will stop. Or press here, and nobody of us writes again: {link}"
        in text
    )
    assert "Fernhill · 1 Quay Street, Galway" in text


def test_an_odd_address_of_ours_is_the_one_that_the_mail_goes_to(post: Sink) -> None:
    approval, _letter = sent(post)
    odd = "50%&co?/o'neil+x@fernhill.example"

    mail = urlsplit(unsubscribing.mail_for(approval, odd))

    assert unquote(mail.path) == odd
    assert parse_qs(mail.query).keys() == {"subject"}
    assert unsubscribing.approval_named_in(parse_qs(mail.query)["subject"][0]) == approval


def test_without_https_the_header_keeps_to_mail_and_the_letter_to_its_link(post: Sink) -> None:
    approval, letter = sent(post)

    mailto = unsubscribing.mail_for(approval, approval.mailbox.address)
    assert "".join(letter["List-Unsubscribe"].split()) == f"<{mailto}>"
    assert letter["List-Unsubscribe-Post"] is None
    assert unsubscribing.link_for(approval) in letter.get_content()


def test_the_link_says_nothing_about_anybody(post: Sink) -> None:
    approval, _letter = sent(post)
    link = unsubscribing.link_for(approval)

    person = approval.touch.prospect
    for told in (person.email, person.name.split()[0], approval.mailbox.address, f"/{person.pk}/"):
        assert told.lower() not in link.lower()


@pytest.mark.django_db
def test_to_look_at_the_page_changes_nothing_and_sets_no_cookie(post: Sink) -> None:
    approval, _letter = sent(post)

    for method in ("get", "head"):
        answer = getattr(Client(), method)(path_of(approval))
        assert (answer.status_code, len(answer.cookies)) == (200, 0)

    page = Client().get(path_of(approval)).content.decode()
    assert "Shall we stop writing to you?" in page
    assert "csrf" not in page
    assert not Suppression.objects.exists()
    assert not Reply.objects.exists()
    assert Enrollment.objects.get().ending == ""


@pytest.mark.parametrize("data", [ONE_CLICK, {"pressed": "yes"}], ids=["a program", "a person"])
def test_one_press_stops_everything_at_once(post: Sink, data: dict[str, str]) -> None:
    approval, _letter = sent(post)
    person = approval.touch.prospect

    answer = press(approval, **data)

    assert (answer.status_code, len(answer.cookies)) == (200, 0)
    assert "We have stopped" in answer.content.decode()
    assert {(each.origin, each.until, each.added_by) for each in Suppression.objects.all()} == {
        (SuppressionOrigin.UNSUBSCRIBE, None, None)
    }
    assert Enrollment.objects.get().ending == Ending.STOPPED
    for channel in Channel:
        with pytest.raises(Refused):
            check_not_stopped(person, channel, NOW)


def test_the_rep_is_told_and_has_nothing_to_decide_and_nothing_to_write(post: Sink) -> None:
    approval, _letter = sent(post)
    press(approval)
    reply = Reply.objects.get()
    rep = Browser(approval.reviewer)

    page = text_of(rep.get("reply", reply.pk))
    heard = rep.post_part("reply-kind", reply.pk, stop="yes")

    assert "Aoife wants no letter at all, not even a line back." in page
    assert "They were heard" in page
    assert "Interested" not in page
    assert heard.status_code == 200
    reply.refresh_from_db()
    assert (reply.kind, reply.answers.count()) == (ReplyKind.NO, 0)


def test_the_rep_reads_it_and_the_company_is_on_hold(post: Sink) -> None:
    approval, _letter = sent(post)
    person = approval.touch.prospect

    press(approval)

    reply = Reply.objects.get()
    assert (reply.prospect, reply.channel, reply.kind) == (person, Channel.EMAIL, "")
    assert (reply.is_link_press, reply.in_our_words) == (True, True)
    assert Hold.objects.get(company=person.company).lifted_at is None
    event = AuditEvent.objects.filter(kind=AuditKind.SUPPRESSED).get()
    assert (event.actor, event.detail["origin"]) == (None, "unsubscribe")


def test_a_second_press_answers_the_same_and_changes_nothing(post: Sink) -> None:
    approval, _letter = sent(post)
    first, before = press(approval), AuditEvent.objects.count()

    second = press(approval)

    assert (second.status_code, second.content) == (first.status_code, first.content)
    assert (Reply.objects.count(), AuditEvent.objects.count()) == (1, before)


def test_the_page_does_not_offer_what_was_pressed_before(post: Sink) -> None:
    approval, _letter = sent(post)
    press(approval)

    page = Client().get(path_of(approval)).content.decode()

    assert "We have stopped" in page
    assert "Nothing has changed so far." not in page


def test_a_press_makes_an_earlier_stop_one_that_nobody_lifts(post: Sink) -> None:
    approval, _letter = sent(post)
    person = approval.touch.prospect
    stopping.ask_to_stop(person, by=person.owner, at=NOW, words="Not before spring.")

    press(approval)

    manager = journeys.rep(role=Role.MANAGER)
    for stop in Suppression.objects.all():
        with pytest.raises(Refused) as refusal:
            suppressing.lift(stop, by=manager, at=NOW, reason="It is spring")
        assert refusal.value.code == "stopped_by_link"


def test_the_address_the_letter_went_to_is_stopped_although_they_have_a_new_one(post: Sink) -> None:
    approval, _letter = sent(post, email="aoife@corrib.example")
    Prospect.objects.filter(pk=approval.touch.prospect_id).update(email="new@corrib.example")

    press(approval)

    stopped = Suppression.objects.filter(kind=SuppressionKind.EMAIL)
    assert set(stopped.values_list("value", flat=True)) == {
        "aoife@corrib.example",
        "new@corrib.example",
    }


def test_the_link_works_when_their_data_is_erased(post: Sink) -> None:
    approval, _letter = sent(post, email="aoife@corrib.example")
    person = approval.touch.prospect
    press(approval)
    suppressing.forget(addresses_of(person), at=NOW)

    assert press(approval).status_code == 200
    twin = ProspectFactory.create(email="aoife+new@corrib.example")
    with pytest.raises(Refused):
        check_not_stopped(twin, Channel.EMAIL, NOW)


def test_naming_the_answer_afterwards_weakens_nothing(post: Sink) -> None:
    approval, _letter = sent(post)
    press(approval)

    listening.name_kind(Reply.objects.get(), by=approval.reviewer, at=NOW, kind="no")

    stops = Suppression.objects.values_list("origin", "until")
    assert set(stops) == {(SuppressionOrigin.UNSUBSCRIBE, None)}


def test_a_press_is_an_event_and_nowhere_their_words(post: Sink) -> None:
    approval, _letter = sent(post)
    person, rep = approval.touch.prospect, Browser(approval.reviewer)
    press(approval)
    reply = Reply.objects.get()
    on = "Pressed the unsubscribe link on 16 November."

    row, pane = text_of(rep.get("queue")), text_of(rep.get("reply", reply.pk))
    conversation = conversation_with(person, approval.reviewer)
    named = text_of(rep.post_part("reply-kind", reply.pk, stop="yes"))
    again = text_of(rep.get("reply", reply.pk))

    assert f"<small>{on}</small>" in row
    assert f"<b>{on} We've stopped everything.</b>" in pane
    assert f"<b>{on} </b>" in again
    pages = [row, pane, named, again, text_of(rep.client.get(f"/people/{person.pk}/"))]
    for page in pages:
        assert "Aoife wrote back" not in page
        assert "“Pressed" not in page
        assert '<blockquote class="body">' not in page
    line = next(each for each in conversation.lines if each.channel == "reply")
    assert (line.title, line.quote, line.more) == ("Aoife pressed the unsubscribe link", "", "")
    assert conversation.tally == "1 try"
    told = Activity.objects.filter(kind__in=[ActivityKind.REPLIED, ActivityKind.PRESSED])
    assert [each.kind for each in told] == [ActivityKind.PRESSED]


@pytest.mark.parametrize("whose", ["nobody's", "a rep's", "a made-up"])
def test_the_link_neither_reads_nor_sets_a_cookie(post: Sink, whose: str) -> None:
    approval, _letter = sent(post)
    browser = Client(enforce_csrf_checks=True)
    if whose == "a rep's":
        browser.force_login(approval.reviewer)
    if whose == "a made-up":
        browser.cookies["earnest_session"] = "x" * 32
    path = path_of(approval)

    for method, address in (("get", path), ("head", path), ("post", path), ("get", "/u/x/")):
        with CaptureQueriesContext(connection) as queries:
            answer = getattr(browser, method)(address)
        assert len(answer.cookies) == 0
        assert "Cookie" not in answer.get("Vary", "")
        asked = " ".join(query["sql"] for query in queries)
        assert "django_session" not in asked
        assert "humansession" not in asked


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_of_somebody_else_s_making_gets_a_kind_page(post: Sink, method: str) -> None:
    approval, _letter = sent(post)
    good = path_of(approval)
    name, _colon, _signature = good.removeprefix("/u/").partition(":")
    other = "/u/" + "0" * 32 + good[len("/u/") + 32 :]

    for path in (f"{good[:-3]}xx/", f"/u/{name}/", f"/u/{name}:x/", other, "/u/%00/"):
        answer = getattr(Client(), method)(path)
        assert (answer.status_code, len(answer.cookies)) == (404, 0), path
        assert "We don't know this link" in answer.content.decode()
    assert not Suppression.objects.exists()


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(post: Sink, method: str) -> None:
    approval, _letter = sent(post)

    assert getattr(Client(), method)(path_of(approval)).status_code == 405
    assert not Suppression.objects.exists()


@pytest.mark.parametrize("address", ["", "  "])
def test_outside_the_demo_no_letter_leaves_without_our_postal_address(
    post: Sink, settings: Settings, address: str
) -> None:
    approval = journeys.approved()
    settings.DEMO, settings.POSTAL_ADDRESS = False, address

    with pytest.raises(Refused) as refusal:
        sending.deliver(approval, by=approval.reviewer, session=approval.session, at=NOW)
    assert refusal.value.code == "no_postal_address"
    assert post.letters == []
    with pytest.raises(Refused) as at_review:
        journeys.approved(email="sean@corrib.example")
    assert at_review.value.code == "no_postal_address"


@pytest.mark.parametrize("url", ["http://earnest.fernhill.example", "https://earnest.example"])
def test_an_admin_reads_on_the_stop_list_what_mail_programs_cannot_offer(
    settings: Settings, url: str
) -> None:
    settings.DEMO, settings.PUBLIC_URL = False, url
    lacks = url.startswith("http://")

    for role in Role:
        page = text_of(Browser(journeys.rep(role=role)).get("stop-list"))
        said = f"PUBLIC_URL is {url} and does not begin with https://" in page
        assert said == (lacks and role == Role.ADMIN)


def test_the_demo_needs_no_public_address(settings: Settings) -> None:
    settings.DEMO, settings.PUBLIC_URL = True, "http://localhost:8000"

    assert unsubscribing.missing_for_one_press() == ""
