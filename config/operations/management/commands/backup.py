"""Copy everything that the database holds into one file, which says what it holds."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.embedded.faults import Fault
from config.operations import copies

KEYS = "SECRET_KEY, SEND_KEY and READ_KEY are not in it. Keep them in another place: together they open the reps' mailboxes."


class Command(BaseCommand):
    help = "Write a backup. Runs as the owner of the tables, while Earnest serves."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a file that is not there yet")

    def handle(self, *args: Any, **options: Any) -> None:
        file = options["file"].resolve()
        try:
            held = copies.back_up(file)
        except (Fault, OSError) as fault:
            raise CommandError(str(fault)) from fault
        self.stdout.write(f"{file}, {file.stat().st_size:,} bytes.")
        self.stdout.write(
            f"{sum(held.rows.values()):,} rows of {len(held.rows)} tables, all of one moment."
        )
        self.stdout.write(f"Audit head {held.head}")
        self.stdout.write(f"{held.deliveries} deliveries and {held.monday_letters} Monday letters.")
        self.stdout.write(KEYS)
        for each in held.faults:
            self.stderr.write(each)
        if held.faults:
            raise CommandError("The backup is written, of a database whose proofs are broken.")
