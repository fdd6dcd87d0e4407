"""Which addresses the sandbox takes, and the folder each one has."""

from pathlib import Path

_IN_NAMES = frozenset("abcdefghijklmnopqrstuvwxyz0123456789.-_+'")
_LONGEST = 200


def normal(address: str) -> str:
    """The address as the sandbox keys it, or nothing when it takes no such address."""
    lowered = address.strip().strip("<>").lower()
    local, _at, domain = lowered.rpartition("@")
    fits = local and domain and len(lowered) <= _LONGEST
    if not fits or local.startswith(".") or ".." in lowered:
        return ""
    return lowered if _IN_NAMES.issuperset(local + domain) else ""


def maildir_of(root: Path, address: str) -> Path:
    """Where mail for `address` (a normal one) lies."""
    if not normal(address):
        raise ValueError(f"not an address of the sandbox: {address!r}")
    return root / normal(address)
