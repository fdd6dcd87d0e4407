"""The account page by page within what is searched, along an index whatever occurs how often."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from adherence.selectors import account
from adherence.selectors.account import NOBODY, Search, Whom
from adherence.selectors.account_subjects import in_words
from team.enums import AuditKind
from team.models import AuditEvent
from tests import journeys
from tests.adherence.test_account import done, keys
from tests.factories.team import UserFactory
from tests.roles import connected_as
from tests.times import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "sandbox")]

DAY = timedelta(days=1)


def test_what_concerns_several_is_found_once_by_each_of_them_on_every_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(account, "A_PAGE", 2)
    person = journeys.researched()
    events = [done(subject=f"person {person.pk}", at=NOW + n * DAY) for n in range(5)]
    newest_first = [each.pk for each in reversed(events)]

    for whom in (Whom("person", person.pk), Whom("company", person.company_id)):
        assert keys(Search(whom=whom)) == newest_first
        assert keys(Search(whom=whom, since=NOW, until=NOW + 4 * DAY)) == newest_first[1:]


def test_each_page_goes_on_within_what_is_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(account, "A_PAGE", 2)
    ines = UserFactory.create()
    for kind in (AuditKind.EXPORTED, AuditKind.IMPORTED, AuditKind.SUPPRESSED):
        for n in range(5):
            done(kind, actor=ines if n % 2 else None, at=NOW + n * DAY)

    def found(**search: Any) -> list[tuple[Any, ...]]:
        order = keys(Search(**search))
        events = AuditEvent.objects.in_bulk(order)
        found = (events[pk] for pk in order)
        return [(each.kind, each.actor_id, (each.at - NOW).days) for each in found]

    kind, by = AuditKind.IMPORTED, ines.pk
    assert found(kind=kind, since=NOW + DAY, until=NOW + 4 * DAY) == [
        (kind, by, 3), (kind, None, 2), (kind, by, 1),
    ]  # fmt: skip
    assert found(kind=kind, who=by) == [(kind, by, 3), (kind, by, 1)]
    assert found(kind=kind, who=NOBODY) == [(kind, None, 4), (kind, None, 2), (kind, None, 0)]
    assert {whose for _kind, whose, _day in found(who=NOBODY, until=NOW + 4 * DAY)} == {None}
    assert len(found(who=NOBODY, until=NOW + 4 * DAY)) == 6


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        ("team_policy 1", "the numbers of the rules"),
        ("person 12", "person 12"),
        ("time off of user 7", "time off of colleague 7"),
        ("1 prospects", "1 person"),
        ("3 prospects", "3 people"),
        ("kept mail", "Mail as it was fetched, after it was read"),
        ("list worn", "Worn phrases"),
        ("list 4", "list 4"),
        ("country rule DE call corporate", "country rule: Germany, Call, At work, for a company"),
        (
            "country rule elsewhere email unknown",
            "country rule: Everywhere else, E-mail, Not known yet",
        ),
        ("public holidays of DE BY", "public holidays: Germany, BY"),
        ("public holidays of ", "public holidays of "),
        ("maya@corrib.example", "maya@corrib.example"),
    ],
)
def test_what_an_act_is_about_is_said_in_words(subject: str, said: str) -> None:
    assert in_words(subject) == said


def test_an_act_says_in_words_what_is_kept_by_a_code_and_names_its_actor_once() -> None:
    ines = UserFactory.create()
    detail = {"origin": "told_us", "channel": "", "state": "sent", "form": "as it came"}
    done(AuditKind.SUPPRESSED, actor=ines, subject=ines.email, detail=detail)
    [row] = account.page_of(Search()).rows
    told = {"Where it came from: They told one of us", "State: Sent", "Form: as it came"}
    assert {str(each) for each in row.details} == told
    assert [one.key for one in row.concerned] == [ines.pk]
    assert row.whom == []


PLANNED = [
    (Search(), "audit_by_time"),
    (Search(who=1), "audit_by_who"),
    (Search(who=NOBODY), "audit_by_who"),
    (Search(who=NOBODY, kind="imported"), "audit_by_who_and_what"),
    (Search(kind="imported", since=NOW, until=NOW + DAY), "audit_by_what"),
    (Search(kind="imported"), "audit_by_what"),
    (Search(who=1, kind="imported"), "audit_by_who_and_what"),
    (Search(whom=Whom("person", 7)), "audit_of_whom_it_concerns"),
    (Search(since=NOW, until=NOW + DAY), "audit_by_time"),
]


@pytest.mark.parametrize(("search", "index"), PLANNED)
def test_each_search_goes_along_an_index_and_sorts_nothing(search: Search, index: str) -> None:
    with connection.cursor() as cursor:
        # A table of the tests is small; what is asked is whether an index gives this order.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute("SET LOCAL enable_incremental_sort = off")
        found = account._found(search)[: account.A_PAGE + 1]
        plan = found.explain()

    assert index in plan
    assert "Sort" not in plan


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "search", [Search(kind="swept"), Search(who=NOBODY), Search(who=1), Search(who=1, kind="swept")]
)
def test_what_never_occurs_is_not_looked_for_through_all_of_time(search: Search) -> None:
    """Also by a statement that a connection keeps, which is planned for what occurs often."""
    ines = UserFactory.create()
    with connected_as("owner") as owner, owner.transaction():
        owner.execute("ALTER TABLE team_auditevent DISABLE TRIGGER USER")
        owner.execute(
            "INSERT INTO team_auditevent (id, at, actor_id, kind, subject, detail, previous_hash, hash)"
            " SELECT n, now() + n * interval '1 s', %s, CASE n %% 2 WHEN 0 THEN 'approved' ELSE 'delivered' END,"
            " 'try', '{}', '', '' FROM generate_series(1, 20000) n",
            [ines.pk],
        )
        owner.execute("SET CONSTRAINTS ALL IMMEDIATE")
        owner.execute("ALTER TABLE team_auditevent ENABLE TRIGGER USER")
        owner.execute("ANALYZE team_auditevent")
    sql, asked = account._found(search)[: account.A_PAGE + 1].query.sql_with_params()
    numbered = sql % tuple(f"${number}" for number in range(1, len(asked) + 1))
    given = ", ".join(f"'{each}'" for each in asked)
    with connection.cursor() as cursor:
        cursor.execute("SET plan_cache_mode = force_generic_plan")
        cursor.execute(f"PREPARE kept AS {numbered}")
        cursor.execute(f"EXPLAIN EXECUTE kept{f'({given})' if given else ''}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
        cursor.execute("DEALLOCATE kept")
        cursor.execute("RESET plan_cache_mode")

    assert "audit_by_time" not in plan
    assert "Seq Scan on team_auditevent" not in plan
