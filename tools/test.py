"""`make test`: every test, on services of its own, three at a time: some wait while others work. Words after `--` go to pytest."""

import os
import subprocess
import sys

from tools import browser, mailservers
from tools.sizes import ROOT


def main() -> int:
    chromium = browser.find_or_install()
    if chromium:
        os.environ["CHROMIUM"] = chromium
    elif os.environ.get("EARNEST_REQUIRE_BROWSER"):
        sys.exit(browser.HOW_TO_GET_IT.replace("are left out", "cannot run, and here they must"))
    post = mailservers.find_or_install()
    if not post and os.environ.get("EARNEST_REQUIRE_MAILSERVERS"):
        sys.exit(
            mailservers.HOW_TO_GET_IT.replace("are left out", "cannot run, and here they must")
        )
    missing = [
        each.HOW_TO_GET_IT
        for each, there in ((browser, chromium), (mailservers, post))
        if not there
    ]
    for each in missing:
        shout(each)
    # Else each process of the run would compile all it reads, and pytest every assertion, again.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    words = sys.argv[1:] or os.environ.get("ARGS", "").split() or ["-n", "3", "-q"]
    done = subprocess.run([sys.executable, "-m", "pytest", *words], cwd=ROOT, check=False)
    for each in missing:
        shout(each)
    return done.returncode


def shout(text: str) -> None:
    line = "=" * 88
    sys.stdout.write(f"\n{line}\n{text}\n{line}\n\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
