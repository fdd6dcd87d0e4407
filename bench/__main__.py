"""`make bench`: every benchmark that exists, one after another, on a PostgreSQL of its own with fsync on."""

import os
import subprocess
import sys
from pathlib import Path

from tests import stand

HERE = Path(__file__).parent


def main() -> int:
    wanted = sys.argv[1:] or sorted(path.stem for path in HERE.glob("[a-z]*.py"))
    standing = stand.Stand(options=("shared_buffers=256MB", "max_wal_size=4GB"))
    try:
        environment = os.environ | stand.join(standing.start(), worker="")
        environment["DJANGO_SETTINGS_MODULE"] = "config.settings"
        codes = [run(module, environment) for module in wanted]
    finally:
        standing.stop()
    return max(codes)


def run(module: str, environment: dict[str, str]) -> int:
    print(f"\n== {module}", flush=True)
    command = [sys.executable, "-m", f"bench.{module}"]
    return subprocess.run(command, cwd=stand.ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
