"""The page of their side: who reads it, from where it is reached, what it costs."""

import pytest
from pytest_django import DjangoAssertNumQueries

from cadence.models import Reply
from cadence.services import sending
from prospects.enums import ActivityKind
from prospects.models import Activity
from team.enums import Role
from team.models import Team, User
from tests import journeys
from tests.cadence import answers, days
from tests.cadence.browsing import Browser, text_of
from tests.cadence.conftest import Clock
from tests.factories.team import UserFactory
from tests.journeys import NOW
from tests.smtp import Sink

PAGE = "as-they-see-it"


@pytest.fixture(autouse=True)
def _at_one_instant(clock: Clock) -> None:
    """Every test stands at NOW."""


@pytest.fixture
def reply(post: Sink) -> Reply:
    """Answered a letter of ours."""
    approval = journeys.approved()
    sending.deliver(approval, by=approval.reviewer, session=approval.session, at=NOW)
    return answers.wrote(approval.touch.prospect, "Not for us, <b>thanks</b>.")


def test_it_shows_sender_subject_first_words_and_the_whole_below(reply: Reply) -> None:
    page = text_of(Browser(reply.owner).get(PAGE, reply.prospect_id))

    assert '<h1 class="serif">What Aoife has had from us</h1>' in page
    assert f"<b>{reply.owner.name}</b>" in page
    assert '<span class="title">Night loading at Oranmore</span>' in page
    assert '<span class="preview">Hi Aoife, I read that your depot moves' in page
    assert "If this isn't yours to look at, tell me and I'll stop." in page
    assert "Not for us, &lt;b&gt;thanks&lt;/b&gt;." in page
    assert "1 from us, 1 answer." in page
    assert "<details open>" not in page


def test_all_the_words_can_be_read_without_opening_each(reply: Reply) -> None:
    page = text_of(Browser(reply.owner).get(PAGE, reply.prospect_id, whole="yes"))
    assert page.count("<details open>") == 2


def test_it_is_reached_from_the_desk_the_answer_the_review_and_the_person(post: Sink) -> None:
    approval = journeys.approved()
    person = approval.touch.prospect
    Activity.objects.record(ActivityKind.WROTE, at=NOW, actor=person.owner, prospect=person)
    browser = Browser(approval.reviewer)
    link = f'href="/people/{person.pk}/as-they-see-it/"'

    pages = {
        "desk": browser.get("touch", approval.touch_id),
        "review": browser.get("approval", approval.pk),
        "panel": browser.get("person-panel", person.pk),
        "person": browser.client.get(f"/people/{person.pk}/"),
        "answer": browser.get("reply", answers.wrote(person).pk),
    }

    assert {name: text_of(page).count(link) for name, page in pages.items()} == dict.fromkeys(
        pages, 1
    )


def test_whoever_had_nothing_yet_is_told_so() -> None:
    person = journeys.researched()
    page = text_of(Browser(person.owner).get(PAGE, person.pk))
    assert "Nothing has reached Aoife yet." in page


@pytest.mark.parametrize(
    ("role", "team", "sees"),
    [
        (Role.REP, "same", 200),
        (Role.MANAGER, "same", 200),
        (Role.ADMIN, "other", 200),
        (Role.REP, "other", 404),
        (Role.MANAGER, "other", 404),
        (Role.REP, None, 404),
    ],
)
def test_exactly_who_reads_about_the_person_sees_it(
    role: Role, team: str | None, sees: int
) -> None:
    person = journeys.researched()
    teams = {"same": person.owner.team, "other": Team.objects.create(name="Elsewhere"), None: None}
    viewer = Browser(UserFactory.create(role=role, team=teams[team]))

    assert viewer.get(PAGE, person.pk).status_code == sees


@pytest.mark.parametrize(
    "place", ["x", "1~2", "2026-11-16~letter~1", "2026-11-16T09:00:00+00:00~letter~" + "9" * 40]
)
def test_a_place_that_somebody_typed_is_not_there(place: str) -> None:
    person = journeys.researched()
    assert Browser(person.owner).get(PAGE, person.pk, before=place).status_code == 404


def test_it_is_only_read() -> None:
    person = journeys.researched()
    assert Browser(person.owner).post(PAGE, person.pk).status_code == 405


def test_more_than_a_page_leads_further_back_and_back_again() -> None:
    person = journeys.researched()
    for _each in range(31):
        Activity.objects.record(ActivityKind.WROTE, at=NOW, actor=person.owner, prospect=person)
    browser = Browser(person.owner)

    side = browser.get(PAGE, person.pk).context["side"]
    page = text_of(browser.get(PAGE, person.pk, before=side.earlier, whole="yes"))

    assert (page.count('data-side="ours"'), 'rel="next"' in page) == (1, False)
    assert f'rel="prev" href="/people/{person.pk}/as-they-see-it/?whole=yes"' in page


@pytest.mark.parametrize("calls", [1, 3])
def test_the_page_costs_the_same_however_much_they_had(
    calls: int, reply: Reply, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _each in range(calls):
        _also_wrote(reply.owner, reply)
    browser = Browser(reply.owner)
    with django_assert_num_queries(6):
        browser.get(PAGE, reply.prospect_id)


def _also_wrote(by: User, reply: Reply) -> None:
    Activity.objects.record(ActivityKind.WROTE, at=NOW, actor=by, prospect=reply.prospect)
    days.answered(reply.prospect, NOW, "And one thing more.")
