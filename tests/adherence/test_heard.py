"""The page of a week: what was said, by whom, for what reason, and who may read it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from cadence.enums import CallOutcome, NoReason, ReplyKind, SkipReason
from cadence.services import answering, listening, logging, reviewing, sending
from prospects.enums import Channel
from team.enums import Role
from team.models import TimeOff
from tests import journeys, smtp
from tests.adherence.weeks import THIS_WEEK, Reader, colleague, person, said
from tests.cadence import answers, days
from tests.cadence.browsing import text_of
from tests.cadence.conftest import Clock
from tests.factories.team import TeamFactory
from tests.times import NOW

pytestmark = pytest.mark.usefixtures("clock", "sandbox")


def page(reader: Reader, **query: str) -> str:
    answer = reader.read(**query)
    assert answer.status_code == 200
    return text_of(answer)


def test_a_week_says_how_many_wrote_back_and_what() -> None:
    rep = colleague()
    for kind in (ReplyKind.NO, ReplyKind.NO, ReplyKind.INTERESTED, ReplyKind.REFERRAL):
        said(rep, kind)
    said(rep, ReplyKind.AUTOMATIC)

    words = page(Reader(rep))

    assert "4 people wrote back. 2 said no." in words
    assert 'No, thanks <span class="num">2</span>' in words
    assert 'Interested <span class="num">1</span>' in words
    assert 'Not now <span class="num">0</span>' in words


def test_a_no_stands_with_its_words_and_the_try_it_answered() -> None:
    rep = journeys.rep(name="Maya Okafor")
    touch = days.begun_with_calls(days.person(rep, "Aoife Ní Bhriain", "Mazur"), NOW)
    logging.log_call(touch, by=rep, at=NOW, outcome=CallOutcome.SPOKE)
    said(rep, prospect=touch.prospect, text="We built our own.", channel=Channel.LINKEDIN)

    words = page(Reader(rep))

    assert "<blockquote>We built our own.</blockquote>" in words
    assert "Aoife Ní Bhriain" in words
    assert "Mazur" in words
    assert "after try 1, call" in words
    assert "<span>LinkedIn</span>" in words
    assert f"/people/{touch.prospect_id}/" in words


def test_each_number_leads_to_its_rows() -> None:
    rep = colleague()
    said(rep, text="Not for us.")
    said(rep, ReplyKind.INTERESTED, text="Ring me on Thursday.")

    noes, interested = page(Reader(rep)), page(Reader(rep), kind="interested")

    assert ("Not for us." in noes, "Ring me on Thursday." in noes) == (True, False)
    assert ("Not for us." in interested, "Ring me on Thursday." in interested) == (False, True)
    assert f"?week={THIS_WEEK}&kind=interested" in noes


def test_noes_are_grouped_by_reason_and_those_without_come_first() -> None:
    rep = colleague()
    for reason in (NoReason.TRUST, NoReason.PRICE, NoReason.PRICE):
        listening.give_reason(said(rep), by=rep, at=NOW, reason=reason)
    said(rep)

    words = page(Reader(rep))

    titles = [f"{title}</h2>" for title in ("No reason given yet", "Price or budget", "too pushy")]
    assert [words.index(title) for title in titles] == sorted(map(words.index, titles))
    assert "the reason heard most: price or budget" in words


def test_the_week_begins_on_monday_where_the_reader_is() -> None:
    rep = colleague(time_zone="Pacific/Auckland")
    monday_there = datetime(2026, 11, 15, 20, tzinfo=UTC)
    said(rep, at=monday_there, text="Said on our Monday.")
    elsewhere = colleague(rep.team, time_zone="Europe/Dublin")

    assert "Said on our Monday." in page(Reader(rep))
    assert "Said on our Monday." not in page(Reader(elsewhere))
    assert "Said on our Monday." in page(Reader(elsewhere), week="2026-W46")


@pytest.mark.parametrize("week", ["", "2027-W10", "nonsense", "2026-W99"])
def test_a_week_to_come_or_of_no_calendar_is_this_one(week: str) -> None:
    words = page(Reader(colleague()), week=week)
    assert "16 November to 22 November 2026" in words
    assert "Week after" not in words


def test_a_quiet_week_says_so() -> None:
    rep = colleague()
    assert "Nobody wrote back this week." in page(Reader(rep))
    earlier = page(Reader(rep), week="2026-W40")
    assert "A quiet week is no verdict." in earlier
    assert 'rel="next" href="/team/heard/?week=2026-W41"' in earlier


def test_somebody_of_another_team_finds_nothing_and_may_not_ask() -> None:
    rep, stranger = colleague(), colleague()
    said(rep, text="Only for our team.")

    assert "Only for our team." not in page(Reader(stranger))
    assert Reader(stranger).read(team=str(rep.team_id)).status_code == 404


@pytest.mark.parametrize("role", [Role.REP, Role.MANAGER])
def test_the_whole_team_reads_its_week(role: str) -> None:
    rep = colleague()
    said(rep, text="For all of us to hear.")
    assert "For all of us to hear." in page(Reader(colleague(rep.team, role=role)))


def test_an_admin_reads_every_team_s_week_one_at_a_time() -> None:
    north, south = TeamFactory.create(name="North"), TeamFactory.create(name="South")
    said(colleague(north), text="Heard in the north.")
    said(colleague(south), text="Heard in the south.")
    admin = Reader(colleague(north, role=Role.ADMIN))

    assert "Heard in the south." not in page(admin)
    words = page(admin, team=str(south.pk))
    assert ("Heard in the south." in words, "Heard in the north." in words) == (True, False)
    assert "North</a>" in words


def test_somebody_without_a_team_is_told_so() -> None:
    assert "You are in no team yet" in page(Reader(journeys.rep(team=None)))


def test_how_long_a_no_waited_is_counted_in_the_rep_s_working_time(clock: Clock) -> None:
    rep = colleague()
    TimeOff.objects.create(user=rep, first_day=date(2026, 11, 17), last_day=date(2026, 11, 17))
    reply = days.answered(person(rep), NOW, "No, thank you.")
    later = clock.move(datetime(2026, 11, 18, 9, 30, tzinfo=UTC))
    listening.name_kind(reply, by=rep, at=later, kind=ReplyKind.NO)

    words = page(Reader(rep))

    assert "1 no was heard, after 1 working day." in words
    assert "heard after 1 working day" in words
    assert "Nobody of this week is still waiting." in words


def test_a_no_waits_until_its_line_back_is_sent(clock: Clock, post: smtp.Sink) -> None:
    reply = answers.said_no()
    touch, reader = answers.acknowledgement(reply), Reader(reply.owner)
    by, later = touch.owner, clock.move(NOW + timedelta(hours=2))

    before = page(reader)
    session = journeys.signed_in(by, later)
    draft = answers.newest(touch)
    approval = reviewing.approve(draft, by=by, session=session, at=later, looks={}, read_aloud=True)
    sending.deliver(approval, by=by, session=session, at=later)
    after = page(reader)

    assert f'<a href="/queue/{touch.pk}/">{reply.prospect.name}</a>' in before
    assert "waiting, 2 working hours" in before
    assert "acknowledged after 2 working hours" in after
    assert "1 no was heard, after 2 working hours." in after


def test_a_line_back_that_is_left_out_is_nobody_s_waiting() -> None:
    reply = answers.said_no()
    touch = answers.acknowledgement(reply)
    answering.leave_out(touch, by=touch.owner, at=NOW, reason=SkipReason.TOLD_THEM)

    words = page(Reader(reply.owner))

    assert "No no was acknowledged yet. One was left without a line back, for a reason." in words
    assert "Nobody of this week is still waiting." in words


def test_whoever_nobody_has_read_is_still_waiting(clock: Clock) -> None:
    rep = colleague()
    reply = days.answered(person(rep, name="Priya Raman"), NOW, "Is this for us?")
    days.answered(person(rep), NOW, "I am away.", suggested="")
    clock.move(NOW + timedelta(hours=3))

    words = page(Reader(rep))

    assert f'<a href="/queue/replies/{reply.pk}/">Priya Raman</a>' in words
    assert "waiting, 3 working hours" in words
    assert "Is this for us?" in page(Reader(rep), kind="unread")


def test_fifty_noes_are_a_page_and_none_is_lost_or_shown_twice() -> None:
    rep = colleague()
    replies = [said(rep, text=f"No number {number}.") for number in range(53)]
    for reply in replies[:20]:
        listening.give_reason(reply, by=rep, at=NOW, reason=NoReason.TIMING)
    reader = Reader(rep)

    first = reader.read().context["heard"].page
    second = reader.read(after=str(first.older)).context["heard"].page

    shown = [quote.pk for quote in (*first.quotes, *second.quotes)]
    assert (len(first.quotes), len(second.quotes), second.older) == (50, 3, None)
    assert sorted(shown) == sorted(reply.pk for reply in replies)
    assert reader.read(after="99999999").context["heard"].page.older == first.older


@pytest.mark.parametrize("answers", [1, 3])
def test_the_page_costs_the_same_however_much_was_said(
    answers: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    rep = colleague()
    for _each in range(answers):
        said(rep)
        days.answered(person(rep), NOW, "Tell me more.")
    reader = Reader(rep)
    with django_assert_num_queries(13):
        reader.read()
