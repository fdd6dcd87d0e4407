"""Excel workbooks: a sheet of one becomes text, in a process that may not take long nor much memory."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryFile
from typing import IO

from django.utils.translation import gettext as _

from team.refusals import Refused

READER = Path(__file__).with_name("sheet.py")
MOST_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Sheet:
    """The names of the sheets, which one this is, and its rows as CSV."""

    names: list[str]
    number: int
    text: IO[bytes]


@contextmanager
def sheet_of(parts: Iterable[bytes], number: int | None) -> Iterator[Sheet]:
    """Read one sheet, or the first that holds anything.

    Refuses what is no workbook, one with macros, without rows, with a password, and one that takes too long or too much room.
    """
    with NamedTemporaryFile(suffix=".xlsx") as workbook, TemporaryFile() as text:
        for part in parts:
            workbook.write(part)
        workbook.flush()
        _read(workbook.name, -1 if number is None else number, text)
        text.seek(0)
        said = json.loads(text.readline())
        yield Sheet(said["sheets"], said["sheet"], text)


def _read(workbook: str, number: int, text: IO[bytes]) -> None:
    command = [sys.executable, "-I", str(READER), workbook, str(number)]
    try:
        done = subprocess.run(
            command,
            stdout=text,
            stderr=subprocess.PIPE,
            env={"PYTHONIOENCODING": "utf-8", "RUST_BACKTRACE": "0"},
            timeout=MOST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _refused("too_large") from None
    if done.returncode:
        # A word of its own, or nothing that is one: it was ended by one of its limits.
        word = done.stderr.decode(errors="replace").strip() if done.returncode == 1 else ""
        raise _refused(word)


def _refused(word: str) -> Refused:
    sentences = {
        "archive": _(
            "That is an archive and no Excel workbook. Unpack it, and bring the file in it."
        ),
        "damaged": _(
            "The workbook is damaged or cut short. Open it in Excel, save it anew and bring that."
        ),
        "empty": _("The workbook has no sheet with rows that can be seen."),
        "macros": _(
            "The workbook carries macros. Save it as “Excel workbook (.xlsx)” without them."
        ),
        "password": _("The workbook asks for a password. Save it without one and bring that."),
    }
    too_large = _(
        "The workbook takes too much room once it is opened. Keep the sheet with the people, and bring that."
    )
    return Refused(
        sentences.get(word, too_large),
        code=f"workbook_{word if word in sentences else 'too_large'}",
    )
