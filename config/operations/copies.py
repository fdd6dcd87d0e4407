"""A copy of everything in one file, and a fresh database made from one: both say what they hold, and prove it."""

import hashlib
import io
import json
import os
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction

from config import grants, startup
from config.embedded.faults import Fault
from config.operations import holdings, programs, readiness
from config.operations.holdings import FORMAT, Holdings

DUMP, MANIFEST, SUM = "database.dump", "manifest.json", "manifest.sha256"
OWNER = "earnest_owner"
CHUNK = 1 << 20
ROLES = "SELECT rolname FROM pg_roles WHERE rolname = ANY (%s)"


def back_up(file: Path) -> Holdings:
    """Write all that the database holds at one moment to `file`, with what it holds written beside it.

    Refuses to write over a file, and to run as anybody but the tables' owner. A database whose proofs are broken is copied
    as well, and the copy says so.
    """
    if file.exists():
        raise Fault(f"{file} is there already. Name a new file: a backup is never written over.")
    _check_owner()
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".backup-") as folder:
        dump = Path(folder) / DUMP
        with _snapshot() as snapshot:
            held = holdings.take()
            words = ["--format=custom", "--no-owner", f"--snapshot={snapshot}", f"--file={dump}"]
            programs.run(programs.find("pg_dump"), *words)
        told = asdict(held) | {"taken_at": datetime.now(UTC).isoformat(), "sha256": _sum(dump)}
        whole = Path(folder) / "whole"
        _pack(whole, dump, json.dumps(told, indent=1, sort_keys=True).encode())
        os.link(whole, file)
    return held


def restore(file: Path) -> Holdings:
    """Make a fresh database from a copy, bring it up to this release, and prove that it is what was copied.

    Refuses a database that holds anything, a file that was changed or cut short, and one of a newer Earnest or PostgreSQL.
    """
    _check_owner()
    if there := holdings.tables():
        raise Fault(
            f"This database holds {len(there)} tables already. Restore into a fresh one, made with config/embedded/roles.sql."
        )
    _check_roles()
    with tempfile.TemporaryDirectory(prefix="restore-") as folder:
        held = unpack(file, Path(folder))
        check_fits(held)
        words = ["--no-owner", "--exit-on-error", "--single-transaction"]
        database = f"--dbname={connection.settings_dict['NAME']}"
        programs.run(programs.find("pg_restore"), *words, database, Path(folder) / DUMP)
    _prove_same(held)
    _bring_up_to_date()
    return held


@contextmanager
def _snapshot() -> Iterator[str]:
    """One moment, seen by us and by pg_dump alike, however long both take."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        yield cursor.fetchone()[0]


def _pack(whole: Path, dump: Path, manifest: bytes) -> None:
    """The manifest first, so that it can be read without reading all."""
    digest = hashlib.sha256(manifest).hexdigest().encode()
    with os.fdopen(os.open(whole, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as handle:
        with tarfile.open(fileobj=handle, mode="w") as tar:
            for name, content in ((MANIFEST, manifest), (SUM, digest)):
                member = tarfile.TarInfo(name)
                member.size = len(content)
                tar.addfile(member, io.BytesIO(content))
            tar.add(dump, DUMP)
        handle.flush()
        os.fsync(handle.fileno())


def unpack(file: Path, folder: Path) -> Holdings:
    """What the copy says it holds, its dump laid down in `folder`. Refuses a file that is not whole."""
    try:
        with tarfile.open(file, "r:") as tar:
            tar.extractall(folder, filter="data")
        manifest = (folder / MANIFEST).read_bytes()
        is_ours = hashlib.sha256(manifest).hexdigest() == (folder / SUM).read_text()
        told: dict[str, Any] = json.loads(manifest) if is_ours else {}
        is_whole = is_ours and _sum(folder / DUMP) == told["sha256"]
        if is_whole and told["format"] > FORMAT:
            raise Fault("This backup was made by a newer Earnest. Restore it with that release.")
        held = Holdings.of(told) if is_whole else None
    except (OSError, tarfile.TarError, ValueError, KeyError) as error:
        raise Fault(f"{file} cannot be read as a backup: {error}") from error
    if held is None:
        raise Fault(f"{file} was changed or damaged since it was written: its sum does not match.")
    return held


def check_fits(held: Holdings) -> None:
    """Refuse what this release or this server could not read."""
    known = readiness.on_disk()
    if unknown := [each for each in held.migrations if tuple(each) not in known]:
        raise Fault(
            f"This backup is of Earnest {held.version}, with {len(unknown)} migrations that this release does not know, such as"
            f" {'.'.join(unknown[0])}. Restore it with that release."
        )
    major = programs.server_major()
    if held.postgresql > major:
        raise Fault(
            f"This backup is of PostgreSQL {held.postgresql}, and the server is {major}. Restore into {held.postgresql} or newer."
        )


def _check_owner() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_user")
        role = cursor.fetchone()[0]
    if role != OWNER:
        raise Fault(
            f"It signed in as {role}. Backup and restore are the owner's: give this command the DATABASE_URL of {OWNER}."
        )


def _check_roles() -> None:
    with connection.cursor() as cursor:
        cursor.execute(ROLES, [list(grants.ROLES)])
        missing = set(grants.ROLES) - {name for (name,) in cursor.fetchall()}
    if missing:
        raise Fault(
            f"The server has no role {sorted(missing)[0]}. Run config/embedded/roles.sql first."
        )


def _prove_same(held: Holdings) -> None:
    """Asked before anything newer is migrated: what is there now is what was copied."""
    found = holdings.rows()
    differ = sorted(
        name for name in held.rows.keys() | found.keys() if held.rows.get(name) != found.get(name)
    )
    if differ:
        first = differ[0]
        raise Fault(
            f"{len(differ)} tables differ from the backup, such as {first}: {held.rows.get(first)} rows were copied,"
            f" {found.get(first)} are here."
        )


def _bring_up_to_date() -> None:
    """Migrations that came since, the privileges of the roles, and the planner's statistics."""
    call_command("migrate", verbosity=0, skip_checks=True)
    with transaction.atomic(), connection.cursor() as cursor:
        grants.apply(cursor)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def prove_restored(held: Holdings) -> list[str]:
    """Every reason for which the restored database is not to be trusted; none where all holds."""
    now = holdings.take()
    faults = list(now.faults)
    if now.head != held.head:
        faults.append(f"The audit chain ends at {now.head}, and the backup's at {held.head}.")
    if (now.deliveries, now.monday_letters) != (held.deliveries, held.monday_letters):
        faults.append("The number of letters is not the backup's.")
    broken = [
        sentence for role in startup.ROLES.values() for sentence in startup.broken_promises(role)
    ]
    return faults + list(dict.fromkeys(broken))


def _sum(file: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as handle:
        while chunk := handle.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
