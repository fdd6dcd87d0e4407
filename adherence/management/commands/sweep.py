"""Take away what was kept long enough, or only say what would go."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from adherence.services import sweeping
from prospects.enums import Kept
from prospects.models import RetentionRule

SHOWN = 1000


class Command(BaseCommand):
    help = "Take away what was kept as long as its rule says; only rules that an admin switched on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--preview", action="store_true", help="Say what would go, and take nothing."
        )

    def handle(self, *args: Any, preview: bool, **options: Any) -> None:
        if not preview:
            self.stdout.write(f"Taken away: {self._until_done()}")
            return
        for rule in RetentionRule.objects.order_by("pk"):
            found = len(sweeping.due(Kept(rule.what), rule.months, most=SHOWN))
            more = " or more" if found == SHOWN else ""
            switched = "on" if rule.is_on else "off"
            self.stdout.write(
                f"{rule.what}, kept {rule.months} months, {switched}: {found}{more} to go"
            )

    def _until_done(self) -> int:
        total = 0
        while taken := sweeping.sweep_due():
            total += taken
        return total
