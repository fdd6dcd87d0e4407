"""Where the sandbox of this installation lies."""

from pathlib import Path

from django.conf import settings

from mailbox.sandbox.addresses import maildir_of


def sandbox_root() -> Path:
    return Path(settings.SANDBOX_DIR)


def sandbox_home(address: str) -> Path:
    """The Maildir of one rep."""
    return maildir_of(sandbox_root(), address)
