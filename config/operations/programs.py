"""PostgreSQL's own programs: those of the machine where they fit the server, else those of the wheel that `make run` uses."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from config.embedded.accounts import Account
from config.embedded.binaries import postgres_programs
from config.embedded.faults import Fault


def find(name: str) -> Path:
    """Of the server's major version: an older one refuses its server, a newer one writes what that server may not read.

    Raises Fault when there is none.
    """
    wanted = server_major()
    for program in _candidates(name):
        if _major(program) == wanted:
            return program
    raise Fault(
        f"There is no {name} of PostgreSQL {wanted} here. Install the client programs of that version, or name their folder in"
        " PG_PROGRAMS."
    )


def server_major() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchone()[0]) // 10_000


def run(program: Path, *words: str | Path) -> None:
    """With the database's address in the environment, so that no process list shows a password. Raises Fault with its words."""
    done = subprocess.run(
        [program, *words], env=_address(), capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise Fault(f"{program.name} failed: {done.stderr.strip()[-2000:]}")


def _candidates(name: str) -> list[Path]:
    named = settings.PG_PROGRAMS
    folders = [Path(named)] if named else []
    if found := shutil.which(name):
        folders.append(Path(found).parent)
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    with suppress(Fault):
        folders.append(postgres_programs(Account.ours(), copies=Path(settings.BASE_DIR) / ".local"))
    return [folder / name for folder in folders if (folder / name).exists()]


def _major(program: Path) -> int:
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    # "pg_dump (PostgreSQL) 18.1", and of Debian "… 18.1 (Debian 18.1-1)".
    number = told.stdout.partition("(PostgreSQL) ")[2].partition(".")[0]
    return int(number) if number.isdigit() else 0


def _address() -> Mapping[str, str]:
    told: dict[str, Any] = connection.settings_dict
    address = {
        "PGHOST": told["HOST"],
        "PGPORT": told["PORT"],
        "PGUSER": told["USER"],
        "PGPASSWORD": told["PASSWORD"],
        "PGDATABASE": told["NAME"],
        "PGSSLMODE": told.get("OPTIONS", {}).get("sslmode", ""),
        "PGSSLROOTCERT": told.get("OPTIONS", {}).get("sslrootcert", ""),
    }
    kept = {
        name: os.environ[name] for name in ("PATH", "HOME", "LD_LIBRARY_PATH") if name in os.environ
    }
    return kept | {name: str(value) for name, value in address.items() if value}
