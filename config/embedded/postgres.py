"""A real PostgreSQL in a folder of ours, reached by a unix socket, every password checked (scram, never trust)."""

import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from config.embedded import processes
from config.embedded.accounts import Account
from config.embedded.faults import Fault
from config.embedded.server import Server

SUPERUSER = "postgres"
LONGEST_SOCKET_PATH = 107
_ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "UTC"}


@dataclass
class Cluster:
    folder: Path
    programs: Path
    account: Account
    process: "subprocess.Popen[bytes] | None" = field(default=None, init=False)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "postgres.log"

    @property
    def sockets(self) -> Path:
        """Beside the data, or in a short folder when the kernel's limit on socket paths does not allow that."""
        wanted = self.folder / "run"
        if len(os.fsencode(wanted / ".s.PGSQL.5432")) <= LONGEST_SOCKET_PATH:
            return wanted
        return short_folder(self.folder)

    def create(self, password: str) -> None:
        """Initialise the data folder once; a half-made one never looks finished."""
        if (self.data / "PG_VERSION").exists():
            return
        self.make_folder(self.folder)
        half = self.folder / "data.half"
        shutil.rmtree(half, ignore_errors=True)
        self.make_folder(half)
        self._initdb(half, password)
        half.rename(self.data)

    def start(self, *options: str) -> "subprocess.Popen[bytes]":
        """Start the server and return at once; `wait_ready` waits."""
        self.make_folder(self.folder)
        self.make_folder(self.sockets, mode=0o700)
        self._clear_stale_pid()
        settings = [
            f"unix_socket_directories={self.sockets}",
            "unix_socket_permissions=0777",
            "listen_addresses=",
            *options,
        ]
        command: list[str | Path] = [
            self.programs / "postgres",
            "-D",
            self.data,
            *(part for one in settings for part in ("-c", one)),
        ]
        self.process = processes.spawn(
            command,
            log=self.log,
            env=_ENVIRONMENT,
            death_signal=signal.SIGINT,
            account=self.account,
            folder=Path("/"),
        )
        return self.process

    def wait_ready(self, *, seconds: float = 60) -> None:
        if not processes.wait_until(self._answers_or_ended, seconds=seconds) or not self._answers():
            raise Fault(f"PostgreSQL did not start. The end of {self.log}:\n{self.last_words()}")

    def stop(self) -> None:
        """A fast shutdown: transactions are rolled back, data is flushed."""
        if self.process is not None:
            processes.stop(self.process, signal.SIGINT, patience=30)
            self.process = None

    def server(self, password: str) -> Server:
        return Server(str(self.sockets), "5432", SUPERUSER, password)

    def last_words(self) -> str:
        return (
            "\n".join(self.log.read_text(errors="replace").splitlines()[-8:])
            if self.log.exists()
            else ""
        )

    def make_folder(self, folder: Path, *, mode: int = 0o755) -> None:
        if not folder.exists():
            folder.mkdir(mode=mode, parents=True)
        owner = folder.stat().st_uid
        if owner not in {os.geteuid(), self.account.uid}:
            raise Fault(
                f"{folder} belongs to somebody else (user {owner}). Remove it and start again."
            )
        if owner != self.account.uid:
            self.account.own(folder)

    def _initdb(self, folder: Path, password: str) -> None:
        secret = folder.with_name("superuser-password")
        secret.unlink(missing_ok=True)
        secret.touch(mode=0o600)
        secret.write_text(password)
        self.account.own(secret)
        options = [
            "-U",
            SUPERUSER,
            f"--pwfile={secret}",
            "--auth=scram-sha-256",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--data-checksums",
        ]
        command: list[str | Path] = [self.programs / "initdb", "-D", folder, "--no-sync", *options]
        made = subprocess.run(
            command,
            env=_ENVIRONMENT,
            cwd="/",
            capture_output=True,
            text=True,
            **self.account.as_popen(),
            check=False,
        )
        secret.unlink()
        if made.returncode != 0:
            raise Fault(
                f"PostgreSQL could not make its data folder {folder}:\n{made.stderr.strip()}"
            )
        os.sync()

    def _clear_stale_pid(self) -> None:
        """After kill -9 or a power cut the pid file stays; believe it only if that process serves our folder."""
        pid_file = self.data / "postmaster.pid"
        if not pid_file.exists():
            return
        pid = pid_file.read_text().split("\n", 1)[0].strip()
        if not processes.wait_until(lambda: not self._serves_our_data(pid), seconds=30):
            raise Fault(
                f"Another PostgreSQL (process {pid}) still serves {self.data}. Stop it and start again."
            )
        pid_file.unlink(missing_ok=True)

    def _serves_our_data(self, pid: str) -> bool:
        try:
            return os.fsencode(self.data) in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except OSError:
            return False

    def _answers_or_ended(self) -> bool:
        return self._answers() or (self.process is not None and self.process.poll() is not None)

    def _answers(self) -> bool:
        """Whether it takes connections: during recovery it listens already and refuses."""
        asked: list[str | Path] = [self.programs / "pg_isready", "-q", "-h", self.sockets]
        return subprocess.run(asked, env=_ENVIRONMENT, check=False).returncode == 0


def short_folder(folder: Path) -> Path:
    """A folder with a short path that belongs to `folder` alone."""
    name = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"earnest-{os.geteuid()}-{name}"
