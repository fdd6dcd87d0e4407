"""Find a Chromium for the browser tests, or install one where that is possible. Needs nothing but Python."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

# The headless shell draws the same pages for two thirds of a whole browser's work.
SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
PLACES = (
    "/usr/bin/chromium",
    "/usr/lib/chromium/chromium",
    "/snap/bin/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
HOW_TO_GET_IT = (
    "There is no Chromium here, so the browser tests are left out.\n"
    "To run them: apt-get install chromium (or your system's package), or set CHROMIUM=/path/to/it."
)


def find() -> "str | None":
    candidates = [os.environ.get("CHROMIUM"), *map(shutil.which, NAMES), *PLACES]
    return next((path for path in candidates if path and Path(path).exists()), None)


def find_or_install() -> "str | None":
    return find() or (_install() if _may_install() else None)


def _may_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def _install() -> "str | None":
    sys.stdout.write("installing Chromium through apt\n")
    sys.stdout.flush()
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["install", "-y", "-qq", "--no-install-recommends"]
    for command in (["update", "-qq"], [*install, SHELL], [*install, "chromium"]):
        subprocess.run(["apt-get", *command], env=quiet, check=False, stdout=subprocess.DEVNULL)
        if found := find():
            return found
    return None


if __name__ == "__main__":
    sys.exit(0 if find_or_install() else HOW_TO_GET_IT)
