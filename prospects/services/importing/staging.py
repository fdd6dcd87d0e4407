"""Rows into the staging table, by COPY."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import batched
from typing import Any

from django.db import connection

from prospects.models import ImportBatch
from prospects.services.importing.rows import FIELDS, Understood

COLUMNS = (
    "batch_id",
    "number",
    "line",
    "verdict",
    "errors",
    "looks",
    "original",
    "employees",
    "source_date",
    *FIELDS,
)
_COPY = f"COPY prospects_stagedrow ({', '.join(COLUMNS)}) FROM STDIN"
ROWS_A_WRITE = 500


def stage(batch: ImportBatch, rows: Iterable[Understood], *, after: int) -> None:
    """Put these rows behind the first `after` of the batch. Runs in the caller's transaction.

    The rows must not be read through the same connection, which can do nothing else while COPY runs.
    """
    with connection.cursor() as cursor:
        copying: Any = cursor.cursor
        with copying.copy(_COPY) as copy:
            for lines in batched(_lines(batch.pk, rows, after + 1), ROWS_A_WRITE):
                copy.write("".join(lines))


def _lines(batch_id: int, rows: Iterable[Understood], first: int) -> Iterator[str]:
    for number, row in enumerate(rows, start=first):
        verdict = "rejected" if row.errors else "accepted"
        faults, looks = ",".join(row.errors), ",".join(row.looks)
        employees = "\\N" if row.employees is None else row.employees
        day = row.source_date or "\\N"
        original, values = row.original, row.values
        if not row.plain:
            original, values = _safe(original), tuple(map(_safe, values))
        yield (
            f"{batch_id}\t{number}\t{row.line}\t{verdict}\t{{{faults}}}\t{{{looks}}}"
            f"\t{original}\t{employees}\t{day}\t{'\t'.join(values)}\n"
        )


def _safe(value: str) -> str:
    """COPY's own text form."""
    return (
        value.replace("\x00", "")
        .replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r")
    )
