"""`manage.py load_demo`: the demo team, once. Runs as the web role; the owner's address moves the demo's clock."""

import gc
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config.demo.loading import load


class Command(BaseCommand):
    help = "Load the demo team with eight weeks behind it. Does nothing when it is there."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        if load.is_loaded():
            self.stdout.write("The demo team is here already.")
            return
        self._check()
        # Nothing made here is a cycle worth looking for, and looking costs a tenth of the time.
        gc.disable()
        began = time.monotonic()
        loaded = load.load(timezone.now())
        seconds = time.monotonic() - began
        self.stdout.write(
            f"{loaded.people} people, {loaded.enrolled} in a cadence, {loaded.tries} tries, "
            f"{loaded.letters} letters, {loaded.answers} answers in {seconds:.0f} s."
        )
        if options["verbosity"] > 1 and loaded.refused:
            self.stdout.write(f"Refused on the way: {dict(loaded.refused)}")

    def _check(self) -> None:
        if not settings.DEMO:
            raise CommandError("This is not a demo: set DEMO=true.")
        missing = [
            name
            for name in ("DEMO_PASSWORD", "OWNER_DATABASE_URL", "SANDBOX_PASSWORD", "SEND_KEY")
            if not getattr(settings, name)
        ]
        if missing:
            raise CommandError(f"The demo needs {', '.join(missing)}.")
        if load.is_half_loaded():
            raise CommandError(
                "The demo was interrupted while it loaded. Remove the database (.local/) and run again."
            )
