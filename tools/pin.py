"""Pin what pyproject.toml asks for, with the hash of every file, for every Python and machine we support."""

import subprocess
import sys

from tools import environment
from tools.sizes import ROOT

GROUPS = {"dev": ("local", "test", "lint"), "run": ("local",), "company": ()}


def main() -> int:
    uv = environment.find_uv()
    if uv is None:
        sys.exit("Pinning needs uv.")
    for name, groups in GROUPS.items():
        pinned = f"requirements/{name}.txt"
        constraint = [] if name == "dev" else ["-c", "requirements/dev.txt"]
        chosen = [word for group in groups for word in ("--group", group)]
        plain = ["--no-annotate", "--no-header", "--quiet", "--generate-hashes"]
        everywhere = ["--universal", "--python-version", "3.12"]
        command = [
            uv,
            "pip",
            "compile",
            "pyproject.toml",
            *chosen,
            "--all-extras",
            *constraint,
            *plain,
            *everywhere,
        ]
        subprocess.run([*command, "-o", pinned], cwd=ROOT, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
