"""Begin a cadence with somebody who is ready, and end it honestly."""

import pytest

from cadence.enums import CallOutcome, Ending
from cadence.models import Approval, BeyondCapacity, Delivery, Enrollment, Touch
from cadence.services import designing, logging, sending
from prospects.enums import Channel
from research.enums import Fit
from research.selectors.misfits import judged_lately
from research.services import briefing
from team.models import Policy
from team.refusals import Refused
from tests import journeys
from tests.cadence import crowds, days
from tests.cadence.browsing import HTMX, Browser, text_of
from tests.cadence.conftest import Clock
from tests.factories.cadence import draft_version, published_version
from tests.factories.prospects import ProspectFactory
from tests.journeys import NOW


@pytest.fixture(autouse=True)
def _at_one_instant(clock: Clock) -> None:
    """Every test stands at NOW."""


def test_somebody_who_is_ready_begins_in_a_published_cadence() -> None:
    prospect = journeys.researched()
    version = published_version()
    browser = Browser(prospect.owner)

    page = text_of(browser.get("enrollment-new", prospect.pk))
    answer = browser.post("enrollment-new", prospect.pk, version=version.pk)

    assert f"{version.cadence.name}" in page
    assert "Version 1: 12 tries over 45 days." in page
    assert answer["Location"] == f"/people/{prospect.pk}/"
    assert Enrollment.objects.get().prospect == prospect


def test_the_coming_weeks_are_drawn_before_somebody_begins() -> None:
    prospect = journeys.researched()
    published_version()

    page = text_of(Browser(prospect.owner).get("enrollment-new", prospect.pk))

    assert "Your busiest day is Monday 16 November with 1 try of 40." in page
    assert 'class="chart bars"' in page


def test_a_day_in_another_century_is_refused_in_words() -> None:
    prospect, version = journeys.researched(), published_version()

    answer = Browser(prospect.owner).post(
        "enrollment-new", prospect.pk, version=version.pk, first_day="9999-12-31"
    )

    assert answer.status_code == 422
    assert "That is more than two years ahead." in text_of(answer)
    assert not Enrollment.objects.exists()


def test_one_too_many_is_a_conflict_and_begins_on_a_day_with_room(clock: Clock) -> None:
    Policy.objects.update_or_create(pk=1, defaults={"daily_capacity": 1})
    rep, calls = journeys.rep(), published_version(gap=7, channels=(Channel.CALL,))
    crowds.rung_weekly(rep, 1, calls, clock)
    [person] = crowds.ready(rep, 1)
    browser = Browser(rep)

    answer = browser.post("enrollment-new", person.pk, version=calls.pk)
    later = browser.client.post(
        f"/people/{person.pk}/enrollment/",
        {"version": calls.pk, "first_day": "2026-11-17"},
        follow=True,
    )

    assert answer.status_code == 409
    assert 'name="first_day" value="2026-11-17"' in text_of(answer)
    assert "Begin on Tuesday 17 November: it fits" in text_of(answer)
    assert "is in, and hears from Tuesday 17 November on." in text_of(later)
    assert Enrollment.objects.get(prospect=person).started_at > NOW
    assert "Begins on Tuesday 17 November." in text_of(browser.get("person-panel", person.pk))


def test_a_manager_says_why_one_more_begins_all_the_same(clock: Clock) -> None:
    Policy.objects.update_or_create(pk=1, defaults={"daily_capacity": 1})
    rep, calls = journeys.rep(), published_version(gap=7, channels=(Channel.CALL,))
    crowds.rung_weekly(rep, 1, calls, clock)
    [person] = crowds.ready(rep, 1)
    ines = Browser(journeys.rep(role="manager", team=rep.team))

    page = text_of(ines.get("enrollment-new", person.pk))
    ines.post("enrollment-new", person.pk, version=calls.pk, beyond="She asked for it.")

    assert "Begin all the same" in page
    assert BeyondCapacity.objects.get().reason == "She asked for it."
    assert Enrollment.objects.get(prospect=person).plan_at == NOW


def test_what_is_missing_in_the_research_stands_in_sentences() -> None:
    prospect = ProspectFactory.create()
    published_version()

    page = text_of(Browser(prospect.owner).get("enrollment-new", prospect.pk))

    assert "Research first." in page
    assert "Say why now." in page
    assert "Name the problem you may help with." in page
    assert 'name="version"' not in page


def test_beginning_twice_is_refused_in_words() -> None:
    enrollment = journeys.enrolled()
    browser = Browser(enrollment.owner)

    answer = browser.client.post(
        f"/people/{enrollment.prospect_id}/enrollment/",
        {"version": enrollment.version_id},
        headers=HTMX,
    )

    assert answer.status_code == 422
    assert "is in a cadence already." in text_of(answer)
    assert Enrollment.objects.count() == 1


def test_an_unpublished_version_cannot_be_begun() -> None:
    prospect = journeys.researched()
    version = draft_version()

    answer = Browser(prospect.owner).post("enrollment-new", prospect.pk, version=version.pk)

    assert answer.status_code == 422
    assert not Enrollment.objects.exists()


def test_without_a_cadence_the_page_says_who_publishes_one() -> None:
    prospect = journeys.researched()

    page = text_of(Browser(prospect.owner).get("enrollment-new", prospect.pk))

    assert "No cadence is published yet." in page


def test_not_reached_is_refused_below_ten_tries_with_the_sentence_why() -> None:
    enrollment = journeys.enrolled()

    answer = Browser(enrollment.owner).post_part("ending", enrollment.pk, ending="not_reached")

    assert answer.status_code == 422
    assert "ten is the promise" in text_of(answer)
    enrollment.refresh_from_db()
    assert enrollment.ended_at is None


def test_not_a_fit_is_an_honest_ending() -> None:
    enrollment = journeys.enrolled()

    answer = Browser(enrollment.owner).post(
        "ending", enrollment.pk, ending="not_a_fit", note="They closed the cold store."
    )

    enrollment.refresh_from_db()
    assert answer["Location"] == f"/people/{enrollment.prospect_id}/"
    assert (enrollment.ending, enrollment.ended_by) == (Ending.NOT_A_FIT, enrollment.owner)
    brief = enrollment.prospect.brief
    assert (brief.fit, brief.fit_note) == (Fit.NOT_A_FIT, "They closed the cold store.")
    assert judged_lately(enrollment.owner, NOW) == 1


def test_an_ending_as_not_a_fit_says_why() -> None:
    enrollment = journeys.enrolled()

    answer = Browser(enrollment.owner).post("ending", enrollment.pk, ending="not_a_fit")

    assert answer.status_code == 422
    assert "Say in a few words why it is not a fit." in text_of(answer)
    enrollment.refresh_from_db()
    assert enrollment.ended_at is None


def test_whoever_is_judged_not_a_fit_in_a_cadence_can_be_ended_kindly_from_desk_and_page() -> None:
    draft = journeys.drafted()
    rep, prospect = draft.touch.owner, draft.touch.prospect
    browser = Browser(rep)
    pages = [("touch", draft.touch_id), ("person-panel", prospect.pk)]
    before = [text_of(browser.get(*page)).count("End it kindly") for page in pages]
    briefing.judge_not_a_fit(prospect, by=rep, at=NOW, why="They rent all their trucks.")

    after = [text_of(browser.get(*page)) for page in pages]
    asked = text_of(browser.get("ending", draft.touch.enrollment_id, ending="not_a_fit"))

    assert before == [0, 0]
    assert [page.count("End it kindly") for page in after] == [1, 1]
    assert all("Aoife was judged not a fit." in page for page in after)
    assert "They rent all their trucks.</textarea>" in asked
    assert asked.count(" checked") == 1


def test_a_letter_to_somebody_judged_not_a_fit_is_refused_and_offered_its_ending(
    sandbox: None,
) -> None:
    draft = journeys.drafted()
    rep, touch = draft.touch.owner, draft.touch
    journeys.connected(rep)
    browser = Browser(rep)
    typed = {"subject": draft.subject, "body": draft.body, "base_number": 1, "read_aloud": "on"}
    briefing.judge_not_a_fit(touch.prospect, by=rep, at=NOW, why="They rent all their trucks.")

    refused = browser.post_part("approval-new", touch.pk, **typed)
    desk = text_of(browser.get("touch", touch.pk))

    assert refused.status_code == 409
    assert "Aoife was judged not a fit, so there is nothing to send." in text_of(refused)
    assert text_of(refused).count("End it kindly") == 2
    assert "Send to Aoife" not in desk
    assert "Judge anew" in desk
    assert not Approval.objects.exists()


def test_a_letter_whose_reader_is_judged_not_a_fit_after_its_review_stays_here(
    sandbox: None,
) -> None:
    approval = journeys.approved()
    touch = approval.touch
    briefing.judge_not_a_fit(
        touch.prospect, by=touch.owner, at=NOW, why="They rent all their trucks."
    )

    with pytest.raises(Refused, match="judged not a fit"):
        sending.deliver(approval, by=touch.owner, session=approval.session, at=NOW)

    assert not Delivery.objects.exists()


def test_whom_we_promised_to_ring_is_rung_though_judged_not_a_fit() -> None:
    touch = journeys.planned(email="", linkedin_url="")
    Touch.objects.filter(pk=touch.pk).update(promised_at=NOW)
    briefing.judge_not_a_fit(
        touch.prospect, by=touch.owner, at=NOW, why="They rent all their trucks."
    )

    kept = logging.log_call(touch, by=touch.owner, at=NOW, outcome=CallOutcome.SPOKE)

    assert kept.touch == touch


def test_an_ending_from_the_queue_shows_the_next_person() -> None:
    enrollment = journeys.enrolled()
    following = days.begun_with_calls(days.person(enrollment.owner, "Grace", "Harbour"), NOW)

    answer = Browser(enrollment.owner).post_part(
        "ending", enrollment.pk, ending="not_a_fit", note="They rent all their trucks."
    )

    assert answer["HX-Push-Url"] == f"/queue/{following.pk}/"


@pytest.mark.parametrize("ending", ["", "stopped", "no", "replied"])
def test_what_somebody_said_is_no_ending_to_choose_by_hand(ending: str) -> None:
    enrollment = journeys.enrolled()

    answer = Browser(enrollment.owner).post("ending", enrollment.pk, ending=ending)

    assert answer.status_code == 422
    assert "If they answered, write down what they said instead" in text_of(answer)
    enrollment.refresh_from_db()
    assert enrollment.ended_at is None


def test_nobody_else_begins_or_ends() -> None:
    enrollment = journeys.enrolled()
    mate = Browser(journeys.rep(team=enrollment.owner.team))

    assert mate.get("enrollment-new", enrollment.prospect_id).status_code == 404
    assert mate.post("ending", enrollment.pk, ending="met").status_code == 404


def test_the_panel_shows_where_somebody_stands() -> None:
    draft = journeys.drafted()
    prospect = draft.touch.prospect

    part = text_of(Browser(draft.touch.owner).get_part("person-panel", prospect.pk))

    assert part.lstrip().startswith('<section id="cadence-panel"')
    assert "<b>Try 1, email</b>" in part
    assert 'aria-current="step"' in part
    assert "Nobody has written to Aoife yet." in part
    assert "End it" in part


def test_the_panel_of_somebody_new_offers_to_begin_or_says_why_not() -> None:
    ready = journeys.researched()
    unread = ProspectFactory.create(owner=ready.owner)
    published_version()
    browser = Browser(ready.owner)

    assert "Begin with Aoife" in text_of(browser.get("person-panel", ready.pk))
    assert "Research first." in text_of(browser.get("person-panel", unread.pk))


def test_the_panel_of_another_team_is_not_found() -> None:
    prospect = journeys.researched()

    assert Browser(journeys.rep()).get("person-panel", prospect.pk).status_code == 404


def test_the_oldest_cadence_is_proposed_and_each_says_what_it_is_for() -> None:
    admin = journeys.rep(role="admin")
    first = designing.publish_shipped("ten-conversations", by=admin, at=NOW)
    designing.publish_shipped("back-in-touch", by=admin, at=NOW)
    prospect = journeys.researched()

    page = text_of(Browser(prospect.owner).get("enrollment-new", prospect.pk))

    assert f'value="{first.pk}" checked' in page
    assert "for somebody who said “not now”" in page
