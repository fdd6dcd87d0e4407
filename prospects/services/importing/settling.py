"""What a person says of the rows before they come in: how names are written, and whom not to write to."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

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
_AGAIN = """
UPDATE prospects_stagedrow AS row SET name = settled.name, name_settled = true
FROM unnest(%s::integer[], %s::text[], %s::text[]) AS settled (number, original, name)
WHERE row.batch_id = %s AND row.verdict = 'accepted' AND row.number = settled.number AND row.original = settled.original
"""


@contextmanager
def names_kept(batch: ImportBatch, mapping: columns.Mapping) -> Iterator[None]:
    """What a person said of names holds on while the rows are read anew, unless the names now come from other columns."""
    same = all(batch.mapping.get(field) == mapping.get(field) for field in columns.NAMES)
    rows = StagedRow.objects.filter(batch=batch, name_settled=True)
    settled = list(rows.values_list("number", "original", "name")) if same else []
    yield
    if settled:
        with connection.cursor() as cursor:
            cursor.execute(_AGAIN, [*map(list, zip(*settled, strict=True)), batch.pk])


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
