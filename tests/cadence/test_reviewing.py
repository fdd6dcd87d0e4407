"""The review: these exact words, by this rep, at this moment, or a sentence why not."""

from datetime import timedelta
from typing import Any

import pytest

from cadence.checks import State
from cadence.enums import Ending, ReplyKind
from cadence.models import Approval, Draft, Hold, Withdrawal
from cadence.selectors import letters
from cadence.selectors.desk import desk_of
from cadence.selectors.sheet import sheet_of
from cadence.services import drafting, enrolling, reviewing, stopping
from mailbox.enums import MailboxState
from mailbox.models import Mailbox
from prospects.enums import Channel
from team.enums import AuditKind
from team.models import AuditEvent
from team.refusals import Refused
from tests import journeys
from tests.cadence import answers
from tests.cadence.conftest import Clock
from tests.cadence.test_drafting import planned_on, version_of
from tests.factories.prospects import ProspectFactory
from tests.journeys import LETTER, NOW

pytestmark = pytest.mark.usefixtures("clock", "sandbox")

WORN = LETTER.replace("Would it be useful", "I hope this finds you well. Would it be useful")


def approve(draft: Draft, **changed: Any) -> Approval:
    by = draft.touch.owner
    if not Mailbox.objects.filter(owner=by).exists():
        journeys.connected(by)
    given: dict[str, Any] = {
        "by": by,
        "session": journeys.signed_in(by),
        "at": NOW,
        "looks": {},
        "read_aloud": True,
    }
    return reviewing.approve(draft, **(given | changed))


def rewritten(draft: Draft, body: str, subject: str = "Night loading at Oranmore") -> Draft:
    return drafting.save_draft(
        draft.touch,
        by=draft.touch.owner,
        at=NOW,
        subject=subject,
        body=body,
        base_number=draft.number,
    )


def refusal_of(draft: Draft, **changed: Any) -> Refused:
    with pytest.raises(Refused) as refusal:
        approve(draft, **changed)
    assert not Approval.objects.exists()
    return refusal.value


def test_a_review_keeps_who_when_and_exactly_which_words() -> None:
    draft = journeys.drafted()

    approval = approve(draft)

    assert (approval.draft, approval.reviewer) == (draft, draft.touch.owner)
    assert approval.to_address == draft.to_address
    assert bytes(approval.content_sha256) == bytes(draft.content_sha256)
    assert (approval.approved_at, approval.expires_at) == (NOW, NOW + timedelta(minutes=15))
    assert approval.read_aloud is True


def test_a_review_is_accounted_for() -> None:
    approval = approve(journeys.drafted())

    event = AuditEvent.objects.get(kind=AuditKind.APPROVED)
    assert (event.actor, event.subject) == (approval.reviewer, f"approval {approval.pk}")
    assert event.detail == {"touch": approval.touch_id, "draft": 1}


def test_a_stop_of_the_margin_is_a_refusal_with_its_words() -> None:
    draft = journeys.drafted()

    refusal = refusal_of(rewritten(draft, LETTER.replace("Aoife", "Sean")))

    assert refusal.code == "stop_remains"
    assert refusal.sentence == "This greets “Sean”. You are writing to Aoife."


def test_no_reason_answers_a_stop() -> None:
    draft = rewritten(journeys.drafted(), LETTER.replace("Aoife", "Sean"))

    assert refusal_of(draft, looks={"name": "It is his name."}).code == "stop_remains"


def test_a_look_wants_a_line_why() -> None:
    draft = rewritten(journeys.drafted(), WORN)

    assert refusal_of(draft).code == "look_unanswered"
    assert refusal_of(draft, looks={"worn_phrases": "  "}).code == "look_unanswered"


def test_a_look_with_its_reason_is_sent_and_the_reason_kept() -> None:
    draft = rewritten(journeys.drafted(), WORN)
    warned = [
        each.code
        for each in reviewing.review(draft.touch, at=NOW, subject=draft.subject, body=draft.body)
        if each.state is State.WARN
    ]

    approval = approve(draft, looks=dict.fromkeys([*warned, "not_there"], " She is unwell. "))

    assert warned
    assert approval.looks == dict.fromkeys(warned, "She is unwell.")


def test_what_was_not_read_aloud_is_not_sent() -> None:
    refusal = refusal_of(journeys.drafted(), read_aloud=False)

    assert refusal.code == "not_read_aloud"
    assert refusal.sentence == "Read it aloud. Press R, or read it yourself and tick."


def test_a_letter_at_night_wants_a_line_why() -> None:
    draft = journeys.drafted()

    assert refusal_of(draft, at=NOW + timedelta(hours=12)).code == "look_unanswered"


def test_older_words_are_not_reviewed() -> None:
    first = journeys.drafted()
    rewritten(first, LETTER + "\n")

    assert refusal_of(first).code == "stale_draft"


def test_words_to_an_address_that_changed_are_not_reviewed() -> None:
    draft = journeys.drafted()
    prospect = draft.touch.prospect
    prospect.email = "aoife.nibhriain@corrib.example"
    prospect.save(update_fields=["email"])

    refusal = refusal_of(draft)

    assert refusal.code == "stale_address"
    assert "aoife.nibhriain@corrib.example" in refusal.sentence


def test_a_disconnected_mailbox_is_refused_before_the_countdown() -> None:
    draft = journeys.drafted()
    mailbox = journeys.connected(draft.touch.owner)
    Mailbox.objects.filter(pk=mailbox.pk).update(state=MailboxState.DISCONNECTED)

    refusal = refusal_of(draft)

    assert refusal.code == "mailbox_not_connected"
    assert refusal.sentence == "Connect your mailbox in Settings before sending."


def test_without_a_mailbox_there_is_nothing_to_send_from() -> None:
    draft = journeys.drafted()
    by = draft.touch.owner

    with pytest.raises(Refused) as refusal:
        reviewing.approve(
            draft, by=by, session=journeys.signed_in(by), at=NOW, looks={}, read_aloud=True
        )

    assert refusal.value.sentence == "Connect your mailbox in Settings before sending."


def test_a_colleagues_try_is_not_mine_to_review() -> None:
    assert refusal_of(journeys.drafted(), by=journeys.rep()).code == "not_your_try"


def test_somebody_elses_browser_reviews_nothing_for_me() -> None:
    refusal = refusal_of(journeys.drafted(), session=journeys.signed_in(journeys.rep()))

    assert refusal.code == "conflict_ea202"


def test_nothing_is_reviewed_while_the_company_is_on_hold() -> None:
    draft = journeys.drafted()
    company = draft.touch.prospect.company
    Hold.objects.create(company=company, reason="Sean answered.", placed_at=NOW)

    refusal = refusal_of(draft)

    assert refusal.sentence == (
        f"{company.name} is on hold: Sean answered. Nothing was sent. Read it first."
    )


def test_nothing_is_reviewed_for_somebody_who_asked_us_to_stop_elsewhere() -> None:
    draft = journeys.drafted()
    twin = ProspectFactory.create(email="", phone=draft.touch.prospect.phone)
    stopping.ask_to_stop(twin, by=twin.owner, at=NOW, words="Please stop.")

    refusal = refusal_of(draft)

    assert refusal.sentence == (
        "Aoife Ní Bhriain asked us to stop on 16 November 2026, under another record. "
        "Nobody here writes to them again."
    )


def test_the_day_on_which_they_asked_us_to_stop_is_their_own() -> None:
    draft = journeys.drafted(time_zone="Pacific/Pago_Pago")
    twin = ProspectFactory.create(email="", phone=draft.touch.prospect.phone)
    stopping.ask_to_stop(twin, by=twin.owner, at=NOW, words="Please stop.")

    assert "asked us to stop on 15 November 2026" in refusal_of(draft).sentence


def test_nothing_is_reviewed_after_an_ending() -> None:
    draft = journeys.drafted()
    enrolling.end(draft.touch.enrollment, Ending.NOT_A_FIT, by=draft.touch.owner, at=NOW)

    assert refusal_of(draft).code == "try_is_closed"


def test_a_bounced_address_takes_no_letter() -> None:
    draft = journeys.drafted()
    prospect = draft.touch.prospect
    prospect.email_bounced_at = NOW
    prospect.save(update_fields=["email_bounced_at"])

    refusal = refusal_of(draft)

    assert refusal.sentence == "There is no working e-mail address for Aoife Ní Bhriain."


def test_a_call_is_no_letter_to_review() -> None:
    draft = journeys.drafted(email="")

    refusal = refusal_of(draft)

    assert (refusal.code, refusal.sentence) == ("wrong_channel", "This try is by Call.")


# Undo


def test_undo_is_kept_with_who_and_when(clock: Clock) -> None:
    approval = approve(journeys.drafted())
    at = clock.move(NOW + timedelta(seconds=7))

    reviewing.withdraw(approval, by=approval.reviewer, at=at)

    withdrawal = Withdrawal.objects.get()
    assert (withdrawal.approval, withdrawal.by, withdrawal.at) == (approval, approval.reviewer, at)
    assert AuditEvent.objects.filter(kind=AuditKind.WITHDRAWN).count() == 1


def test_a_second_undo_changes_nothing() -> None:
    approval = approve(journeys.drafted())

    for _click in range(2):
        reviewing.withdraw(approval, by=approval.reviewer, at=NOW)

    assert Withdrawal.objects.count() == 1
    assert AuditEvent.objects.filter(kind=AuditKind.WITHDRAWN).count() == 1


def test_nobody_takes_back_a_colleagues_review() -> None:
    approval = approve(journeys.drafted())

    with pytest.raises(Refused) as refusal:
        reviewing.withdraw(approval, by=journeys.rep(), at=NOW)

    assert refusal.value.code == "not_your_try"


def test_after_undo_the_same_words_can_be_reviewed_again() -> None:
    first = approve(journeys.drafted())
    reviewing.withdraw(first, by=first.reviewer, at=NOW)

    second = approve(first.draft)

    assert second != first
    assert bytes(second.content_sha256) == bytes(first.content_sha256)


@pytest.mark.parametrize(
    ("must_pass", "state"), [([], State.WARN), (["words"], State.STOP), (["jargon"], State.WARN)]
)
def test_what_a_step_must_pass_stops_its_letter(must_pass: list[str], state: State) -> None:
    touch = planned_on(version_of([{"channel": Channel.EMAIL, "must_pass": must_pass}]))
    found = reviewing.review(touch, at=NOW, subject="Night loading", body="One word more. " * 90)

    assert next(result.state for result in found if result.code == "words") == state


@pytest.mark.parametrize("kind", [ReplyKind.AUTOMATIC, ReplyKind.AWAY])
def test_a_notice_that_nobody_wrote_makes_no_conversation_of_it(kind: ReplyKind) -> None:
    draft = journeys.drafted()
    touch = draft.touch
    answers.named(answers.wrote(touch.prospect, "I am away."), kind)
    pretending = rewritten(draft, LETTER, subject="Re: your dock")

    refused = refusal_of(pretending)

    assert (refused.code, refused.sentence[:5]) == ("stop_remains", "“Re:”")
    sheet = sheet_of(pretending, NOW)
    assert sheet is not None
    known = [letters.known_about(touch.prospect, NOW), desk_of(touch.owner, touch.pk, NOW).known]
    assert {each.has_replied for each in (*known, sheet.known)} == {False}


def test_what_a_person_wrote_is_a_conversation() -> None:
    draft = journeys.drafted()
    touch = draft.touch
    answers.named(answers.wrote(touch.prospect), ReplyKind.REFERRAL)

    known = [letters.known_about(touch.prospect, NOW), desk_of(touch.owner, touch.pk, NOW).known]
    assert {each.has_replied for each in known} == {True}


@pytest.mark.parametrize(
    ("kind", "is_stopped"),
    [(ReplyKind.INTERESTED, False), (ReplyKind.NOT_NOW, True), (ReplyKind.REFERRAL, True)],
)
def test_a_calendar_link_waits_for_interest_and_any_answer_is_none(
    kind: ReplyKind, is_stopped: bool
) -> None:
    touch = journeys.drafted().touch
    until = (NOW + timedelta(days=30)).date() if kind == ReplyKind.NOT_NOW else None
    answers.named(answers.wrote(touch.prospect), kind, until=until)

    body = f"{LETTER}\n\nhttps://calendly.com/maya"
    results = reviewing.review(touch, at=NOW, subject="Night loading", body=body)

    stops = {each.code for each in results if each.state is State.STOP}
    assert ("calendar_link" in stops) == is_stopped
    known = [letters.known_about(touch.prospect, NOW), desk_of(touch.owner, touch.pk, NOW).known]
    assert {each.is_interested for each in known} == {not is_stopped}
