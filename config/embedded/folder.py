"""The folder of one installation: one run at a time, and a place that the database's account can enter."""

import fcntl
import hashlib
import os
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from config.embedded import processes
from config.embedded.accounts import Account
from config.embedded.faults import Fault

LONGEST_LOG = 5_000_000


@dataclass
class Held:
    """The lock of a run. The kernel lets go of it when we die, however we die."""

    lock: IO[str]
    last_run_was_killed: bool

    def release(self) -> None:
        self.lock.truncate(0)
        self.lock.close()


def take(local: Path, address: str) -> Held:
    """Hold `local` for this run, or refuse with the name of the run that does."""
    local.mkdir(parents=True, exist_ok=True)
    lock = (local / "run.lock").open("a+")
    lock.seek(0)
    said = lock.read().strip()
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        holder = said or "a process that is just starting"
        raise Fault(
            f"Another run holds {local}: {holder}. Stop it first, or use a clone of its own."
        ) from None
    lock.truncate(0)
    lock.write(f"process {os.getpid()} at {address}")
    lock.flush()
    return Held(lock, last_run_was_killed=bool(said))


def check_port(host: str, port: int, *, patience: float) -> None:
    """Refuse when `port` is taken. A run that was killed may need a moment to let go of it."""
    if processes.wait_until(lambda: _can_bind(host, port), seconds=patience, every=0.2):
        return
    raise Fault(
        f"Port {port} is taken by another program. Stop it, or choose another: PORT={port + 1} make run"
    )


def _can_bind(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((host, port))
        except PermissionError:
            raise Fault(f"Port {port} needs privileges. Choose one above 1023.") from None
        except OSError:
            return False
    return True


def free_port() -> int:
    with socket.socket() as attempt:
        attempt.bind(("127.0.0.1", 0))
        return int(attempt.getsockname()[1])


def for_servers(local: Path, account: Account) -> Path:
    """Where the database lives: in `local`, or beside it in the system when its account cannot enter there.

    That happens when root runs a clone inside a private home: we do not open other people's folders.
    """
    local.mkdir(parents=True, exist_ok=True)
    if account.is_ours or account.can_enter(local):
        return local
    name = hashlib.sha256(os.fsencode(local)).hexdigest()[:10]
    elsewhere = Path("/var/lib") / f"earnest-{name}"
    elsewhere.mkdir(mode=0o711, exist_ok=True)
    (local / "servers-are-in").write_text(f"{elsewhere}\n")
    return elsewhere


def demo_marker(local: Path) -> Path:
    """There while the demo team is loaded into an empty database: a load cut short is then begun anew.

    Never there once anybody has been able to sign in, for the database is dropped where it is found.
    """
    return local / "demo-is-loading"


def log_for(service: str, local: Path) -> Path:
    """The log of a service; the run before's is kept when it has grown large."""
    folder = local / "logs"
    folder.mkdir(exist_ok=True)
    log = folder / f"{service}.log"
    if log.exists() and log.stat().st_size > LONGEST_LOG:
        log.replace(log.with_suffix(".log.1"))
    return log
