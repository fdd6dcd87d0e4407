"""Keep what a release left behind: a small database of it, which the tests of upgrades restore and migrate.

Run once, from the release's own commit, before the next one adds a migration: `python -m tools.release`. It loads a slice of the
demo with the code of that commit and writes tests/upgrades/<version>.dump.xz and <version>.json, with what is kept in it.
"""

import json
import lzma
import os
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

import psycopg
from psycopg import sql

from config.embedded.folder import free_port
from config.embedded.server import Server
from tests import stand
from tools.sizes import ROOT

FOLDER = ROOT / "tests" / "upgrades"
LOAD = """
import django; django.setup()
from datetime import datetime, UTC
from config.demo.loading.load import Size, load
print(load(datetime.now(UTC), Size(weeks=3, companies=14)))
"""
SANDBOX = {"SANDBOX_PASSWORD": "a-sandbox-of-a-release", "DEMO_PASSWORD": "a-password-of-a-release"}
TABLES = """
SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1
"""


def main() -> int:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    standing = stand.Stand()
    server = standing.start()
    try:
        _load(server)
        kept = _kept(server)
        dump = _dumped(standing, server)
    finally:
        standing.stop()
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{version}.dump.xz").write_bytes(lzma.compress(dump, preset=9 | lzma.PRESET_EXTREME))
    (FOLDER / f"{version}.json").write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n")
    return 0


def _load(server: Server) -> None:
    with tempfile.TemporaryDirectory() as folder:
        told = stand.KEYS | stand.join(server, worker="") | SANDBOX
        told |= {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "SANDBOX_DIR": folder,
            "SANDBOX_SMTP_PORT": str(free_port()),
        }
        subprocess.run(
            [sys.executable, "-c", LOAD],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], **told},
            check=True,
        )


def _kept(server: Server) -> dict[str, object]:
    """What a later release must still find: rows per table, the account's head, the first letter as it left."""
    url = server.url(server.superuser, server.password, stand.TEMPLATE)
    commit = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    with psycopg.connect(url) as connection:
        tables = [name for (name,) in connection.execute(TABLES)]
        migrations = [
            f"{app}.{name}"
            for app, name in connection.execute(
                "SELECT app, name FROM django_migrations ORDER BY 1, 2"
            )
        ]
        rows = {name: _rows(connection, name) for name in tables}
        head = connection.execute(
            "SELECT length, encode(hash, 'hex') FROM team_audithead"
        ).fetchone()
        letter = connection.execute(
            "SELECT a.touch_id, d.subject, d.body FROM cadence_delivery a JOIN cadence_approval p ON p.id = a.approval_id"
            " JOIN cadence_draft d ON d.id = p.draft_id WHERE a.state = 'sent' ORDER BY a.id LIMIT 1"
        ).fetchone()
    assert head is not None
    assert letter is not None
    return {
        "commit": commit.stdout.strip(),
        "migrations": migrations,
        "rows": rows,
        "head": f"{head[0]}:{head[1]}",
        "letter": {"try": letter[0], "subject": letter[1], "body": letter[2]},
    }


def _rows(connection: psycopg.Connection, table: str) -> int:
    query = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
    row = connection.execute(query).fetchone()
    assert row is not None
    return int(row[0])


def _dumped(standing: stand.Stand, server: Server) -> bytes:
    environment = {"PGPASSWORD": server.password}
    where = ["-h", server.host, "-p", server.port, "-U", server.superuser]
    dump: list[str | Path] = [standing.programs / "pg_dump", *where, "-Fc", "-Z0", stand.TEMPLATE]
    return subprocess.run(dump, env=environment, capture_output=True, check=True).stdout


if __name__ == "__main__":
    sys.exit(main())
