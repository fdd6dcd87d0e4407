"""What they said: read, named, and followed at once."""

import pytest
from django.urls import reverse

from cadence.enums import Ending, EnrollmentState, ReplyKind
from cadence.models import Enrollment, Hold, Reply
from prospects.models import Suppression
from team.enums import Role
from team.models import User
from tests import journeys
from tests.cadence import days
from tests.cadence.browsing import Browser, text_of
from tests.cadence.conftest import Clock
from tests.factories.team import UserFactory
from tests.journeys import NOW


@pytest.fixture(autouse=True)
def _at_one_instant(clock: Clock) -> None:
    """Every test stands at NOW."""


@pytest.fixture
def rep() -> User:
    return journeys.rep(name="Maya Okafor")


def reply_of(rep: User, text: str = "Could you send the pricing?") -> Reply:
    """From somebody who is in a cadence."""
    touch = days.begun_with_calls(days.person(rep, "Tomasz Wójcik", "Mazur"), NOW)
    return days.answered(touch.prospect, NOW, text)


def test_a_reply_is_read_with_what_each_answer_would_change(rep: User) -> None:
    reply = reply_of(rep)

    page = text_of(Browser(rep).get("reply", reply.pk))

    assert "Could you send the pricing?" in page
    assert "Tomasz wrote back. We've stopped the cadence." in page
    for kind in ReplyKind:
        assert str(kind.label) in page
    assert "Tomasz is off every list until 16 November 2027; a line back opens." in page
    assert "Asked us to stop" in page


@pytest.mark.parametrize("kind", ["no", "stop"])
def test_whoever_has_stopped_us_for_good_is_not_asked_for_it_again(rep: User, kind: str) -> None:
    reply = reply_of(rep)
    browser = Browser(rep)
    button = reverse("cadence:stop", args=[reply.prospect_id])
    assert button in text_of(browser.get("person-panel", reply.prospect_id))

    named = {"stop": "yes"} if kind == "stop" else {"kind": kind}
    browser.post_part("reply-kind", reply.pk, **named)

    pages = [("person-panel", reply.prospect_id), ("reply", reply.pk)]
    offered = [button in text_of(browser.get(name, pk)) for name, pk in pages]
    assert offered == [kind == "no"] * 2


def test_interested_goes_on_by_hand(rep: User) -> None:
    reply = reply_of(rep)

    answer = Browser(rep).post_part("reply-kind", reply.pk, kind="interested")

    reply.refresh_from_db()
    assert reply.kind == ReplyKind.INTERESTED
    assert Enrollment.objects.get().state == EnrollmentState.TALKING
    assert "Kept. Tomasz was heard." in text_of(answer)


def test_a_kind_must_be_chosen(rep: User) -> None:
    reply = reply_of(rep)

    answer = Browser(rep).post_part("reply-kind", reply.pk, note="Nice words.")

    assert answer.status_code == 422
    assert "Nice words." in text_of(answer)
    assert "<main" not in text_of(answer)


def test_not_now_needs_the_day(rep: User) -> None:
    reply = reply_of(rep)
    browser = Browser(rep)

    refused = browser.post_part("reply-kind", reply.pk, kind="not_now")
    kept = browser.post_part("reply-kind", reply.pk, kind="not_now", until="2026-12-01")

    assert refused.status_code == 422
    assert "Say when to come back" in text_of(refused)
    assert kept.status_code == 200


def test_what_was_named_says_until_when_it_waits_and_no_longer_that_all_stopped(rep: User) -> None:
    reply = reply_of(rep)
    browser = Browser(rep)
    browser.post_part("reply-kind", reply.pk, kind="not_now", until="2026-12-01")

    page = text_of(browser.get("reply", reply.pk))

    assert "Not now, as Maya read it. Until Tuesday 1 December." in page
    assert "Tomasz wrote back.</b>" in page
    assert "We've stopped the cadence." not in page


def test_a_reply_that_somebody_named_meanwhile_is_a_conflict(rep: User) -> None:
    reply = reply_of(rep)
    browser = Browser(rep)
    browser.post_part("reply-kind", reply.pk, kind="interested")

    answer = browser.post_part("reply-kind", reply.pk, kind="no")

    assert answer.status_code == 409
    assert "Somebody has said what this answer is already." in text_of(answer)
    assert "Interested, as Maya read it." in text_of(browser.get("reply", reply.pk))


def test_an_answer_heard_on_the_phone_is_written_down(rep: User) -> None:
    touch = days.begun_with_calls(days.person(rep, "Tomasz Wójcik", "Mazur"), NOW)
    browser = Browser(rep)

    page = text_of(browser.get("reply-new", touch.prospect_id))
    browser.post_part(
        "reply-new",
        touch.prospect_id,
        channel="call",
        text="Not for us.",
        kind="no",
    )

    reply = Reply.objects.get()
    assert "Nobody at Mazur is written to." in page
    assert (reply.text, reply.kind, reply.channel) == ("Not for us.", "no", "call")
    assert Enrollment.objects.get().ending == Ending.NO


def test_an_answer_without_words_keeps_what_was_chosen(rep: User) -> None:
    touch = days.begun_with_calls(days.person(rep, "Tomasz Wójcik", "Mazur"), NOW)

    answer = Browser(rep).post_part("reply-new", touch.prospect_id, channel="call", kind="no")

    assert answer.status_code == 422
    assert 'value="no" id="id_kind_2" required checked' in text_of(answer)
    assert not Reply.objects.exists()


def test_asked_to_stop_stops_everything(rep: User) -> None:
    reply = reply_of(rep)
    browser = Browser(rep)

    asked = text_of(browser.get("stop", reply.prospect_id))
    answer = browser.post_part("stop", reply.prospect_id, words="Take me off your list.")

    assert "Every address of theirs goes on the stop list" in asked
    assert "Done. Nobody here will write to Tomasz again." in text_of(answer)
    assert Enrollment.objects.get().state == EnrollmentState.ENDED
    assert Suppression.objects.filter(reason="Take me off your list.").exists()


def test_a_stop_is_kept_in_their_words(rep: User) -> None:
    reply = reply_of(rep)

    assert Browser(rep).post_part("stop", reply.prospect_id).status_code == 422
    assert not Suppression.objects.exists()


def test_a_hold_is_lifted_with_a_reason(rep: User) -> None:
    reply = reply_of(rep)
    browser = Browser(rep)
    browser.post_part("reply-kind", reply.pk, kind="interested")
    hold = Hold.objects.get(lifted_at=None)

    refused = browser.post_part("hold-lifting", hold.pk)
    lifted = browser.post_part("hold-lifting", hold.pk, why="He asked me to write to Anna.")

    hold.refresh_from_db()
    assert refused.status_code == 422
    assert "People at Mazur may be written to again." in text_of(lifted)
    assert (hold.lifted_by, hold.lift_reason) == (rep, "He asked me to write to Anna.")


def test_a_hold_lifted_on_a_page_of_its_own_leads_to_the_person_whose_answer_it_was(
    rep: User,
) -> None:
    reply = reply_of(rep)
    browser = Browser(rep)
    browser.post_part("reply-kind", reply.pk, kind="interested")

    lifted = browser.post("hold-lifting", Hold.objects.get().pk, why="He asked me to.")

    assert (lifted.status_code, lifted["Location"]) == (302, f"/people/{reply.prospect_id}/")


def test_a_manager_may_name_an_answer_when_the_rep_is_away(rep: User) -> None:
    reply = reply_of(rep)
    manager = UserFactory.create(role=Role.MANAGER, team=rep.team)

    answer = Browser(manager).post_part("reply-kind", reply.pk, kind="interested")

    reply.refresh_from_db()
    assert answer.status_code == 200
    assert reply.named_by == manager


def test_a_team_mate_reads_the_answer_and_cannot_name_it(rep: User) -> None:
    reply = reply_of(rep)
    mate = Browser(journeys.rep(team=rep.team))

    page = text_of(mate.get("reply", reply.pk))

    assert "Maya answers this one." in page
    assert mate.post("reply-kind", reply.pk, kind="no").status_code == 404
    assert mate.get("reply-new", reply.prospect_id).status_code == 404
    assert mate.post("hold-lifting", Hold.objects.get().pk, why="x").status_code == 404


def test_a_team_mate_may_keep_a_stop_and_comes_back_to_the_person(rep: User) -> None:
    reply = reply_of(rep)
    mate = Browser(journeys.rep(team=rep.team))

    person = text_of(mate.client.get(f"/people/{reply.prospect_id}/"))
    answer = mate.post("stop", reply.prospect_id, words="Take me off your list.")

    assert f'href="/people/{reply.prospect_id}/stop/"' in person
    assert answer["Location"] == f"/people/{reply.prospect_id}/"
    assert Enrollment.objects.get().ending == Ending.STOPPED


def test_a_stop_for_somebody_of_another_team_is_not_found(rep: User) -> None:
    reply = reply_of(rep)

    answer = Browser(journeys.rep()).post("stop", reply.prospect_id, words="Stop.")

    assert answer.status_code == 404
    assert not Suppression.objects.exists()


@pytest.mark.parametrize("until", ["2028-01-01", "9999-12-31"])
def test_a_day_beyond_a_year_is_refused_with_a_sentence(rep: User, until: str) -> None:
    reply = reply_of(rep)

    answer = Browser(rep).post_part("reply-kind", reply.pk, kind="not_now", until=until)

    assert answer.status_code == 422
    assert "Choose a day within a year from now." in text_of(answer)
    assert Enrollment.objects.get().paused_until is None
