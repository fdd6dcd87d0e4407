"""A letter that answers them, on the desk: what they wrote above it, its own checks, and leaving it out."""

from datetime import timedelta

import pytest

from cadence.enums import Ending, ReplyKind, TouchState
from cadence.models import Approval, Enrollment, Reply, Touch
from prospects.enums import SuppressionOrigin
from prospects.models import Prospect, Suppression
from team.models import User
from tests import journeys
from tests.cadence import answers, days
from tests.cadence.browsing import Browser, text_of
from tests.cadence.conftest import Clock
from tests.cadence.test_views_queue import headings, names
from tests.factories.team import TeamFactory, UserFactory
from tests.journeys import NOW

pytestmark = pytest.mark.usefixtures("clock", "sandbox")


@pytest.fixture
def rep() -> User:
    return journeys.rep(name="Maya Okafor")


def unread(rep: User, **changed: object) -> Reply:
    return answers.wrote(journeys.enrolled(rep).prospect, **changed)


def no_from(rep: User, **fields: object) -> Touch:
    return answers.acknowledgement(answers.said_no(journeys.enrolled(rep, **fields).prospect))


def test_after_a_no_the_next_thing_on_the_desk_is_the_line_back(rep: User) -> None:
    reply = unread(rep)
    journeys.drafted(rep, email="b@corrib.example", phone="", linkedin_url="")

    answer = Browser(rep).post_part("reply-kind", reply.pk, kind="no")

    touch = answers.acknowledgement(reply)
    page = text_of(answer)
    assert answer["HX-Push-Url"] == f"/queue/{touch.pk}/"
    assert "Kept. Aoife was heard." in page
    assert "Said no; a line back is due by Tuesday." in page
    assert "Not for us, thanks." in page
    assert "Thank you for telling me." in page
    assert "It asks for nothing" in page


def test_the_desk_of_an_answer_has_no_tries_and_no_skip(rep: User) -> None:
    touch = no_from(rep)

    page = text_of(Browser(rep).get("touch", touch.pk))

    assert "Leave it out…" in page
    assert "Send to Aoife" in page
    for absent in ("Not today", ">Skip<", "Try 0", 'class="thread"', "is on hold"):
        assert absent not in page
    assert 'name="subject" value="Re: Night loading at Oranmore"' in page


def test_the_list_shows_a_no_first_then_answers_under_one_heading(rep: User) -> None:
    interested = answers.named(unread(rep), ReplyKind.INTERESTED)
    no = no_from(rep, email="b@corrib.example", phone="", linkedin_url="")
    Prospect.objects.filter(pk=no.prospect_id).update(name="Priya Raman")
    days.answered(days.person(rep, "Tomasz Wójcik", "Mazur"), NOW, "Tell me more.")

    page = text_of(Browser(rep).get("queue"))

    assert headings(page)[0] == "They wrote back"
    assert headings(page).count("They wrote back") == 1
    assert names(page)[:3] == ["Tomasz Wójcik", "Priya Raman", interested.prospect.name]
    assert "<small>Said no; a line back is due by Tuesday</small>" in page
    assert "<small>Interested; your answer is open</small>" in page


@pytest.mark.parametrize(
    ("later", "words"),
    [(1, "a line back is due today"), (2, "a line back was due on Tuesday 17 November")],
)
def test_a_line_back_that_is_late_says_so(rep: User, clock: Clock, later: int, words: str) -> None:
    no_from(rep)
    clock.move(NOW + timedelta(days=later))

    assert f"<small>Said no; {words}</small>" in text_of(Browser(rep).get("queue"))


def test_an_acknowledgement_is_reviewed_like_any_letter(rep: User) -> None:
    touch = no_from(rep)
    draft = answers.newest(touch)
    journeys.connected(rep)
    words = {"subject": "Buy now", "body": draft.body, "base_number": str(draft.number)}

    refused = Browser(rep).post_part("approval-new", touch.pk, **words)
    taken = Browser(rep).post_part("approval-new", touch.pk, **words, read_aloud="on")

    assert refused.status_code == 422
    assert taken.status_code == 200
    assert Approval.objects.get().draft.subject == "Re: Night loading at Oranmore"


def test_a_pitch_after_a_no_is_stopped_in_the_margin(rep: User) -> None:
    touch = no_from(rep)
    journeys.connected(rep)

    answer = Browser(rep).post_part(
        "approval-new",
        touch.pk,
        subject="",
        body="Hi Aoife,\n\nOne short demo?\n\nMaya",
        base_number="1",
        read_aloud="on",
    )

    assert answer.status_code == 422
    assert "A question to somebody who said no" in text_of(answer)


def test_leaving_it_out_needs_a_reason_from_the_list(rep: User) -> None:
    touch = no_from(rep)
    browser = Browser(rep)

    asked = text_of(browser.get("omission", touch.pk))
    faults = [
        browser.post("omission", touch.pk),
        browser.post("omission", touch.pk, reason="wrong_time"),
        browser.post("omission", touch.pk, reason="other"),
        browser.post("omission", touch.pk, reason="other", note="x" * 301),
    ]
    kept = browser.post("omission", touch.pk, reason="told_them")

    touch.refresh_from_db()
    assert "Aoife Ní Bhriain wrote to us and gets no letter back." in asked
    assert [each.status_code for each in faults] == [422] * 4
    assert kept.status_code == 302
    assert touch.state == TouchState.SKIPPED


def test_a_try_cannot_be_left_out_and_an_answer_neither_skipped_nor_put_off(rep: User) -> None:
    plain = journeys.drafted(rep, email="b@corrib.example", phone="", linkedin_url="").touch
    touch = no_from(rep)
    browser = Browser(rep)

    assert browser.get("omission", plain.pk).status_code == 404
    assert browser.post("skip", touch.pk, reason="wrong_time").status_code == 422
    assert browser.post("skip", touch.pk, reason="told_them").status_code == 422
    tomorrow = {"until_choice": "2026-11-17"}
    assert browser.post("postponement", touch.pk, **tomorrow).status_code == 422
    assert browser.post("attempt", touch.pk).status_code == 404


def test_nobody_else_answers_or_leaves_out(rep: User) -> None:
    reply = answers.named(unread(rep), ReplyKind.INTERESTED)
    touch = answers.answer_to(reply)
    stranger = Browser(UserFactory.create(team=TeamFactory.create()))
    colleague = Browser(journeys.rep())

    for browser in (stranger, colleague):
        assert browser.post("omission", touch.pk, reason="told_them").status_code == 404
        assert browser.post("answer-new", reply.pk).status_code == 404
        assert browser.post("reply-kind", reply.pk, kind="no").status_code == 404


def test_asked_to_stop_comes_first_where_the_mail_suggests_it(rep: User) -> None:
    reply = unread(rep)
    Reply.objects.filter(pk=reply.pk).update(suggested_kind="no")
    browser = Browser(rep)

    page = text_of(browser.get("reply", reply.pk))
    desk = text_of(browser.post_part("reply-kind", reply.pk, stop="yes"))

    reply.refresh_from_db()
    assert "<b>Asked us to stop; one line back if you like.</b>" in desk
    assert "<small>Asked us to stop; one line back if you like</small>" in desk
    assert page.index("Asked us to stop") < page.index("What was it?</legend>")
    assert "One line back if you like, then we stop everywhere." in page
    assert (reply.kind, Enrollment.objects.get().ending) == (ReplyKind.NO, Ending.STOPPED)
    assert not Suppression.objects.exclude(until=None, origin=SuppressionOrigin.REPLY).exists()
    assert answers.acknowledgement(reply).is_open


@pytest.mark.parametrize(
    ("text", "subject", "warning"),
    [
        ("Please take me off your list.", "Re: Hello", "This may ask us to stop."),
        ("Let us talk.", "Unsubscribe", "Asked us to stop, by its subject: unsubscribe."),
    ],
)
def test_that_they_may_ask_us_to_stop_stands_above_their_words_and_never_in_them(
    rep: User, text: str, subject: str, warning: str
) -> None:
    reply = unread(rep, text=text, subject=subject)
    Reply.objects.filter(pk=reply.pk).update(suggested_kind=ReplyKind.NO)

    page = text_of(Browser(rep).get("reply", reply.pk))

    assert page.count(warning) == 1
    assert " checked>" not in page
    assert page.index(warning) < page.index(f'<blockquote class="body">{text}</blockquote>')


def test_a_plain_no_is_not_taken_for_a_wish_to_be_left_alone(rep: User) -> None:
    reply = unread(rep)
    Reply.objects.filter(pk=reply.pk).update(suggested_kind=ReplyKind.NO)

    page = text_of(Browser(rep).get("reply", reply.pk))
    assert "This may ask us to stop." not in page
    assert page.count(" checked>") == 1


def test_a_colleague_of_theirs_who_wrote_is_named_above_their_words(rep: User) -> None:
    reply = unread(
        rep,
        text="I look after this.",
        from_address="robin@corrib.example",
        from_name="Robin Hale",
    )

    assert "Robin wrote back." in text_of(Browser(rep).get("reply", reply.pk))


def test_a_referral_is_kept_in_the_same_form(rep: User) -> None:
    reply = unread(rep)
    browser = Browser(rep)
    wrong = [
        {"kind": "referral", "referred_email": "sean.burke@corrib.example"},
        {"kind": "referral", "referred_name": "Seán Burke", "referred_email": "no address"},
        {"kind": "no", "referred_name": "Seán Burke"},
        {"kind": "referral", "referred_name": "Se\u202eán", "referred_email": ""},
        {"kind": "referral", "referred_name": "x" * 201},
    ]

    statuses = [browser.post_part("reply-kind", reply.pk, **each).status_code for each in wrong]
    kept = browser.post_part(
        "reply-kind",
        reply.pk,
        kind="referral",
        referred_name="Seán Burke",
        referred_email="sean.burke@corrib.example",
    )

    assert statuses == [422] * 5
    assert Prospect.objects.filter(name="Seán Burke", owner=rep).exists()
    assert "Thank you, I'll write to Seán." in text_of(kept)


def test_not_now_is_written_back_to_by_hand(rep: User) -> None:
    reply = answers.named(unread(rep), ReplyKind.NOT_NOW, until=(NOW + timedelta(days=20)).date())
    browser = Browser(rep)

    page = text_of(browser.get("reply", reply.pk))
    opened = browser.post("answer-new", reply.pk)

    touch = answers.answer_to(reply)
    assert "Write back" in page
    assert opened["Location"] == f"/queue/{touch.pk}/"
    assert "Open your letter to them" in text_of(browser.get("reply", reply.pk))


def test_what_cannot_be_answered_by_hand_says_why(rep: User) -> None:
    reply = unread(rep)
    browser = Browser(rep)

    assert browser.post("answer-new", reply.pk).status_code == 409
    part = browser.post_part("answer-new", reply.pk)
    assert part.status_code == 409
    assert "Read what they said first" in text_of(part)
    assert browser.get("answer-new", reply.pk).status_code == 405


def test_whoever_was_in_no_cadence_is_answered_elsewhere(rep: User) -> None:
    reply = answers.wrote(journeys.researched(rep))

    answer = Browser(rep).post_part("reply-kind", reply.pk, kind="no")

    assert "Answer from your mail program; it will appear here." in text_of(answer)


def test_whoever_used_the_link_meanwhile_gets_no_letter(rep: User) -> None:
    touch = no_from(rep)
    Suppression.objects.update(origin=SuppressionOrigin.UNSUBSCRIBE)

    page = text_of(Browser(rep).get("touch", touch.pk))

    assert "Aoife wants no letter at all, not even a line back." in page
    assert "Send to Aoife" not in page


def test_a_colleagues_answer_names_whose_person_it_was(rep: User) -> None:
    jonas = journeys.rep(name="Jonas Weber", team=rep.team)
    draft = journeys.drafted(rep)
    theirs = days.person(jonas, "Seán Burke", "Corrib Kitchens", linkedin_url="", phone="")
    theirs.company = draft.touch.prospect.company
    theirs.save(update_fields=["company"])
    days.answered(theirs, NOW - timedelta(minutes=2), "Who are you?")
    browser = Browser(rep)

    page = text_of(browser.get("touch", draft.touch_id))
    journeys.connected(rep)
    refused = browser.post_part(
        "approval-new",
        draft.touch_id,
        subject=draft.subject,
        body=draft.body,
        base_number=str(draft.number),
        read_aloud="on",
    )

    assert page.count("Jonas's person answered at 08:58.") == 2
    assert refused.status_code == 409
    assert (
        "Seán Burke, with whom Jonas talks, wrote back two minutes ago. Nothing was sent."
        in text_of(refused)
    )


def test_a_sent_answer_stands_among_what_is_done_today(rep: User) -> None:
    touch = no_from(rep)
    Browser(rep).post("omission", touch.pk, reason="told_them")

    page = text_of(Browser(rep).get("queue-done"))

    assert f"Acknowledgement, skipped. {touch.prospect.company.name}" in page
    assert "I told them another way" in page
