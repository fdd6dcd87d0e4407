"""This installation's own passwords and keys: made once, kept in .local/secrets, readable by their owner only."""

import json
import os
import secrets
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from config.embedded.roles import Passwords

_SPOKEN = "abcdefghijkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class Keys:
    superuser_password: str
    owner_password: str
    web_password: str
    worker_password: str
    monday_password: str
    secret_key: str
    send_key: str
    read_key: str
    sandbox_password: str
    demo_password: str

    @property
    def of_roles(self) -> Passwords:
        return Passwords(
            self.owner_password, self.web_password, self.worker_password, self.monday_password
        )


def load_or_make(folder: Path) -> Keys:
    """Answer the kept keys; a key that is missing from the file is made and the file written anew."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / "keys.json"
    kept: dict[str, str] = json.loads(file.read_text()) if file.exists() else {}
    known = {field.name: kept.get(field.name) or _fresh(field.name) for field in fields(Keys)}
    keys = Keys(**known)
    if asdict(keys) != kept:
        _write(file, keys)
    return keys


def _fresh(name: str) -> str:
    if name == "demo_password":
        return "-".join("".join(secrets.choice(_SPOKEN) for _ in range(4)) for _ in range(3))
    return secrets.token_urlsafe(36)


def _write(file: Path, keys: Keys) -> None:
    half = file.with_suffix(".half")
    half.unlink(missing_ok=True)
    with os.fdopen(os.open(half, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as handle:
        json.dump(asdict(keys), handle, indent=1)
        handle.flush()
        os.fsync(handle.fileno())
    half.rename(file)
