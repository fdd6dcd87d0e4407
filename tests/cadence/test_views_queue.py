"""The queue's page: who waits, in which order, and one person at a time."""

import re
from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from cadence.models import Touch
from cadence.services import leasing, postponing, stopping
from team.enums import Role
from team.models import Policy, Team
from tests import journeys
from tests.cadence import days
from tests.cadence.browsing import Browser, text_of
from tests.cadence.conftest import Clock
from tests.factories.cadence import published_version
from tests.factories.team import TeamFactory, UserFactory
from tests.journeys import NOW

PAGE_QUERIES = 16
RAIL_QUERIES = 7


@pytest.fixture(autouse=True)
def _at_one_instant(clock: Clock) -> None:
    """Every test stands at NOW."""


def headings(page: str) -> list[str]:
    return re.findall(r'<h3 class="h grp">(.+?)</h3>', page)


def names(page: str) -> list[str]:
    rows = page.partition('id="rail"')[2].partition('id="news"')[0]
    return re.findall(r"<b>([^<]+?)(?:<span|</b>)", rows)


def test_the_order_is_the_promise_and_each_row_says_why(clock: Clock) -> None:
    rep = journeys.rep(name="Maya Okafor")
    days.full_day(rep, clock)

    page = text_of(Browser(rep).get("queue"))

    assert headings(page) == [
        "They wrote back",
        "Promised",
        "Day seven tonight",
        "Calls open now",
        "First tries",
    ]
    assert names(page)[:5] == [
        "Priya Raman",
        "Tomasz Wójcik",
        "Aoife Ní Bhriain",
        "Marcus Feld",
        "Grace Adeyemi",
    ]
    for reason in (
        "“Please take me off your list.”",
        "A short note is enough, Feld & Söhne Logistik",
        "Until 18:00 their time, Harbour Foods",
        "First try, Isle & Glen",
        "Asked us to wait: “Flat out until our audit. Try me after that?”",
    ):
        assert f"<small>{reason}</small>" in page


def test_the_page_opens_the_first_person_and_counts_the_day(clock: Clock) -> None:
    rep = journeys.rep(name="Maya Okafor")
    days.full_day(rep, clock)

    page = text_of(Browser(rep).get("queue"))

    assert 'tabindex="-1">Priya Raman' in page
    assert "0 of 7 done" in page
    assert "About 25 minutes left today" in page
    assert "1 of 7" in page
    assert 'data-key="j"' in page
    assert 'data-key="k"' not in page


def test_a_letter_stands_on_its_sheet_with_its_checks() -> None:
    draft = journeys.drafted()

    page = text_of(Browser(draft.touch.owner).get("touch", draft.touch_id))

    assert "Send to Aoife" in page
    assert "Night loading at Oranmore" in page
    assert "I wrote down on one page what they changed." in page
    assert "6 of 7" in page
    assert '<input type="hidden" name="base_number" value="1">' in page
    assert "Saved 09:00. 10 seconds to undo after you send." in page


def test_a_try_without_words_says_what_can_be_done() -> None:
    touch = journeys.planned()
    Touch.objects.filter(pk=touch.pk).update(nothing_to_say="No usable fact.")

    page = text_of(Browser(touch.owner).get("touch", touch.pk))

    assert "We found nothing solid to say yet." in page
    assert "Write it yourself, look again tomorrow, or send what you know." in page


def test_htmx_gets_the_person_and_the_list_without_the_page() -> None:
    draft = journeys.drafted()

    part = text_of(Browser(draft.touch.owner).get_part("touch", draft.touch_id))

    assert "<html" not in part
    assert part.lstrip().startswith('<div class="pair" id="pair">')
    assert '<hx-partial hx-target="#lane" hx-swap="outerHTML">' in part
    assert '<h1 class="serif" tabindex="-1" autofocus>' in part


def test_the_rail_is_only_rows_and_says_who_wrote_since(clock: Clock) -> None:
    rep = journeys.rep()
    days.answered(days.person(rep, "Tomasz Wójcik", "Mazur"), NOW, "Could you send the pricing?")

    part = text_of(Browser(rep).get_part("rail", seen="0"))

    assert "Tomasz Wójcik wrote back" in part
    assert 'hx-trigger="every 20s"' in part
    assert "<main" not in part


def test_a_new_account_sees_three_steps() -> None:
    page = text_of(Browser(journeys.rep()).get("queue"))

    assert "Three steps, then your first conversation." in page
    assert "Connect your mailbox" in page


def test_an_empty_list_names_who_is_first_tomorrow() -> None:
    touch = journeys.planned()
    postponing.not_today(touch, by=touch.owner, at=NOW, until=(NOW + timedelta(days=1)).date())

    page = text_of(Browser(touch.owner).get("queue"))

    assert "That's everyone for today." in page
    assert "Aoife Ní Bhriain is first" in page


def test_what_was_moved_and_what_was_done_have_their_own_pages() -> None:
    rep = journeys.rep()
    moved = journeys.planned(rep)
    postponing.not_today(moved, by=rep, at=NOW, until=(NOW + timedelta(days=1)).date())
    called = days.begun_with_calls(days.person(rep, "Grace Adeyemi", "Harbour Foods"), NOW)
    days.called(called, NOW)
    browser = Browser(rep)

    assert "Back on Tuesday 17 November." in text_of(browser.get("queue-later"))
    assert "Grace Adeyemi" in text_of(browser.get("queue-done"))


@pytest.mark.usefixtures("post")
def test_a_review_that_ran_out_waits_at_the_top_and_asks_to_be_read_again(clock: Clock) -> None:
    approval = journeys.approved()
    clock.move(NOW + timedelta(minutes=16))

    page = text_of(Browser(approval.reviewer).get("queue"))

    assert headings(page) == ["You approved this; it hasn't left"]
    assert "That was more than fifteen minutes ago. Read it once more, then send it." in page
    assert "Send to Aoife" in page


def test_words_from_before_their_reply_are_called_so(clock: Clock) -> None:
    draft = journeys.drafted()
    prospect = draft.touch.prospect
    later = clock.move(NOW + timedelta(hours=1))
    days.answered(prospect, later, "Not this week.")

    page = text_of(Browser(draft.touch.owner).get("touch", draft.touch_id))

    assert "Written before their reply on 16 Nov." in page
    assert "is on hold." in page


def test_somebody_who_asked_to_stop_has_no_bar() -> None:
    draft = journeys.drafted()
    touch = draft.touch
    stopping.ask_to_stop(touch.prospect, by=touch.owner, at=NOW, words="Please stop.")

    page = text_of(Browser(touch.owner).get("touch", touch.pk))

    assert "Aoife asked us to stop." in page
    assert "Send to Aoife" not in page


def test_a_company_on_hold_moves_to_the_end_and_says_so() -> None:
    draft = journeys.drafted()
    rep = draft.touch.owner
    colleague = days.person(rep, "Seán Burke", "Corrib Kitchens")
    colleague.company = draft.touch.prospect.company
    colleague.save(update_fields=["company"])
    days.answered(colleague, NOW, "Who are you?")

    page = text_of(Browser(rep).get("touch", draft.touch_id))

    assert headings(page) == ["They wrote back", "On hold"]
    assert "Seán Burke answered at 09:00." in page
    assert "Send to Aoife" not in page


def test_a_colleague_reads_along_and_sees_who_has_it_open() -> None:
    team: Team = TeamFactory.create()
    draft = journeys.drafted(journeys.rep(name="Jonas Berg", team=team))
    leasing.open_touch(draft.touch, by=draft.touch.owner, at=NOW)

    page = text_of(Browser(journeys.rep(team=team)).get("touch", draft.touch_id))

    assert "Jonas works with this person. You can read along." in page
    assert "Jonas has this open." in page
    assert "Send to Aoife" not in page


@pytest.mark.parametrize("role", [Role.REP, Role.MANAGER])
def test_another_teams_try_is_not_found(role: Role) -> None:
    draft = journeys.drafted()
    stranger = UserFactory.create(role=role)

    assert Browser(stranger).get("touch", draft.touch_id).status_code == 404


def test_a_reply_of_another_team_is_not_found() -> None:
    reply = days.answered(days.person(journeys.rep(), "Tomasz", "Mazur"), NOW, "Hello")

    assert Browser(journeys.rep()).get("reply", reply.pk).status_code == 404


def test_a_typed_cursor_is_not_found_and_a_post_is_not_allowed() -> None:
    browser = Browser(journeys.rep())

    assert browser.get("queue", after="nonsense").status_code == 404
    assert browser.post("queue").status_code == 405


def test_a_long_list_is_paged_by_key() -> None:
    Policy.objects.update_or_create(pk=1, defaults={"daily_capacity": 60})
    rep = journeys.rep()
    version = published_version()
    for number in range(52):
        days.begun(days.person(rep, f"Person {number:02}", f"House {number:02}"), version, NOW)
    browser = Browser(rep)

    first = text_of(browser.get("queue"))
    after = re.search(r'/queue/\?after=([^"]+)"', first)
    assert after is not None
    second = text_of(browser.get("queue", after=after[1].replace("%3A", ":").replace("%2B", "+")))

    shown = names(first) + names(second)
    assert sorted(shown) == [f"Person {number:02}" for number in range(52)]


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_asks_the_same_number_of_questions(
    people: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    draft = journeys.drafted()
    for number in range(people - 1):
        journeys.drafted(draft.touch.owner, email=f"someone{number}@corrib.example")
    browser = Browser(draft.touch.owner)

    with django_assert_max_num_queries(PAGE_QUERIES) as page:
        browser.get("touch", draft.touch_id)
    with django_assert_max_num_queries(RAIL_QUERIES) as rail:
        browser.get_part("rail")

    assert (len(page), len(rail)) == (PAGE_QUERIES, RAIL_QUERIES)
