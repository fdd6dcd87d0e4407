"""Valkey, worker and beat as `make run` starts and keeps them, on a database of their own, each to be broken by itself."""

import os
import shutil
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from config.embedded import folder, processes, services, wishes
from config.embedded.binaries import valkey_program
from config.embedded.keys import Keys
from config.embedded.supervisor import Watched
from config.embedded.valkey import Valkey
from tests import stand
from tests.proof.ground import Ground
from tests.proof.waiting import wait_for_port

PLAIN, FAST = ("-m", "celery"), ("-m", "tests.proof.fast_worker")


@dataclass
class Clockwork:
    ground: Ground
    database: str
    half_open: bool = False
    running: dict[str, Watched] = field(default_factory=dict, init=False)
    restarts: int = field(default=0, init=False)
    port: int = field(default_factory=folder.free_port, init=False)
    home: Path = field(init=False)
    valkey: Valkey = field(init=False)

    def __post_init__(self) -> None:
        self.home = self.ground.scratch / self.database
        self.valkey = Valkey(self.home / "valkey", valkey_program(), self.home / "run")

    @property
    def broker_url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0" if self.half_open else self.valkey.broker_url

    def start_valkey(self, *, empty: bool = False) -> None:
        """Start it on what it kept, or as if it had kept nothing."""
        if empty:
            shutil.rmtree(self.valkey.folder)
        self.valkey.start()
        self.valkey.wait_ready()
        if self.half_open and "link" not in self.running:
            words = ("-m", "tests.proof.halfopen", str(self.port), str(self.valkey.socket))
            self._spawn("link", *words)
            wait_for_port(self.port)

    def kill_valkey(self) -> None:
        assert self.valkey.process is not None
        processes.kill_group(self.valkey.process)

    def flush(self) -> None:
        from redis import Redis

        with Redis(unix_socket_path=str(self.valkey.socket)) as client:
            client.flushall()

    def start_worker(self, name: str = "worker", program: tuple[str, ...] = PLAIN) -> None:
        words = [word.replace("worker@", f"{name}@") for word in self._words("worker")]
        self._spawn(name, *program, *words)

    def start_beat(self, name: str = "beat") -> None:
        words = [word.replace("/beat", f"/{name}") for word in self._words("beat")]
        self._spawn(name, *PLAIN, *words)

    def children(self, name: str = "worker") -> list[int]:
        return children_of(self.running[name].process.pid)

    def kill(self, name: str) -> None:
        """kill -9 of the process and all that it started."""
        with suppress(ProcessLookupError):
            processes.kill_group(self.running.pop(name).process)

    def tend(self) -> None:
        """Start what ended by itself again, as the runner does: a worker may not survive the loss of its broker."""
        self.restarts += sum(one.tend() is not None for one in self.running.values())

    def signal_link(self, how: signal.Signals) -> None:
        self.running["link"].process.send_signal(how)

    def stop(self) -> None:
        for name in list(self.running):
            self.kill(name)
        if self.valkey.process is not None:
            self.kill_valkey()

    def _words(self, name: str) -> tuple[str, ...]:
        """What `make run` says to celery; the program before it is chosen here."""
        started = next(each for each in services.serving(self._world()) if each.name == name)
        assert started.command[:4] == (sys.executable, "-u", *PLAIN)
        return started.command[4:]

    def _world(self) -> services.World:
        self.home.mkdir(exist_ok=True)
        wanted = wishes.read({"EARNEST_LOCAL": str(self.home), "PATH": os.environ["PATH"]})
        nobody = Keys(*[""] * len(Keys.__dataclass_fields__))
        return services.World(wanted, nobody, services.Databases("", "", ""), self.broker_url, 0)

    def _spawn(self, name: str, *words: str) -> None:
        environment = self.ground.of_worker(
            REDIS_URL=self.broker_url, DATABASE_URL=self._database_url()
        )
        log = f"{self.database}-{name}.log"
        self.running[name] = Watched(
            name,
            lambda: self.ground.spawn(*words, env=environment, log=log),
            signal.SIGTERM,
            patience=0,
        )
        self.running[name].start()

    def _database_url(self) -> str:
        return self.ground.server.url("earnest_worker", stand.PASSWORDS.worker, self.database)


def children_of(pid: int) -> list[int]:
    """The processes that this one started and that live."""
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
