"""Bytes to records: a stream of decoded lines, then strict CSV. Refuses in sentences, with the line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _

from prospects.enums import FileEncoding
from team.refusals import Refused

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MOST_COLUMNS = 200
MOST_ROWS = 100_000
LONGEST_LINE = 1_000_000


class Record(NamedTuple):
    """One row of the file and the line on which it begins."""

    line: int
    cells: list[str]


def header_and_records(
    parts: Iterable[bytes], *, encoding: FileEncoding, delimiter: str
) -> tuple[list[str], Iterator[Record]]:
    """The names of the columns and the rows below them.

    Refuses an empty file, a first line that names no columns, and too many columns. While the rows are read it refuses a
    stray quote, a line without an end and text that is not in this encoding.
    """
    records = _records(parts, encoding, delimiter)
    first = next(records, None)
    if first is None:
        raise Refused(_("The file is empty."), code="empty_file")
    header = [" ".join(cell.split()) for cell in first.cells]
    _check_header(header)
    return header, records


def decodes(parts: Iterable[bytes], encoding: FileEncoding) -> bool:
    """Whether every byte of the file means something in this encoding."""
    stream = _text(parts, encoding)
    try:
        while stream.read(1 << 20):
            pass
    except UnicodeError:
        return False
    return True


def _records(parts: Iterable[bytes], encoding: FileEncoding, delimiter: str) -> Iterator[Record]:
    reader = csv.reader(_lines(_text(parts, encoding)), delimiter=delimiter, strict=True)
    before = count = width = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _unreadable(str(error), before + 1) from None
        line, before = before + 1, reader.line_num
        if not cells or (line == 1 and _names_delimiter(cells)):
            continue
        width = width or len(cells)
        if before > line and _swallowed_lines(cells, width, delimiter):
            raise _stray_quote(line)
        count += 1
        if count > MOST_ROWS + 1:
            raise Refused(
                _("The file has more than %(most)s rows. Bring it in pieces.")
                % {"most": intcomma(MOST_ROWS)},
                code="too_many_rows",
            )
        yield Record(line, cells)


def _lines(stream: io.TextIOBase) -> Iterator[str]:
    number = 0
    try:
        for line in iter(partial(stream.readline, LONGEST_LINE + 1), ""):
            number += 1
            if len(line) > LONGEST_LINE:
                raise Refused(
                    _("Line %(line)s is longer than a million characters.") % {"line": number},
                    code="line_too_long",
                )
            yield line
    except UnicodeError:
        raise Refused(
            _(
                "After line %(line)s the text is not in this encoding. "
                "Choose another one, or save the file as UTF-8."
            )
            % {"line": number},
            code="wrong_encoding",
        ) from None


def _text(parts: Iterable[bytes], encoding: FileEncoding) -> io.TextIOWrapper:
    # newline="" leaves line ends inside quoted cells as they are, which the csv module asks for.
    return io.TextIOWrapper(
        io.BufferedReader(_Parts(parts), 1 << 17), encoding=encoding.value, newline=""
    )


class _Parts(io.RawIOBase):
    """Pieces of a file read as one stream, so that no more than one piece is in memory."""

    def __init__(self, parts: Iterable[bytes]) -> None:
        self._parts = iter(parts)
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        while not self._rest:
            part = next(self._parts, None)
            if part is None:
                return 0
            self._rest = memoryview(part)
        room = memoryview(buffer).cast("B")
        size = min(len(room), len(self._rest))
        room[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size


def _names_delimiter(cells: list[str]) -> bool:
    """Excel's own first line, "sep=;", names the delimiter and is no record."""
    return cells[0].lower().startswith("sep=") and len("".join(cells)) <= 5


def _check_header(header: list[str]) -> None:
    if len(header) > MOST_COLUMNS:
        raise Refused(
            _(
                "The file has %(count)s columns and we read up to %(most)s. "
                "Leave out those you don't need."
            )
            % {"count": len(header), "most": MOST_COLUMNS},
            code="too_many_columns",
        )
    if not any(header) or any("@" in cell for cell in header):
        raise Refused(
            _("The first line must name the columns: Name, Company, E-mail and so on."),
            code="no_header",
        )


def _swallowed_lines(cells: list[str], width: int, delimiter: str) -> bool:
    """Whether a quote that was never closed has made several rows into one cell."""
    long = [cell for cell in cells if "\n" in cell or "\r" in cell]
    if not long:
        return False
    if len(cells) != width:
        return True
    return width > 3 and any(
        line.count(delimiter) >= width - 1 for cell in long for line in cell.split("\n")
    )


def _unreadable(error: str, line: int) -> Refused:
    if "field larger" in error:
        return Refused(
            _("Line %(line)s has a cell that never seems to end.") % {"line": line},
            code="cell_too_long",
        )
    return _stray_quote(line)


def _stray_quote(line: int) -> Refused:
    return Refused(
        _("Line %(line)s has a stray quote. Everything before it is fine.") % {"line": line},
        code="stray_quote",
    )
