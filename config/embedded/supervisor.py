"""Keeps the processes running: restarts what crashes, later each time, and stops everything in order."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from config.embedded import processes

type Process = "subprocess.Popen[bytes]"

LONGEST_WAIT = 30.0
STEADY = 60.0


@dataclass
class Watched:
    """One process, how to start it again, and how often it has crashed lately."""

    name: str
    spawn: Callable[[], Process]
    stop_signal: signal.Signals
    patience: float
    is_store: bool = False
    crashes: int = 0
    restart_at: float | None = None
    process: Process = field(init=False)
    started: float = field(init=False)

    def start(self) -> None:
        self.process = self.spawn()
        self.started = time.monotonic()
        self.restart_at = None

    def ask_to_stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(self.stop_signal)

    def tend(self) -> float | None:
        """Start it again when its time has come; if it has just crashed, answer in how many seconds that is."""
        now = time.monotonic()
        if self.restart_at is None and self.process.poll() is not None:
            return self._note_crash(now)
        if self.restart_at is not None and now >= self.restart_at:
            self.start()
        return None

    def _note_crash(self, now: float) -> float:
        """Clear away what the process left behind."""
        processes.kill_group(self.process)
        self.crashes = 1 if now - self.started > STEADY else self.crashes + 1
        delay = min(LONGEST_WAIT, 0.5 * 2.0**self.crashes)
        self.restart_at = now + delay
        return delay


@dataclass
class Supervisor:
    say: Callable[[str], None]
    watched: list[Watched] = field(default_factory=list)

    def start(self, one: Watched) -> None:
        one.start()
        self.watched.append(one)

    def step(self) -> None:
        """Look at each process once; called several times a second."""
        for one in self.watched:
            if delay := one.tend():
                self.say(
                    f"{one.name} ended ({ended(one.process)}); starting it again in {delay:.0f} s"
                )
        reap_adopted({one.process.pid for one in self.watched})

    def stop(self) -> None:
        """First what serves, side by side; then the stores beneath it."""
        for stores in (False, True):
            group = [one for one in reversed(self.watched) if one.is_store is stores]
            for one in group:
                one.ask_to_stop()
            for one in group:
                processes.finish(one.process, patience=one.patience)
        self.watched.clear()


def ended(process: Process) -> str:
    code = process.returncode
    return f"code {code}" if code >= 0 else signal.Signals(-code).name


def reap_adopted(ours: Iterable[int]) -> None:
    """Bury orphans that came to us as their nearest living ancestor; ours are left to their Popen."""
    while processes.LINUX:
        try:
            found = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        except ChildProcessError:
            return
        if found is None or found.si_pid in ours:
            return
        os.waitpid(found.si_pid, 0)
