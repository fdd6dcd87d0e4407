from pathlib import Path

import pytest

from tools import environment


@pytest.fixture
def pythons(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine whose only Pythons are the scripts in this folder."""
    monkeypatch.setattr(environment, "candidates", lambda: sorted(map(str, tmp_path.iterdir())))
    monkeypatch.setattr(environment, "ROOT", tmp_path.parent)
    (tmp_path.parent / ".python-version").write_text("3.13\n")
    return tmp_path


def python(folder: Path, name: str, says: str, code: int = 0) -> str:
    path = folder / name
    path.write_text(f"#!/bin/sh\necho '{says}'\nexit {code}\n")
    path.chmod(0o755)
    return str(path)


def test_the_named_version_is_preferred_to_a_newer_one(pythons: Path) -> None:
    for minor in (11, 12, 13, 14):
        python(pythons, f"python3.{minor}", f"3 {minor} /real/3.{minor}")
    assert environment.find_python() == "/real/3.13"


def test_the_newest_tried_one_stands_in(pythons: Path) -> None:
    for minor in (11, 12, 14):
        python(pythons, f"python3.{minor}", f"3 {minor} /real/3.{minor}")
    assert environment.find_python() == "/real/3.12"


def test_a_shim_that_answers_127_is_passed_over(pythons: Path) -> None:
    python(pythons, "a-shim", "3 13 /not/really", code=127)
    python(pythons, "b-real", "3 12 /real/3.12")
    assert environment.find_python() == "/real/3.12"


def test_what_is_missing_is_said_with_what_was_found(pythons: Path) -> None:
    python(pythons, "python3", "3 11 /usr/bin/python3")
    assert environment.find_python() is None
    said = environment.missing_python()
    assert "needs Python 3.12 or 3.13" in said
    assert "3.11 at /usr/bin/python3" in said
    assert "pyenv install 3.13" in said
