"""`make run` itself, from an empty folder: ready, stopped, killed, and nothing left behind."""

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.embedded import folder, keys
from config.embedded.processes import wait_until

ROOT = Path(__file__).parents[2]
pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")]


class Run:
    """One `make run` with a folder and a port of its own, without the demo."""

    def __init__(self, local: Path) -> None:
        self.local = local
        self.port = folder.free_port()
        self.said = local.with_suffix(".said")

    def start(self) -> "subprocess.Popen[bytes]":
        mine = {"EARNEST_LOCAL": str(self.local), "PORT": str(self.port), "DEMO": "0"}
        given = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        with self.said.open("wb") as said:
            return subprocess.Popen(
                [sys.executable, "-m", "config.embedded"],
                cwd=ROOT,
                env=given | mine,
                stdout=said,
                stderr=said,
            )

    def is_ready(self) -> bool:
        return "ready:" in self.said.read_text()

    def left(self) -> list[str]:
        """Processes that know our folder, by what they were started with."""
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            try:
                known = (process / "environ").read_bytes() + (process / "cmdline").read_bytes()
                dead = "State:\tZ" in (process / "status").read_text()
            except OSError:
                continue
            if os.fsencode(self.local) in known and not dead:
                found.append((process / "cmdline").read_bytes().decode().replace("\0", " "))
        return found


@pytest.fixture
def run() -> Iterator[Run]:
    home = ROOT / ".local" / "test" / f"run-{os.getpid()}-{time.monotonic_ns():x}"
    home.mkdir(parents=True)
    yield Run(home)
    shutil.rmtree(home)
    home.with_suffix(".said").unlink()


def test_a_run_starts_stops_when_told_and_dies_whole_when_killed(run: Run) -> None:
    began = time.monotonic()
    process = run.start()
    assert wait_until(lambda: run.is_ready() or process.poll() is not None, seconds=90, every=0.2)
    assert run.is_ready(), run.said.read_text()
    assert time.monotonic() - began < 90
    page = urllib.request.urlopen(f"http://127.0.0.1:{run.port}/accounts/login/", timeout=10)
    assert b"<form" in page.read()
    assert len(run.left()) >= 8

    kept = keys.load_or_make(run.local / "secrets")
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0
    assert run.left() == []

    process = run.start()
    assert wait_until(run.is_ready, seconds=60, every=0.2), run.said.read_text()
    assert keys.load_or_make(run.local / "secrets") == kept
    refused = subprocess.run(
        [sys.executable, "-m", "config.embedded"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "EARNEST_LOCAL": str(run.local), "PORT": "1"},
        capture_output=True,
        text=True,
    )
    assert refused.returncode == 1
    assert "Another run holds" in refused.stderr
    assert "Traceback" not in refused.stderr

    process.kill()
    process.wait()
    assert wait_until(lambda: run.left() == [], seconds=15), run.left()
