"""Whatever is typed into any form or address of the app is answered: a page, a redirect or a refusal, never a 5xx."""

import os
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from tests.access import world
from tests.access.doors import addresses, listed
from tests.access.forms import Asked, offered
from tests.access.undoing import undone
from tests.access.world import World
from tests.cadence.conftest import Clock

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "worker"]),
    pytest.mark.usefixtures("sandbox"),
]

# `make prove` asks three hundred times of each.
EXAMPLES = int(os.environ.get("EARNEST_FORM_EXAMPLES", "3"))
ODD = [
    "", " ", "0", "-1", "1", "9" * 30, "٣", "1e9", "NaN", "true", "None", "null", "\0", "a\0b", "\r\n", "\u202eabc",
    "\ud7ff", "𝔘", "x" * 5_000, "<script>alert(1)</script>", "' OR 1=1 --", "%s%n{{7*7}}", "../../etc/passwd",
    "0001-01-01", "9999-12-31", "2026-02-30", "2026-11-16", "25:61", "00:00", "24:00", "2026-W54", "Europe/Nowhere",
    "a@b", "a@b.example", "@", "https://", "http://[::1", "javascript:alert(1)", "[]", "{}", '{"a": [1]}', "=cmd()",
]  # fmt: skip
FILES = [
    b"",
    b"\xff\xfe\x00",
    b"PK\x03\x04",
    b'Name,Company\n"',
    b"a" * 20_000,
    b"%PDF-1.7",
    b"- a: *b\n",
]


def test_whatever_is_typed_is_answered(clock: Clock) -> None:
    stage = world.build(clock)
    asked = offered(stage)
    browsers = {who: stage.browser(who) for who in stage.readers}
    for browser in browsers.values():
        browser.raise_request_exception = False

    every = [*asked.values(), *unasked(stage, asked)]
    names = sorted({name for each in every for name in each.fields})
    broken = [fault for each in every for fault in faults(each, names, browsers[each.who])]

    assert broken == []


def unasked(stage: World, asked: Mapping[tuple[str, str], Asked]) -> Iterator[Asked]:
    """Addresses whose form no page of this world shows: they are given fields of any other."""
    doors = listed()
    for address, name in addresses().items():
        who = next(iter(sorted(doors[address].acts or ())), "the rep")
        if doors[address].acts is not None and ("post", name) not in asked:
            yield Asked(who, "post", stage.path(name), {})


def faults(each: Asked, names: list[str], browser: Client) -> Iterator[str]:
    """What it was asked when it broke."""

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(
        typed(each.fields) if each.fields else st.dictionaries(st.sampled_from(names), value([]))
    )
    def is_answered(data: dict[str, Any]) -> None:
        with undone(browser):
            answer = getattr(browser, each.method)(each.path, data)
            assert answer.status_code < 500, (each.method, each.path, data)

    try:
        is_answered()
    except AssertionError as fault:
        yield str(fault)


def typed(fields: dict[str, list[str]]) -> SearchStrategy[dict[str, Any]]:
    """Each field as it was offered, odd, made up, or left out; now and then twice, or a file."""
    names = {**fields, "after": [], "before": [], "q": []}
    return st.fixed_dictionaries({}, optional={name: value(said) for name, said in names.items()})


def value(said: list[str]) -> SearchStrategy[Any]:
    words = [st.sampled_from(ODD), st.text(max_size=60)]
    words += [st.sampled_from(said)] * 2 if said else []
    one = st.one_of(words)
    return st.one_of(one, one, one, st.lists(one, min_size=2, max_size=3), files())


def files() -> SearchStrategy[SimpleUploadedFile]:
    return st.builds(
        SimpleUploadedFile,
        st.sampled_from(["a.csv", "a.xlsx", "a.yml", "\u202e"]),
        st.sampled_from(FILES),
    )
