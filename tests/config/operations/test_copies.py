"""The restore drill: a release's own data, backed up, restored into a second database, and compared row by row."""

import io
import json
import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from config.embedded.faults import Fault
from config.operations import copies, holdings
from tests.config.operations import fresh
from tests.upgrades.released import restored_release

pytestmark = pytest.mark.slow

EVERY_ROW = """
SELECT string_agg(format('SELECT %%L, md5(coalesce(string_agg(t::text, chr(10) ORDER BY t::text), '''')) FROM %%I t', relname, relname),
                  ' UNION ALL ' ORDER BY relname)
FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
"""


@pytest.fixture(scope="module")
def original() -> Iterator[str]:
    """A small company with people, letters, answers and an account of what they did."""
    with restored_release("0.1.0") as address:
        assert fresh.manage(address, "migrate", "-v0", "--skip-checks").returncode == 0
        assert fresh.manage(address, "-m", "config.grants").returncode == 0
        yield address


@pytest.fixture(scope="module")
def backup(original: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("backups") / "monday.backup"
    done = fresh.manage(original, "backup", str(file))
    assert done.returncode == 0, done.stderr
    assert "all of one moment" in done.stdout
    assert "SEND_KEY and READ_KEY are not in it" in done.stdout
    return file


def every_row(address: str) -> dict[str, str]:
    """A sum over the rows of each table, in any order of theirs."""
    with psycopg.connect(address) as connection:
        statement = connection.execute(EVERY_ROW.replace("%%", "%").encode()).fetchone()[0]  # type: ignore[index]
        return dict(connection.execute(statement.encode()).fetchall())


def test_a_backup_restores_into_a_fresh_database_row_by_row_and_proves_it(
    original: str, backup: Path
) -> None:
    with fresh.database() as copy:
        done = fresh.manage(copy, "restore", str(backup))
        assert done.returncode == 0, done.stderr
        assert "The audit chain is unbroken and ends where it did" in done.stdout
        assert every_row(copy) == every_row(original)
        serves = fresh.manage(
            fresh.as_role(copy, "web"), "shell", "--no-imports", "-c", STARTS, process="web"
        )
        assert serves.stdout.strip() == "CARELESS ALONE", serves.stderr


STARTS = """
from django.core.exceptions import ImproperlyConfigured
from config.startup import refuse_unsafe_start
try:
    refuse_unsafe_start("web")
except ImproperlyConfigured as error:
    told = str(error)
    print("CARELESS ALONE" if told.count(".") == told.count("Turn it on in PostgreSQL.") * 2 else told)
"""


def test_a_backup_is_for_its_owner_alone_and_is_never_written_over(
    original: str, backup: Path
) -> None:
    assert backup.stat().st_mode & 0o077 == 0
    again = fresh.manage(original, "backup", str(backup))
    assert again.returncode == 1
    assert "is never written over" in again.stderr


def test_the_manifest_says_what_is_in_it_without_unpacking_the_rest(backup: Path) -> None:
    with tarfile.open(backup) as tar:
        told = json.load(tar.extractfile("manifest.json"))
    assert told["version"] == "0.1.0"
    assert told["rows"]["prospects_prospect"] > 10
    assert told["faults"] == []
    assert len(told["sha256"]) == 64


def test_no_key_and_no_password_of_a_process_is_in_it(backup: Path) -> None:
    content = backup.read_bytes()
    for name, key in fresh.KEYS.items():
        assert key.encode() not in content, name


@pytest.mark.django_db
def test_only_the_owner_backs_up_and_restores(original: str, backup: Path, tmp_path: Path) -> None:
    with pytest.raises(Fault, match="Backup and restore are the owner's"):
        copies.back_up(tmp_path / "of-web")
    with pytest.raises(Fault, match="Backup and restore are the owner's"):
        copies.restore(backup)


def test_a_database_that_holds_something_is_left_alone(original: str, backup: Path) -> None:
    before = every_row(original)
    done = fresh.manage(original, "restore", str(backup))
    assert done.returncode == 1
    assert "tables already. Restore into a fresh one" in done.stderr
    assert every_row(original) == before


def changed(backup: Path, to: Path, **facts: object) -> Path:
    """The same backup with other facts in a manifest that says it is whole."""
    import hashlib

    with tarfile.open(backup) as tar, tarfile.open(to, "w") as made:
        told = json.load(tar.extractfile("manifest.json")) | facts
        manifest = json.dumps(told).encode()
        for name, content in (
            ("manifest.json", manifest),
            ("manifest.sha256", hashlib.sha256(manifest).hexdigest().encode()),
        ):
            member = tarfile.TarInfo(name)
            member.size = len(content)
            made.addfile(member, io.BytesIO(content))
        made.addfile(tar.getmember("database.dump"), tar.extractfile("database.dump"))
    return to


def refusal(file: Path, folder: Path) -> str:
    with pytest.raises(Fault) as fault:
        copies.check_fits(copies.unpack(file, folder))
    return str(fault.value)


@pytest.mark.django_db
def test_a_damaged_or_cut_file_is_refused(backup: Path, tmp_path: Path) -> None:
    damaged, cut, none = (tmp_path / name for name in ("damaged", "cut", "none"))
    shutil.copy(backup, damaged)
    with damaged.open("r+b") as handle:
        handle.seek(damaged.stat().st_size // 2)
        byte = handle.read(1)
        handle.seek(-1, 1)
        handle.write(bytes([byte[0] ^ 1]))
    cut.write_bytes(backup.read_bytes()[:-200_000])
    none.write_bytes(b"not a backup")
    assert "its sum does not match" in refusal(damaged, tmp_path)
    assert "cannot be read as a backup" in refusal(cut, tmp_path)
    assert "cannot be read as a backup" in refusal(none, tmp_path)


def test_what_is_refused_leaves_the_fresh_database_empty(backup: Path, tmp_path: Path) -> None:
    newer = changed(backup, tmp_path / "a", migrations=[["team", "9999_next"]], version="9.0.0")
    with fresh.database() as empty:
        done = fresh.manage(empty, "restore", str(newer))
        with psycopg.connect(empty) as connection:
            assert connection.execute(holdings.TABLES.encode()).fetchall() == []
    assert done.returncode == 1
    assert "This backup is of Earnest 9.0.0, with 1 migrations" in done.stderr


@pytest.mark.django_db
def test_a_backup_of_a_newer_earnest_or_a_newer_postgresql_is_refused(
    backup: Path, tmp_path: Path
) -> None:
    assert "newer Earnest" in refusal(changed(backup, tmp_path / "b", format=2), tmp_path)
    later = changed(backup, tmp_path / "c", postgresql=99)
    assert "of PostgreSQL 99, and the server is 18" in refusal(later, tmp_path)


def test_a_copy_with_other_counts_is_not_trusted(backup: Path, tmp_path: Path) -> None:
    with tarfile.open(backup) as tar:
        rows = json.load(tar.extractfile("manifest.json"))["rows"]
    more = changed(backup, tmp_path / "more", rows=rows | {"cadence_delivery": 999})
    with fresh.database() as copy:
        done = fresh.manage(copy, "restore", str(more))
    assert done.returncode == 1
    assert "cadence_delivery: 999 rows were copied" in done.stderr


def test_a_chain_that_ends_elsewhere_is_not_trusted(backup: Path, tmp_path: Path) -> None:
    other = changed(backup, tmp_path / "other", head="1:" + "0" * 64)
    with fresh.database() as copy:
        done = fresh.manage(copy, "restore", str(other))
    assert done.returncode == 1
    assert "The audit chain ends at" in done.stderr
