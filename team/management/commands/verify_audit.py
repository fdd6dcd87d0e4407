"""Verify the chain of audit events: exits 1 when a row was changed or is missing."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from team.selectors.audit import verify


class Command(BaseCommand):
    help = "Recompute the audit chain and name every break."

    def handle(self, *args: Any, **options: Any) -> None:
        chain = verify()
        for each in chain.breaks:
            self.stderr.write(each)
        if not chain.holds:
            raise CommandError(f"The chain is broken in {len(chain.breaks)} places.")
        self.stdout.write(f"{chain.length} events, unbroken.")
