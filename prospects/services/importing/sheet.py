"""One sheet of an Excel workbook as CSV on standard output: a process of its own, which a hostile file may only end.

Run by its path, knows no Django: `python -I sheet.py WORKBOOK NUMBER`. The first line is JSON, the names of the sheets that can
be seen and the number of the one that follows; a number below 0 asks for the first that holds anything. What it can't read it
says by the word it ends with on standard error.
"""

import csv
import datetime as dt
import json
import resource
import sys
import zipfile
from collections.abc import Iterator
from typing import Any

MEGABYTE = 1024 * 1024
MOST_MEMORY = 1024 * MEGABYTE
MOST_SECONDS = 20
MOST_UNPACKED = 400 * MEGABYTE
MOST_MEMBERS = 2_000
MOST_SHEETS = 50
MOST_OUT = 64 * MEGABYTE
LONGEST_CELL = 64 * 1024


def main(path: str, wanted: int) -> None:
    for limit, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_FSIZE, MOST_OUT),
    ):
        resource.setrlimit(limit, (most, most))
    _check_archive(path)
    _write(path, wanted)


def _check_archive(path: str) -> None:
    """By what the archive says of itself: what unpacks to more than it says meets the limits of the process."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        sys.exit("damaged")
    names = {member.filename.lower() for member in members}
    if not any(name.startswith("xl/") for name in names):
        sys.exit("archive")
    if any(name.endswith("vbaproject.bin") for name in names):
        sys.exit("macros")
    unpacked = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED:
        sys.exit("too_large")


def _write(path: str, wanted: int) -> None:
    # Here, so that the limits hold for the library, too.
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    try:
        book = CalamineWorkbook.from_path(path)
        names = [
            each.name
            for each in book.sheets_metadata
            if each.typ == SheetTypeEnum.WorkSheet and each.visible == SheetVisibleEnum.Visible
        ][:MOST_SHEETS]
        for number in [wanted] if wanted >= 0 else range(len(names)):
            sheet = book.get_sheet_by_name(names[number])
            if sheet.start is None and wanted < 0:
                continue
            json.dump({"sheets": names, "sheet": number}, sys.stdout)
            sys.stdout.write("\n")
            if sheet.start is not None:
                # Its first rows may be empty: lines are told as the rows of the sheet.
                csv.writer(sys.stdout).writerows(_rows(sheet))
            return
    except PasswordError:
        sys.exit("password")
    except (CalamineError, IndexError):
        sys.exit("damaged")
    sys.exit("empty")


def _rows(sheet: Any) -> Iterator[list[str]]:
    for row in sheet.to_python(skip_empty_area=False):
        cells = [text_of(cell) for cell in row]
        yield cells if any(cells) else []


def text_of(cell: object) -> str:
    """As one would read it in the sheet: a whole number without .0, a day as a day, and no line within a line."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return " ".join(str(cell).splitlines())[:LONGEST_CELL]


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
