"""Child processes that cannot outlive us, on Linux not even after kill -9."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from config.embedded.accounts import Account

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
LINUX = sys.platform.startswith("linux")
# Loaded before any fork: a child between fork and exec must not take the loader's lock.
_LIBC = ctypes.CDLL(None, use_errno=True) if LINUX else None


def spawn(
    command: Sequence[str | Path],
    *,
    log: Path,
    env: Mapping[str, str],
    death_signal: signal.Signals = signal.SIGTERM,
    account: Account | None = None,
    folder: Path | None = None,
) -> "subprocess.Popen[bytes]":
    """Start `command` in a session of its own; the kernel sends it `death_signal` when we are gone."""
    account = account or Account.ours()
    with log.open("ab") as output:
        return subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=dict(env),
            cwd=folder,
            start_new_session=True,
            preexec_fn=_tied_to(os.getpid(), death_signal),  # noqa: PLW1509 - no threads here
            **account.as_popen(),
        )


def tie_to_parent(death_signal: signal.Signals = signal.SIGTERM) -> None:
    """Ask the kernel for `death_signal` the moment our parent dies (nothing happens elsewhere than on Linux)."""
    if _LIBC is not None:
        _LIBC.prctl(PR_SET_PDEATHSIG, int(death_signal))


def adopt_orphans() -> None:
    """Become the parent of our descendants whose own parent dies, so that none escapes us."""
    if _LIBC is not None:
        _LIBC.prctl(PR_SET_CHILD_SUBREAPER, 1)


def stop(process: "subprocess.Popen[bytes]", how: signal.Signals, *, patience: float) -> None:
    """Ask politely, wait, then kill; whatever the process left in its group is killed too."""
    if process.poll() is None:
        process.send_signal(how)
    finish(process, patience=patience)


def finish(process: "subprocess.Popen[bytes]", *, patience: float) -> None:
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(patience)
    kill_group(process)


def kill_group(process: "subprocess.Popen[bytes]") -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def wait_until(ready: Callable[[], bool], *, seconds: float, every: float = 0.03) -> bool:
    deadline = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > deadline:
            return False
        time.sleep(every)
    return True


def _tied_to(parent: int, death_signal: signal.Signals) -> Callable[[], None]:
    def tie() -> None:
        tie_to_parent(death_signal)
        if os.getppid() != parent:
            os._exit(1)

    return tie
