"""Skip, not today, calls, LinkedIn, post: each says what happened, and the next person appears."""

import re
from datetime import timedelta

import pytest

from cadence.enums import CallOutcome, EnrollmentState, SkipReason, TouchState
from cadence.models import Attempt, Touch
from prospects.enums import Channel
from team.models import TimeOff, User
from tests import journeys
from tests.cadence import days
from tests.cadence.browsing import HTMX, Browser, text_of
from tests.cadence.conftest import Clock
from tests.journeys import NOW

TOMORROW = (NOW + timedelta(days=1)).date()
BUMP = "Just bumping this, Grace."


@pytest.fixture(autouse=True)
def _at_one_instant(clock: Clock) -> None:
    """Every test stands at NOW."""


@pytest.fixture
def rep() -> User:
    return journeys.rep(name="Maya Okafor")


def first(rep: User, channel: Channel, name: str = "Grace Adeyemi") -> Touch:
    person = days.person(rep, name, f"House of {name}")
    return days.begun(person, days.version_beginning_with(channel), NOW)


def test_a_skip_asks_why_before_it_skips(rep: User) -> None:
    touch = first(rep, Channel.CALL)
    browser = Browser(rep)

    asked = text_of(browser.get("skip", touch.pk, next="touch-1"))
    refused = browser.post_part("skip", touch.pk)

    assert 'id="skip"' in asked
    assert '<input type="hidden" name="next" value="touch-1">' in asked
    assert "Nothing new to say" in asked
    assert refused.status_code == 422
    assert text_of(refused).lstrip().startswith('<section class="card" id="skip">')


def test_a_skip_with_a_reason_moves_on(rep: User) -> None:
    touch, following = first(rep, Channel.CALL), first(rep, Channel.CALL, "Niamh Kelleher")

    answer = Browser(rep).post_part(
        "skip", touch.pk, reason="wrong_time", next=f"touch-{following.pk}"
    )

    touch.refresh_from_db()
    assert (touch.state, touch.skip_reason) == (TouchState.SKIPPED, SkipReason.WRONG_TIME)
    assert answer["HX-Push-Url"] == f"/queue/{following.pk}/"
    assert "Skipped. The next try with Grace is planned." in text_of(answer)


def test_other_as_a_reason_needs_words_and_keeps_the_choice(rep: User) -> None:
    touch = first(rep, Channel.CALL)

    answer = Browser(rep).post_part("skip", touch.pk, reason="other")

    assert answer.status_code == 422
    assert "Say in a few words why." in text_of(answer)
    assert 'value="other" id="id_reason_3" required checked' in text_of(answer)


def test_an_act_from_another_page_leads_to_the_queue(rep: User) -> None:
    touch = first(rep, Channel.CALL)
    elsewhere = HTMX | {"HX-Current-URL": f"http://testserver/touches/{touch.pk}/skip/"}

    answer = Browser(rep).client.post(
        f"/touches/{touch.pk}/skip/", {"reason": "wrong_time"}, headers=elsewhere
    )

    assert answer["HX-Redirect"] == "/queue/"


def test_without_javascript_an_act_leads_to_the_next_person(rep: User) -> None:
    touch, following = first(rep, Channel.CALL), first(rep, Channel.CALL, "Niamh Kelleher")

    answer = Browser(rep).post("skip", touch.pk, reason="wrong_time", next=f"touch-{following.pk}")

    assert answer["Location"] == f"/queue/{following.pk}/"


def test_not_today_says_what_the_wait_does_to_day_seven(rep: User) -> None:
    touch = first(rep, Channel.CALL)
    Touch.objects.filter(pk=touch.pk).update(deadline_on=TOMORROW)

    page = text_of(Browser(rep).get("postponement", touch.pk))

    assert "Tomorrow, Tuesday. That is day seven." in page
    assert "In two days, Wednesday. That passes day seven." in page


def test_not_today_offers_days_that_suit_and_says_what_is_wrong_with_another(rep: User) -> None:
    touch = first(rep, Channel.CALL)
    off = {"first_day": TOMORROW, "last_day": TOMORROW + timedelta(days=3)}
    TimeOff.objects.create(user=rep, **off)
    browser = Browser(rep)

    page = text_of(browser.get("postponement", touch.pk))
    posted = {"until_choice": "pick", "until": "2026-11-21", "note": "Her expo."}
    refused = browser.post_part("postponement", touch.pk, **posted)

    assert re.findall(r'name="until_choice" value="([^"]+)"', page) == [
        "2026-11-23",
        "2026-11-24",
        "pick",
    ]
    assert "Monday 23 November. That is day seven." in page
    assert refused.status_code == 422
    said = text_of(refused)
    assert "Saturday 21 November is a weekend for Grace." in said.partition("id_until_error")[2]
    assert 'value="2026-11-21"' in said
    assert 'value="Her expo."' in said


def test_not_today_moves_the_try_to_tomorrow(rep: User) -> None:
    touch = first(rep, Channel.CALL)

    answer = Browser(rep).post_part("postponement", touch.pk, until_choice=TOMORROW.isoformat())

    touch.refresh_from_db()
    assert touch.moved_on == TOMORROW
    assert "Grace Adeyemi is back on Tuesday 17 November." in text_of(answer)


def test_past_day_seven_must_say_why(rep: User) -> None:
    touch = first(rep, Channel.CALL)
    Touch.objects.filter(pk=touch.pk).update(deadline_on=NOW.date())
    browser = Browser(rep)
    posted = {"until_choice": "pick", "until": "2026-11-20"}

    refused = browser.post_part("postponement", touch.pk, **posted)
    moved = browser.post_part(
        "postponement", touch.pk, **posted, note="She travels.", cause="asked_to_wait"
    )

    assert refused.status_code == 422
    assert "After a week people forget who you are." in text_of(refused)
    assert moved.status_code == 200
    touch.refresh_from_db()
    assert (touch.moved_note, touch.moved_cause) == ("She travels.", "asked_to_wait")


def test_picking_a_day_needs_the_day(rep: User) -> None:
    touch = first(rep, Channel.CALL)

    answer = Browser(rep).post_part("postponement", touch.pk, until_choice="pick")

    assert answer.status_code == 422
    assert "Pick the day." in text_of(answer)


def test_the_card_of_a_call_has_its_parts_and_outcomes(rep: User) -> None:
    touch = days.written(
        first(rep, Channel.CALL),
        NOW,
        "Opening line:\nHello Grace.\n\nOne question:\nWho checks at night?\n\n"
        "Voicemail, 20 seconds:\nNo need to ring back.",
    )

    page = text_of(Browser(rep).get("touch", touch.pk))

    assert 'href="tel:+353915550100"' in page
    for words in ("Opening line", "One question", "Voicemail, 20 seconds", "Left a voicemail"):
        assert words in page
    assert "Save the call" in page


def test_a_number_is_not_rung_outside_lawful_hours(rep: User, clock: Clock) -> None:
    touch = first(rep, Channel.CALL)
    by_day = text_of(Browser(rep).get("touch", touch.pk))
    clock.move(NOW.replace(hour=22))

    by_night = text_of(Browser(rep).get("touch", touch.pk))

    assert "A lawful hour to ring." in by_day
    assert "It is 22:00 for Grace, too early or too late to ring" in by_night
    assert 'role="link" aria-disabled="true" aria-describedby="ringing"' in by_night
    assert "tel:" not in by_night
    assert "Save the call" in by_night


def test_a_call_needs_its_outcome(rep: User) -> None:
    touch = first(rep, Channel.CALL)

    answer = Browser(rep).post_part("attempt", touch.pk, note="Rang.")

    assert answer.status_code == 422
    assert "What came of it?" in text_of(answer)
    assert "Rang." in text_of(answer)
    assert not Attempt.objects.exists()


def test_a_call_with_its_outcome_is_a_try_made(rep: User) -> None:
    touch = first(rep, Channel.CALL)

    answer = Browser(rep).post_part(
        "attempt",
        touch.pk,
        outcome="spoke",
        note="Ring on Thursday.",
        call_back_at="2026-11-19T14:30",
    )

    attempt = Attempt.objects.get()
    assert (attempt.outcome, attempt.note) == (CallOutcome.SPOKE, "Ring on Thursday.")
    assert attempt.call_back_at is not None
    assert attempt.call_back_at.isoformat() == "2026-11-19T14:30:00+00:00"
    assert "Kept. Try 1 with Grace Adeyemi is made." in text_of(answer)


def test_asked_to_stop_on_the_phone_ends_everything(rep: User) -> None:
    touch = first(rep, Channel.CALL)

    Browser(rep).post_part("attempt", touch.pk, outcome="asked_to_stop", note="Please stop.")

    touch.enrollment.refresh_from_db()
    assert touch.enrollment.state == EnrollmentState.ENDED


def test_a_linkedin_note_is_kept_in_the_words_that_were_sent(rep: User) -> None:
    touch = first(rep, Channel.LINKEDIN)
    browser = Browser(rep)

    page = text_of(browser.get("touch", touch.pk))
    refused = browser.post_part("attempt", touch.pk, body="")
    browser.post_part("attempt", touch.pk, body=days.words_to(touch.prospect), read_aloud="on")

    assert "Open their profile" in page
    assert "I've sent it" in page
    assert refused.status_code == 422
    assert "Paste what you wrote" in text_of(refused)
    assert Attempt.objects.get().words == days.words_to(touch.prospect)


def test_a_letter_by_post_is_kept_with_its_day(rep: User) -> None:
    touch = first(rep, Channel.POST)
    browser = Browser(rep)

    page = text_of(browser.get("touch", touch.pk))
    refused = browser.post_part("attempt", touch.pk, posted_on="2026-11-20")
    browser.post_part("attempt", touch.pk, posted_on="2026-11-16")

    assert "Dock Road 1, Galway" in page
    assert "It's in the box" in page
    assert refused.status_code == 422
    assert "That day is still to come." in text_of(refused)
    assert Attempt.objects.get().posted_on == NOW.date()


@pytest.mark.parametrize("channel", [Channel.LINKEDIN, Channel.POST])
def test_words_that_nobody_read_aloud_are_not_kept_as_gone(rep: User, channel: Channel) -> None:
    touch = first(rep, channel)
    browser = Browser(rep)
    words = days.words_to(touch.prospect)
    typed = {"body": words, "posted_on": "2026-11-16", "base_number": 0}

    page = text_of(browser.get("touch", touch.pk))
    refused = browser.post_part("attempt", touch.pk, **typed)
    again = typed | {"base_number": 1, "read_aloud": "on"}

    assert 'data-aloud="#body"' in page
    assert refused.status_code == 422
    assert "Read it aloud. Press R, or read it yourself and tick." in text_of(refused)
    assert not Attempt.objects.exists()
    assert browser.post("attempt", touch.pk, **again).status_code == 302
    assert Attempt.objects.exists()


def test_a_call_is_said_aloud_by_itself(rep: User) -> None:
    assert "data-aloud" not in text_of(Browser(rep).get("touch", first(rep, Channel.CALL).pk))


def test_a_look_at_a_linkedin_note_asks_why_and_nothing_typed_is_lost(rep: User) -> None:
    touch = first(rep, Channel.LINKEDIN)
    browser = Browser(rep)
    typed = {"body": BUMP, "note": "Kept in mind.", "because_jargon": "Hers.", "read_aloud": "on"}

    page = text_of(browser.post("attempt", touch.pk, **typed))
    part = browser.post_part("attempt", touch.pk, **typed)

    assert part.status_code == 422
    for shown in (page, text_of(part)):
        assert "Kept in mind." in shown
        assert 'Log anyway, because<input class="in" name="because_worn_phrases"' in shown
    assert BUMP in page
    assert not Attempt.objects.exists()
    browser.post("attempt", touch.pk, **typed, because_worn_phrases="She asked me to.")
    assert Attempt.objects.get().looks == {"worn_phrases": "She asked me to."}


def test_a_reason_that_was_typed_stays_while_another_is_missing(rep: User) -> None:
    touch = first(rep, Channel.LINKEDIN)
    body = f"{BUMP} Let us leverage our best-in-class synergies."

    page = text_of(Browser(rep).post("attempt", touch.pk, body=body, because_jargon="Her words."))

    assert 'name="because_jargon" value="Her words."' in page
    assert 'name="because_worn_phrases" value=""' in page


def test_what_was_typed_for_the_post_is_saved_and_judged_by_the_same_press(rep: User) -> None:
    touch = first(rep, Channel.POST)
    browser = Browser(rep)
    typed = {"body": BUMP, "posted_on": "2026-11-16", "base_number": 0, "read_aloud": "on"}

    refused = browser.post("attempt", touch.pk, **typed)

    assert refused.status_code == 422
    assert "Log anyway, because" in text_of(refused)
    assert touch.drafts.get().body == BUMP
    again = typed | {"base_number": 1, "because_worn_phrases": "Her own words."}
    assert browser.post("attempt", touch.pk, **again).status_code == 302
    assert Attempt.objects.get().looks == {"worn_phrases": "Her own words."}


def test_a_look_at_the_script_of_a_call_asks_for_no_reason(rep: User) -> None:
    touch = first(rep, Channel.CALL)
    Browser(rep).post("draft", touch.pk, body=BUMP, base_number=0)

    page = text_of(Browser(rep).get("touch", touch.pk))

    assert "Look at this:" in page
    assert "anyway, because" not in page


def test_a_fault_without_javascript_is_the_whole_page(rep: User) -> None:
    touch = first(rep, Channel.LINKEDIN)

    answer = Browser(rep).post("attempt", touch.pk, body=" ", note="Kept in mind.")

    assert answer.status_code == 422
    assert "<html" in text_of(answer)
    assert "Kept in mind." in text_of(answer)


def test_a_letter_has_no_other_evidence_than_its_delivery() -> None:
    draft = journeys.drafted()

    assert Browser(draft.touch.owner).post("attempt", draft.touch_id).status_code == 404


def test_the_lease_is_renewed_quietly(rep: User) -> None:
    touch = first(rep, Channel.CALL)

    answer = Browser(rep).post_part("lease", touch.pk)

    touch.refresh_from_db()
    assert (answer.status_code, answer.content) == (204, b"")
    assert touch.lease_by == rep


@pytest.mark.parametrize("name", ["skip", "postponement", "attempt", "lease"])
def test_a_team_mates_try_cannot_be_made(rep: User, name: str) -> None:
    touch = first(rep, Channel.CALL)
    mate = Browser(journeys.rep(team=rep.team))

    assert mate.post(name, touch.pk, reason="wrong_time", outcome="spoke").status_code == 404


@pytest.mark.parametrize("name", ["attempt", "lease"])
def test_evidence_and_leases_are_posted(rep: User, name: str) -> None:
    assert Browser(rep).get(name, first(rep, Channel.CALL).pk).status_code == 405
