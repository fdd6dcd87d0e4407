"""Files that waited long enough are forgotten, whoever brought them, by the clock of the database."""

from __future__ import annotations

from datetime import datetime

from django.db import connection
from django.db.models import F

from prospects.enums import ImportState
from prospects.models import ImportBatch, ImportPart, StagedRow

# As earnest_forget_files() says it.
KEPT_DAYS = 14


def forget_file(batch: ImportBatch, *, at: datetime) -> None:
    """Forget a file before its time, and its rows. Where its people were coming in, those who are in stay, and it ends there."""
    ImportPart.objects.filter(batch=batch).delete()
    StagedRow.objects.filter(batch=batch).delete()
    ImportBatch.objects.filter(pk=batch.pk, state=ImportState.APPLYING).update(
        state=ImportState.APPLIED,
        applied_at=at,
        rejected=F("rejected") + F("accepted") - F("landed"),
        accepted=F("landed"),
    )


def forget_files() -> int:
    """Forget one bite of the files that waited too long, and their rows; how many. Done twice, it goes on where it stood.

    Of a file whose people were coming in those who are in stay.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT earnest_forget_files()")
        row = cursor.fetchone()
    return int(row[0])
