import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from config.embedded import processes
from config.embedded.supervisor import Supervisor, Watched

ROOT = Path(__file__).parents[2]
ENV = {"PATH": os.environ["PATH"]}
linux = pytest.mark.skipif(not processes.LINUX, reason="only Linux tells children of a death")


def is_alive(pid: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


def sleeper(tmp_path: Path, code: str = "import time; time.sleep(60)") -> Watched:
    def spawn() -> "subprocess.Popen[bytes]":
        return processes.spawn([sys.executable, "-c", code], log=tmp_path / "log", env=ENV)

    return Watched("sleeper", spawn, signal.SIGTERM, patience=5)


@linux
def test_a_child_dies_with_a_parent_that_was_killed(tmp_path: Path) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    assert is_alive(child)
    parent.kill()
    parent.wait()
    assert processes.wait_until(lambda: not is_alive(child), seconds=5)


PARENT = """
import os, sys, time
from pathlib import Path
from config.embedded import processes
child = processes.spawn(["sleep", "60"], log=Path(sys.argv[1]) / "log", env=dict(os.environ))
print(child.pid, flush=True)
time.sleep(60)
"""

FAMILY = """
import subprocess, sys, time
child = subprocess.Popen(["sleep", "60"])
print(child.pid, flush=True)
time.sleep(60)
"""


@linux
def test_what_a_killed_process_leaves_behind_is_killed_too(tmp_path: Path) -> None:
    one = sleeper(tmp_path, FAMILY)
    one.start()
    log = tmp_path / "log"
    assert processes.wait_until(lambda: log.read_text().endswith("\n"), seconds=10)
    grandchild = int(log.read_text())
    one.process.kill()
    one.process.wait()
    one.tend()
    assert processes.wait_until(lambda: not is_alive(grandchild), seconds=5)


def test_what_crashes_is_started_again_later_each_time(tmp_path: Path) -> None:
    said: list[str] = []
    supervisor = Supervisor(said.append)
    one = sleeper(tmp_path, "raise SystemExit(3)")
    supervisor.start(one)
    delays = []
    for _ in range(3):
        one.process.wait()
        supervisor.step()
        assert one.restart_at is not None
        delays.append(round(one.restart_at - time.monotonic()))
        one.restart_at = time.monotonic()
        supervisor.step()
    supervisor.stop()
    assert delays == [1, 2, 4]
    assert said[0] == "sleeper ended (code 3); starting it again in 1 s"


def test_a_process_that_ran_steadily_is_started_again_soon(tmp_path: Path) -> None:
    one = sleeper(tmp_path, "pass")
    one.start()
    one.process.wait()
    one.crashes = 9
    one.started -= 61
    assert one.tend() == 1.0


def test_stores_stop_after_what_stands_on_them(tmp_path: Path) -> None:
    note = "import signal, sys, time\ndef end(*_):\n    print({name!r}, flush=True)\n    sys.exit()\nsignal.signal(signal.SIGTERM, end)\nprint('up', flush=True)\ntime.sleep(60)"  # fmt: skip
    log = tmp_path / "log"
    supervisor = Supervisor(print)
    store = sleeper(tmp_path, note.format(name="store"))
    store.is_store = True
    supervisor.start(store)
    supervisor.start(sleeper(tmp_path, note.format(name="web")))
    assert processes.wait_until(lambda: log.read_text().count("up") == 2, seconds=10)
    supervisor.stop()
    assert log.read_text().split()[2:] == ["web", "store"]


def test_who_does_not_listen_is_killed(tmp_path: Path) -> None:
    deaf = "import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nprint('up', flush=True)\ntime.sleep(60)"  # fmt: skip
    one = sleeper(tmp_path, deaf)
    one.start()
    assert processes.wait_until(lambda: "up" in (tmp_path / "log").read_text(), seconds=10)
    processes.stop(one.process, signal.SIGTERM, patience=0.2)
    assert one.process.returncode == -signal.SIGKILL
