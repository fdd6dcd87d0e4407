"""A real Valkey in a folder of ours. It only rings Celery's bell: wiping it loses nothing."""

import signal
import socket
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from config.embedded import processes
from config.embedded.faults import Fault


@dataclass
class Valkey:
    folder: Path
    program: Path
    sockets: Path
    process: "subprocess.Popen[bytes] | None" = field(default=None, init=False)

    @property
    def socket(self) -> Path:
        return self.sockets / "valkey.sock"

    @property
    def log(self) -> Path:
        return self.folder / "valkey.log"

    @property
    def broker_url(self) -> str:
        return f"redis+socket://{self.socket}?virtual_host=0"

    def start(self) -> "subprocess.Popen[bytes]":
        for folder in (self.folder, self.sockets):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        # A killed run's server may still be saying goodbye, and takes the socket file with it.
        processes.wait_until(lambda: not self._answers(), seconds=10)
        options = {
            "--port": "0",
            "--unixsocket": str(self.socket),
            "--unixsocketperm": "700",
            "--dir": str(self.folder),
            "--appendonly": "yes",
            "--maxmemory-policy": "noeviction",
        }
        command: list[str | Path] = [
            self.program,
            *(part for option in options.items() for part in option),
        ]
        self.process = processes.spawn(command, log=self.log, env={"LC_ALL": "C.UTF-8"})
        return self.process

    def wait_ready(self, *, seconds: float = 20) -> None:
        if not processes.wait_until(self._answers, seconds=seconds):
            raise Fault(f"Valkey did not start; see {self.log}.")

    def stop(self) -> None:
        if self.process is not None:
            processes.stop(self.process, signal.SIGTERM, patience=10)
            self.process = None

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as attempt:
            try:
                attempt.settimeout(1)
                attempt.connect(str(self.socket))
                attempt.sendall(b"PING\r\n")
                return attempt.recv(16).startswith(b"+PONG")
            except OSError:
                return False
