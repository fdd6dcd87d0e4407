"""Every address asked for as every role: whom it answers, with which headers, and that asking changes nothing."""

import os
from collections.abc import Iterator

import psycopg
import pytest
from django.http import HttpResponseBase

from tests.access import world
from tests.access.doors import FEW, addresses, as_listed, listed
from tests.cadence.conftest import Clock

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "worker"]),
    pytest.mark.usefixtures("sandbox"),
]

# A sign-in remembers the door it came through, and the cache what it counted: neither is the company's data.
OF_THE_BROWSER = {"django_session", "team_cache"}
ALWAYS = {
    "Content-Security-Policy": "default-src 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def test_pages_answer_whom_they_should_protect_themselves_and_change_nothing(clock: Clock) -> None:
    stage = world.build(clock)
    browsers = {who: stage.browser(who) for who in stage.readers}
    before, doors = written(), listed()
    wrong, lacks = [], {}

    for address, name in addresses().items():
        for who in browsers if doors[address].reads is not None else FEW:
            answer = browsers[who].get(stage.path(name))
            if not as_listed(answer.status_code, doors[address].reads, who):
                wrong.append((address, who, answer.status_code))
            if missing := list(not_said(answer)):
                lacks[address] = missing

    assert wrong == []
    assert lacks == {}
    assert {table for table, rows in written().items() if rows != before[table]} == set()


def not_said(answer: HttpResponseBase) -> Iterator[str]:
    for name, begins in ALWAYS.items():
        if not answer.headers.get(name, "").startswith(begins) and not is_their_mail(answer, name):
            yield name
    if answer.headers.get("X-Frame-Options") not in {"DENY", "SAMEORIGIN"}:
        yield "X-Frame-Options"
    if "text/html" in answer.headers["Content-Type"] and not is_kept_by_nobody(answer):
        yield "Cache-Control"


def is_their_mail(answer: HttpResponseBase, name: str) -> bool:
    """Their mail as they sent it goes without a referrer, which is stricter."""
    return name == "Referrer-Policy" and answer.headers[name] == "no-referrer"


def is_kept_by_nobody(answer: HttpResponseBase) -> bool:
    return "no-store" in answer.headers.get("Cache-Control", "")


def written() -> dict[str, str]:
    """Of each table a digest of all that stands in it, read as the owner."""
    with psycopg.connect(os.environ["OWNER_DATABASE_URL"]) as owner:
        tables = owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        names = sorted({name for (name,) in tables} - OF_THE_BROWSER)
        return {name: _digest(owner, name) for name in names}


def _digest(owner: psycopg.Connection, table: str) -> str:
    rows = f"SELECT md5(coalesce(string_agg(t::text, ' ' ORDER BY t::text), '')) FROM {table} t"
    found = owner.execute(rows.encode()).fetchone()
    assert found is not None
    return str(found[0])
