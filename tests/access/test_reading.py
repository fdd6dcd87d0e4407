"""Every address asked for as every role: whom it answers, with which headers, and that asking changes nothing."""

import os
import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlsplit

import psycopg
import pytest
from django.http import HttpResponseBase

from tests.access import world
from tests.access.doors import FEW, addresses, as_listed, listed, listed_as
from tests.cadence.conftest import Clock

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "worker"]),
    pytest.mark.usefixtures("sandbox"),
]

FORM = re.compile(r"<form\b[^>]*>")
ACTION = re.compile(r'\baction="([^"]*)"')
# What stands on a sheet of the queue is read there, by whoever may not press anything.
SHEETS = {
    ("/queue/<pk>/", "/touches/<pk>/approval/"),
    ("/queue/replies/<pk>/", "/replies/<pk>/kind/"),
}

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
    wrong, lacks, idle = [], {}, set()

    for address, name in addresses().items():
        for who in browsers if doors[address].reads is not None else FEW:
            answer = browsers[who].get(stage.path(name))
            if not as_listed(answer.status_code, doors[address].reads, who):
                wrong.append((address, who, answer.status_code))
            if missing := list(not_said(answer)):
                lacks[address] = missing
            if who == "an auditor":
                forms = {(address, form or address) for form in forms_of(answer)}
                idle |= {
                    (page, form) for page, form in forms if who not in (doors[form].acts or ())
                }

    assert wrong == []
    assert idle - SHEETS == set()
    assert lacks == {}
    assert {table for table, rows in written().items() if rows != before[table]} == set()


def forms_of(answer: HttpResponseBase) -> Iterator[str]:
    """Where the forms of a page lead that change something, as the list has it; "" for the page itself."""
    if answer.status_code != 200 or "text/html" not in answer.headers["Content-Type"]:
        return
    for form in FORM.findall(answer.content.decode()):  # type: ignore[attr-defined]
        if 'method="post"' in form:
            led = ACTION.search(form)
            yield listed_as(urlsplit(unescape(led[1])).path) if led else ""


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
