"""What a person says of the rows before they come in: how names are written, and whom not to write to."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

from django.db import connection, transaction
from django.utils.translation import gettext as _

from prospects.enums import CHOICES, NAME_LOOKS, ImportState, RowVerdict
from prospects.models import ImportBatch, StagedRow
from prospects.names import LONGEST, tidy
from prospects.services.importing import columns, judging
from team.names import hides_something
from team.refusals import Refused

_ACCEPT = """
UPDATE prospects_stagedrow SET name = suggested, name_settled = true
WHERE batch_id = %s AND verdict = 'accepted' AND NOT name_settled AND looks @> ARRAY[%s] AND suggested <> ''
"""
# Below zero, so that a row of the new reading never meets the one that it was.
_ASIDE = """
UPDATE prospects_stagedrow SET verdict = 'aside', number = -number WHERE batch_id = %s AND name_settled AND number > 0
"""
_AGAIN = """
UPDATE prospects_stagedrow AS row SET name = aside.name, name_settled = true
FROM prospects_stagedrow AS aside
WHERE row.batch_id = %(batch)s AND row.verdict = 'accepted' AND row.number > %(after)s
    AND aside.batch_id = %(batch)s AND aside.number = -row.number AND aside.original = row.original
"""


def set_aside(batch: ImportBatch, mapping: columns.Mapping) -> None:
    """Drop the rows that were read before; those that a person named wait, unless the names now come from other columns."""
    rows = StagedRow.objects.filter(batch=batch)
    if any(batch.mapping.get(field) != mapping.get(field) for field in columns.NAMES):
        rows.delete()
        return
    # What was set aside before waits still, for rows that are not read again yet.
    rows.filter(number__gt=0, name_settled=False).delete()
    with connection.cursor() as cursor:
        cursor.execute(_ASIDE, [batch.pk])


def give_names_back(batch: ImportBatch, *, after: int) -> None:
    """What a person said of names holds on in the rows that were read anew."""
    if not StagedRow.objects.filter(batch=batch, verdict=RowVerdict.ASIDE).exists():
        return
    with connection.cursor() as cursor:
        cursor.execute(_AGAIN, {"batch": batch.pk, "after": after})


def forget_aside(batch: ImportBatch) -> None:
    StagedRow.objects.filter(batch=batch, verdict=RowVerdict.ASIDE).delete()


class Grounds(NamedTuple):
    """What holds for the rows of a file that say nothing of their own."""

    lawful_basis: str
    subscriber_type: str
    source: str
    source_date: date | None


@transaction.atomic
def settle_names(batch: ImportBatch, names: Mapping[int, str]) -> int:
    """Write these rows' names as given, and ask of them no more; how many there were.

    Refuses a name that is empty, too long or hides something, and a file that is in already.
    """
    _lock(batch)
    rows = StagedRow.objects.filter(batch=batch, pk__in=names, verdict=RowVerdict.ACCEPTED)
    settled = list(rows)
    for row in settled:
        row.name, row.name_settled = _checked(names[row.pk], row.line), True
    StagedRow.objects.bulk_update(settled, ["name", "name_settled"])
    return len(settled)


@transaction.atomic
def accept_names(batch: ImportBatch, look: str) -> int:
    """Write every name that deserves this look as it may be meant; how many there were. Refuses a look that is not a name's."""
    _lock(batch)
    if look not in NAME_LOOKS:
        raise Refused(_("Say which names."), code="no_such_look")
    with connection.cursor() as cursor:
        cursor.execute(_ACCEPT, [batch.pk, str(look)])
        return int(cursor.rowcount)


@transaction.atomic
def leave_out(batch: ImportBatch, kinds: Collection[str]) -> None:
    """Bring in none of these kinds, and all of the others. Whoever asked us to stop or is known stays out, whatever is said."""
    _lock(batch)
    batch.left_out = [str(kind) for kind in CHOICES if kind in kinds]
    batch.save(update_fields=["left_out"])
    judging.choose_again(batch)


@transaction.atomic
def say_grounds(batch: ImportBatch, grounds: Grounds) -> None:
    """Why we may write to whoever's row says nothing of it, how they are reached, and where and when we got them."""
    _lock(batch)
    for name, value in grounds._asdict().items():
        setattr(batch, name, value)
    batch.save(update_fields=Grounds._fields)


def _lock(batch: ImportBatch) -> None:
    locked = ImportBatch.objects.select_for_update().filter(pk=batch.pk)
    if not locked.filter(state=ImportState.CHECKED).exists():
        raise Refused(_("This file has been brought in already."), code="already_applied")


def _checked(name: str, line: int) -> str:
    tidied = tidy(name)
    if not tidied or len(tidied) > LONGEST or hides_something(tidied):
        raise Refused(
            _("The name in line %(line)s is empty, too long or hides a character. Type it again.")
            % {"line": line},
            code="bad_name",
        )
    return tidied
