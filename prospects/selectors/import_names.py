"""The names of a file that may be meant otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Func, Q, QuerySet, TextField

from prospects.enums import NAME_LOOKS, RowVerdict
from prospects.models import ImportBatch, StagedRow
from prospects.selectors.imports import sentences_of

NAMES_A_PAGE = 25


@dataclass(frozen=True, slots=True)
class NameLook:
    """A kind of odd name: how many there are, and for how many there is a better way to write it."""

    code: str
    words: str
    count: int
    suggested: int


@dataclass(frozen=True, slots=True)
class OddName:
    """A name to look at, and how it may be meant."""

    row: StagedRow
    why: list[str]
    typed: str = ""

    @property
    def offered(self) -> str:
        return self.typed or self.row.suggested or self.row.name


@dataclass(frozen=True, slots=True)
class OddNames:
    names: list[OddName]
    after: int | None


def name_looks(batch: ImportBatch) -> list[NameLook]:
    """The kinds of names still to be looked at."""
    look = Func("looks", function="unnest", output_field=TextField())
    rows = _odd(batch).annotate(look=look).values_list("look")
    counted = rows.annotate(count=Count("pk"), better=Count("pk", filter=~Q(suggested="")))
    found = {code: (count, better) for code, count, better in counted.order_by()}
    return [
        NameLook(look.value, str(look.label), *found[look]) for look in NAME_LOOKS if look in found
    ]


def odd_names(
    batch: ImportBatch,
    *,
    look: str = "",
    after: int | None = None,
    typed: Mapping[int, str] | None = None,
) -> OddNames:
    """Twenty-five names to look at, of one kind or of all, with what was typed for them."""
    given = typed or {}
    rows = _odd(batch)
    if look in NAME_LOOKS:
        rows = rows.filter(looks__contains=[look])
    if after is not None:
        rows = rows.filter(number__gt=after)
    page = list(rows.order_by("number")[: NAMES_A_PAGE + 1])
    more, page = len(page) > NAMES_A_PAGE, page[:NAMES_A_PAGE]
    return OddNames(
        [OddName(row, sentences_of(row.looks, NAME_LOOKS), given.get(row.pk, "")) for row in page],
        page[-1].number if more else None,
    )


def _odd(batch: ImportBatch) -> QuerySet[StagedRow]:
    rows = StagedRow.objects.filter(batch=batch, verdict=RowVerdict.ACCEPTED, name_settled=False)
    return rows.filter(looks__overlap=list(NAME_LOOKS))
