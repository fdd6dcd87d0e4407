"""The pages of coaching: who reads which, what a press does, and that nobody is ranked."""

import re

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import DjangoAssertNumQueries

from adherence.models import Comment, Example, Look, Sample
from adherence.services import coaching
from team.enums import Role
from team.models import User
from tests.adherence.drawn import NEXT_MONDAY, asked, commented, draw, manager_of, sample, wrote
from tests.adherence.weeks import Reader, colleague
from tests.cadence.browsing import text_of
from tests.cadence.conftest import Clock

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "worker"]),
    pytest.mark.usefixtures("sandbox"),
]

LAST_WEEK = "2026-W47"


def page(user: User, name: str, *args: object, **query: str) -> str:
    answer = Reader(user).client.get(reverse(f"adherence:{name}", args=args), query)
    assert answer.status_code == 200
    return text_of(answer)


def test_a_rep_reads_their_own_and_a_manager_their_team_s(clock: Clock) -> None:
    mine = sample(clock, name="Aoife Ní Bhriain")
    manager, mate = manager_of(mine.rep), colleague(mine.rep.team)

    assert "Aoife Ní Bhriain" in page(mine.rep, "coaching")
    assert "Maya Okafor</h2>" in page(manager, "coaching")
    assert "Nothing was drawn of this week" in page(mate, "coaching")
    assert "Nothing was drawn of this week" in page(manager, "coaching", week="2026-W40")
    assert "Aoife Ní Bhriain" in page(manager, "coaching", week="2099-W01")


WHO = {
    "the rep": 200,
    "a colleague": 404,
    "the manager": 200,
    "another team's manager": 404,
    "an admin": 200,
}


def reader(who: str, drawn: Sample) -> User:
    if who == "the rep":
        return drawn.rep
    if who == "a colleague":
        return colleague(drawn.rep.team)
    if who == "the manager":
        return manager_of(drawn.rep)
    return colleague(role=Role.ADMIN if who == "an admin" else Role.MANAGER)


def test_who_reads_a_try_and_who_acts_on_it(clock: Clock) -> None:
    drawn = sample(clock)
    remark = commented(drawn)
    acts = {
        "look": (drawn.pk, dict.fromkeys(("is_about_them", "is_new", "is_easy_to_answer"), "yes")),
        "comment": (drawn.pk, {"sentence": "One question about it", "text": "Leave it out."}),
        "example-new": (drawn.pk, {"why": "It begins with what they do."}),
        "comment-answer": (remark.pk, {"text": "I will."}),
        "comment-trial": (remark.pk, {}),
        "example-consent": (drawn.pk, {"consent": "no"}),
    }
    ok, no, gone = 302, 422, 404
    theirs = {"look": ok, "comment": ok, "example-new": ok, "comment-answer": no, "comment-trial": no, "example-consent": no}  # fmt: skip
    table = {
        "the manager": theirs,
        "an admin": theirs | {"example-new": 409},
        "a colleague": dict.fromkeys(acts, gone),
        "another team's manager": dict.fromkeys(acts, gone),
        "the rep": dict.fromkeys(("look", "comment", "example-new"), no)
        | dict.fromkeys(("comment-answer", "comment-trial", "example-consent"), ok),
    }

    found = {
        who: {
            name: Reader(user).act(name, pk, **data).status_code
            for name, (pk, data) in acts.items()
        }
        for who, user in ((who, reader(who, drawn)) for who in table)
    }

    assert found == table
    assert {
        who: Reader(reader(who, drawn)).client.get(reverse("adherence:sample", args=[drawn.pk])).status_code
        for who in WHO
    } == WHO  # fmt: skip


def test_a_try_leads_back_to_the_week_of_its_own_team(clock: Clock) -> None:
    drawn = sample(clock, name="Aoife Ní Bhriain")
    admin = Reader(colleague(role=Role.ADMIN)).client
    words = text_of(admin.get(reverse("adherence:sample", args=[drawn.pk])))

    back = re.search(r'<a href="(/team/coaching/\?[^"]*)">Coaching</a>', words)

    assert back
    assert "Aoife Ní Bhriain" in text_of(admin.get(back[1].replace("&amp;", "&")))


def test_a_comment_is_marked_in_the_words_and_stands_beneath_them(clock: Clock) -> None:
    drawn = sample(clock)
    manager = manager_of(drawn.rep)
    Reader(manager).act("comment", drawn.pk, passage="One question about it", text="Leave it out.")

    for who in (manager, drawn.rep):
        words = page(who, "sample", drawn.pk)
        assert "<mark>One question about it</mark>" in words
        assert "Leave it out." in words
    assert "Your answer" in page(drawn.rep, "sample", drawn.pk)
    assert "Your answer" not in page(manager, "sample", drawn.pk)


def test_what_was_typed_stays_beside_a_refusal(clock: Clock) -> None:
    drawn = sample(clock)
    manager = Reader(manager_of(drawn.rep))

    answer = manager.act("comment", drawn.pk, passage="Buy now", text="Do not say this.")

    assert answer.status_code == 422
    assert "Choose a passage of what was sent" in text_of(answer)
    assert "Do not say this.</textarea>" in text_of(answer)
    assert manager.act("comment", drawn.pk, sentence="One question").status_code == 422
    assert manager.act("look", drawn.pk, is_new="yes").status_code == 422
    assert (Comment.objects.count(), Look.objects.count()) == (0, 0)


def test_the_rep_finds_the_card_in_the_queue_until_they_answered(clock: Clock) -> None:
    drawn = sample(clock, name="Aoife Ní Bhriain")
    manager = manager_of(drawn.rep)
    remark = commented(drawn, manager)
    asked(drawn, manager)
    rep = Reader(drawn.rep)

    queue = text_of(rep.get("queue"))
    assert "Ines Duarte about your words to Aoife Ní Bhriain" in queue
    assert "<q>One question about it</q>" in queue
    assert "would show your words to Aoife Ní Bhriain as an example" in queue
    assert "about your words" not in text_of(Reader(manager).get("queue"))

    assert rep.act("comment-answer", remark.pk, text="I will.").status_code == 302
    assert rep.act("comment-trial", remark.pk).status_code == 302
    rep.act("example-consent", drawn.pk, consent="yes", words="Hi [name], look.")
    queue = text_of(rep.get("queue"))
    assert "about your words" not in queue
    assert "as an example" not in queue
    assert "Hi [name], look." in page(colleague(), "examples")


def test_an_example_that_was_not_agreed_to_is_in_no_library(clock: Clock) -> None:
    drawn = sample(clock)
    asked(drawn)
    assert "No example yet" in page(drawn.rep, "examples")
    Reader(drawn.rep).act("example-consent", drawn.pk, consent="no")
    assert "No example yet" in page(drawn.rep, "examples")
    assert Example.objects.get().consent == "no"


def test_one_and_five_tries_ask_the_same_number_of_questions(
    clock: Clock, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    asked_of: list[int] = []
    for tries in (1, 5):
        rep = colleague()
        for _ in range(tries):
            wrote(rep)
        clock.move(NEXT_MONDAY)
        draw(clock)
        by = manager_of(rep)
        for drawn in Sample.objects.filter(rep=rep):
            commented(drawn, by)
        browser = Reader(by)
        with django_assert_max_num_queries(20) as queries:
            browser.client.get(reverse("adherence:coaching"))
        asked_of.append(len(queries))
        clock.move(NEXT_MONDAY.replace(day=16))
    assert asked_of[0] == asked_of[1]


def team_addresses(resolver: URLResolver, before: str = "") -> list[str]:
    """Every page of a team that needs no key."""
    found = []
    for entry in resolver.url_patterns:
        where = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            found += team_addresses(entry, where)
        elif isinstance(entry, URLPattern) and where.startswith("team/") and "<" not in where:
            found.append(f"/{where}")
    return found


def test_no_page_of_a_team_ranks_by_how_much_somebody_wrote(clock: Clock) -> None:
    """Two teams of the same names; in one Anna wrote most, in the other Zoe. No page puts them in another order."""
    managers = []
    for most in ("Anna", "Zoe"):
        manager = colleague(role=Role.MANAGER)
        for name in ("Anna", "Zoe"):
            rep = colleague(manager.team, name=name)
            for _ in range(4 if name == most else 1):
                wrote(rep)
        managers.append(manager)
    draw(clock)

    orders: dict[str, list[list[str]]] = {}
    for address in team_addresses(get_resolver()):
        for manager in managers:
            answer = Reader(manager).client.get(address)
            if answer.status_code == 200 and "html" in answer.headers["Content-Type"]:
                names = re.findall(r"\b(Anna|Zoe)\b", text_of(answer))
                orders.setdefault(address, []).append(list(dict.fromkeys(names)))

    assert {"/team/coaching/", "/team/gaps/", "/team/heard/"} <= set(orders)
    assert {address: both for address, both in orders.items() if both[0] != both[-1]} == {}
    assert orders["/team/coaching/"] == [["Anna", "Zoe"]] * 2


def test_a_refusal_of_the_service_leaves_nothing_behind(clock: Clock) -> None:
    drawn = sample(clock)
    asked(drawn)
    rep = Reader(drawn.rep)
    person = drawn.attempt.prospect.name

    answer = rep.act("example-consent", drawn.pk, consent="yes", words=f"Hi {person}, look.")

    assert answer.status_code == 422
    assert f"“{person}” still stands in it" in text_of(answer)
    assert f"Hi {person}, look.</textarea>" in text_of(answer)
    assert Example.objects.get().consent == ""
    assert coaching.decline(Example.objects.get(), by=drawn.rep, at=NEXT_MONDAY).consent == "no"
