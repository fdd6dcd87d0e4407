"""A real web process of ours, as `make run` starts it, that can be killed."""

import os
import signal
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from subprocess import Popen

from config.embedded import folder, processes
from tests.proof.ground import Ground
from tests.proof.waiting import wait_until


@dataclass
class Web:
    ground: Ground
    workers: int = 2
    threads: int = 4
    port: int = field(default_factory=folder.free_port)
    told: Mapping[str, str] = field(default_factory=dict)
    process: "Popen[bytes] | None" = field(default=None, init=False)

    def __enter__(self) -> "Web":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def start(self, *, seconds: float = 60) -> float:
        """Start serving; answers how long the first answer took, or raises TimeoutError after `seconds`."""
        options = {
            "--interface": "wsgi",
            "--host": "127.0.0.1",
            "--port": str(self.port),
            "--workers": str(self.workers),
            "--blocking-threads": str(self.threads),
            "--backpressure": "128",
            "--workers-kill-timeout": "8",
        }
        words = [word for option in options.items() for word in option]
        entry = "tests.proof.serving" if self.ground.mutant else "config.embedded.web"
        self.process = self.ground.spawn(
            "-m", "granian", *words, "--no-ws", f"{entry}:application",
            env=self.ground.of_web(**self.told), log="web.log",
        )  # fmt: skip
        return wait_until(self.answers, seconds=seconds, what="the web process")

    def answers(self) -> bool:
        from tests.proof.tabs import Tab

        with suppress(OSError):
            return Tab(self.port).get("/healthz").status in {200, 503}
        return False

    def terminate(self, *, patience: float = 20) -> None:
        """Ask politely, as a deploy does, and wait."""
        if self.process is not None:
            processes.stop(self.process, signal.SIGTERM, patience=patience)
            self.process = None

    def kill(self) -> None:
        """kill -9 of the server and its workers, all at once."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None
