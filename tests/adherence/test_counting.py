"""R16: every day beyond the seventh since the last try belongs to exactly one cause."""

from datetime import timedelta

import pytest
from django.db import transaction

from adherence.enums import LateCause
from adherence.models import GapDay
from cadence.enums import CallOutcome, Ending, GapCause, ReplyKind
from cadence.models import CadenceVersion, Hold
from cadence.services import enrolling, handing_over, listening, logging, moving_on, postponing
from mailbox.models import Outage
from prospects.enums import Channel
from research.models import Introduction
from team.enums import Role
from team.models import Closure, HouseHoliday, TimeOff
from tests import journeys
from tests.adherence.ledger import begun, count, day, open_try, tried, written
from tests.cadence.conftest import Clock
from tests.factories.cadence import draft_version
from tests.times import NOW

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "worker"]),
    pytest.mark.usefixtures("clock", "sandbox"),
]

REP, HOLD, ASKED = LateCause.REP, LateCause.HOLD, LateCause.ASKED_TO_WAIT


def days(first: int, last: int, cause: str) -> dict[int, str]:
    return dict.fromkeys(range(first, last + 1), cause)


def test_a_try_within_seven_days_is_never_late_and_the_eighth_day_is(clock: Clock) -> None:
    kept = tried(clock, begun(), 0, 7, 14)
    late = tried(clock, begun(email="late@corrib.example"), 14, 22)

    count(NOW + timedelta(days=22))

    assert written(kept) == {22: REP}
    assert written(late) == {22: REP}


def test_a_gap_that_still_runs_grows_by_a_day_and_is_counted_once(clock: Clock) -> None:
    waiting = tried(clock, begun(), 0)
    assert count(clock.move(NOW + timedelta(days=7))) == 1
    assert written(waiting) == {}

    assert count(clock.move(NOW + timedelta(days=9))) == 1
    assert count(NOW + timedelta(days=9)) == 0
    assert written(waiting) == days(8, 9, REP)
    count(clock.move(NOW + timedelta(days=12)))

    assert written(waiting) == days(8, 12, REP)


def test_nothing_is_late_before_the_first_try(clock: Clock) -> None:
    untried = begun()

    count(clock.move(NOW + timedelta(days=30)))

    assert written(untried) == {}


def test_tries_made_while_the_clock_stood_still_are_counted_afterwards(clock: Clock) -> None:
    late = tried(clock, begun(), 0, 10, 30)

    count(clock.move(NOW + timedelta(days=31)))

    assert written(late) == days(8, 10, REP) | days(18, 30, REP)


def test_a_company_on_hold_is_nobodys_lateness(clock: Clock) -> None:
    waiting = tried(clock, begun(), 0)
    clock.move(NOW + timedelta(days=9))
    Hold.objects.create(
        company=waiting.prospect.company, reason="Ann wrote.", placed_at=NOW + timedelta(days=9)
    )
    at = clock.move(NOW + timedelta(days=11))
    Hold.objects.update(lifted_at=at, lifted_by=waiting.owner, lift_reason="Read.")

    count(clock.move(NOW + timedelta(days=13)))

    assert written(waiting) == {8: REP} | days(9, 11, HOLD) | days(12, 13, REP)


def test_whoever_asked_us_to_wait_has_the_days_until_theirs(clock: Clock) -> None:
    waiting = tried(clock, begun(), 0)
    at = clock.move(NOW + timedelta(days=3))
    listening.record_reply(
        waiting.prospect,
        by=waiting.owner,
        at=at,
        channel=Channel.CALL,
        text="After the fair, please.",
        kind=ReplyKind.NOT_NOW,
        until=day(20),
    )

    count(clock.move(NOW + timedelta(days=22)))

    assert written(waiting) == days(8, 20, ASKED) | days(21, 22, REP)


def test_a_call_that_they_asked_for_on_a_later_day_is_theirs_until_then(clock: Clock) -> None:
    waiting = begun(channels=(Channel.CALL,))
    call = open_try(waiting, NOW)
    promised = NOW + timedelta(days=12)
    logging.log_call(call, by=call.owner, at=NOW, outcome=CallOutcome.SPOKE, call_back_at=promised)
    open_try(waiting, NOW)

    count(clock.move(NOW + timedelta(days=14)))

    assert written(waiting) == days(8, 12, ASKED) | days(13, 14, REP)


def test_days_while_somebody_may_introduce_us_are_the_introductions(clock: Clock) -> None:
    waiting = tried(clock, begun(), 0)
    asked_at = NOW + timedelta(days=5)
    Introduction.objects.create(
        prospect=waiting.prospect,
        introducer="Niamh",
        asked_by=waiting.owner,
        asked_at=asked_at,
        waits_until=asked_at + timedelta(days=7),
    )

    count(clock.move(NOW + timedelta(days=14)))

    assert written(waiting) == days(8, 12, LateCause.INTRODUCTION) | days(13, 14, REP)


def test_a_mailbox_that_did_not_let_us_in_is_the_providers_where_a_letter_was_due(
    clock: Clock,
) -> None:
    letter = tried(clock, begun(channels=(Channel.POST, Channel.EMAIL)), 0)
    by_post = tried(clock, begun(letter.owner, email="post@corrib.example"), 0)
    open_try(letter, NOW)
    mailbox = journeys.connected(letter.owner)
    Outage.objects.create(
        mailbox=mailbox, began_at=NOW + timedelta(days=9), ended_at=NOW + timedelta(days=10)
    )

    count(clock.move(NOW + timedelta(days=11)))

    assert written(letter) == {8: REP, 9: "provider", 10: "provider", 11: REP}
    assert written(by_post) == days(8, 11, REP)


def test_time_off_a_closed_company_and_holidays_of_either_side_are_their_own(clock: Clock) -> None:
    rep = journeys.rep(country="DE")
    waiting = tried(clock, begun(rep, country="GB"), 30)
    TimeOff.objects.create(user=rep, first_day=day(38), last_day=day(38))
    Closure.objects.create(first_day=day(43), last_day=day(44), name="Between the years")

    count(clock.move(NOW + timedelta(days=46)))

    # 25 and 26 December are holidays on both sides, 28 December in Britain alone, 1 January on both again.
    assert day(39).isoformat() == "2026-12-25"
    assert written(waiting) == (
        {38: "time_off", 39: "holiday", 40: "holiday", 41: REP, 42: "holiday"}
        | {43: "time_off", 44: "time_off", 45: REP, 46: "holiday"}
    )


def test_a_holiday_that_the_house_adds_or_drops_is_counted_again_for_days_that_are_gone(
    clock: Clock,
) -> None:
    """By the rule for all changed days: a fact that came late corrects what stands."""
    waiting = tried(clock, begun(journeys.rep(country="DE"), country="GB"), 30)
    at = clock.move(NOW + timedelta(days=42))
    count(at)
    assert written(waiting) == {38: REP, 39: "holiday", 40: "holiday", 41: REP, 42: "holiday"}
    added = {"country": "GB", "day": day(41), "name": "Founders’ Day", "is_kept": True}
    HouseHoliday.objects.create(**added)
    dropped = {"country": "GB", "day": day(42), "name": "Boxing Day", "is_kept": False}
    HouseHoliday.objects.create(**dropped)

    count(at)

    assert written(waiting) == {38: REP, 39: "holiday", 40: "holiday", 41: "holiday", 42: REP}
    HouseHoliday.objects.all().delete()
    count(at)
    assert written(waiting) == {38: REP, 39: "holiday", 40: "holiday", 41: REP, 42: "holiday"}


def test_what_they_asked_for_comes_before_what_kept_us(clock: Clock) -> None:
    waiting = tried(clock, begun(), 0)
    rep = waiting.owner
    TimeOff.objects.create(user=rep, first_day=day(8), last_day=day(12))
    touch = open_try(waiting, clock.move(NOW + timedelta(days=4)))
    postponing.not_today(
        touch,
        by=rep,
        at=NOW + timedelta(days=4),
        until=day(10),
        note="She is at the fair.",
        cause=GapCause.ASKED_TO_WAIT,
    )
    clock.move(NOW + timedelta(days=9))
    Hold.objects.create(
        company=waiting.prospect.company, reason="Ann wrote.", placed_at=NOW + timedelta(days=9)
    )
    at = clock.move(NOW + timedelta(days=9, hours=1))
    Hold.objects.update(lifted_at=at, lifted_by=rep, lift_reason="Read.")

    count(clock.move(NOW + timedelta(days=13)))

    assert written(waiting) == {
        8: ASKED,
        9: HOLD,
        10: ASKED,
        11: "time_off",
        12: "time_off",
        13: REP,
    }


def test_a_wait_told_late_has_no_day_from_before_it_was_told(clock: Clock) -> None:
    waiting = tried(clock, begun(), 0)
    touch = open_try(waiting, clock.move(NOW + timedelta(days=10)))
    postponing.not_today(
        touch,
        by=waiting.owner,
        at=NOW + timedelta(days=10),
        until=day(12),
        note="She is at the fair.",
        cause=GapCause.ASKED_TO_WAIT,
    )

    count(clock.move(NOW + timedelta(days=13)))

    assert written(waiting) == days(8, 9, REP) | days(10, 12, ASKED) | {13: REP}


def test_a_day_that_a_newer_version_takes_is_the_changes(clock: Clock) -> None:
    waiting = tried(clock, begun(), 0)
    at = clock.move(NOW + timedelta(days=8))
    open_try(waiting, NOW + timedelta(days=1))
    admin = journeys.rep(role=Role.ADMIN)
    moving_on.move_batch(waiting.version, newer_of(waiting.version), by=admin, at=at)
    moved = open_try(waiting, at)
    assert moved.gap_cause == GapCause.TEMPLATE_CHANGE

    count(clock.move(NOW + timedelta(days=11)))

    assert written(waiting) == {8: "template_change"} | days(9, 11, REP)


def newer_of(version: CadenceVersion) -> CadenceVersion:
    newer = draft_version(channels=(Channel.POST,))
    newer.cadence, newer.number = version.cadence, 2
    newer.state, newer.published_at = version.state, NOW
    newer.published_by = version.published_by
    newer.save(update_fields=["cadence", "number", "state", "published_at", "published_by"])
    return newer


# Facts that come late


def test_time_off_that_is_written_down_afterwards_corrects_what_stands(clock: Clock) -> None:
    late = tried(clock, begun(), 0, 11)
    at = clock.move(NOW + timedelta(days=12))
    count(at)
    assert written(late) == days(8, 11, REP)

    off = TimeOff.objects.create(user=late.owner, first_day=day(9), last_day=day(10))
    assert count(at) == 1
    assert written(late) == {8: REP, 9: "time_off", 10: "time_off", 11: REP}

    off.delete()
    count(at)
    assert written(late) == days(8, 11, REP)


def test_an_answer_that_came_before_our_try_and_was_read_after_it_corrects_what_stands(
    clock: Clock,
) -> None:
    late = tried(clock, begun(), 0, 11)
    count(clock.move(NOW + timedelta(days=12)))

    with transaction.atomic():
        reply = listening.hear(
            late.prospect, at=NOW + timedelta(days=9), channel=Channel.EMAIL, text="Not this week."
        )
    at = clock.move(NOW + timedelta(days=13))
    listening.name_kind(reply, by=late.owner, at=at, kind=ReplyKind.NOT_NOW, until=day(16), note="")
    count(at)

    assert written(late) == {8: REP} | days(9, 11, ASKED)


def test_a_day_is_counted_once_more_when_it_is_over(clock: Clock) -> None:
    waiting = tried(clock, begun(), 0)
    count(clock.move(NOW + timedelta(days=8, hours=-8)))
    assert written(waiting) == {8: REP}
    at = clock.move(NOW + timedelta(days=8))
    Hold.objects.create(company=waiting.prospect.company, reason="Ann wrote.", placed_at=at)

    count(clock.move(NOW + timedelta(days=9, hours=-8)))

    assert written(waiting) == days(8, 9, HOLD)


# How it ends


def test_what_ended_is_late_until_the_day_before(clock: Clock) -> None:
    waiting = tried(clock, begun(), 0)
    at = clock.move(NOW + timedelta(days=10))
    count(at)
    enrolling.end(waiting, Ending.NOT_A_FIT, by=waiting.owner, at=at, note="No depots.")

    count(clock.move(NOW + timedelta(days=30)))

    assert written(waiting) == days(8, 9, REP)
    assert count(NOW + timedelta(days=300)) == 0


def test_whoever_talks_with_us_is_not_waited_for(clock: Clock) -> None:
    waiting = tried(clock, begun(), 0)
    at = clock.move(NOW + timedelta(days=10))
    listening.record_reply(
        waiting.prospect,
        by=waiting.owner,
        at=at,
        channel=Channel.CALL,
        text="Come by.",
        kind=ReplyKind.INTERESTED,
    )
    ended = clock.move(NOW + timedelta(days=20))
    enrolling.end(waiting, Ending.MET, by=waiting.owner, at=ended)

    count(clock.move(NOW + timedelta(days=21)))

    assert written(waiting) == days(8, 9, REP)


def test_a_day_stays_with_whoever_had_them_then(clock: Clock) -> None:
    waiting = tried(clock, begun(), 0)
    before, after = waiting.owner, journeys.rep(team=waiting.owner.team)
    count(clock.move(NOW + timedelta(days=9)))
    manager = journeys.rep(role=Role.MANAGER, team=before.team)
    handing_over.hand_over(waiting.prospect, to=after, by=manager, at=NOW + timedelta(days=9))
    TimeOff.objects.create(user=before, first_day=day(9), last_day=day(11))

    count(clock.move(NOW + timedelta(days=11)))

    rows = GapDay.objects.filter(enrollment=waiting).order_by("day")
    assert [(row.rep, row.cause) for row in rows] == [
        (before, REP),
        (before, "time_off"),
        (after, REP),
        (after, REP),
    ]
