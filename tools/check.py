"""`make check`: everything that can be known without running the product. All checks run; all faults are shown."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests import stand
from tools.sizes import PYTHON_FOLDERS, ROOT

PYTHON = sys.executable
SOURCES = [*PYTHON_FOLDERS, "manage.py"]
# Enough for Django to load; nothing listens at these addresses and nothing needs to.
SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "config.settings",
    "EARNEST_PROCESS": "migrate",
    "SECRET_KEY": "of-the-checks-only",
    "DATABASE_URL": "postgres://earnest_owner@%2Fnowhere/earnest",
}


@dataclass(frozen=True)
class Check:
    name: str
    command: list[str]
    asks_a_database: bool = False


CHECKS = [
    Check("lint", [PYTHON, "-m", "ruff", "check", "--quiet", "."]),
    Check("format", [PYTHON, "-m", "ruff", "format", "--check", "--quiet", "."]),
    Check("imports", [str(Path(PYTHON).with_name("lint-imports")), "--no-cache"]),
    Check("sizes", [PYTHON, "-m", "tools.sizes"]),
    Check("words no line may say", [PYTHON, "-m", "tools.source"]),
    Check("templates and policy", [PYTHON, "-m", "tools.templates"]),
    Check("template lint", [PYTHON, "-m", "djlint", "templates", "--lint", "--quiet"]),
    Check(
        "migrations",
        [PYTHON, "-W", "ignore", "manage.py", "makemigrations", "--check", "-v1"],
        True,
    ),
    Check("locks of migrations", [PYTHON, "-W", "ignore", "-m", "tools.locks"], True),
    Check("system", [PYTHON, "-W", "ignore", "manage.py", "check", "--fail-level", "ERROR"], True),
    Check("spelling", [PYTHON, "-m", "codespell_lib", *SOURCES, "docs", "templates"]),
    Check("dependencies", [PYTHON, "-m", "deptry", "."]),
    Check("index hosts", [PYTHON, "-m", "tools.hosts"]),
    Check("types", [PYTHON, "-m", "mypy", *SOURCES]),
]


def main() -> int:
    wanted = sys.argv[1:]
    chosen = [check for check in CHECKS if not wanted or check.name in wanted]
    with database(needed=any(check.asks_a_database for check in chosen)) as settings:
        failed = [check.name for check in chosen if not passes(check, settings)]
    say(f"failed: {', '.join(failed)}" if failed else "all checks pass")
    return 1 if failed else 0


@contextmanager
def database(*, needed: bool) -> Iterator[dict[str, str]]:
    """The settings of a database of our own, for the checks that look at one."""
    if not needed:
        yield SETTINGS
        return
    standing = stand.Stand()
    try:
        told = stand.join(standing.start(), worker="")
        yield SETTINGS | {"DATABASE_URL": told["OWNER_DATABASE_URL"]}
    finally:
        standing.stop()


def passes(check: Check, settings: dict[str, str]) -> bool:
    began = time.monotonic()
    done = subprocess.run(
        check.command,
        cwd=ROOT,
        env=os.environ | settings,
        capture_output=True,
        text=True,
        check=False,
    )
    good = done.returncode == 0
    say(f"{'ok  ' if good else 'FAIL'} {check.name} ({time.monotonic() - began:.1f} s)")
    if not good:
        say((done.stdout + done.stderr).strip())
    return good


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
