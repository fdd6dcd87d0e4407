"""`make backup` and `make restore`: the two commands, told the owner's database of this installation.

A backup may be made while it runs. A restore is the beginning of a fresh one: EARNEST_LOCAL names its folder.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.embedded import folder
from config.embedded.faults import Fault
from config.embedded.folder import Held
from config.embedded.runner import say
from config.embedded.services import Databases, World, manage
from config.embedded.stores import Stores
from config.embedded.supervisor import Supervisor
from config.embedded.wishes import ROOT, Wishes, read

COMMANDS = ("backup", "restore")


def main(command: str, file: str) -> int:
    """The command's own exit code. Raises Fault where there is no database to be had."""
    if command not in COMMANDS or not file:
        raise Fault(
            "Say which file: make backup FILE=monday.backup, or make restore FILE=monday.backup"
        )
    with _owners_world(read(os.environ), is_new=command == "restore") as world:
        words = manage(command, str(Path(file).resolve()))
        return subprocess.run(words, env=dict(world.of_migrate()), cwd=ROOT, check=False).returncode


@contextmanager
def _owners_world(wishes: Wishes, *, is_new: bool) -> Iterator[World]:
    """The stores of the run that is going on, else ours for as long as it takes."""
    supervisor = Supervisor(say)
    stores = Stores(wishes, supervisor, say)
    held = _hold(wishes, is_new=is_new)
    try:
        if held is None:
            owner = Databases(stores.owner_of_the_run(), "", "")
            yield World(wishes, stores.keys, owner, "", 0)
        else:
            yield stores.open()
    finally:
        if held is not None:
            supervisor.stop()
            held.release()


def _hold(wishes: Wishes, *, is_new: bool) -> Held | None:
    try:
        return folder.take(wishes.local, "a backup or a restore")
    except Fault:
        if is_new:
            raise
        return None


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else ""))
    except Fault as fault:
        sys.exit(f"\n{fault}")
