"""The databases that releases left behind (tools/release.py), restored beside the tests' own."""

import json
import lzma
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from config.embedded.binaries import postgres_programs
from config.embedded.server import Server
from tests.config.operations import fresh
from tests.stand import PASSWORDS, cache_for, from_environment, postgres_account

FOLDER = Path(__file__).parent
RELEASES = sorted(file.stem for file in FOLDER.glob("*.json"))


def kept(version: str) -> dict[str, Any]:
    """What a later release must still find."""
    told: dict[str, Any] = json.loads((FOLDER / f"{version}.json").read_text())
    return told


@contextmanager
def restored_release(version: str) -> Iterator[str]:
    """The database as that release's users had it; the owner's address."""
    account = postgres_account()
    program = postgres_programs(account, copies=cache_for(account)) / "pg_restore"
    dump = lzma.decompress((FOLDER / f"{version}.dump.xz").read_bytes())
    server: Server = from_environment()
    with fresh.database() as address:
        where = ["-h", server.host, "-p", server.port, "-U", "earnest_owner"]
        subprocess.run(
            [program, *where, "--no-owner", "--exit-on-error", "-d", address.rpartition("/")[2]],
            input=dump, env={"PGPASSWORD": PASSWORDS.owner}, check=True, capture_output=True,
        )  # fmt: skip
        yield address
