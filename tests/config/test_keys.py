import json
from dataclasses import asdict
from pathlib import Path

from config.embedded.keys import load_or_make


def test_keys_are_made_once_and_kept(tmp_path: Path) -> None:
    assert load_or_make(tmp_path / "s") == load_or_make(tmp_path / "s")


def test_only_their_owner_may_read_them(tmp_path: Path) -> None:
    load_or_make(tmp_path / "s")
    assert (tmp_path / "s").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "s" / "keys.json").stat().st_mode & 0o777 == 0o600


def test_no_two_are_alike_and_all_are_long(tmp_path: Path) -> None:
    made = asdict(load_or_make(tmp_path))
    assert len(set(made.values())) == len(made)
    assert all(len(value) >= 14 for value in made.values())
    assert len(made["send_key"]) >= 32


def test_a_key_that_a_newer_version_needs_is_added_to_those_kept(tmp_path: Path) -> None:
    before = load_or_make(tmp_path)
    file = tmp_path / "keys.json"
    kept = json.loads(file.read_text())
    del kept["sandbox_password"]
    file.write_text(json.dumps(kept))
    after = load_or_make(tmp_path)
    assert after.sandbox_password
    assert asdict(after) | {"sandbox_password": ""} == asdict(before) | {"sandbox_password": ""}
