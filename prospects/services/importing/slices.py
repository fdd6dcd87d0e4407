"""A file is read, compared and brought in by slices, so that no request has to make all of a large one.

Each slice is a transaction that leaves the file's row saying how far it is. Whatever cuts it, the next goes on from there.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from itertools import islice
from tempfile import TemporaryFile

from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from prospects.enums import ActivityKind, FileEncoding, ImportState, RowLook, RowVerdict
from prospects.models import Activity, Company, ImportBatch, ImportPart, Prospect, StagedRow
from prospects.services import company_duplicates, duplicates
from prospects.services.domains import fill_domains
from prospects.services.importing import columns, judging, merging, settling, staging
from prospects.services.importing.batches import MEGABYTE, parts_of
from prospects.services.importing.columns import Mapping
from prospects.services.importing.judging import COMPARISONS, WHOLE, Slice
from prospects.services.importing.moving import move
from prospects.services.importing.reading import Record, header_and_records
from prospects.services.importing.rows import RowReader
from team.enums import AuditKind
from team.models import User
from team.refusals import Refused
from team.services import auditing

READ_AT_ONCE = 10_000
BRING_AT_ONCE = 5_000

# Rows whose likeness is looked for once they are in: a person let them in although they may be known.
_LIKE_SOMEBODY = (RowLook.PERHAPS_KNOWN, RowLook.PERHAPS_TWICE, RowLook.PERHAPS_WAITING)


@transaction.atomic
def match(batch: ImportBatch, *, mapping: Mapping, at_once: int | None = None) -> None:
    """Understand the rows by this mapping and judge them; with `at_once` so many of them, and `go_on` does the rest.

    Nothing is brought in yet. Names that a person settled stay as they said. Refuses a mapping without names or companies, a
    stray quote anywhere in the file and a file without rows.
    """
    columns.check(mapping)
    _take_time()
    move(batch, ImportState.READING)
    settling.set_aside(batch, mapping)
    batch.mapping, batch.compared, batch.landed = mapping, 0, 0
    batch.rows_found = _count_rows(batch) if at_once else 0
    batch.save(update_fields=["mapping", "compared", "landed", "rows_found"])
    judging.count(batch)
    _read(batch, at_once)


@transaction.atomic
def _slice(batch: ImportBatch, *, by: User, at: datetime) -> None:
    if not ImportBatch.objects.select_for_update(skip_locked=True).filter(pk=batch.pk).exists():
        return  # Another request is at it.
    batch.refresh_from_db()
    _take_time()
    if batch.state == ImportState.APPLYING:
        _bring_in(batch, BRING_AT_ONCE, by=by, at=at)
    elif batch.state == ImportState.READING:
        _check_rows_are_there(batch)
        if batch.total < batch.rows_found:
            _read(batch, READ_AT_ONCE)
        else:
            _compare(batch, 1)


def go_on(batch: ImportBatch, *, by: User, at: datetime) -> None:
    """The next slice of a file that is being read or comes in; nothing where none is, or another request is at it.

    Where the rows were lost, the file goes back to its columns, and that is said.
    """
    try:
        with _overtaken_said():
            _slice(batch, by=by, at=at)
    except Refused as refused:
        if refused.code == "look_lost":
            move(batch, ImportState.BROUGHT)
        raise


def apply(batch: ImportBatch, *, by: User, at: datetime, at_once: int | None = None) -> int:
    """Bring the accepted rows in; returns how many people are in. With `at_once` so many of them, and `go_on` does the rest.

    Judges again first, because people and stops may have come since. Refuses a second time, and when the look was lost.
    Writes companies, people, the account of who said so, and at the end the timeline; then forgets the file.
    """
    with _overtaken_said(), transaction.atomic():
        _take_time()
        move(batch, ImportState.APPLYING)
        _bring_in(batch, at_once, by=by, at=at)
        detail = _said_of(batch) | {"lawful_basis": batch.lawful_basis}
        subject = f"import {batch.pk}"
        auditing.record(AuditKind.IMPORTED, actor=by, subject=subject, detail=detail, at=at)
    return batch.landed


def _read(batch: ImportBatch, at_once: int | None) -> None:
    """The next rows of the file, and after the last of a small one everything else."""
    before = batch.total
    with _records_of(batch) as (width, records):
        rows = islice(records, before, before + at_once if at_once else None)
        understand = RowReader(columns.from_json(batch.mapping), width=width).understand
        staging.stage(batch, map(understand, rows), after=before)
    settling.give_names_back(batch, after=before)
    judging.count(batch)
    if not at_once:
        batch.rows_found = batch.total
        batch.save(update_fields=["rows_found"])
    if not batch.rows_found:
        raise Refused(_("The file names its columns and has no people below them."), code="no_rows")
    if batch.total >= batch.rows_found and not before:
        _compare(batch, len(COMPARISONS))


def _compare(batch: ImportBatch, count: int) -> None:
    """The next so many comparisons; after the last of them the file is to be looked over."""
    settling.forget_aside(batch)
    for compare in COMPARISONS[batch.compared : batch.compared + count]:
        compare(batch)
        batch.compared += 1
    batch.save(update_fields=["compared"])
    if batch.compared >= len(COMPARISONS):
        move(batch, ImportState.CHECKED)


def _bring_in(batch: ImportBatch, at_once: int | None, *, by: User, at: datetime) -> None:
    _check_rows_are_there(batch)
    rows = _next_rows(batch, at_once)
    judging.judge_again(batch, rows)
    resembling = _resembling(batch, rows)
    batch.landed += merging.merge(batch, rows, at=at)
    brought = Prospect.objects.filter(import_batch=batch, name__in=resembling)
    duplicates.look_for(brought.values_list("pk", flat=True), at=at)
    merging.forget(batch, rows)
    batch.save(update_fields=["landed"])
    judging.count(batch)
    if rows == WHOLE or batch.landed == batch.accepted:
        _finish(batch, by=by, at=at)


def _finish(batch: ImportBatch, *, by: User, at: datetime) -> None:
    fill_domains(batch)
    new = Company.objects.filter(import_batch=batch).values_list("pk", flat=True)
    company_duplicates.look_for(new, at=at)
    move(batch, ImportState.APPLIED, at=at)
    ImportPart.objects.filter(batch=batch).delete()
    Activity.objects.record(ActivityKind.IMPORTED, at=at, actor=by, detail=_said_of(batch))


def _said_of(batch: ImportBatch) -> dict[str, object]:
    """Not the file's name: it may be a person's, who is erased one day."""
    return {"batch": batch.pk, "people": batch.accepted}


def _next_rows(batch: ImportBatch, at_once: int | None) -> Slice:
    """The first so many of those who are still to come in, and whatever stands between them."""
    if at_once is None:
        return WHOLE
    waiting = StagedRow.objects.filter(batch=batch, verdict=RowVerdict.ACCEPTED).order_by("number")
    last = waiting.values_list("number", flat=True)[at_once - 1 : at_once].first()
    return WHOLE if last is None else Slice(WHOLE.first, last)


def _resembling(batch: ImportBatch, rows: Slice) -> set[str]:
    """The names that come in although they may be somebody who is here: whom to compare, of however many there are."""
    accepted = StagedRow.objects.filter(
        batch=batch, verdict=RowVerdict.ACCEPTED, number__range=rows
    )
    alike = accepted.filter(looks__overlap=list(_LIKE_SOMEBODY))
    return set(alike.values_list("name", flat=True))


def _check_rows_are_there(batch: ImportBatch) -> None:
    rows = StagedRow.objects.filter(batch=batch).exclude(verdict=RowVerdict.ASIDE)
    if rows.count() != batch.total - batch.landed:
        raise Refused(
            _("The check of this file was interrupted. Match the columns once more."),
            code="look_lost",
        )


def _count_rows(batch: ImportBatch) -> int:
    """How many rows there are, and with them whether all of the file can be read."""
    _header, records = header_and_records(
        parts_of(batch), encoding=FileEncoding(batch.encoding), delimiter=batch.delimiter
    )
    return sum(1 for _record in records)


@contextmanager
def _records_of(batch: ImportBatch) -> Iterator[tuple[int, Iterator[Record]]]:
    """How many columns there are, and the rows; without the connection, which is busy with COPY while they are read."""
    with TemporaryFile() as file:
        for part in parts_of(batch):
            file.write(part)
        file.seek(0)
        header, records = header_and_records(
            iter(partial(file.read, MEGABYTE), b""),
            encoding=FileEncoding(batch.encoding),
            delimiter=batch.delimiter,
        )
        yield len(header), records


@contextmanager
def _overtaken_said() -> Iterator[None]:
    try:
        yield
    except IntegrityError:
        raise Refused(
            _(
                "Someone added one of these people in this very moment. Nothing was lost: try again."
            ),
            code="overtaken",
        ) from None
    except DatabaseError as error:
        # Two records of a company became one while people came to the former.
        if getattr(error.__cause__, "sqlstate", "") != "EA515":
            raise
        raise Refused(
            _("Somebody works with one of these people right now. Try again."), code="overtaken"
        ) from error


def _take_time() -> None:
    """Statements over a hundred thousand rows may take longer than any other of a page; in this transaction only."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '120s'")
