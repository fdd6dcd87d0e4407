"""Erase what we know of a person, in every room; what proves our letters, and every count, stays.

The rows are emptied by the database's own `earnest_erase`: nobody who serves may change a letter or evidence.
"""

import zlib
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from adherence.permissions import check_erases
from adherence.policies import check_may_erase
from cadence.services import stopping
from cadence.services.locking import guarded
from prospects.enums import ErasureCause, SuppressionOrigin
from prospects.models import Erasure, ImportBatch, ImportPart, Prospect, StagedRow
from prospects.selectors.suppressions import addresses_of
from team.models import User
from team.refusals import Refused

# What a file may be written in, for looking through its bytes.
ENCODINGS = ("utf-8", "cp1252", "utf-16-le", "utf-16-be")


@transaction.atomic
def erase(
    prospect: Prospect, *, cause: ErasureCause, reason: str, by: User, at: datetime
) -> Erasure:
    """Empty every row about this person, and about records made one with theirs; take their name from rows about others.

    Whoever asked for it is stopped first, on every channel and for good, and known again by the salted hashes alone. Files
    on their way in that hold them are forgotten. The audit tells who, why and how many rows. Refuses reps, whoever is
    erased already, and while a letter leaves, a reply is unread or (unless they asked) a cadence runs.
    """
    check_erases(by, prospect)
    if not reason.strip():
        raise Refused(_("Say in a few words who asked, and how."), code="reason_missing")
    records = [*Prospect.objects.filter(merged_into=prospect, erased_at=None), prospect]
    for record in records:
        check_may_erase(record, cause)
        _erase_one(record, cause, reason.strip(), by, at)
    return Erasure.objects.get(prospect=prospect)


def _erase_one(record: Prospect, cause: ErasureCause, reason: str, by: User, at: datetime) -> None:
    if cause == ErasureCause.ASKED:
        words = str(ErasureCause.ASKED.label)
        origin = SuppressionOrigin.ERASED
        stopping.stop_everything(record, by=by, at=at, words=words, origin=origin)
    _forget_files(record)
    with guarded(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT earnest_erase(%s, %s, %s, %s)",
            [record.pk, cause.value, reason[:300], by.pk],
        )


def _forget_files(prospect: Prospect) -> None:
    """Whoever brought such a file brings it again, without them."""
    said = {prospect.name, *(value for _kind, value in addresses_of(prospect)[:-1])}
    needles = {each.lower().encode(code, "ignore") for each in said for code in ENCODINGS}
    for batch in ImportBatch.objects.filter(parts__isnull=False).distinct():
        parts = ImportPart.objects.filter(batch=batch).order_by("number")
        if _holds(
            map(bytes, parts.values_list("content", flat=True).iterator(chunk_size=1)), needles
        ):
            parts.delete()
            StagedRow.objects.filter(batch=batch).delete()


def _holds(parts: Iterable[bytes], needles: set[bytes]) -> bool:
    return any(needle in window for window in _windows(parts, needles) for needle in needles)


def _windows(parts: Iterable[bytes], needles: set[bytes]) -> Iterator[bytes]:
    """Each part with the end of the one before, so that no word is cut in two."""
    overlap, before = max(map(len, needles)), b""
    for part in parts:
        window = before + zlib.decompress(bytes(part)).lower()
        yield window
        before = window[-overlap:]
