"""What is installed is what pyproject.toml asks for, pinned, with hashes."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
GROUPS = {"company": (), "run": ("local",), "dev": ("local", "test", "lint")}
PIN = re.compile(r"^(?P<name>[\w.\[\]-]+?)(?:\[.*?\])?==(?P<version>\S+)", re.M)


def pins(name: str) -> dict[str, str]:
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    return {canonicalize_name(found["name"]): found["version"] for found in PIN.finditer(text)}


@pytest.mark.parametrize("name", GROUPS)
def test_every_wish_is_pinned_within_its_bounds(name: str) -> None:
    wishes = [*PYPROJECT["project"]["dependencies"]]
    for group in GROUPS[name]:
        wishes += PYPROJECT["dependency-groups"][group]
    pinned = pins(name)
    for wish in map(Requirement, wishes):
        assert wish.specifier.contains(pinned[canonicalize_name(wish.name)]), wish


@pytest.mark.parametrize("name", GROUPS)
def test_every_pin_has_its_hashes(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    entries = re.split(r"\n(?=\S)", text.strip())
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize(("smaller", "larger"), [("company", "run"), ("run", "dev")])
def test_the_smaller_sets_are_parts_of_the_larger(smaller: str, larger: str) -> None:
    assert pins(smaller).items() <= pins(larger).items()
