"""Verify the chain of audit events: exits 1 when a row was changed, is missing or was written anew."""

import argparse
import logging
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from team.selectors.audit import Head, verify

log = logging.getLogger("earnest.audit")


class Command(BaseCommand):
    help = "Recompute the audit chain and name every break."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--head",
            action="append",
            default=[],
            type=_head,
            metavar="N:HASH",
            help="a head from an earlier log, which must still be part of the chain; may be repeated",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        chain = verify(*options["head"])
        for each in chain.breaks:
            self.stderr.write(each)
        if not chain.holds:
            raise CommandError(f"The chain is broken in {len(chain.breaks)} places.")
        log.info("audit head %s", chain.head)
        self.stdout.write(f"{chain.length} events, unbroken. Head {chain.head}")


def _head(text: str) -> Head:
    try:
        return Head.of(text)
    except ValueError:
        raise argparse.ArgumentTypeError("a head is a number, a colon and a hash") from None
