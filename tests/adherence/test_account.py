"""The account searched by who, what, whom and when: by key, and verified."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from adherence.selectors import account
from adherence.selectors.account import NOBODY, Search, Whom, page_of
from cadence.services import handing_over, reviewing, stopping
from team.enums import AuditConcerned, AuditKind, Role
from team.models import AuditEvent, AuditLook
from team.services import auditing, policies, sessions, verifying
from team.services.policies import Number
from tests import journeys
from tests.adherence.as_worker import the_worker
from tests.factories.team import TeamFactory, UserFactory
from tests.roles import answer, connected_as
from tests.times import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "sandbox")]

DAY = timedelta(days=1)


def done(kind: AuditKind = AuditKind.EXPORTED, **given: Any) -> AuditEvent:
    usual: dict[str, Any] = {"actor": None, "subject": "a list", "detail": {}, "at": NOW}
    return auditing.record(kind, **(usual | given))


def keys(search: Search) -> list[int]:
    """Of all pages, one after the other."""
    page = page_of(search)
    found = [row.event.pk for row in page.rows]
    while page.older is not None:
        page = page_of(Search(**{**_plain(search), "after": page.older}))
        found += [row.event.pk for row in page.rows]
    return found


def _plain(search: Search) -> dict[str, Any]:
    return {name: getattr(search, name) for name in search.__slots__}


def reader(role: Role = Role.AUDITOR) -> Client:
    client = Client()
    client.force_login(UserFactory.create(role=role, name="Noor Haddad"))
    return client


def page(client: Client, **query: Any) -> str:
    answered = client.get(reverse("adherence:audit"), query)
    assert answered.status_code in (200, 422)
    return str(answered.content.decode())


def test_each_page_goes_on_where_the_last_one_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where several were done at one moment, and where one names an earlier moment than those before it."""
    monkeypatch.setattr(account, "A_PAGE", 2)
    moments = [NOW, NOW, NOW, NOW + DAY, NOW - DAY]
    events = [done(at=at) for at in moments]

    order = [3, 2, 1, 0, 4]
    assert keys(Search()) == [events[place].pk for place in order]


def test_it_is_found_by_who_what_whom_and_when() -> None:
    maya, ines = UserFactory.create(), UserFactory.create()
    first = done(AuditKind.USER_CHANGED, actor=ines, subject=maya.email)
    second = done(AuditKind.EXPORTED, actor=ines, at=NOW + DAY)
    third = done(AuditKind.USER_CHANGED, actor=maya, subject=f"user {ines.pk}", at=NOW + 2 * DAY)
    fourth = done(at=NOW + 3 * DAY)

    def found(**search: Any) -> list[int]:
        return keys(Search(**search))

    assert found(who=ines.pk) == [second.pk, first.pk]
    assert found(who=NOBODY) == [fourth.pk]
    assert found(kind=AuditKind.USER_CHANGED) == [third.pk, first.pk]
    assert found(who=ines.pk, kind=AuditKind.USER_CHANGED) == [first.pk]
    assert found(whom=Whom("user", maya.pk)) == [first.pk]
    assert found(whom=Whom("user", ines.pk), who=maya.pk) == [third.pk]
    assert found(since=NOW + DAY, until=NOW + 3 * DAY) == [third.pk, second.pk]
    assert found(whom=Whom("user", maya.pk), since=NOW + DAY) == []


# Whom an event concerns, as the database notes it


def concerned(event: AuditEvent) -> set[tuple[str, int]]:
    return set(event.concerns.values_list("about", "key"))


def both(person: Any) -> set[tuple[str, int]]:
    return {(AuditConcerned.PERSON, person.pk), (AuditConcerned.COMPANY, person.company_id)}


def test_a_review_concerns_the_person_and_their_company() -> None:
    approval = journeys.approved()
    reviewing.withdraw(approval, by=approval.reviewer, at=NOW)
    for kind in (AuditKind.APPROVED, AuditKind.WITHDRAWN):
        assert concerned(AuditEvent.objects.get(kind=kind)) == both(approval.touch.prospect)


def test_a_stop_and_a_handing_over_concern_whom_they_name() -> None:
    person = journeys.researched()
    manager = journeys.rep(role=Role.MANAGER, team=person.owner.team)
    to = journeys.rep(team=person.owner.team)
    before = person.owner
    handing_over.hand_over(person, to=to, by=manager, at=NOW)
    stopping.ask_to_stop(person, by=to, at=NOW, words="Please stop.")

    handed = AuditEvent.objects.get(kind=AuditKind.HANDED_OVER)
    users = {(AuditConcerned.USER, each.pk) for each in (before, to)}
    assert concerned(handed) == both(person) | users
    assert concerned(AuditEvent.objects.get(kind=AuditKind.SUPPRESSED)) == both(person)


def test_an_event_about_many_concerns_each_of_them() -> None:
    people = [journeys.researched(email=f"p{n}@corrib{n}.example") for n in range(2)]
    event = done(subject="2 prospects", detail={"people": [each.pk for each in people]})
    assert concerned(event) == both(people[0]) | both(people[1])


def test_a_sign_in_and_a_changed_role_concern_the_colleague() -> None:
    maya = UserFactory.create()
    sessions.begin(maya, key="a key", at=NOW)
    changed = done(AuditKind.USER_CHANGED, subject=f"team_user {maya.pk}")
    signed_in = AuditEvent.objects.get(kind=AuditKind.SIGNED_IN)

    assert concerned(signed_in) == concerned(changed) == {(AuditConcerned.USER, maya.pk)}


@pytest.mark.parametrize(
    "subject",
    ["stop list", "person", "person 12 and more", "prospect x", f"company {'9' * 30}", "stop 5"],
)
def test_what_names_nobody_concerns_nobody(subject: str) -> None:
    event = done(subject=subject, detail={"people": 3, "touch": None})
    assert concerned(event) == set()


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO team_auditconcern (event_id, about, key, at) VALUES (1, 'user', 1, now())",
        "UPDATE team_auditconcern SET key = 1",
        "DELETE FROM team_auditconcern",
    ],
)
def test_nobody_who_serves_writes_whom_an_event_concerns(statement: Any) -> None:
    for role in ("web", "worker"):
        with connected_as(role) as at_the_door:
            assert answer(at_the_door, statement) == "42501"


@pytest.mark.django_db(transaction=True)
def test_what_was_noted_is_not_changed_by_the_owner_either() -> None:
    done(subject=UserFactory.create().email)
    with connected_as("owner") as owner:
        assert answer(owner, "DELETE FROM team_auditconcern") == "EA001"


# The page


@pytest.mark.parametrize("role", [Role.REP, Role.MANAGER])
def test_only_admins_and_auditors_read_it(role: Role) -> None:
    client = reader(role)
    assert client.get(reverse("adherence:audit")).status_code == 403
    assert client.post(reverse("adherence:audit-file")).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_a_line_says_who_did_what_to_whom_and_what_was_before() -> None:
    ines = UserFactory.create(role=Role.ADMIN, name="Ines Duarte")
    numbers: dict[str, Number] = {"min_attempts": 12}
    policies.change(numbers, seen=0, by=ines)
    person = journeys.researched(name="Aoife Ní Bhriain")
    done(
        AuditKind.SUPPRESSED, actor=ines, subject=f"person {person.pk}", detail={"reason": "<b>No"}
    )

    shown = page(reader())

    assert "<b>Ines Duarte</b> changed a rule" in shown
    assert "<li>Tries before we stop: 10 → 12</li>" in shown
    assert f'added to the stop list: <a href="/people/{person.pk}/">Aoife Ní Bhriain</a>' in shown
    assert "Why: &lt;b&gt;No" in shown


@pytest.mark.parametrize(
    ("kind", "detail", "said"),
    [
        (
            AuditKind.SIGN_IN_CHANGED,
            {"changed": {"type": [None, "totp"]}},
            "Way of signing in: – → code from an app",
        ),
        (AuditKind.SIGNED_IN, {"with": ["password"]}, "Way of signing in: password"),
        (AuditKind.USER_CHANGED, {"changed": {"role": ["rep", "admin"]}}, "Role: Rep → Admin"),
        (
            AuditKind.USER_CHANGED,
            {"changed": {"is_active": [True, False]}},
            "May sign in: yes → no",
        ),
        (AuditKind.SECOND_FACTOR_ASKED, {"before": [], "after": ["rep"]}, "– → Rep"),
        (
            AuditKind.POLICY_CHANGED,
            {
                "before": {"verdict": "allowed", "source": "Act 1", "reason": "So."},
                "after": {"verdict": "blocked", "source": "Act 1", "reason": "So."},
            },
            "This channel: Allowed → Not allowed",
        ),
        (
            AuditKind.POLICY_CHANGED,
            {"before": None, "after": {"months": 12, "is_on": False}},
            "Months: – → 12",
        ),
    ],
)
def test_what_is_kept_by_a_code_is_told_in_words(
    kind: AuditKind, detail: dict[str, Any], said: str
) -> None:
    done(kind, detail=detail)
    assert f"<li>{said}</li>" in page(reader())


def test_another_team_is_told_by_its_name() -> None:
    coast = TeamFactory.create(name="Coast")
    done(AuditKind.USER_CHANGED, detail={"changed": {"team_id": [None, coast.pk]}})
    assert "<li>Team: – → Coast</li>" in page(reader())


def test_what_was_typed_leads_to_the_one_who_is_meant_or_asks() -> None:
    one = journeys.researched(name="Aoife Ní Bhriain", email="aoife@corrib.example")
    two = journeys.researched(name="Aoife Byrne", email="byrne@quay.example")
    for person in (one, two):
        done(AuditKind.EXPORTED, subject=f"person {person.pk}", detail={"reason": person.email})
    client = reader()

    asked = page(client, whom="Aoife")
    assert "Whom do you mean?" in asked
    assert f"about=person-{one.pk}" in asked
    alone = page(client, whom="byrne@quay.example")
    linked = page(client, whom="Aoife Byrne", about=f"person-{two.pk}")
    for shown in (alone, linked):
        assert "Why: byrne@quay.example" in shown
        assert "Why: aoife@corrib.example" not in shown
    assert "We know nobody by that name or address." in page(client, whom="Zebedee")


def test_until_counts_the_whole_day_on_the_readers_wall() -> None:
    auckland = UserFactory.create(role=Role.ADMIN, time_zone="Pacific/Auckland")
    client = Client()
    client.force_login(auckland)
    late = datetime(2026, 11, 16, 10, 59, tzinfo=UTC)
    done(at=late, detail={"reason": "the last of the day"})
    done(at=late + timedelta(minutes=1), detail={"reason": "the first of the next"})

    shown = page(client, since="2026-11-16", until="2026-11-16")

    assert "the last of the day" in shown
    assert "the first of the next" not in shown


def test_before_all_calendars_and_after_them_nothing_was_done() -> None:
    client = reader()
    done(detail={"reason": "in our time"})

    for bounds in ({"until": "0001-01-01"}, {"since": "9999-12-31"}):
        assert "in our time" not in page(client, **bounds)
    assert "in our time" in page(client, since="0001-01-01", until="9999-12-31")


@pytest.mark.parametrize(
    "query",
    [
        {"who": "x"},
        {"kind": "x"},
        {"since": "2026-99-99"},
        {"after": "x"},
        {"after": "9" * 40},
        {"about": "person-x", "whom": "x"},
        {"about": f"user-{'9' * 40}"},
        {"since": "9999-12-31", "until": "9999-12-31"},
        {"since": "0001-01-01"},
        {"whom": "\x00"},
    ],
)
def test_an_address_that_somebody_typed_is_answered(query: dict[str, str]) -> None:
    done()
    page(reader(), **query)


def test_three_lines_ask_as_many_questions_as_one(
    django_assert_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    for expected in (1, 3):
        while AuditEvent.objects.exclude(kind=AuditKind.SIGNED_IN).count() < expected:
            person = journeys.researched()
            done(actor=UserFactory.create(), subject=f"person {person.pk}")
        with django_assert_num_queries(6):
            assert len(page_of(Search(kind=AuditKind.EXPORTED)).rows) == expected


# The chain


@pytest.mark.django_db(transaction=True)
def test_a_changed_line_and_one_behind_a_missing_one_are_marked_where_they_stand() -> None:
    events = [done(subject=f"list {number}") for number in range(5)]
    assert all(row.holds for row in page_of(Search()).rows)
    with connected_as("owner") as owner, owner.transaction():
        owner.execute("ALTER TABLE team_auditevent DISABLE TRIGGER USER")
        owner.execute("UPDATE team_auditevent SET subject = 'x' WHERE id = %s", [events[1].pk])
        owner.execute("DELETE FROM team_auditevent WHERE id = %s", [events[3].pk])
        owner.execute("ALTER TABLE team_auditevent ENABLE TRIGGER USER")

    held = {row.event.pk: row.holds for row in page_of(Search()).rows}

    assert held == {1: True, 2: False, 3: True, 5: False}
    assert "This line does not fit the chain." in page(reader(), kind="exported")


@pytest.mark.django_db(transaction=True, databases=["default", "worker"])
def test_the_whole_of_it_is_read_once_a_day_and_the_page_says_when_and_what_was_found() -> None:
    done()
    client = reader()
    assert "has not been yet" in page(client)

    with the_worker():
        assert [verifying.look_when_due(at) for at in (NOW, NOW + DAY / 2)] == [1, 0]
    assert "The chain holds: 1 event read on" in page(client)
    with connected_as("owner") as owner, owner.transaction():
        owner.execute("ALTER TABLE team_auditevent DISABLE TRIGGER USER")
        owner.execute("UPDATE team_auditevent SET subject = 'x' WHERE id = 1")
        owner.execute("ALTER TABLE team_auditevent ENABLE TRIGGER USER")
    with the_worker():
        assert verifying.look_when_due(NOW + DAY) == 1

    assert AuditLook.objects.latest("at").breaks == ["event 1 was changed"]
    assert "The chain was broken when all of it was read" in page(client)


def test_the_worker_may_keep_what_it_found_and_nobody_may_change_it() -> None:
    with connected_as("worker") as worker:
        kept = "INSERT INTO team_auditlook (at, length, broken, breaks) VALUES (now(), 1, 0, '[]')"
        assert answer(worker, kept) == ""
        assert answer(worker, "UPDATE team_auditlook SET broken = 0") == "42501"
    with connected_as("web") as web:
        assert answer(web, "DELETE FROM team_auditlook") == "42501"
