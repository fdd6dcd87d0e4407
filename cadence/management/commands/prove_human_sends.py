"""Prove that every letter was sent by a person: exits 1 with the rows that say otherwise."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cadence.selectors.proof import prove


class Command(BaseCommand):
    help = "Check every delivery against the reviews behind it."

    def handle(self, *args: Any, **options: Any) -> None:
        proof = prove()
        for each in proof.violations:
            self.stderr.write(f"delivery {each.delivery.pk} breaks {each.code}: {each.sentence}")
        if not proof.holds:
            raise CommandError(f"{len(proof.violations)} rows break the proof.")
        self.stdout.write(f"{proof.deliveries} deliveries, each by a person's own review.")
