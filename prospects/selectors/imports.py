"""What the steps of an import show: the first rows, the rows that stay out and why, the download."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from django.db.models import Count, Func, Q, QuerySet, TextField
from django.utils.translation import gettext_lazy as _

from prospects.enums import (
    CHOICES,
    NAME_LOOKS,
    FileEncoding,
    ImportState,
    RowFault,
    RowLook,
    RowVerdict,
)
from prospects.models import ImportBatch, Prospect, StagedRow
from prospects.names import SIGN
from team.models import User

A_PAGE = 50
NAMES_A_PAGE = 25
# Who stays out, whatever is chosen.
KINDS = {
    "stopped": _("They asked us to stop"),
    "colleagues": _("A colleague knows them"),
    "mine": _("You know them already"),
    "repeated": _("Twice in this file"),
}
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
        owner=user,
        state__in=[ImportState.BROUGHT, ImportState.CHECKED],
        parts__of_workbook=False,
        parts__number=0,
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
    return _page(rows, user, after)


def _page(rows: QuerySet[StagedRow], user: User, after: int | None) -> ShownRows:
    if after is not None:
        rows = rows.filter(number__gt=after)
    page = list(rows.order_by("number")[: A_PAGE + 1])
    more, page = len(page) > A_PAGE, page[:A_PAGE]
    known = _known(page, user)
    return ShownRows(
        [ShownRow(row, _sentences(row), known.get(row.known_id)) for row in page],
        page[-1].number if more else None,
    )


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
        [OddName(row, _sentences_of(row.looks, NAME_LOOKS), given.get(row.pk, "")) for row in page],
        page[-1].number if more else None,
    )


def _odd(batch: ImportBatch) -> QuerySet[StagedRow]:
    rows = StagedRow.objects.filter(batch=batch, verdict=RowVerdict.ACCEPTED, name_settled=False)
    return rows.filter(looks__overlap=list(NAME_LOOKS))


@dataclass(frozen=True, slots=True)
class Kind:
    """Whom we may not, or need not, write to: how many, and whether it is for the person to choose."""

    code: str
    words: str
    count: int
    is_choice: bool = False
    is_left_out: bool = False


def kinds_of(batch: ImportBatch) -> list[Kind]:
    """Whom the file names that we know something about, and what becomes of them."""
    rows = StagedRow.objects.filter(batch=batch)
    people = Prospect.objects.filter(owner=batch.owner_id)
    mine = Q(known_id__in=people.values("pk"))
    known = Q(errors__contains=[RowFault.KNOWN])
    counts = rows.aggregate(
        stopped=Count("pk", filter=Q(errors__contains=[RowFault.STOPPED])),
        repeated=Count("pk", filter=Q(errors__contains=[RowFault.REPEATED])),
        mine=Count("pk", filter=known & mine),
        colleagues=Count("pk", filter=known & ~mine),
        **{look: Count("pk", filter=_chosen(look)) for look in map(str, CHOICES)},
    )
    fixed = [Kind(code, str(words), counts[code]) for code, words in KINDS.items()]
    return fixed + [
        Kind(look.value, str(look.label), counts[look], True, look in batch.left_out)
        for look in CHOICES
    ]


def rows_of_kind(
    batch: ImportBatch, user: User, *, kind: str, after: int | None = None
) -> ShownRows:
    """Fifty rows of one of these kinds."""
    people = Prospect.objects.filter(owner=batch.owner_id).values("pk")
    wanted = {
        "stopped": Q(errors__contains=[RowFault.STOPPED]),
        "repeated": Q(errors__contains=[RowFault.REPEATED]),
        "mine": Q(errors__contains=[RowFault.KNOWN], known_id__in=people),
        "colleagues": Q(errors__contains=[RowFault.KNOWN]) & ~Q(known_id__in=people),
    }
    found = wanted.get(kind) or _chosen(kind)
    return _page(StagedRow.objects.filter(batch=batch).filter(found), user, after)


def _chosen(look: str) -> Q:
    """Whoever is of this kind and would come in, or stays out for that alone."""
    return Q(looks__contains=[look]) & (
        Q(verdict=RowVerdict.ACCEPTED) | Q(errors__overlap=list(CHOICES))
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
    accepted = row.verdict == RowVerdict.ACCEPTED
    said = [look for look in row.looks if not (row.name_settled and look in NAME_LOOKS)]
    return [str(RowFault(code).label) for code in row.errors] + (
        _sentences_of(said, RowLook) if accepted else []
    )


def _sentences_of(looks: Iterable[str], among: Iterable[RowLook]) -> list[str]:
    wanted = set(among)
    return [str(RowLook(code).label) for code in looks if code in wanted]
