"""A stop by value reaches every step of the way: enroll, plan, draft, review and send, kept or forgotten."""

from typing import Any

import pytest

from cadence.enums import Ending, TouchState
from cadence.models import Enrollment, Touch
from cadence.services import drafting, enrolling, planning, reviewing, sending, stopping
from prospects.enums import ActivityKind, Channel, SuppressionKind
from prospects.models import Activity, Suppression
from prospects.services import stop_listing, suppressing
from team.refusals import Refused
from tests import journeys
from tests.factories.cadence import published_version
from tests.factories.prospects import CompanyFactory
from tests.journeys import NOW
from tests.smtp import Sink

pytestmark = pytest.mark.usefixtures("clock")


def stop_value(kind: SuppressionKind, value: str, **given: Any) -> int:
    said = {"by": journeys.rep(), "at": NOW, "reason": "No more.", "until": None}
    return stopping.stop_value((kind, value), **(said | given))


def stopped(value: str = "aoife@corrib.example", **given: Any) -> None:
    """A stop that came in elsewhere and ended nothing yet."""
    said = {"kind": "email", "value": value, "reason": "x", "origin": "list", "created_at": NOW}
    Suppression.objects.create(**(said | given))


VALUES = [
    (SuppressionKind.EMAIL, "aoife@corrib.example"),
    (SuppressionKind.DOMAIN, "corrib.example"),
    (SuppressionKind.DOMAIN, "frost.corrib-group.example"),
    (SuppressionKind.DOMAIN, "corrib-group.example"),
    (SuppressionKind.PHONE, "+353915550100"),
    (SuppressionKind.PROFILE, "https://www.linkedin.com/in/aoife"),
]
AOIFE = {"email": "Aoife+work@corrib.example"}


def at_corrib() -> dict[str, Any]:
    company = CompanyFactory.create(
        domain="Frost.Corrib-group.example", postal_address="Corrib, Oranmore, Galway"
    )
    return AOIFE | {"company": company}


@pytest.mark.parametrize(("kind", "value"), VALUES)
@pytest.mark.parametrize("forgotten", [False, True], ids=["kept", "forgotten"])
def test_a_stop_of_any_value_refuses_every_step_of_the_way(
    sandbox: None, kind: SuppressionKind, value: str, forgotten: bool
) -> None:
    draft = journeys.drafted(**at_corrib())
    other = journeys.researched(
        email="aoife+two@corrib.example", company=draft.touch.prospect.company
    )
    by = draft.touch.owner
    journeys.connected(by)
    stopped(kind=kind, value=value)
    if forgotten:
        suppressing.forget([(kind, value)], at=NOW)

    refusals = {
        "enroll": lambda: enrolling.enroll(other, published_version(), by=other.owner, at=NOW),
        "draft": lambda: drafting.save_draft(
            draft.touch, by=by, at=NOW, subject="Hi", body="Hi Aoife", base_number=1
        ),
        "approve": lambda: reviewing.approve(
            draft, by=by, session=journeys.signed_in(by), at=NOW, looks={}, read_aloud=True
        ),
    }
    sentences = set()
    for step in refusals.values():
        with pytest.raises(Refused) as refusal:
            step()
        assert refusal.value.code == "asked_to_stop"
        sentences.add(refusal.value.sentence)
    assert len(sentences) == 1


@pytest.mark.parametrize(("kind", "value"), VALUES)
@pytest.mark.parametrize("forgotten", [False, True], ids=["kept", "forgotten"])
def test_a_reviewed_letter_stays_when_a_stop_came_in_meanwhile(
    post: Sink, kind: SuppressionKind, value: str, forgotten: bool
) -> None:
    approval = journeys.approved(**at_corrib())
    stopped(kind=kind, value=value)
    if forgotten:
        suppressing.forget([(kind, value)], at=NOW)

    with pytest.raises(Refused) as refusal:
        sending.deliver(approval, by=approval.reviewer, session=approval.session, at=NOW)

    assert refusal.value.code == "asked_to_stop"
    assert post.letters == []


@pytest.mark.parametrize(("kind", "value"), VALUES)
def test_a_value_stopped_by_hand_ends_what_it_reaches(kind: SuppressionKind, value: str) -> None:
    touch = journeys.planned(**at_corrib())
    other = journeys.planned(email="sean@harbour.example", phone="+353915550199", linkedin_url="")

    assert stop_value(kind, value) == 1

    ended = Enrollment.objects.get(pk=touch.enrollment_id)
    assert (ended.ending, ended.ending_note) == (Ending.STOPPED, "No more.")
    assert Touch.objects.get(pk=other.pk).is_open


def test_a_stop_of_one_channel_sends_the_open_try_another_way() -> None:
    touch = journeys.planned(**AOIFE)
    assert touch.channel == Channel.EMAIL

    assert stop_value(*VALUES[0], channel=Channel.EMAIL) == 0

    touch.refresh_from_db()
    assert (touch.channel, touch.is_open) == (Channel.CALL, True)


def test_what_every_channel_was_stopped_for_ends() -> None:
    touch = journeys.planned(**AOIFE)

    ended = [stop_value(*VALUES[0], channel=channel) for channel in Channel]

    assert ended == [0, 0, 0, 1]
    assert Enrollment.objects.get(pk=touch.enrollment_id).ending == Ending.STOPPED


def test_the_planner_leaves_a_stopped_channel_alone() -> None:
    enrollment = journeys.enrolled(**AOIFE)
    stopped(channel=Channel.EMAIL)

    assert journeys.next_touch(enrollment, NOW).channel == Channel.CALL


@pytest.mark.django_db(transaction=True, databases=["default", "worker"])
def test_the_worker_may_plan_around_a_stop_and_end_what_is_stopped(
    request: pytest.FixtureRequest,
) -> None:
    ended = journeys.enrolled(**AOIFE)
    going_on = journeys.enrolled(email="sean@harbour.example", phone="", linkedin_url="")
    stopped()
    stopped("sean@harbour.example", channel=Channel.EMAIL)
    request.getfixturevalue("as_worker")

    planning.plan_due(NOW)

    ended.refresh_from_db()
    assert ended.ending == Ending.STOPPED
    assert Touch.objects.open().get(enrollment=going_on).channel == Channel.POST


@pytest.mark.parametrize("channels", [[""], list(Channel)], ids=["at once", "one by one"])
def test_the_planner_ends_what_no_channel_is_left_for(channels: list[str]) -> None:
    enrollment = journeys.enrolled(**AOIFE)
    colleague = journeys.enrolled(email="sean@harbour.example", phone="", linkedin_url="")
    for channel in channels:
        stopped(channel=channel)

    planning.plan_due(NOW)

    enrollment.refresh_from_db()
    assert (enrollment.ending, enrollment.ended_by) == (Ending.STOPPED, None)
    assert not Touch.objects.filter(enrollment=enrollment).exists()
    assert Touch.objects.open().filter(enrollment=colleague).exists()
    assert Activity.objects.filter(kind=ActivityKind.ENROLLMENT_ENDED).count() == 1


def test_the_drafter_writes_nothing_for_a_stopped_channel_and_says_why() -> None:
    touch = journeys.planned(**AOIFE)
    stopped()

    drafting.draft_due(NOW)

    touch.refresh_from_db()
    assert (touch.state, touch.drafts.count()) == (TouchState.PLANNED, 0)
    assert touch.nothing_to_say.startswith(f"{touch.prospect.name} asked us to stop on")


def test_nobody_is_enrolled_whose_every_channel_is_stopped() -> None:
    prospect = journeys.researched(**AOIFE)
    for channel in Channel:
        stop_value(*VALUES[0], channel=channel)

    with pytest.raises(Refused) as refusal:
        enrolling.enroll(prospect, published_version(), by=prospect.owner, at=NOW)

    assert refusal.value.code == "asked_to_stop"


def test_a_whole_list_ends_what_it_reaches_and_nothing_else() -> None:
    touch = journeys.planned(**AOIFE)
    other = journeys.planned(email="sean@harbour.example", phone="+353915550199", linkedin_url="")
    by = journeys.rep()
    reading = stop_listing.read("corrib.example\nnobody.example\n", reason="Old", by=by, at=NOW)

    kept, ended = stopping.keep_list(reading, by=by, at=NOW, reason="Old")

    assert (kept.accepted, ended) == (2, 1)
    assert Enrollment.objects.get(pk=touch.enrollment_id).ending == Ending.STOPPED
    assert Touch.objects.get(pk=other.pk).is_open
