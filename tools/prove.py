"""`make prove`: break every process that has a part in sending, and show that only a person's own review ever sent anything.

Each part runs on services of its own (see tests/proof). The storm has a latency to hold and runs alone; the others run two at a
time. Words after the command name single parts; `quick` makes every part as small as it is in `make test`.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed

from config.embedded import folder
from tests import stand
from tests.proof.rows import Row, table

ALONE = ("storm",)
# The longest first, so that the two lanes end together.
SIDE_BY_SIDE = (
    "broker",
    "mutants",
    "goodbyes",
    "crashes",
    "gusts",
    "hard_stops",
    "machine",
    "planners",
)
DEMO = "demo"
FORMS = "forms"
# How often `make prove` fills in each form; `make test` does it a few times.
FILLED_IN = "300"


def main() -> int:
    wanted = [word for word in sys.argv[1:] if word != "quick"]
    size = "quick" if "quick" in sys.argv[1:] else "full"
    parts = [part for part in (*ALONE, *SIDE_BY_SIDE, FORMS, DEMO) if part in (wanted or {part})]
    if unknown := set(wanted) - set(parts):
        sys.exit(f"There is no part called {', '.join(sorted(unknown))}.")
    began = time.monotonic()
    rows = list(ran(parts, size))
    print(f"\n{table(rows)}\n")
    broken = sum(not row.holds for row in rows)
    seconds = time.monotonic() - began
    print(f"{len(rows) - broken} of {len(rows)} parts hold, in {seconds:.0f} s.")
    return min(broken, 1)


def ran(parts: list[str], size: str) -> Iterator[Row]:
    for part in parts:
        if part in ALONE:
            yield told(part, size)
    with ThreadPoolExecutor(max_workers=2) as lanes:
        waiting = [lanes.submit(told, part, size) for part in parts if part not in ALONE]
        for done in as_completed(waiting):
            yield done.result()


def told(part: str, size: str) -> Row:
    """Run one part, and say so."""
    print(f"== {part}", flush=True)
    row = forms(size) if part == FORMS else demo() if part == DEMO else of_part(part, size)
    print(f"== {part}: {'holds' if row.holds else 'BROKEN'} after {row.seconds:.0f} s", flush=True)
    for violation in row.violations:
        print(f"     {violation}", flush=True)
    return row


def of_part(part: str, size: str) -> Row:
    """A part in a process of its own. One that ends without a row broke something, and is not believed."""
    words = [sys.executable, "-W", "ignore", "-m", "tests.proof", part, size]
    began = time.monotonic()
    done = subprocess.run(words, cwd=stand.ROOT, capture_output=True, text=True, check=False)
    try:
        return Row.of_json(done.stdout.splitlines()[-1])
    except (IndexError, ValueError, TypeError):
        said = f"it ended with {done.returncode}: {done.stderr[-1500:]}"
        return Row(part, "", 0, [said], seconds=time.monotonic() - began)


def demo() -> Row:
    """The demo's eight weeks of letters through the real services, then what the installed commands say of them."""
    began = time.monotonic()
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
        said = [managed(environment, word) for word in ("load_demo", *COMMANDS)]
    finally:
        standing.stop()
        shutil.rmtree(sandbox)
    faults = [fault for fault, _words in said if fault]
    figures = {word: words for word, (_fault, words) in zip(COMMANDS, said[1:], strict=True)}
    return Row("demo", "eight weeks of a team", 1, faults, figures, time.monotonic() - began)


def forms(size: str) -> Row:
    """Every form and every question of every page, filled in with whatever comes to mind: no answer is a 5xx."""
    began = time.monotonic()
    words = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:randomly",
        "tests/access/test_forms.py",
    ]
    environment = os.environ | ({"EARNEST_FORM_EXAMPLES": FILLED_IN} if size == "full" else {})
    done = subprocess.run(
        words, cwd=stand.ROOT, env=environment, capture_output=True, text=True, check=False
    )
    faults = [] if done.returncode == 0 else [done.stdout[-3000:]]
    last = (done.stdout.strip().splitlines() or [""])[-1]
    return Row(FORMS, "odd values", 1, faults, {"tests": last}, time.monotonic() - began)


COMMANDS = ("prove_human_sends", "verify_audit")


def managed(environment: Mapping[str, str], command: str) -> tuple[str, str]:
    """Why the command failed, or "", and its last words."""
    words = [sys.executable, "-W", "ignore", "manage.py", command]
    done = subprocess.run(
        words, cwd=stand.ROOT, env=environment, capture_output=True, text=True, check=False
    )
    last = (done.stdout.strip().splitlines() or [""])[-1]
    fault = f"{command} exits with {done.returncode}: {done.stderr[-1500:]}"
    return (fault if done.returncode else ""), last


if __name__ == "__main__":
    sys.exit(main())
