"""`make prove`: load the demo's eight weeks through the real services, then ask the database who sent each letter."""

import os
import shutil
import subprocess
import sys
import tempfile

from config.embedded import folder
from tests import stand


def main() -> int:
    standing = stand.Stand(options=())
    sandbox = tempfile.mkdtemp(prefix="earnest-prove-")
    try:
        environment = os.environ | stand.join(standing.start(), worker="")
        environment |= {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "SANDBOX_DIR": sandbox,
            "SANDBOX_PASSWORD": "of-the-sandbox-of-the-proof",
            "SANDBOX_SMTP_PORT": str(folder.free_port()),
            "LOG_LEVEL": "ERROR",
        }
        return max(run(environment, "load_demo"), run(environment, "prove_human_sends"))
    finally:
        standing.stop()
        shutil.rmtree(sandbox)


def run(environment: dict[str, str], command: str) -> int:
    print(f"== {command}", flush=True)
    words = [sys.executable, "-W", "ignore", "manage.py", command]
    return subprocess.run(words, cwd=stand.ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
