"""Whether the collected static files are still those of the sources: hashing and compressing them takes a while."""

import hashlib
from pathlib import Path

from config.embedded.wishes import ROOT


def fingerprint(root: Path = ROOT) -> str:
    """Changes when a source of ours, the way they are put together, or a package may have changed."""
    told = hashlib.sha256()
    folders = (root / "static", root / "docs" / "images")
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    ways = [root / "config" / "assets.py", root / "config" / "settings.py"]
    for path in sorted([*files, *ways, *(root / "requirements").glob("*.txt")]):
        told.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes() + b"\0")
    return told.hexdigest()


def is_current(local: Path) -> bool:
    stamp = local / "static-made-of"
    return (local / "static").is_dir() and stamp.exists() and stamp.read_text() == fingerprint()


def remember(local: Path) -> None:
    (local / "static-made-of").write_text(fingerprint())
