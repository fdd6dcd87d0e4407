"""No committed file names the host of a package index: people install from the index that they trust."""

import subprocess
import sys

from tools.sizes import ROOT

# Written in halves, so that this file does not name them either.
HOSTS = [
    "".join(halves).encode()
    for halves in (
        ("pypi", ".org"),
        ("python", "hosted.org"),
        ("registry.npm", "js.org"),
        ("un", "pkg.com"),
        ("js", "delivr.net"),
    )
]
FLAGS = [b"--index" + b"-url", b"--extra-index" + b"-url", b"--find" + b"-links"]


def faults() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [
        f"{name} says {word.decode()}"
        for name in listed.stdout.splitlines()
        if (ROOT / name).is_file()
        for word in HOSTS + FLAGS
        if word in (ROOT / name).read_bytes()
    ]


if __name__ == "__main__":
    found = faults()
    sys.exit("\n".join(found) if found else 0)
