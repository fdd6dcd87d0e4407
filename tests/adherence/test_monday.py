"""The Monday letter: to our own users who asked for it, once, on their Monday morning, with the numbers of their page."""

import re
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections
from django.test import override_settings
from django.urls import reverse
from pytest_django.fixtures import Settings

from adherence.enums import MondayState
from adherence.models import MondayLetter
from adherence.schedule import Week
from adherence.selectors.monday import Summary, summary_for
from adherence.services import monday
from adherence.services.own_post import Post
from config.monday.mailers import mailers_of
from team.enums import Role
from team.models import User
from tests import smtp
from tests.adherence.mondays import SENDER, SIX_IN_DUBLIN, addressees, reader, sink, write
from tests.adherence.test_team_counts import counts
from tests.adherence.weeks import Reader, colleague, person
from tests.cadence.browsing import text_of
from tests.cadence.conftest import Clock
from tests.factories.cadence import published_version

__all__ = ["sink"]

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "worker", "monday"]),
    pytest.mark.usefixtures("sandbox"),
]


def test_who_did_not_ask_or_may_not_sign_in_gets_none(clock: Clock, sink: smtp.Sink) -> None:
    colleague()
    reader(is_active=False)
    asked = reader()

    assert write(clock, SIX_IN_DUBLIN) == 1
    assert addressees(sink) == [asked.email]


@pytest.mark.parametrize(
    ("zone", "too_early", "due"),
    [
        ("Europe/Dublin", datetime(2026, 11, 16, 5, 59, tzinfo=UTC), timedelta(minutes=1)),
        ("Pacific/Auckland", datetime(2026, 11, 15, 16, 59, tzinfo=UTC), timedelta(minutes=1)),
        ("America/Los_Angeles", datetime(2026, 11, 16, 13, 59, tzinfo=UTC), timedelta(minutes=1)),
    ],
)
def test_it_comes_at_six_on_monday_where_they_are(
    clock: Clock, sink: smtp.Sink, zone: str, too_early: datetime, due: timedelta
) -> None:
    reader(time_zone=zone)
    assert write(clock, too_early) == 0
    assert write(clock, too_early + due) == 1
    assert MondayLetter.objects.get().week.isoformat() == "2026-11-16"


def test_it_comes_once_a_week_and_on_no_other_day(clock: Clock, sink: smtp.Sink) -> None:
    reader()
    looks = [SIX_IN_DUBLIN + timedelta(hours=6 * number) for number in range(4 * 15)]

    written = [at for at in looks if write(clock, at)]

    assert written == [SIX_IN_DUBLIN + timedelta(days=7 * number) for number in range(3)]
    assert len(sink.accepted) == 3


def test_where_we_were_away_in_the_morning_it_comes_later_on_that_monday(
    clock: Clock, sink: smtp.Sink
) -> None:
    reader()
    assert write(clock, SIX_IN_DUBLIN + timedelta(hours=17, minutes=59)) == 1
    reader()
    assert write(clock, SIX_IN_DUBLIN + timedelta(hours=18)) == 0


def test_two_processes_at_once_write_it_once(clock: Clock, sink: smtp.Sink) -> None:
    for _ in range(3):
        reader()
    clock.move(SIX_IN_DUBLIN)
    together = threading.Barrier(2)
    due_at, written = monday.due_at, []

    def both_look_first(at: datetime) -> Iterator[tuple[User, object]]:
        due = list(due_at(at))
        together.wait(10)
        return iter(due)

    def process() -> None:
        connections["default"] = connections.create_connection("monday")
        written.append(monday.write_due(SIX_IN_DUBLIN))
        connections["default"].close()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(monday, "due_at", both_look_first)
        processes = [threading.Thread(target=process) for _ in range(2)]
        for each in processes:
            each.start()
        for each in processes:
            each.join()

    assert sum(written) == len(sink.accepted) == MondayLetter.objects.count() == 3
    assert len(set(addressees(sink))) == 3


def test_without_a_mail_server_nothing_is_claimed_and_the_next_look_tries_again(
    clock: Clock, sink: smtp.Sink, settings: Settings
) -> None:
    reader()
    good = settings.MAILERS
    settings.MAILERS = mailers_of("smtp+plain://127.0.0.1:9")
    with pytest.raises(OSError, match="refused"):
        write(clock, SIX_IN_DUBLIN)
    assert not MondayLetter.objects.exists()

    settings.MAILERS = good
    assert write(clock, SIX_IN_DUBLIN + timedelta(minutes=1)) == 1


@pytest.mark.parametrize("refuse_at", ["rcpt", "data", "lost"])
def test_what_the_server_did_not_take_or_never_answered_is_not_tried_twice(
    clock: Clock, sink: smtp.Sink, refuse_at: str
) -> None:
    reader()
    sink.refuse_at = refuse_at
    assert write(clock, SIX_IN_DUBLIN) == 0
    sink.refuse_at = ""
    assert write(clock, SIX_IN_DUBLIN + timedelta(minutes=1)) == 0

    letter = MondayLetter.objects.get()
    assert (letter.state, bool(letter.note)) == (MondayState.FAILED, True)
    assert len(sink.accepted) == (refuse_at == "lost")


def test_one_that_is_not_taken_costs_the_others_a_minute_and_no_letter(
    clock: Clock, sink: smtp.Sink
) -> None:
    first, *others = [reader() for _ in range(3)]
    sink.refuse_at = "rcpt"
    assert write(clock, SIX_IN_DUBLIN) == 0
    assert [letter.user for letter in MondayLetter.objects.all()] == [first]

    sink.refuse_at = ""
    assert write(clock, SIX_IN_DUBLIN + timedelta(minutes=1)) == 2
    assert addressees(sink) == [other.email for other in others]


def test_where_the_database_fails_over_one_user_the_others_get_theirs(
    clock: Clock, sink: smtp.Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, *others = [reader() for _ in range(3)]

    def failing(user: User, last: Week) -> Summary:
        if user == first:
            with connections["default"].cursor() as cursor:
                cursor.execute("SELECT 1 / 0")
        return summary_for(user, last)

    monkeypatch.setattr("adherence.services.monday.summary_for", failing)
    assert write(clock, SIX_IN_DUBLIN) == 2
    assert addressees(sink) == [other.email for other in others]

    monkeypatch.undo()
    assert write(clock, SIX_IN_DUBLIN + timedelta(minutes=1)) == 1


def test_whatever_goes_wrong_at_the_hand_over_it_is_written_down_and_not_tried_twice(
    clock: Clock, sink: smtp.Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, other = reader(), reader()

    def broken(*_given: object, **_more: object) -> None:
        raise ValueError

    with monkeypatch.context() as patch:
        patch.setattr(Post, "hand_over", broken)
        assert write(clock, SIX_IN_DUBLIN) == 0
    letter = MondayLetter.objects.get()
    assert (letter.user, letter.state, letter.note) == (first, MondayState.FAILED, "ValueError")

    assert write(clock, SIX_IN_DUBLIN + timedelta(minutes=1)) == 1
    assert addressees(sink) == [other.email]


def test_who_was_refused_is_not_asked_about_each_minute(
    clock: Clock, sink: smtp.Sink, caplog: pytest.LogCaptureFixture
) -> None:
    both = reader(email="maya@corrib.example")
    person(colleague(), email=both.email)

    for minute in range(3):
        assert write(clock, SIX_IN_DUBLIN + timedelta(minutes=minute)) == 0
    assert caplog.text.count(f"no Monday letter to user {both.pk}") == 1

    assert write(clock, SIX_IN_DUBLIN + timedelta(days=7)) == 0
    assert caplog.text.count(f"no Monday letter to user {both.pk}") == 2


@pytest.mark.parametrize("role", [Role.REP, Role.MANAGER, Role.ADMIN])
def test_it_says_the_numbers_of_the_page_and_leads_to_their_rows(
    clock: Clock, sink: smtp.Sink, role: str
) -> None:
    user = reader(role=role)
    counts(
        user if role == Role.REP else colleague(user.team), published_version(),
        gaps={3: 1137, 8: 75}, endings={0: 154, 3: 14}, seen_through={10: 154}, given_up={4: 14},
        words={0: 1268, 1: 22}, replies={0: 63, 1: 2}, starts={0: 168}, weeks={0: 400, 1: 20},
    )  # fmt: skip

    assert write(clock, SIX_IN_DUBLIN + timedelta(days=7)) == 1

    (letter,) = sink.letters
    lines = letter.get_content().splitlines()
    own = [line for line in lines if line.startswith("https://earnest.fernhill.example/team/")]
    page = plain(opened(user, own[0]))
    assert lines[2].startswith("14 of 168 people were given up early")
    assert role == Role.REP or lines[2] in page
    for said in (
        "Tries before we stop: 9.5 of 10",
        "Gaps of seven days or less: 94% of 1,212",
        "Given up early: 14 of 168",
        "Same call again: 1.7% of 1,290",
        "Replies honored: 63 of 65",
        "Research before the first try: 100% of 168",
        "Kept weeks: 100% of 420",
    ):
        label, number = said.split(": ")
        assert [line for line in lines if line.startswith(said)]
        assert role == Role.REP or (label in page and number in page)
    rows = [line.strip() for line in lines if line.startswith("  https://")]
    assert len(rows) == 5
    assert all(opened(user, address) for address in rows)


def opened(user: User, address: str) -> str:
    assert address.startswith("https://earnest.fernhill.example/")
    response = Reader(user).client.get(address.removeprefix("https://earnest.fernhill.example"))
    assert response.status_code == 200
    return text_of(response)


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_the_letter_is_marked_as_sent_by_itself_and_says_how_to_stop(
    clock: Clock, sink: smtp.Sink
) -> None:
    user = reader(name="Zoë O'Brien & Sons")
    write(clock, SIX_IN_DUBLIN)

    (letter,) = sink.letters
    assert (letter["To"], letter["From"], letter["Cc"], letter["Bcc"]) == (user.email, SENDER, None, None)  # fmt: skip
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Subject"] == "Your four weeks until 15 November"
    assert "Good morning Zoë," in letter.get_content()
    assert "Nobody has finished yet." in letter.get_content()
    assert "because you asked for it" in letter.get_content()


def test_the_addresses_that_the_process_knows_are_those_of_the_pages(clock: Clock) -> None:
    wanted = {
        "adherence:team": [],
        "adherence:coaching": [],
        "adherence:rep_method": [7],
        "adherence:rows": ["all", "gaps"],
        "team:you": [],
    }
    pages = {name: reverse(name, args=args) for name, args in wanted.items()}
    assert {
        name: reverse(name, args=args, urlconf="config.monday.urls")
        for name, args in wanted.items()
    } == pages
    assert reverse("adherence:rows", args=["7", "gaps"], urlconf="config.monday.urls") == reverse(
        "adherence:rows", args=["7", "gaps"]
    )


def test_a_user_chooses_it_and_it_is_off_until_they_do(clock: Clock, sink: smtp.Sink) -> None:
    user = colleague()
    browser = Reader(user)
    assert "Write to me on Monday morning" in text_of(browser.client.get("/settings/you/"))
    form = {
        "name": "Maya", "time_zone": "Europe/Dublin", "country": "IE", "undo_seconds": 10,
        "day-TOTAL_FORMS": 7, "day-INITIAL_FORMS": 7, "day-0-works": "on",
        "day-0-start": "09:00", "day-0-end": "17:00",
    }  # fmt: skip

    def chosen(**more: str) -> bool:
        assert browser.client.post("/settings/you/", form | more).status_code == 302
        user.refresh_from_db()
        return user.monday_letter

    assert (chosen(), chosen(monday_letter="on"), chosen()) == (False, True, False)
    chosen(monday_letter="on")
    with override_settings(MONDAY_LETTERS=False):
        assert "Write to me on Monday" not in text_of(browser.client.get("/settings/you/"))
        assert chosen()


def test_it_is_in_the_language_that_its_reader_chose(clock: Clock, sink: smtp.Sink) -> None:
    reader(language="de")
    write(clock, SIX_IN_DUBLIN)
    assert sink.letters[-1]["Subject"] == "Ihre vier Wochen bis 15. November"
