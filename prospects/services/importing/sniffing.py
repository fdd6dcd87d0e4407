"""What kind of file this is: its encoding and its delimiter, from the bytes alone."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from prospects.enums import UNICODE_ENCODINGS, FileEncoding
from prospects.services.importing.reading import decodes
from team.refusals import Refused

DELIMITERS = (",", ";", "\t", "|")

_MARKS = (
    (codecs.BOM_UTF8, FileEncoding.UTF_8),
    (codecs.BOM_UTF16_LE, FileEncoding.UTF_16),
    (codecs.BOM_UTF16_BE, FileEncoding.UTF_16),
)
_OTHER_KINDS = (b"%PDF", b"\x1f\x8b", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"7z\xbc\xaf")

type Parts = Callable[[], Iterable[bytes]]


def is_archive(head: bytes) -> bool:
    """Whether it may be an Excel workbook, which is an archive, whatever its name says."""
    return head.startswith(b"PK\x03\x04")


def check_kind(head: bytes) -> None:
    """Refuse what is not text, and say what to do instead."""
    if not head.strip():
        raise Refused(_("The file is empty."), code="empty_file")
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused(
            _(
                "That is an older Excel workbook, or one that asks for a password. Open it, "
                "save it as “Excel workbook (.xlsx)” without a password, and bring that file."
            ),
            code="not_csv",
        )
    if head.startswith(_OTHER_KINDS):
        raise Refused(
            _("That is neither a CSV file nor an Excel workbook. Export your list as one of them."),
            code="not_csv",
        )


def encoding_of(parts: Parts, head: bytes) -> FileEncoding:
    """The encoding the bytes prove, else the likeliest one that can read all of them.

    Only Unicode can be proved; any other answer is for a person to confirm (see `is_certain`).
    """
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    if head[1::2].count(0) * 3 > len(head):
        return FileEncoding.UTF_16_LE
    if head[::2].count(0) * 3 > len(head):
        return FileEncoding.UTF_16_BE
    for encoding in (FileEncoding.UTF_8, *choices()):
        if decodes(parts(), encoding):
            return encoding
    return FileEncoding.MAC


def is_certain(encoding: str) -> bool:
    return encoding in UNICODE_ENCODINGS


def choices() -> list[FileEncoding]:
    """The encodings a person may choose from when the file is not Unicode."""
    return [encoding for encoding in FileEncoding if encoding not in UNICODE_ENCODINGS]


def delimiter_of(head: bytes, encoding: FileEncoding) -> str:
    """The character that parts the names of the columns in the first line."""
    text = head.decode(encoding.value, errors="replace").lstrip("\ufeff\r\n ")
    first = text.splitlines()[0] if text else ""
    if first.lower().startswith("sep=") and first[4:5] in DELIMITERS:
        return first[4]
    outside = "".join(first.split('"')[::2])
    best = max(DELIMITERS, key=outside.count)
    return best if outside.count(best) else ","
