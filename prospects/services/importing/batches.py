"""A file's way in: bring it, match its columns, look it over, apply it. Nothing lands half."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from tempfile import TemporaryFile

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from prospects.enums import (
    IMPORT_MOVES,
    ActivityKind,
    FileEncoding,
    ImportState,
    RowLook,
    RowVerdict,
)
from prospects.models import Activity, ImportBatch, ImportPart, Prospect, StagedRow
from prospects.names import LONGEST
from prospects.services import duplicates
from prospects.services.importing import columns, judging, merging, sniffing, staging, workbooks
from prospects.services.importing.columns import Mapping
from prospects.services.importing.reading import Record, decodes, header_and_records
from prospects.services.importing.rows import RowReader
from prospects.services.importing.settling import names_kept
from team.enums import AuditKind
from team.models import User
from team.names import HIDDEN
from team.refusals import Refused
from team.services import auditing

MEGABYTE = 1024 * 1024
LARGEST = 25 * MEGABYTE
HEAD = 64 * 1024
KEPT_DAYS = 14


@transaction.atomic
def bring(chunks: Iterable[bytes], *, file_name: str, by: User, at: datetime) -> ImportBatch:
    """Keep a file until it is applied, and guess its encoding, delimiter and columns; of a workbook, the first sheet that holds anything.

    Refuses what is neither text nor a workbook, what is empty or larger than 25 MB, and a file whose first line cannot be read.
    Forgets whatever file, of anybody, has waited for more than 14 days.
    """
    _forget_old(at)
    batch = ImportBatch.objects.create(
        owner=by,
        file_name=HIDDEN.sub("", file_name)[:LONGEST],
        encoding=FileEncoding.UTF_8,
        delimiter=",",
        left_out=[RowLook.CUSTOMER, RowLook.PERHAPS_KNOWN],
        created_at=at,
    )
    _store(batch, chunks)
    if sniffing.is_archive(head_of(batch)):
        ImportPart.objects.filter(batch=batch).update(of_workbook=True)
        _open_sheet(batch, None)
        return batch
    head = head_of(batch)
    sniffing.check_kind(head)
    encoding = sniffing.encoding_of(lambda: parts_of(batch), head)
    read_as(batch, encoding=encoding, delimiter=sniffing.delimiter_of(head, encoding))
    return batch


def read_as(batch: ImportBatch, *, encoding: FileEncoding, delimiter: str) -> None:
    """Read the file in another encoding or with another delimiter, and guess its columns afresh."""
    if not decodes(parts_of(batch), encoding):
        raise Refused(
            _("The file can't be read as %(encoding)s. Choose another one.")
            % {"encoding": encoding.label},
            code="wrong_encoding",
        )
    header, _records = header_and_records(parts_of(batch), encoding=encoding, delimiter=delimiter)
    batch.encoding, batch.delimiter = encoding, delimiter
    batch.columns_key = columns.key_of(header)
    batch.mapping = _matched_before(batch) or columns.guess(header)
    _move(batch, ImportState.BROUGHT)
    batch.save(update_fields=["encoding", "delimiter", "columns_key", "mapping"])


def _matched_before(batch: ImportBatch) -> Mapping:
    """How this person matched their last file with the same columns."""
    matched = ImportBatch.objects.filter(owner=batch.owner_id, columns_key=batch.columns_key)
    matched = matched.exclude(pk=batch.pk).exclude(state=ImportState.BROUGHT)
    last = matched.order_by("-created_at").values_list("mapping", flat=True).first()
    return columns.from_json(last) if last else {}


@transaction.atomic
def read_sheet(batch: ImportBatch, number: int) -> None:
    """Read another sheet of the workbook, and guess its columns. Refuses a sheet that is empty, and a file that is no workbook."""
    if number not in range(len(batch.sheets)):
        raise Refused(_("There is no such sheet in this file."), code="no_such_sheet")
    ImportPart.objects.filter(batch=batch, of_workbook=False).delete()
    _open_sheet(batch, number)


def _open_sheet(batch: ImportBatch, number: int | None) -> None:
    with workbooks.sheet_of(_pieces_of(batch, of_workbook=True), number) as sheet:
        _store(batch, iter(partial(sheet.text.read, MEGABYTE), b""))
        batch.sheets, batch.sheet = sheet.names, sheet.number
    batch.save(update_fields=["sheets", "sheet"])
    read_as(batch, encoding=FileEncoding.UTF_8, delimiter=",")


@transaction.atomic
def match(batch: ImportBatch, *, mapping: Mapping) -> None:
    """Understand every row by this mapping and judge it. Nothing is brought in yet.

    Names that a person settled stay as they said. Refuses a mapping without names or companies, a stray quote anywhere in the file and a file without rows.
    """
    columns.check(mapping)
    _take_time()
    _move(batch, ImportState.CHECKED)
    with _on_disk(batch) as parts, names_kept(batch, mapping):
        header, records = header_and_records(
            parts, encoding=FileEncoding(batch.encoding), delimiter=batch.delimiter
        )
        reader = RowReader(mapping, width=len(header))
        staging.stage(batch, map(reader.understand, records))
    judging.judge(batch)
    if not batch.total:
        raise Refused(_("The file names its columns and has no people below them."), code="no_rows")
    batch.mapping = mapping
    batch.save(update_fields=["mapping"])


def apply(batch: ImportBatch, *, by: User, at: datetime) -> int:
    """Bring the accepted rows in, all or none; returns how many people are new.

    Judges again first, because people and stops may have come since. Refuses a second time, and when the look was lost.
    Writes companies, people, the timeline and the accounts; forgets the file.
    """
    try:
        with transaction.atomic():
            return _apply(batch, by=by, at=at)
    except IntegrityError:
        raise Refused(
            _(
                "Someone added one of these people in this very moment. Nothing was lost: try again."
            ),
            code="overtaken",
        ) from None


def _apply(batch: ImportBatch, *, by: User, at: datetime) -> int:
    _take_time()
    _move(batch, ImportState.APPLIED, at=at)
    if StagedRow.objects.filter(batch=batch).count() != batch.total:
        raise Refused(
            _("The check of this file was interrupted. Match the columns once more."),
            code="look_lost",
        )
    judging.judge_again(batch)
    resembling = _resembling(batch)
    people = merging.merge(batch, at=at)
    brought = Prospect.objects.filter(import_batch=batch, name__in=resembling)
    duplicates.look_for(brought.values_list("pk", flat=True), at=at)
    merging.forget(batch)
    ImportPart.objects.filter(batch=batch).delete()
    # Neither names the file: its name may be a person's, who is erased one day.
    detail = {"batch": batch.pk, "people": people}
    Activity.objects.record(ActivityKind.IMPORTED, at=at, actor=by, detail=detail)
    auditing.record(
        AuditKind.IMPORTED, actor=by, subject=f"import {batch.pk}", detail=detail, at=at
    )
    return people


def _resembling(batch: ImportBatch) -> set[str]:
    """The names that come in although they may be somebody who is here: whom to compare, of however many there are."""
    rows = StagedRow.objects.filter(batch=batch, verdict=RowVerdict.ACCEPTED)
    return set(rows.filter(looks__contains=[RowLook.PERHAPS_KNOWN]).values_list("name", flat=True))


def preview(batch: ImportBatch) -> tuple[list[str], Iterator[list[str]]]:
    """The names of the columns and the rows that the first piece of the file holds whole."""
    header, records = header_and_records(
        [next(parts_of(batch), b"")],
        encoding=FileEncoding(batch.encoding),
        delimiter=batch.delimiter,
    )
    return header, _readable(records)


def parts_of(batch: ImportBatch) -> Iterator[bytes]:
    """The bytes of its text, a piece at a time."""
    return _pieces_of(batch, of_workbook=False)


def _pieces_of(batch: ImportBatch, *, of_workbook: bool) -> Iterator[bytes]:
    pieces = ImportPart.objects.filter(batch=batch, of_workbook=of_workbook).order_by("number")
    for number in pieces.values_list("number", flat=True):
        yield zlib.decompress(pieces.values_list("content", flat=True).get(number=number))


def head_of(batch: ImportBatch) -> bytes:
    return next(parts_of(batch), b"")[:HEAD]


def _readable(records: Iterator[Record]) -> Iterator[list[str]]:
    """Rows up to the first that can't be read: the head may end in the middle of one."""
    try:
        for record in records:
            yield record.cells
    except Refused:
        return


def _take_time() -> None:
    """Statements over a hundred thousand rows may take longer than any other of a page; in this transaction only."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '120s'")


@contextmanager
def _on_disk(batch: ImportBatch) -> Iterator[Iterator[bytes]]:
    """The file's bytes without the connection, which is busy with COPY while they are read."""
    with TemporaryFile() as file:
        for part in parts_of(batch):
            file.write(part)
        file.seek(0)
        yield iter(partial(file.read, MEGABYTE), b"")


def _store(batch: ImportBatch, chunks: Iterable[bytes]) -> None:
    size = 0
    for number, piece in enumerate(_pieces(chunks)):
        size += len(piece)
        if size > LARGEST:
            raise Refused(
                _("The file is larger than 25 MB. Split it and bring the pieces."),
                code="file_too_large",
            )
        ImportPart.objects.create(batch=batch, number=number, content=zlib.compress(piece, 1))


def _pieces(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces of a megabyte, whatever the upload came in."""
    held = bytearray()
    for chunk in chunks:
        held += chunk
        while len(held) >= MEGABYTE:
            yield bytes(held[:MEGABYTE])
            del held[:MEGABYTE]
    if held:
        yield bytes(held)


def _move(batch: ImportBatch, to: ImportState, at: datetime | None = None) -> None:
    allowed = [state for state, moves in IMPORT_MOVES.items() if to in moves]
    moved = ImportBatch.objects.filter(pk=batch.pk, state__in=allowed).update(
        state=to, applied_at=at
    )
    if not moved:
        raise Refused(_("This file has been brought in already."), code="already_applied")
    batch.state, batch.applied_at = to, at


def _forget_old(at: datetime) -> None:
    old = ImportBatch.objects.filter(created_at__lt=at - timedelta(days=KEPT_DAYS))
    ImportPart.objects.filter(batch__in=old).delete()
    StagedRow.objects.filter(batch__in=old).delete()
