"""`make check`: everything that can be known without running the product. All checks run; all faults are shown."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

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


CHECKS = [
    Check("lint", [PYTHON, "-m", "ruff", "check", "--quiet", "."]),
    Check("format", [PYTHON, "-m", "ruff", "format", "--check", "--quiet", "."]),
    Check("imports", [str(Path(PYTHON).with_name("lint-imports")), "--no-cache"]),
    Check("sizes", [PYTHON, "-m", "tools.sizes"]),
    Check("words no line may say", [PYTHON, "-m", "tools.source"]),
    Check("templates and policy", [PYTHON, "-m", "tools.templates"]),
    Check("template lint", [PYTHON, "-m", "djlint", "templates", "--lint", "--quiet"]),
    Check("migrations", [PYTHON, "-W", "ignore", "manage.py", "makemigrations", "--check", "-v1"]),
    Check("system", [PYTHON, "-W", "ignore", "manage.py", "check", "--fail-level", "ERROR"]),
    Check("spelling", [PYTHON, "-m", "codespell_lib", *SOURCES, "docs", "templates"]),
    Check("dependencies", [PYTHON, "-m", "deptry", "."]),
    Check("index hosts", [PYTHON, "-m", "tools.hosts"]),
    Check("types", [PYTHON, "-m", "mypy", *SOURCES]),
]


def main() -> int:
    wanted = sys.argv[1:]
    chosen = [check for check in CHECKS if not wanted or check.name in wanted]
    failed = [check.name for check in chosen if not passes(check)]
    say(f"failed: {', '.join(failed)}" if failed else "all checks pass")
    return 1 if failed else 0


def passes(check: Check) -> bool:
    began = time.monotonic()
    done = subprocess.run(
        check.command,
        cwd=ROOT,
        env=os.environ | SETTINGS,
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
