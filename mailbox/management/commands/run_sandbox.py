"""`manage.py run_sandbox`: the demo's mail world, in a process of its own. It needs no database."""

import signal
import threading
import warnings
from argparse import ArgumentParser
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from mailbox.sandbox.home import sandbox_root
from mailbox.sandbox.post import PostOffice

_TICK_SECONDS = 0.25


class Command(BaseCommand):
    help = "Run the sandbox mail server: takes letters, lets demo correspondents answer, and lets nothing leave."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--quiet", action="store_true", help="keep letters, but let nobody answer"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.SANDBOX_PASSWORD or not settings.SANDBOX_SMTP_PORT:
            raise CommandError("SANDBOX_PASSWORD and SANDBOX_SMTP_PORT must be set.")
        root = sandbox_root()
        root.mkdir(parents=True, exist_ok=True)
        run(PostOffice(root, speed=settings.SANDBOX_SPEED), quiet=bool(options["quiet"]))


def run(office: PostOffice, *, quiet: bool) -> None:
    """Serve until SIGTERM or SIGINT. What is in the post when it ends arrives after the next start."""
    # aiosmtpd warns about signing in without TLS; this server listens on loopback only
    warnings.filterwarnings("ignore", category=UserWarning, module="aiosmtpd")
    from mailbox.sandbox.server import Desk, SandboxServer

    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    server = SandboxServer(
        Desk(office, quiet=quiet),
        port=settings.SANDBOX_SMTP_PORT,
        password=settings.SANDBOX_PASSWORD,
    )
    server.start()
    try:
        while not stopped.wait(_TICK_SECONDS):
            office.deliver_due(datetime.now(UTC))
    finally:
        server.stop()
