"""Make a fresh database from a backup, and prove that it is the one that was copied."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.embedded.faults import Fault
from config.operations import copies


class Command(BaseCommand):
    help = "Restore a backup into a database that holds nothing. Exits 1 unless every proof holds."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a file that `backup` wrote")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            held = copies.restore(options["file"])
        except (Fault, OSError) as fault:
            raise CommandError(str(fault)) from fault
        faults = copies.prove_restored(held)
        for each in faults:
            self.stderr.write(each)
        if faults:
            raise CommandError(
                "The database is there, and is not to be trusted. Keep it, and find out why."
            )
        self.stdout.write(f"Restored from Earnest {held.version}, PostgreSQL {held.postgresql}.")
        self.stdout.write(
            f"{sum(held.rows.values()):,} rows of {len(held.rows)} tables, each count as it was copied."
        )
        self.stdout.write(f"The audit chain is unbroken and ends where it did: {held.head}")
        self.stdout.write(
            f"{held.deliveries} deliveries, each by a person's own review; guards and privileges are in place."
        )
        self.stdout.write(
            "Give web and worker the SEND_KEY and READ_KEY of then: without them reps connect their mailboxes again."
        )
