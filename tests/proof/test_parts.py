"""The quick size of the parts of `make prove`: the same faults, fewer times. Gusts and mutants take too long for every day."""

import subprocess
import sys

import pytest

from tests.proof.__main__ import PARTS
from tests.proof.rows import Row
from tests.stand import ROOT

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("part", [each for each in PARTS if each not in {"gusts", "mutants"}])
def test_the_promises_hold_under(part: str) -> None:
    words = [sys.executable, "-W", "ignore", "-m", "tests.proof", part, "quick"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True)

    assert done.stdout, done.stderr[-4000:]
    row = Row.of_json(done.stdout.splitlines()[-1])
    assert row.violations == []
    assert row.runs > 0
    assert done.returncode == 0
