"""Somebody asked us to stop: every address, every channel, every record, at once."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from cadence.enums import Ending, TouchState
from cadence.models import Enrollment, Touch
from cadence.policies.reaching import check_not_stopped
from cadence.services import planning, stopping
from prospects.enums import ActivityKind, Channel, SuppressionKind
from prospects.models import Activity, Prospect, Suppression
from team.enums import AuditKind
from team.models import AuditEvent, Team
from team.refusals import Refused
from tests import journeys
from tests.cadence.browsing import Browser, text_of
from tests.factories.prospects import ProspectFactory
from tests.journeys import NOW

pytestmark = pytest.mark.usefixtures("clock")

YEARS = timedelta(days=3_650)


def stop(prospect: Prospect, words: str = "Please stop.") -> None:
    stopping.ask_to_stop(prospect, by=prospect.owner, at=NOW, words=words)


def test_every_address_of_theirs_is_stopped_on_every_channel_for_good() -> None:
    prospect = journeys.researched()

    stop(prospect, "Never again, please.")

    stops = Suppression.objects.order_by("kind")
    assert {each.kind for each in stops} == {
        SuppressionKind.EMAIL,
        SuppressionKind.PHONE,
        SuppressionKind.PROFILE,
        SuppressionKind.PERSON,
    }
    assert {(each.channel, each.until, each.reason) for each in stops} == {
        ("", None, "Never again, please.")
    }


@pytest.mark.parametrize("channel", Channel)
def test_no_channel_is_left_and_no_year_brings_one_back(channel: Channel) -> None:
    prospect = journeys.researched()
    stop(prospect)

    with pytest.raises(Refused) as refusal:
        check_not_stopped(prospect, channel, NOW + YEARS)

    assert refusal.value.code == "asked_to_stop"


def test_what_runs_ends_with_their_words_and_nothing_is_planned_any_more() -> None:
    touch = journeys.planned()

    stop(touch.prospect)

    enrollment = Enrollment.objects.get(pk=touch.enrollment_id)
    assert (enrollment.ending, enrollment.ending_note) == (Ending.STOPPED, "Please stop.")
    assert Touch.objects.get(pk=touch.pk).state == TouchState.CANCELLED
    assert planning.plan_due(NOW + YEARS) == 0


def test_a_stop_reaches_other_records_of_the_same_person() -> None:
    prospect = journeys.researched(email="aoife@corrib.example")
    twin = ProspectFactory.create(email="aoife+news@corrib.example")

    stop(prospect)

    with pytest.raises(Refused):
        check_not_stopped(twin, Channel.EMAIL, NOW)


def test_another_record_of_theirs_says_that_it_was_under_another_and_links_it() -> None:
    prospect = journeys.researched(email="aoife@corrib.example")
    touch = journeys.planned(prospect.owner, email="aoife+news@corrib.example")

    stop(prospect)

    with pytest.raises(Refused, match="16 November 2026, under another record"):
        check_not_stopped(touch.prospect, Channel.EMAIL, NOW)
    with pytest.raises(Refused, match=r"16 November 2026\. Nobody"):
        check_not_stopped(prospect, Channel.EMAIL, NOW)
    browser = Browser(prospect.owner)
    assert "Aoife asked us to stop, under another record." in text_of(
        browser.get("touch", touch.pk)
    )
    page = browser.client.get(reverse("prospects:person", args=[touch.prospect_id]))
    assert "Asked us to stop on 16 Nov 2026, under another record" in text_of(page)
    theirs = reverse("prospects:person", args=[prospect.pk])
    assert f'<a href="{theirs}">{prospect.name}, {prospect.company.name}</a>' in text_of(page)
    own = browser.client.get(theirs)
    assert "Aoife asked us to stop on 16 Nov 2026." in text_of(own)
    assert "under another record" not in text_of(own)


def test_whoever_asked_under_this_record_too_asked_under_this_one() -> None:
    prospect = journeys.researched(email="aoife@corrib.example")
    twin = ProspectFactory.create(email="aoife+news@corrib.example")
    stop(prospect)
    stopping.ask_to_stop(twin, by=twin.owner, at=NOW, words="Here, too.")

    with pytest.raises(Refused, match=r"16 November 2026\. Nobody"):
        check_not_stopped(twin, Channel.EMAIL, NOW)


def test_a_record_that_this_colleague_may_not_see_is_not_named() -> None:
    prospect = journeys.researched(email="aoife@corrib.example")
    team = Team.objects.create(name="Elsewhere")
    twin = ProspectFactory.create(
        owner=journeys.rep(team=team), email="aoife+news@corrib.example", name="A. Bhriain"
    )
    stop(prospect)

    page = text_of(Browser(twin.owner).client.get(reverse("prospects:person", args=[twin.pk])))

    assert "under another record." in page
    assert prospect.company.name not in page


@pytest.mark.parametrize(
    "shared",
    [
        {"email": "Aoife+news@corrib.example"},
        {"email": "", "linkedin_url": "https://www.linkedin.com/in/Aoife"},
    ],
    ids=["an alias", "a profile"],
)
def test_a_stop_ends_what_a_colleague_runs_for_the_same_person(shared: dict[str, Any]) -> None:
    prospect = journeys.researched(email="aoife@corrib.example")
    twin = journeys.planned(**shared)

    stop(prospect)

    ended = Enrollment.objects.get(pk=twin.enrollment_id)
    assert (ended.ending, ended.ending_note) == (Ending.STOPPED, "Please stop.")
    assert Touch.objects.get(pk=twin.pk).state == TouchState.CANCELLED


def test_a_shared_number_ends_nobody_elses_cadence() -> None:
    prospect = journeys.researched()
    colleague = journeys.planned(email="sean@corrib.example", phone=prospect.phone, linkedin_url="")

    stop(prospect)

    assert Enrollment.objects.get(pk=colleague.enrollment_id).state == "active"


def test_a_stop_leaves_colleagues_at_the_company_alone() -> None:
    prospect = journeys.researched()
    colleague = ProspectFactory.create(company=prospect.company, email="sean@corrib.example")

    stop(prospect)

    check_not_stopped(colleague, Channel.EMAIL, NOW)


def test_a_stop_is_on_the_timeline_and_accounted_for() -> None:
    touch = journeys.planned()

    stop(touch.prospect)

    kinds = set(Activity.objects.filter(prospect=touch.prospect).values_list("kind", flat=True))
    assert {ActivityKind.SUPPRESSED, ActivityKind.ENROLLMENT_ENDED} <= kinds
    assert AuditEvent.objects.get(kind=AuditKind.SUPPRESSED).actor == touch.owner


def test_a_second_stop_keeps_the_first() -> None:
    prospect = journeys.researched()
    stop(prospect, "First.")
    stop(prospect, "Second.")

    assert set(Suppression.objects.values_list("reason", flat=True)) == {"First."}
    assert Suppression.objects.count() == 4


def test_a_team_mate_who_hears_it_stops_everything() -> None:
    touch = journeys.planned()
    mate = journeys.rep(team=touch.owner.team)

    stopping.ask_to_stop(touch.prospect, by=mate, at=NOW, words="Please stop.")

    ended = Enrollment.objects.get(pk=touch.enrollment_id)
    assert (ended.ending, ended.ended_by) == (Ending.STOPPED, mate)
    with pytest.raises(Refused):
        check_not_stopped(touch.prospect, Channel.CALL, NOW + YEARS)


def test_nobody_stops_a_person_whom_they_may_not_see() -> None:
    with pytest.raises(Refused) as refusal:
        stopping.ask_to_stop(journeys.researched(), by=journeys.rep(), at=NOW, words="Stop.")

    assert refusal.value.code == "not_visible"
    assert not Suppression.objects.exists()
