"""`make bench`: every benchmark that exists, one after another, on a PostgreSQL of its own with fsync on.

Each has a database to itself, so that what one measured does not weigh on the next.
"""

import os
import subprocess
import sys
from pathlib import Path

from config.embedded.server import Server
from tests import stand

HERE = Path(__file__).parent


def main() -> int:
    wanted = sys.argv[1:] or sorted(path.stem for path in HERE.glob("[a-z]*.py"))
    standing = stand.Stand(options=("shared_buffers=256MB", "max_wal_size=4GB"))
    try:
        server = standing.start()
        codes = [run(module, server) for module in wanted]
    finally:
        standing.stop()
    return max(codes)


def run(module: str, server: Server) -> int:
    print(f"\n== {module}", flush=True)
    environment = os.environ | stand.join(server, worker=module) | stand.as_environment(server)
    environment["DJANGO_SETTINGS_MODULE"] = "config.settings"
    command = [sys.executable, "-m", f"bench.{module}"]
    return subprocess.run(command, cwd=stand.ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
