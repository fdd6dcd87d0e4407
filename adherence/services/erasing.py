"""Erase what we know of a person, in every room; what proves our letters, and every count, stays.

The rows are emptied by the database's own `earnest_erase`: nobody who serves may change a letter or evidence.
"""

import zlib
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from functools import partial
from html import escape
from tempfile import TemporaryFile
from typing import IO
from zipfile import BadZipFile, ZipFile

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from adherence.permissions import check_erases
from adherence.policies import check_may_erase
from cadence.models import Enrollment, Reply
from cadence.services import stopping
from cadence.services.locking import guarded
from prospects.enums import ErasureCause, SuppressionOrigin
from prospects.models import Company, Erasure, ImportBatch, ImportPart, Prospect, StagedRow
from prospects.selectors.imports import UNFINISHED
from prospects.selectors.suppressions import addresses_of, known_as
from prospects.services import forgetting
from prospects.services.importing.sniffing import DELIMITERS
from team.models import User
from team.refusals import Refused

# What a file may be written in, for looking through its bytes.
ENCODINGS = ("utf-8", "cp1252", "utf-16-le", "utf-16-be")
MEGABYTE = 1024 * 1024


@transaction.atomic
def erase(
    prospect: Prospect, *, cause: ErasureCause, reason: str, by: User, at: datetime
) -> Erasure:
    """Empty every row about this person, and about records made one with theirs; take their name from rows about others.

    Whoever asked for it is stopped first, on every channel and for good, and known again by the salted hashes alone. Files
    on their way in that hold them are forgotten. The audit tells who, why and how many rows. Whoever was erased and wrote since
    is erased once more. Refuses reps, whoever is erased whole, and while a letter leaves, a reply is unread or (unless they asked) a cadence runs.
    """
    check_erases(by, prospect)
    if not reason.strip():
        raise Refused(_("Say in a few words who asked, and how."), code="reason_missing")
    records = [*Prospect.objects.filter(merged_into=prospect, erased_at=None), prospect]
    _lock(records)
    for record in records:
        check_may_erase(record, cause)
        _erase_one(record, cause, reason.strip(), by, at)
    return Erasure.objects.get(prospect=prospect)


def _lock(records: Iterable[Prospect]) -> None:
    """Files that wait, companies, answers, then cadences, of all whom a stop reaches: as whoever begins, hears or hands over takes them."""
    known = {pk: company for each in records for pk, company in known_as(each).items()}
    for rows in (
        # First, as a file that comes in takes its own: none is read or brought in while it is looked through.
        ImportBatch.objects.filter(state__in=UNFINISHED).select_for_update(no_key=True),
        Company.objects.filter(pk__in=known.values()).select_for_update(no_key=True),
        Reply.objects.filter(prospect__in=known).select_for_update(of=("self",)),
        Enrollment.objects.filter(prospect__in=known).select_for_update(of=("self",)),
    ):
        list(rows.order_by("pk").values_list("pk"))


def _erase_one(record: Prospect, cause: ErasureCause, reason: str, by: User, at: datetime) -> None:
    if cause == ErasureCause.ASKED:
        words = str(ErasureCause.ASKED.label)
        origin = SuppressionOrigin.ERASED
        stopping.stop_everything(record, by=by, at=at, words=words, origin=origin)
    _forget_files(record, at)
    with guarded(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT earnest_erase(%s, %s, %s, %s)",
            [record.pk, cause.value, reason[:300], by.pk],
        )


def _forget_files(prospect: Prospect, at: datetime) -> None:
    """Whoever brought such a file brings it again, without them. Of a workbook every sheet is looked through, read or not."""
    addresses = [value for _kind, value in addresses_of(prospect)[:-1]]
    needles = _as_written({prospect.name, *_apart(prospect.name), *addresses})
    rows = StagedRow.objects.filter(Q(name__iexact=prospect.name) | Q(known_id=prospect.pk))
    for batch in ImportBatch.objects.filter(parts__isnull=False).distinct():
        parts = ImportPart.objects.filter(batch=batch)
        if (
            rows.filter(batch=batch).exists()
            or _holds(_pieces(parts.filter(of_workbook=False)), needles)
            or _workbook_holds(_pieces(parts.filter(of_workbook=True)), needles)
        ):
            forgetting.forget_file(batch, at=at)


def _apart(name: str) -> Iterator[str]:
    """The name as it stands in two columns beside each other."""
    words = name.split()
    for place in range(1, len(words)):
        first, last = " ".join(words[:place]), " ".join(words[place:])
        for mark in DELIMITERS:
            for between in (mark, f'"{mark}"'):
                yield from (f"{first}{between}{last}", f"{last}{between}{first}")


def _as_written(said: Iterable[str]) -> set[bytes]:
    """Each in every encoding that can write it, whatever its letters: bytes know the case of ASCII alone."""
    spelled = {way(each) for each in said for way in (str, str.lower, str.upper)}
    spelled |= {escape(each, quote=False) for each in spelled}
    return {word for each in spelled for code in ENCODINGS if (word := _encoded(each, code))}


def _encoded(word: str, code: str) -> bytes:
    try:
        return word.encode(code).lower()
    except UnicodeEncodeError:
        return b""


def _pieces(parts: QuerySet[ImportPart]) -> Iterator[bytes]:
    contents = parts.order_by("number").values_list("content", flat=True)
    return (zlib.decompress(bytes(each)) for each in contents.iterator(chunk_size=1))


def _workbook_holds(pieces: Iterable[bytes], needles: Collection[bytes]) -> bool:
    """A workbook is an archive of texts. One that cannot be opened tells nothing to anybody, and is taken for theirs."""
    with TemporaryFile() as file:
        for piece in pieces:
            file.write(piece)
        if not file.tell():
            return False
        try:
            with ZipFile(file) as archive:
                return any(
                    _member_holds(archive.open(member), needles) for member in archive.infolist()
                )
        except (BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError):
            return True


def _member_holds(member: IO[bytes], needles: Collection[bytes]) -> bool:
    with member:
        return _holds(iter(partial(member.read, MEGABYTE), b""), needles)


def _holds(pieces: Iterable[bytes], needles: Collection[bytes]) -> bool:
    return any(needle in window for window in _windows(pieces, needles) for needle in needles)


def _windows(pieces: Iterable[bytes], needles: Collection[bytes]) -> Iterator[bytes]:
    """Each piece with the end of the one before, so that no word is cut in two."""
    overlap, before = max(map(len, needles)), b""
    for piece in pieces:
        window = before + piece.lower()
        yield window
        before = window[-overlap:]
