"""Bring a file of people in from the command line, by the same steps as the browser."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from prospects.models import ImportBatch
from prospects.selectors.imports import rows_left_out
from prospects.services import importing
from prospects.services.importing import columns
from team.models import User
from team.refusals import Refused

A_PIECE = 1024 * 1024


class Command(BaseCommand):
    help = "Bring the people of a CSV file in: python manage.py import_prospects FILE --owner EMAIL"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--owner", required=True, help="whose people they will be")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        owner = User.objects.filter(email__iexact=options["owner"], is_active=True).first()
        if owner is None:
            raise CommandError(f"Nobody signs in as {options['owner']}.")
        try:
            batch = self._bring(options["file"], owner)
        except Refused as refused:
            raise CommandError(refused.sentence) from None
        except OSError as error:
            raise CommandError(f"{options['file']} can't be read: {error.strerror}.") from None
        self._report(batch)

    def _bring(self, file: Path, owner: User) -> ImportBatch:
        at = timezone.now()
        batch = importing.bring(_pieces(file), file_name=file.name, by=owner, at=at)
        importing.match(batch, mapping=columns.from_json(batch.mapping))
        importing.apply(batch, by=owner, at=at)
        return batch

    def _report(self, batch: ImportBatch) -> None:
        for line, reasons, *_cells in rows_left_out(batch):
            self.stdout.write(f"line {line}: {reasons}")
        self.stdout.write(
            f"{batch.file_name}: {batch.total} rows, {batch.accepted} brought in, "
            f"{batch.duplicate} known already, {batch.rejected} left out."
        )


def _pieces(file: Path) -> Iterator[bytes]:
    with file.open("rb") as opened:
        yield from iter(partial(opened.read, A_PIECE), b"")
