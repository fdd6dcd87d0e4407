"""Files of others are exactly those that their authors published."""

import hashlib
import tomllib
from pathlib import Path

STATIC = Path(__file__).parents[2] / "static"


def test_vendored_files_match_their_checksums() -> None:
    vendors = tomllib.loads((STATIC / "vendor/VENDOR.toml").read_text())
    wrong = [
        name
        for vendor in vendors.values()
        for name, checksum in vendor["sha256"].items()
        if hashlib.sha256((STATIC / name).read_bytes()).hexdigest() != checksum
    ]
    assert wrong == []


def test_every_vendored_file_and_font_has_a_checksum_and_a_license() -> None:
    vendors = tomllib.loads((STATIC / "vendor/VENDOR.toml").read_text())
    listed = {name for vendor in vendors.values() for name in vendor["sha256"]}
    present = {
        str(path.relative_to(STATIC))
        for folder in ("vendor", "fonts")
        for path in (STATIC / folder).rglob("*")
        if path.is_file() and path.name != "VENDOR.toml"
    }
    assert present - listed == set()
    assert all(vendor["license"] and vendor["version"] for vendor in vendors.values())
