"""A plugin of pytest that runs each test with every guard in its place, and again without each guard that it must miss.

`python -m pytest -p tests.proof.missing` with the tests that `mutants_tested` names. The first run must pass, and each other must
fail, in one of its cases at least; what was said of each stands in the file that PROOF_MISSED names, as JSON.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from tests.proof.mutants_sql import Mutant, mutated
from tests.proof.mutants_tested import ALL, VARIABLE
from tests.roles import connected_as

_faults: list[str] = []
_killers: dict[str, str] = {}


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    """In its place first and last, so that what fails between has failed for want of the guard."""
    test = item.nodeid.partition("[")[0]
    _must_pass(item, item.parent)
    for mutant in (each for each in ALL if each.by == test and each.name not in _killers):
        _run_without(mutant, item)
    _must_pass(item, nextitem)
    return True


def pytest_sessionfinish() -> None:
    told = {"faults": _faults, "killers": _killers}
    Path(os.environ[VARIABLE]).write_text(json.dumps(told))


def _must_pass(item: pytest.Item, then: pytest.Item | pytest.Collector | None) -> None:
    if said := _said(item, then):
        _faults.append(f"with every guard in its place {item.nodeid} fails: {said}")


def _run_without(mutant: Mutant, item: pytest.Item) -> None:
    with connected_as("owner") as owner, mutated(owner, mutant):
        if said := _said(item, item.parent):
            _killers[mutant.name] = f"{item.nodeid.rpartition('::')[2]}: {said}"


def _said(item: pytest.Item, then: pytest.Item | pytest.Collector | None) -> str:
    """Why the test fails, or "". Its fixtures go with it, but for those that `then` has, too."""
    item._initrequest()  # type: ignore[attr-defined]
    reports = runtestprotocol(item, log=False, nextitem=then)  # type: ignore[arg-type]
    return next((_line(each) for each in reports if each.failed), "")


def _line(report: Any) -> str:
    crash = getattr(report.longrepr, "reprcrash", None)
    return str(crash.message if crash else report.longrepr).strip().splitlines()[0][:200]
