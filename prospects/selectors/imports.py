"""What the steps of an import show: the first rows, the rows that stay out and why, the download."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from prospects.enums import FileEncoding, ImportState, RowFault, RowLook, RowVerdict
from prospects.models import ImportBatch, Prospect, StagedRow
from prospects.names import SIGN
from team.models import User

A_PAGE = 50
SHOWN = {
    "rejected": RowVerdict.REJECTED,
    "duplicate": RowVerdict.DUPLICATE,
    "looks": RowVerdict.ACCEPTED,
}


@dataclass(frozen=True)
class ShownRow:
    """A row with its reasons in words, and whose person it is when we know them already."""

    row: StagedRow
    sentences: list[str]
    known: Prospect | None

    @property
    def cells(self) -> str:
        return " · ".join(cell for cell in self.row.original.split(SIGN) if cell)[:200]


@dataclass(frozen=True)
class ShownRows:
    rows: list[ShownRow]
    after: int | None


def unfinished(user: User) -> list[ImportBatch]:
    """Files this person brought and has not applied, the newest first."""
    waiting = ImportBatch.objects.filter(
        owner=user, state__in=[ImportState.BROUGHT, ImportState.CHECKED], parts__number=0
    )
    return list(waiting.order_by("-created_at")[:5])


def samples(records: Iterable[list[str]], width: int, count: int = 3) -> list[list[str]]:
    """For each column the first few cells that hold something."""
    found: list[list[str]] = [[] for _ in range(width)]
    for cells in islice(records, 200):
        for column, cell in zip(found, cells, strict=False):
            if cell.strip() and len(column) < count:
                column.append(cell.strip()[:60])
    return found


def unusual_lines(head: bytes, encoding: FileEncoding) -> list[str]:
    """Lines whose letters depend on the encoding, to see whether they read right."""
    lines = [line for line in head.splitlines() if not line.isascii()]
    return [line.decode(encoding.value, errors="replace")[:160] for line in lines[:5]]


def rows_to_show(
    batch: ImportBatch, user: User, *, kind: str, after: int | None = None
) -> ShownRows:
    """Fifty rows of a kind: left out, known already, or worth a look."""
    rows = StagedRow.objects.filter(batch=batch, verdict=SHOWN[kind]).order_by("number")
    if kind == "looks":
        rows = rows.exclude(looks=[])
    if after is not None:
        rows = rows.filter(number__gt=after)
    page = list(rows[: A_PAGE + 1])
    more, page = len(page) > A_PAGE, page[:A_PAGE]
    known = _known(page, user)
    return ShownRows(
        [ShownRow(row, _sentences(row), known.get(row.known_id)) for row in page],
        page[-1].number if more else None,
    )


def has_looks(batch: ImportBatch) -> bool:
    return (
        StagedRow.objects.filter(batch=batch, verdict=RowVerdict.ACCEPTED)
        .exclude(looks=[])
        .exists()
    )


def rows_left_out(batch: ImportBatch) -> Iterator[list[str]]:
    """The rows that stay out, as they came, behind their line and the reasons."""
    rows = StagedRow.objects.filter(batch=batch).exclude(verdict=RowVerdict.ACCEPTED)
    for row in rows.order_by("number").iterator(chunk_size=1000):
        yield [str(row.line), " ".join(_sentences(row)), *row.original.split(SIGN)]


def _known(rows: list[StagedRow], user: User) -> dict[int | None, Prospect]:
    ids = [row.known_id for row in rows if row.known_id is not None]
    visible = Prospect.objects.visible_to(user).select_related("owner").in_bulk(ids)
    return dict(visible)


def _sentences(row: StagedRow) -> list[str]:
    return [str(RowFault(code).label) for code in row.errors] + [
        str(RowLook(code).label) for code in row.looks if row.verdict == RowVerdict.ACCEPTED
    ]
