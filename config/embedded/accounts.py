"""The account PostgreSQL runs under: it refuses root, so root lends it another one."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from config.embedded.faults import Fault


@dataclass(frozen=True)
class Account:
    uid: int
    gid: int
    name: str

    @classmethod
    def ours(cls) -> "Account":
        return cls(os.geteuid(), os.getegid(), "")

    @property
    def is_ours(self) -> bool:
        return self.uid == os.geteuid()

    def as_popen(self) -> dict[str, Any]:
        return {} if self.is_ours else {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path) -> None:
        if not self.is_ours:
            os.chown(path, self.uid, self.gid)

    def can_execute(self, path: Path) -> bool:
        """Tried, not computed: parent folders, ACLs and mount options all have a say."""
        return self._succeeds(path, "--version", stdout=subprocess.DEVNULL)

    def can_enter(self, folder: Path) -> bool:
        return self._succeeds("/bin/sh", "-c", 'cd "$0"', folder, stderr=subprocess.DEVNULL)

    def _succeeds(
        self, *command: str | Path, stdout: int | None = None, stderr: int | None = None
    ) -> bool:
        try:
            done = subprocess.run(
                command, stdout=stdout, stderr=stderr, cwd="/", **self.as_popen(), check=False
            )
        except OSError:
            return False
        return done.returncode == 0


def postgres_account() -> Account:
    if os.geteuid() != 0:
        return Account.ours()
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid, name)
    raise Fault(
        "We run as root, PostgreSQL refuses to, and there is neither a user 'postgres' nor 'nobody' to lend it."
    )
