"""`make run`: stores, roles, schema, demo team, then web, worker and beat, until we are told to stop or die."""

import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from shutil import rmtree

from config.embedded import collected, folder, processes, stores
from config.embedded.faults import Fault
from config.embedded.services import PYTHON, Service, World, manage, metrics_of, serving
from config.embedded.stores import Stores
from config.embedded.supervisor import Supervisor, Watched
from config.embedded.wishes import ROOT, Wishes

STARTED = float(os.environ.get("EARNEST_STARTED") or time.time())


class Stopped(Exception):
    """We were told to stop."""


class Runner:
    def __init__(self, wishes: Wishes) -> None:
        self.wishes = wishes
        self.supervisor = Supervisor(say)
        self.told_to_stop = False

    def run(self) -> None:
        """Until told to stop. Raises Fault when something must be put right by a person."""
        held = folder.take(self.wishes.local, self.wishes.address)
        try:
            patience = 15 if held.last_run_was_killed else 0
            folder.check_port(self.wishes.host, self.wishes.port, patience=patience)
            self._listen_for_signals()
            world = Stores(self.wishes, self.supervisor, say).open()
            self._prepare(world)
            rmtree(metrics_of(self.wishes.local), ignore_errors=True)
            for service in serving(world):
                self.supervisor.start(self._watched(service))
            self._wait_until_ready()
            say(welcome(world))
            while True:
                self._breathe(0.25)
        except Stopped:
            say("stopping")
        finally:
            self.supervisor.stop()
            held.release()

    def _listen_for_signals(self) -> None:
        processes.adopt_orphans()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._note_stop)
        if os.environ.get("MAKELEVEL"):
            processes.tie_to_parent()

    def _note_stop(self, *_: object) -> None:
        self.told_to_stop = True

    def _prepare(self, world: World) -> None:
        static = self._begin_static(world)
        owner = world.of_migrate()
        self._finish("migrate", self._begin("migrate", manage("migrate", "-v0"), owner))
        self._finish("grants", self._begin("grants", (*PYTHON, "-m", "config.grants"), owner))
        say("the database is migrated and its roles have their privileges")
        if self.wishes.demo:
            self._load_demo(world)
        self._finish("proof", self._begin("proof", manage("prove_human_sends"), owner))
        if static is not None:
            self._finish("static", static)
            collected.remember(self.wishes.local)

    def _begin_static(self, world: World) -> "subprocess.Popen[bytes] | None":
        if collected.is_current(self.wishes.local):
            return None
        return self._begin("static", manage("collectstatic", "--noinput", "-v0"), world.of_web())

    def _load_demo(self, world: World) -> None:
        people = stores.who_is_there(world.databases.owner)
        if people.demo:
            return
        say("loading the demo team, its eight weeks and its letters; this happens once")
        marker = folder.demo_marker(self.wishes.local)
        if not people.anybody:
            marker.touch()
        self._finish("demo", self._begin("demo", manage("load_demo"), world.of_demo_loader()))
        marker.unlink(missing_ok=True)

    def _begin(
        self, name: str, command: tuple[str, ...], env: Mapping[str, str]
    ) -> "subprocess.Popen[bytes]":
        log = folder.log_for(name, self.wishes.local)
        log.unlink(missing_ok=True)
        return processes.spawn(command, log=log, env=env, folder=ROOT)

    def _finish(self, name: str, process: "subprocess.Popen[bytes]") -> None:
        try:
            while process.poll() is None:
                self._breathe(0.05)
        finally:
            processes.kill_group(process)
        if process.returncode != 0:
            log = folder.log_for(name, self.wishes.local)
            raise Fault(f"`{name}` failed. The end of {log}:\n{last_lines(log)}")

    def _watched(self, service: Service) -> Watched:
        log = folder.log_for(service.name, self.wishes.local)

        def spawn() -> "subprocess.Popen[bytes]":
            return processes.spawn(service.command, log=log, env=service.environment, folder=ROOT)

        return Watched(service.name, spawn, signal.SIGTERM, service.patience)

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + 90
        while not answers(self.wishes.port):
            if time.monotonic() > deadline:
                log = folder.log_for("web", self.wishes.local)
                raise Fault(
                    f"The web process does not answer. The end of {log}:\n{last_lines(log)}"
                )
            self._breathe(0.1)

    def _breathe(self, seconds: float) -> None:
        self.supervisor.step()
        if self.told_to_stop:
            raise Stopped
        time.sleep(seconds)


def answers(port: int) -> bool:
    """Whether /healthz answers at all: its verdict may still be about a worker that is just waking up."""
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def welcome(world: World) -> str:
    lines = [f"ready: {world.wishes.address}"]
    if world.wishes.demo:
        lines += [
            "",
            "  Sign in as  maya@fernhill.example  (rep)",
            "              ines@fernhill.example  (manager)",
            "              noor@fernhill.example  (admin)",
            f"  Password: {world.demo_password}",
            "",
            "  Letters go to a sandbox on this machine; nothing leaves it. Ctrl-C stops everything.",
        ]
    return "\n".join(lines)


def last_lines(log: Path, count: int = 15) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-count:]) if log.exists() else ""


def say(text: str) -> None:
    print(f"[{time.time() - STARTED:5.1f} s] {text}", flush=True)  # noqa: T201
