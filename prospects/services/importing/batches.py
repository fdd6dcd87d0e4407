"""A file on its way in: kept in pieces, with its encoding, its sheet and the columns that it seems to have."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from prospects.enums import FileEncoding, ImportState, RowLook
from prospects.models import ImportBatch, ImportPart
from prospects.names import LONGEST
from prospects.services.importing import columns, sniffing, workbooks
from prospects.services.importing.columns import Mapping
from prospects.services.importing.moving import move
from prospects.services.importing.reading import Record, decodes, header_and_records
from team.models import User
from team.names import HIDDEN
from team.refusals import Refused

MEGABYTE = 1024 * 1024
LARGEST = 25 * MEGABYTE
HEAD = 64 * 1024


@transaction.atomic
def bring(chunks: Iterable[bytes], *, file_name: str, by: User, at: datetime) -> ImportBatch:
    """Keep a file until it is applied, and guess its encoding, delimiter and columns; of a workbook, the first sheet that holds anything.

    Refuses what is neither text nor a workbook, what is empty or too large, and a file whose first line cannot be read.
    """
    batch = ImportBatch.objects.create(
        owner=by,
        file_name=HIDDEN.sub("", file_name)[:LONGEST],
        encoding=FileEncoding.UTF_8,
        delimiter=",",
        left_out=[RowLook.CUSTOMER, RowLook.PERHAPS_KNOWN, RowLook.PERHAPS_TWICE],
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
    move(batch, ImportState.BROUGHT)
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


def too_large() -> str:
    return _("The file is larger than %(most)s MB. Split it and bring the pieces.") % {
        "most": LARGEST // MEGABYTE
    }


def _store(batch: ImportBatch, chunks: Iterable[bytes]) -> None:
    size = 0
    for number, piece in enumerate(_pieces(chunks)):
        size += len(piece)
        if size > LARGEST:
            raise Refused(
                too_large(),
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
