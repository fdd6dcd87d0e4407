from pathlib import Path

import pytest

from config.embedded import collected


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in (
        "static/css/app.css",
        "config/assets.py",
        "config/settings.py",
        "requirements/run.txt",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    return tmp_path


def test_the_same_sources_have_the_same_fingerprint(root: Path) -> None:
    assert collected.fingerprint(root) == collected.fingerprint(root)


@pytest.mark.parametrize("name", ["static/css/app.css", "config/assets.py", "requirements/run.txt"])
def test_a_changed_source_has_another(root: Path, name: str) -> None:
    before = collected.fingerprint(root)
    (root / name).write_text("changed")
    assert collected.fingerprint(root) != before


def test_a_new_file_has_another(root: Path) -> None:
    before = collected.fingerprint(root)
    (root / "static/new.css").write_text("")
    assert collected.fingerprint(root) != before


def test_what_was_never_collected_is_not_current(tmp_path: Path) -> None:
    assert not collected.is_current(tmp_path)


def test_what_was_collected_from_these_sources_is_current(tmp_path: Path) -> None:
    (tmp_path / "static").mkdir()
    collected.remember(tmp_path)
    assert collected.is_current(tmp_path)
