"""Web processes that die where they are told to: the whole application, one process for one request.

`python -m tests.proof.victim PORT SOCKET` sets Django up once and then forks for every line it reads from the unix
socket: the child serves one connection of PORT and kills itself at the point that the line names ("" for nowhere).
"""

import os
import signal
import socket
import sys
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import Popen
from typing import TYPE_CHECKING, Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from config.embedded import folder, processes
from tests.proof.mutants_python import apply_python
from tests.proof.waiting import wait_until

if TYPE_CHECKING:
    from tests.proof.ground import Ground

KILLED, SERVED = "killed", "served"


@dataclass
class Victim:
    """The parent of the processes to be killed, as the proof sees it."""

    ground: "Ground"
    name: str
    port: int = field(default_factory=folder.free_port)
    process: "Popen[bytes] | None" = field(default=None, init=False)

    def __enter__(self) -> "Victim":
        where = self.ground.scratch / f"{self.name}.sock"
        self.process = self.ground.spawn(
            "-m", "tests.proof.victim", str(self.port), str(where),
            env=self.ground.of_web(), log=f"{self.name}.log",
        )  # fmt: skip
        wait_until(where.exists, seconds=60, what="the process that forks web processes")
        self._line = socket.socket(socket.AF_UNIX)
        self._line.connect(str(where))
        self._answers = self._line.makefile("r")
        return self

    def __exit__(self, *_: object) -> None:
        self._line.close()
        if self.process is not None:
            processes.stop(self.process, signal.SIGTERM, patience=5)

    def serve_one(self, point: str) -> None:
        """From now on one process serves one connection; it dies at `point`."""
        self._line.sendall(f"{point}\n".encode())

    def end(self) -> str:
        """Wait until that process is gone; KILLED by itself, or SERVED when it never came to the point."""
        return self._answers.readline().strip()


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        """What happened is read from the database."""


def main(port: int, where: Path) -> None:
    server = _server(port)
    with socket.socket(socket.AF_UNIX) as listening:
        half = where.with_suffix(".half")
        listening.bind(str(half))
        listening.listen(1)
        half.rename(where)
        line, _address = listening.accept()
    with line, line.makefile("r") as orders:
        for order in orders:
            line.sendall(f"{_fork_one(server, order.strip())}\n".encode())


def _server(port: int) -> WSGIServer:
    """As config.wsgi, with every view loaded and no connection to the database that a child could inherit."""
    from django.core.wsgi import get_wsgi_application

    application = get_wsgi_application()
    apply_python()
    from django.db import connections
    from django.urls import get_resolver

    assert get_resolver().url_patterns
    assert all(each.connection is None for each in connections.all(initialized_only=True))
    server = WSGIServer(("127.0.0.1", port), _Quiet)
    server.set_app(application)
    return server


def _fork_one(server: WSGIServer, point: str) -> str:
    child = os.fork()
    if not child:
        processes.tie_to_parent(signal.SIGKILL)
        _serve(server, point)
        os._exit(0)
    _pid, status = os.waitpid(child, 0)
    return KILLED if os.WIFSIGNALED(status) else SERVED


def _serve(server: WSGIServer, point: str) -> None:
    from tests.proof.points import BY_NAME

    if point:
        BY_NAME[point].arm()
    server.handle_request()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
