"""The library's list and each thing in it: found, counted, approved and taken out."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cadence.enums import ReplyKind, TouchState
from cadence.models import Attempt, Reply, Touch
from cadence.selectors.library_uses import Uses, uses_of
from prospects.enums import Channel
from research.enums import LibraryKind, LibraryState
from research.models import ImpactStory, Question
from research.services import library
from team.enums import Role
from team.models import User
from tests import journeys
from tests.cadence.browsing import HTMX, Browser, text_of
from tests.factories.research import (
    ImpactStoryFactory,
    QuestionFactory,
    ResourceFactory,
)
from tests.journeys import NOW

pytestmark = pytest.mark.usefixtures("clock")
UNREAD: dict[str, Any] = {"approved_at": None, "approved_by": None}


def made_with(owner: User, **items: Any) -> Touch:
    """A call that was made with this, written down past the services."""
    touch = journeys.planned(owner)
    Touch.objects.filter(pk=touch.pk).update(channel=Channel.CALL, **items)
    Attempt.objects.create(
        touch=touch,
        enrollment=touch.enrollment,
        prospect=touch.prospect,
        by=owner,
        channel=Channel.CALL,
        at=NOW,
        outcome="no_answer",
    )
    Touch.objects.filter(pk=touch.pk).update(state=TouchState.DONE, closed_at=NOW)
    touch.refresh_from_db()
    return touch


def answered(touch: Touch, kind: str = "", after: timedelta = timedelta(hours=1)) -> Reply:
    named: dict[str, Any] = {"named_at": NOW, "named_by": touch.owner} if kind else {}
    reply = Reply.objects.create(
        prospect=touch.prospect,
        company=touch.prospect.company,
        owner=touch.owner,
        channel=Channel.EMAIL,
        received_at=NOW + after,
        text="Tell me more.",
        kind=kind,
        **named,
    )
    reply.refresh_from_db()
    return reply


# The list


def test_each_shelf_shows_what_it_holds_with_state_owner_and_uses() -> None:
    maya = journeys.rep(name="Maya Okafor")
    story = ImpactStoryFactory.create(owner=maya, tags=["night"], number="From 31 to 2")
    QuestionFactory.create(text="What happens at the door?", **UNREAD)
    ResourceFactory.create(title="A page", expires_on=NOW.date() - timedelta(days=1))
    answered(made_with(maya, story=story))

    browser = Browser(maya)
    pages = {kind: text_of(browser.get("library", kind=kind)) for kind in LibraryKind}

    for said in (story.title, "night", "From 31 to 2", "Approved", "Maya", f"{story.pk}/#brought"):
        assert said in pages[LibraryKind.STORIES]
    assert "What happens at the door?" in pages[LibraryKind.QUESTIONS]
    assert "Waits for a manager" in pages[LibraryKind.QUESTIONS]
    assert "Ran out" in pages[LibraryKind.RESOURCES]
    assert text_of(browser.get("library", kind="nonsense")).count(story.title) == 1


@pytest.mark.parametrize("kind", LibraryKind)
def test_an_empty_shelf_says_how_to_fill_it(kind: LibraryKind) -> None:
    page = Browser(journeys.rep()).get("library", kind=kind)

    assert 'class="empty"' in text_of(page)


def test_a_search_answers_with_the_list_alone_and_keeps_its_filters_on_the_next_page() -> None:
    QuestionFactory.create_batch(26, industry="Dairy", tags=["night"])
    browser = Browser(journeys.rep())

    part = browser.client.get(
        reverse("cadence:library"),
        {"kind": "questions", "q": "what", "industry": "Dairy", "tag": "night"},
        headers=HTMX,
    )

    words = text_of(part)
    assert "<html" not in words
    assert "?kind=questions&q=what&industry=Dairy&tag=night&after=" in words
    assert "Nothing like that here" in text_of(browser.get("library", q="no such word"))


def test_a_list_costs_the_same_with_one_and_with_twenty_items() -> None:
    maya = journeys.rep(role=Role.MANAGER)
    browser, costs = Browser(maya), []
    for count in (1, 19):
        ImpactStoryFactory.create_batch(count, owner=maya)
        made_with(journeys.rep(), story=ImpactStory.objects.latest("pk"))
        with CaptureQueriesContext(connection) as asked:
            assert browser.get("library").status_code == 200
        costs.append(len(asked))

    assert costs[0] == costs[1] <= 12


# How often, and what came after


def test_uses_and_replies_are_counted_for_the_try_that_came_last_before() -> None:
    maya = journeys.rep()
    story, other = ImpactStoryFactory.create_batch(2)
    heard, silent = made_with(maya, story=story), made_with(maya, story=story)
    planned = journeys.planned(maya)
    Touch.objects.filter(pk=planned.pk).update(story=story)

    assert answered(heard).touch == heard
    assert answered(heard, ReplyKind.NO, timedelta(hours=2)).touch == heard
    assert answered(silent, ReplyKind.AWAY).touch == silent
    assert answered(planned).touch is None

    assert uses_of(LibraryKind.STORIES, [story.pk, other.pk]) == {story.pk: Uses(2, 1)}


def test_a_reply_from_before_any_try_is_counted_for_none() -> None:
    touch = made_with(journeys.rep(), question=QuestionFactory.create())

    assert answered(touch, after=-timedelta(minutes=1)).touch is None


def test_the_count_walks_an_index_and_not_the_tries() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT story_id, count(*) FROM cadence_touch"
            " WHERE state = 'done' AND story_id = ANY(%s) GROUP BY 1",
            [[1, 2]],
        )
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Index Cond: (story_id = ANY" in plan


def test_an_item_lists_the_tries_of_people_whom_one_may_see() -> None:
    maya, stranger = journeys.rep(), journeys.rep()
    question = QuestionFactory.create()
    mine, theirs = made_with(maya, question=question), made_with(stranger, question=question)
    answered(mine)

    page = text_of(Browser(maya).get("library-item", "questions", question.pk))

    assert "2 tries, 1 wrote back" in page
    assert reverse("prospects:person", args=[mine.prospect_id]) in page
    assert reverse("prospects:person", args=[theirs.prospect_id]) not in page


# One item


def test_a_story_shows_everything_that_a_teller_needs() -> None:
    story = ImpactStoryFactory.create(
        may_name_customer=False,
        customer="Carrick Pharma",
        customer_aliases=["Carrick"],
        described_as="a hospital supplier",
        proof="Their quality lead counted",
        told_by="Maya",
        quote="We drink tea.",
    )

    page = text_of(Browser(journeys.rep()).get("library-item", "stories", story.pk))

    for said in (
        story.thirty_seconds, story.problem, story.change, story.number, "Carrick Pharma",
        "Carrick", "Not to be named", "a hospital supplier", "Their quality lead counted",
        "We drink tea.", "Approved by",
    ):  # fmt: skip
        assert said in page


@pytest.mark.parametrize("kind", ["stories", "questions", "resources", "talks", "nonsense"])
def test_what_is_not_there_is_not_found(kind: str) -> None:
    assert Browser(journeys.rep()).get("library-item", kind, 999).status_code == 404


def test_nobody_reads_it_without_signing_in(client: Any) -> None:
    story = ImpactStoryFactory.create()

    for address in (
        reverse("cadence:library"),
        reverse("cadence:library-item", args=["stories", story.pk]),
    ):
        assert client.get(address)["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize(
    ("role", "status"), [(Role.REP, 403), (Role.MANAGER, 302), (Role.ADMIN, 302)]
)
@pytest.mark.parametrize("own", [True, False], ids=["own", "colleague's"])
def test_managers_and_admins_approve_and_take_out(role: Role, status: int, own: bool) -> None:
    by = journeys.rep(role=role)
    story = ImpactStoryFactory.create(owner=by if own else journeys.rep(), **UNREAD)
    browser = Browser(by)

    offered = "Approve it for everybody" in text_of(
        browser.get("library-item", "stories", story.pk)
    )
    approved = browser.post("library-approval", "stories", story.pk, revision=0)
    states = [ImpactStory.objects.get().state_on(NOW.date())]
    removed = browser.post("library-removal", "stories", story.pk, reason="They left us")
    states.append(ImpactStory.objects.get().state_on(NOW.date()))

    assert (approved.status_code, removed.status_code, offered) == (
        status,
        status,
        role != Role.REP,
    )
    assert states == (
        [LibraryState.WAITING, LibraryState.WAITING]
        if role == Role.REP
        else [LibraryState.APPROVED, LibraryState.TAKEN_OUT]
    )


@pytest.mark.parametrize("revision", ["0", "", "nonsense", "9" * 30, "-1"])
def test_words_that_were_changed_meanwhile_are_read_again_before_they_are_approved(
    revision: str,
) -> None:
    question = QuestionFactory.create(**UNREAD)
    library.edit_question(question, by=question.owner, at=NOW, revision=0, text="Newer?")
    browser = Browser(journeys.rep(role=Role.MANAGER))

    answer = browser.post("library-approval", "questions", question.pk, revision=revision)

    assert answer.status_code == 409
    assert "Read it once more" in text_of(answer)
    assert "Newer?" in text_of(answer)
    assert Question.objects.get().approved_at is None


def test_taking_out_needs_a_reason_and_keeps_what_was_typed() -> None:
    question = QuestionFactory.create()
    browser = Browser(journeys.rep(role=Role.MANAGER))

    for typed in ("", "x" * 301, "a\0b"):
        answer = browser.post("library-removal", "questions", question.pk, reason=typed)
        assert answer.status_code == 422
        assert typed in text_of(answer)
    assert Question.objects.get().approved_at is not None


def test_a_manager_sees_what_waits_and_a_rep_does_not() -> None:
    QuestionFactory.create_batch(2, **UNREAD)

    pages = {
        role: text_of(Browser(journeys.rep(role=role)).get("library"))
        for role in (Role.REP, Role.MANAGER)
    }

    assert "Questions: 2" in pages[Role.MANAGER]
    assert "These wait for you" not in pages[Role.REP]
