"""Prove that every letter was sent by a person: exits 1 with the rows that say otherwise.

The Monday letter, which no person sends, is told apart by its own table: its rows are proven to be to our own users.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import ngettext

from adherence.selectors.monday_proof import prove_mondays
from cadence.selectors.proof import prove


class Command(BaseCommand):
    help = "Check every delivery against the reviews behind it, and every Monday letter for its addressee."

    def handle(self, *args: Any, **options: Any) -> None:
        proof, mondays = prove(), prove_mondays()
        for each in proof.violations:
            self.stderr.write(f"delivery {each.delivery.pk} breaks {each.code}: {each.sentence}")
        for stray in mondays.violations:
            self.stderr.write(f"Monday letter {stray.letter} breaks {stray.code}: {stray.sentence}")
        broken = len(proof.violations) + len(mondays.violations)
        if broken:
            raise CommandError(f"{broken} rows break the proof.")
        self.stdout.write(f"{proof.deliveries} deliveries, each by a person's own review.")
        sentence = ngettext(
            "%(count)s Monday letter, to one of our own users.",
            "%(count)s Monday letters, each to one of our own users.",
            mondays.letters,
        )
        self.stdout.write(sentence % {"count": mondays.letters})
