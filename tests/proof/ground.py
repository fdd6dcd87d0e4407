"""What a part of the proof stands on: a careful PostgreSQL of its own, a mail server, and the environments of our processes."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from config.embedded import folder, processes
from config.embedded.server import Server
from tests import smtp, stand
from tests.proof.post import Post

# Everything is kept as in the product: a letter that a server accepted must survive a crash of ours.
# The moments of commits are kept too, so that "after a stop" means after it was committed.
CAREFUL = ("max_connections=200", "shared_buffers=64MB")


@dataclass(frozen=True)
class Ground:
    standing: stand.Stand
    server: Server
    urls: Mapping[str, str]
    scratch: Path
    post: Post
    mutant: str = ""  # what our web processes are made to forget, see mutants_python.py

    def of_web(self, **more: str) -> dict[str, str]:
        """The environment of a web process. It reaches no broker: sending needs none."""
        return self._of("web") | more

    def of_worker(self, **more: str) -> dict[str, str]:
        return self._of("worker") | more

    def connect(self, role: str) -> psycopg.Connection:
        """A connection of `web`, `worker` or `owner`, in autocommit."""
        names = {"web": "DATABASE_URL", "worker": "TEST_WORKER_DATABASE_URL"}
        return psycopg.connect(self.urls[names.get(role, "OWNER_DATABASE_URL")], autocommit=True)

    def spawn(self, *words: str, env: Mapping[str, str], log: str) -> "subprocess.Popen[bytes]":
        """A Python process of ours that cannot outlive this one; its words go to `log`."""
        command = (sys.executable, "-W", "ignore", *words)
        return processes.spawn(command, log=self.scratch / log, env=env, folder=stand.ROOT)

    def _of(self, process: str) -> dict[str, str]:
        return stand.environment_of(process, self.urls) | {
            "LANG": "C.UTF-8",
            "TZ": "UTC",
            "DJANGO_SETTINGS_MODULE": "tests.proof.settings",
            "DEMO": "true",
            "LOG_LEVEL": "WARNING",
            "PROOF_MUTANT": self.mutant,
            **self.post.environment,
        }


@contextmanager
def stood_on(part: str) -> Iterator[Ground]:
    """Start everything, set Django up in this process as the web role, and leave nothing behind."""
    scratch = Path(tempfile.mkdtemp(prefix=f"earnest-proof-{part}-"))
    standing = stand.Stand(CAREFUL)
    post = Post(scratch / "accepted.jsonl", folder.free_port(), scratch / "sandbox", smtp.PASSWORD)
    try:
        server = standing.start()
        urls = stand.join(server, worker=f"proof_{part}")
        os.environ.update(urls | post.environment | {"LOG_LEVEL": "ERROR"})
        ground = Ground(standing, server, urls, scratch, post)
        post.start(ground.spawn)
        import django

        django.setup()
        yield ground
    finally:
        post.stop()
        standing.stop()
        shutil.rmtree(scratch, ignore_errors=True)
