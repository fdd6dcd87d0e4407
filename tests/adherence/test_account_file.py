"""The account taken along as a file: all that was asked for, no formula, and who took it."""

import csv
import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from adherence.selectors import account
from team.enums import AuditKind, Role
from team.models import AuditEvent
from tests import journeys
from tests.adherence.test_account import done, page, reader

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "sandbox")]


def file_of(client: Client, **query: Any) -> list[list[str]]:
    answered = client.post(reverse("adherence:audit-file"), query)
    assert answered.status_code == 200
    text = b"".join(answered.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.reader(io.StringIO(text)))


def test_the_file_has_all_that_was_asked_for_and_begins_no_formula(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(account, "A_PIECE", 2)
    for number in range(5):
        done(AuditKind.IMPORTED, subject=f"=cmd{number}()", detail={"reason": "it came"})
    done(AuditKind.USER_CHANGED)

    header, *rows = file_of(reader(), kind="imported")

    assert header[:4] == ["Number", "When", "Who", "What"]
    assert [row[4] for row in rows] == [f"'=cmd{number}()" for number in reversed(range(5))]
    assert rows[0][6] == "Why: it came"


def test_a_file_of_what_cannot_be_asked_for_is_the_page_that_says_so() -> None:
    client, address = reader(), reverse("adherence:audit-file")
    for name in ("Aoife Byrne", "Aoife Walsh"):
        journeys.researched(name=name, email=f"{name[-5:].lower()}@corrib.example")

    wrong, either = (client.post(address, asked) for asked in ({"since": "x"}, {"whom": "Aoife"}))

    assert (wrong.status_code, either.status_code) == (422, 200)
    assert "Whom do you mean?" in either.content.decode()
    assert not AuditEvent.objects.filter(kind=AuditKind.EXPORTED).exists()


def test_taking_it_along_is_accounted_for_also_of_an_auditor() -> None:
    file_of(reader(Role.AUDITOR), kind="imported")

    event = AuditEvent.objects.get(kind=AuditKind.EXPORTED)
    assert event.actor is not None
    assert (event.actor.name, event.subject) == ("Noor Haddad", "audit")
    assert event.detail == {"asked": {"kind": "imported"}}


def test_whose_lines_were_taken_along_is_told_by_number_for_a_name_would_outlive_an_erasure() -> (
    None
):
    person = journeys.researched(name="Aoife Ní Bhriain")
    client = reader()

    file_of(client, whom="Aoife Ní Bhriain")
    file_of(client, whom="Aoife Ní Bhriain", about=f"person-{person.pk}", since="2026-11-01")

    events = AuditEvent.objects.filter(kind=AuditKind.EXPORTED).order_by("pk")
    about = {"about": f"person-{person.pk}"}
    assert [event.detail["asked"] for event in events] == [about, about | {"since": "2026-11-01"}]


def test_a_page_that_is_only_read_accounts_for_nothing() -> None:
    client = reader()
    before = AuditEvent.objects.count()
    page(client)
    client.get(reverse("adherence:audit-file"))
    assert AuditEvent.objects.count() == before
