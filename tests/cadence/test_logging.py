"""Calls, LinkedIn and post: the rep did it, and says what proves it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from cadence.enums import CallOutcome, Ending, TouchState
from cadence.models import Attempt, Enrollment, Hold, Touch
from cadence.services import drafting, enrolling, logging
from prospects.enums import ActivityKind, Channel, SuppressionOrigin
from prospects.models import Activity, Prospect, Suppression
from prospects.services import suppressing
from research.services import library
from team.enums import Role
from team.refusals import Refused
from tests import journeys
from tests.cadence.conftest import Clock
from tests.factories.prospects import ProspectFactory
from tests.factories.research import ImpactStoryFactory
from tests.journeys import NOW

pytestmark = pytest.mark.usefixtures("clock")
BUMP = "Just bumping this, Aoife."


def try_by(channel: Channel) -> Touch:
    """A planned try on this channel, the only one with an address of theirs."""
    own = {Channel.CALL: "phone", Channel.LINKEDIN: "linkedin_url", Channel.POST: ""}[channel]
    known: dict[str, Any] = dict.fromkeys(("email", "phone", "linkedin_url"), "")
    known.pop(own, None)
    touch = journeys.planned(**known)
    assert touch.channel == channel
    return touch


def ring(touch: Touch, outcome: CallOutcome = CallOutcome.NO_ANSWER, **changed: Any) -> Attempt:
    given: dict[str, Any] = {"by": touch.owner, "at": NOW, "outcome": outcome}
    return logging.log_call(touch, **(given | changed))


def write(touch: Touch, words: str = "Hi Aoife, well said.", **changed: Any) -> Attempt:
    given: dict[str, Any] = {"by": touch.owner, "at": NOW, "words": words, "read_aloud": True}
    return logging.log_linkedin(touch, **(given | changed))


def post_letter(touch: Touch, **changed: Any) -> Attempt:
    given: dict[str, Any] = {
        "by": touch.owner,
        "at": NOW,
        "posted_on": NOW.date(),
        "read_aloud": True,
    }
    return logging.log_post(touch, **(given | changed))


LOGGED: list[tuple[Channel, Callable[..., Attempt]]] = [
    (Channel.CALL, ring),
    (Channel.LINKEDIN, write),
    (Channel.POST, post_letter),
]


@pytest.mark.parametrize(("channel", "log"), LOGGED)
def test_a_logged_try_is_evidence_and_the_next_one_wants_planning(
    channel: Channel, log: Callable[..., Attempt]
) -> None:
    touch = try_by(channel)

    attempt = log(touch)

    enrollment = Enrollment.objects.get(pk=touch.enrollment_id)
    assert (attempt.touch, attempt.by, attempt.at) == (touch, touch.owner, NOW)
    assert Touch.objects.get(pk=touch.pk).state == TouchState.DONE
    assert (enrollment.attempts, enrollment.last_attempt_at) == (1, NOW)
    assert (enrollment.next_step, enrollment.plan_at) == (2, NOW)


@pytest.mark.parametrize(("channel", "log"), LOGGED)
def test_a_second_click_is_told_that_the_try_is_closed(
    channel: Channel, log: Callable[..., Attempt]
) -> None:
    touch = try_by(channel)
    log(touch)

    with pytest.raises(Refused, match=r"This try is closed: Made\."):
        log(touch)
    assert Attempt.objects.count() == 1


@pytest.mark.parametrize(("channel", "log"), LOGGED)
def test_nobody_logs_a_colleagues_try(channel: Channel, log: Callable[..., Attempt]) -> None:
    with pytest.raises(Refused) as refusal:
        log(try_by(channel), by=journeys.rep())

    assert refusal.value.code == "not_your_try"


@pytest.mark.parametrize(("channel", "log"), LOGGED)
def test_nothing_is_logged_while_the_company_is_on_hold(
    channel: Channel, log: Callable[..., Attempt]
) -> None:
    touch = try_by(channel)
    Hold.objects.create(company=touch.prospect.company, reason="Sean answered.", placed_at=NOW)

    with pytest.raises(Refused) as refusal:
        log(touch)

    assert refusal.value.code == "on_hold"
    assert not Attempt.objects.exists()


@pytest.mark.parametrize("channel", [Channel.CALL, Channel.LINKEDIN])
def test_nothing_is_logged_for_somebody_who_asked_us_to_stop(channel: Channel) -> None:
    touch = try_by(channel)
    twin = ProspectFactory.create(
        email="", phone=touch.prospect.phone, linkedin_url=touch.prospect.linkedin_url
    )
    suppressing.suppress(
        twin, by=twin.owner, at=NOW, reason="Please stop.", origin=SuppressionOrigin.LIST
    )

    with pytest.raises(Refused) as refusal:
        dict(LOGGED)[channel](touch)

    assert refusal.value.code == "asked_to_stop"


@pytest.mark.parametrize(("channel", "log"), LOGGED)
def test_a_try_that_brings_what_was_taken_out_of_the_library_is_not_logged(
    channel: Channel, log: Callable[..., Attempt]
) -> None:
    touch = try_by(channel)
    story = ImpactStoryFactory.create(title="The second crew")
    Touch.objects.filter(pk=touch.pk).update(story=story, finding=None)
    library.take_out(story, by=journeys.rep(role=Role.MANAGER), at=NOW, reason="They left us")

    with pytest.raises(Refused, match="“The second crew” was taken out of the library"):
        log(touch)
    assert not Attempt.objects.exists()


def test_a_stop_is_heard_whatever_the_call_was_to_bring() -> None:
    touch = try_by(Channel.CALL)
    story = ImpactStoryFactory.create()
    Touch.objects.filter(pk=touch.pk).update(story=story, finding=None)
    library.take_out(story, by=journeys.rep(role=Role.MANAGER), at=NOW, reason="They left us")

    ring(touch, CallOutcome.ASKED_TO_STOP)

    assert Suppression.objects.exists()


def test_evidence_of_one_channel_does_not_close_a_try_of_another() -> None:
    with pytest.raises(Refused, match=r"This try is by Call\."):
        write(try_by(Channel.CALL))


@pytest.mark.parametrize("outcome", CallOutcome)
def test_every_outcome_of_a_call_is_a_try_made(outcome: CallOutcome) -> None:
    attempt = ring(try_by(Channel.CALL), outcome, note="At her desk.")

    assert (attempt.outcome, attempt.note) == (outcome, "At her desk.")
    assert Activity.objects.filter(kind=ActivityKind.CALL_MADE).get().detail["outcome"] == outcome


@pytest.mark.parametrize(
    ("hour", "kept"), [(7, False), (8, True), (20, True), (21, True), (22, False)]
)
def test_a_call_is_kept_in_lawful_hours_and_for_an_hour_after_them(
    clock: Clock, hour: int, kept: bool
) -> None:
    touch = try_by(Channel.CALL)
    now = clock.move(NOW.replace(hour=hour))

    if kept:
        assert ring(touch, at=now).at == now
        return
    with pytest.raises(Refused) as refusal:
        ring(touch, at=now)
    assert refusal.value.sentence == (
        f"It is {hour:02}:00 for Aoife, too early or too late to ring. Ring in lawful hours."
    )


def test_a_stop_heard_at_night_is_still_heard(clock: Clock) -> None:
    touch = try_by(Channel.CALL)

    ring(touch, CallOutcome.ASKED_TO_STOP, at=clock.move(NOW.replace(hour=23)))

    assert Suppression.objects.exists()


def test_a_stop_heard_on_the_phone_stops_everything_at_once() -> None:
    touch = try_by(Channel.CALL)

    ring(touch, CallOutcome.ASKED_TO_STOP, note="Never ring again, please.")

    enrollment = Enrollment.objects.get(pk=touch.enrollment_id)
    stop = Suppression.objects.get(value=touch.prospect.phone)
    assert (enrollment.state, enrollment.ending, enrollment.attempts) == (
        "ended",
        Ending.STOPPED,
        1,
    )
    assert (stop.reason, stop.channel, stop.until) == ("Never ring again, please.", "", None)


def test_a_promise_to_ring_again_is_kept_with_the_call() -> None:
    touch = try_by(Channel.CALL)
    promised = NOW + timedelta(days=2)

    attempt = ring(touch, CallOutcome.GATEKEEPER, call_back_at=promised)

    assert attempt.call_back_at == promised
    assert Enrollment.objects.get(pk=touch.enrollment_id).call_back_at == promised


def test_a_promise_in_the_past_is_refused() -> None:
    with pytest.raises(Refused, match=r"Choose a time that is still to come\."):
        ring(try_by(Channel.CALL), call_back_at=NOW)


def test_a_promise_after_the_last_try_is_refused_because_nothing_would_keep_it() -> None:
    touch = try_by(Channel.CALL)
    last = touch.enrollment.version.steps.latest("number")
    Touch.objects.filter(pk=touch.pk).update(step=last, number=last.number)

    with pytest.raises(Refused) as refusal:
        ring(touch, CallOutcome.SPOKE, call_back_at=NOW + timedelta(days=2))

    assert refusal.value.sentence == (
        "This was the last try. Ring as promised and write down what they said."
    )
    assert not Attempt.objects.exists()


def test_a_stop_heard_by_a_rep_who_no_longer_decides_is_still_heard() -> None:
    touch = try_by(Channel.CALL)
    Prospect.objects.filter(pk=touch.prospect_id).update(owner=journeys.rep())

    ring(touch, CallOutcome.ASKED_TO_STOP)

    assert Suppression.objects.filter(value=touch.prospect.phone).exists()
    assert Enrollment.objects.get(pk=touch.enrollment_id).ending == Ending.STOPPED


def test_a_stop_heard_while_the_company_is_on_hold_is_still_heard() -> None:
    touch = try_by(Channel.CALL)
    Hold.objects.create(company=touch.prospect.company, reason="Sean answered.", placed_at=NOW)

    ring(touch, CallOutcome.ASKED_TO_STOP)

    assert Suppression.objects.filter(value=touch.prospect.phone).exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("Hi Eva, well said.", "This greets “Eva”. You are writing to Aoife."),
        ("Hi Aoife, well said about {{ fact.claim }}.", "{{"),
    ],
)
def test_words_that_a_check_stops_are_not_logged_on_linkedin(words: str, sentence: str) -> None:
    with pytest.raises(Refused) as refusal:
        write(try_by(Channel.LINKEDIN), words=words)

    assert refusal.value.code == "stop_remains"
    assert sentence in refusal.value.sentence
    assert not Attempt.objects.exists()


def test_a_look_keeps_words_on_linkedin_from_being_logged_until_somebody_says_why() -> None:
    touch = try_by(Channel.LINKEDIN)

    with pytest.raises(Refused, match="bumping this") as refusal:
        write(touch, words=BUMP)
    assert refusal.value.code == "look_unanswered"
    assert not Attempt.objects.exists()

    kept = write(touch, words=BUMP, looks={"worn_phrases": " She asked me to. ", "jargon": "No."})
    assert (kept.words, kept.looks) == (BUMP, {"worn_phrases": "She asked me to."})


def test_a_page_by_post_over_a_look_is_kept_with_its_reason() -> None:
    touch = try_by(Channel.POST)
    given: dict[str, Any] = {"by": touch.owner, "at": NOW, "subject": "", "base_number": 0}
    drafting.save_draft(touch, **given, body=BUMP)

    with pytest.raises(Refused) as refusal:
        post_letter(touch)

    assert refusal.value.code == "look_unanswered"
    assert post_letter(touch, looks={"worn_phrases": "Her own words."}).looks == {
        "worn_phrases": "Her own words."
    }


def test_the_script_of_a_call_may_hold_what_a_letter_has_to_explain() -> None:
    touch = try_by(Channel.CALL)
    given: dict[str, Any] = {"by": touch.owner, "at": NOW, "subject": "", "base_number": 0}
    drafting.save_draft(touch, **given, body=BUMP)

    assert ring(touch).looks == {}


@pytest.mark.parametrize("channel", [Channel.LINKEDIN, Channel.POST])
def test_words_that_nobody_read_aloud_do_not_count_as_gone(channel: Channel) -> None:
    touch = try_by(channel)
    given: dict[str, Any] = {"by": touch.owner, "at": NOW, "subject": "", "base_number": 0}
    drafting.save_draft(touch, **given, body="Hi Aoife, well said.")

    with pytest.raises(Refused, match="Read it aloud") as refusal:
        dict(LOGGED)[channel](touch, read_aloud=False)

    assert refusal.value.code == "not_read_aloud"
    assert not Attempt.objects.exists()


def test_a_card_without_words_on_its_sheet_is_kept_without_being_read_aloud() -> None:
    assert post_letter(try_by(Channel.POST), read_aloud=False).posted_on == NOW.date()


def test_linkedin_without_the_words_proves_nothing() -> None:
    with pytest.raises(Refused, match="Paste what you wrote: it is what proves the try"):
        write(try_by(Channel.LINKEDIN), words="  \n ")
    assert not Attempt.objects.exists()


def test_the_words_on_linkedin_are_kept_as_they_were() -> None:
    words = write(try_by(Channel.LINKEDIN), words=" Hi Aoife, well said. ").words

    assert words == "Hi Aoife, well said."


def test_a_letter_by_post_is_proven_by_its_day() -> None:
    yesterday = (NOW - timedelta(days=1)).date()

    assert post_letter(try_by(Channel.POST), posted_on=yesterday).posted_on == yesterday


def test_a_letter_cannot_have_been_posted_tomorrow() -> None:
    with pytest.raises(Refused, match=r"That day is still to come\."):
        post_letter(try_by(Channel.POST), posted_on=(NOW + timedelta(days=1)).date())


def test_nothing_is_logged_after_an_ending() -> None:
    touch = try_by(Channel.CALL)
    enrolling.end(touch.enrollment, Ending.NOT_A_FIT, by=touch.owner, at=NOW)

    with pytest.raises(Refused, match=r"This try is closed: Stopped\."):
        ring(touch)


def test_a_page_by_post_whose_words_a_check_stops_is_not_kept_until_they_are_mended() -> None:
    touch = try_by(Channel.POST)
    given: dict[str, Any] = {"by": touch.owner, "at": NOW, "subject": ""}
    drafting.save_draft(touch, **given, body="Dear {{ first_name }},\n\nA page.", base_number=0)

    with pytest.raises(Refused) as refusal:
        post_letter(touch)

    assert refusal.value.code == "stop_remains"
    drafting.save_draft(touch, **given, body="Dear Aoife,\n\nA page for you.", base_number=1)
    assert post_letter(touch).posted_on == NOW.date()


def test_a_page_by_post_needs_no_words_on_the_sheet() -> None:
    touch = try_by(Channel.POST)
    given: dict[str, Any] = {"by": touch.owner, "at": NOW, "subject": "", "base_number": 0}
    drafting.save_draft(touch, **given, body=" ")

    assert post_letter(touch).posted_on == NOW.date()
