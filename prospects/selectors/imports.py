"""What the steps of an import show: the first rows, the rows that stay out and why, the download."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from prospects.enums import (
    CHOICES,
    NAME_LOOKS,
    FileEncoding,
    ImportField,
    ImportState,
    RowFault,
    RowLook,
    RowVerdict,
)
from prospects.models import ImportBatch, ImportPart, Prospect, StagedRow
from prospects.names import SIGN
from team.models import User

A_PAGE = 50
NAME_FIELDS = (ImportField.NAME, ImportField.FIRST_NAME, ImportField.LAST_NAME)
UNFINISHED = (
    ImportState.BROUGHT,
    ImportState.READING,
    ImportState.CHECKED,
    ImportState.APPLYING,
)
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
    "coming": RowVerdict.ACCEPTED,
}


@dataclass(frozen=True, slots=True)
class Like:
    """A row that may be the same person: its name and line, and whose file it stands in, where that is another."""

    name: str
    line: int
    file: ImportBatch | None


@dataclass(frozen=True)
class ShownRow:
    """A row with its reasons in words, whose person it is when we know them already, and its name in the file where it was mended."""

    row: StagedRow
    sentences: list[str]
    known: Prospect | None
    like: Like | None
    in_file: str

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
        owner=user, state__in=UNFINISHED, parts__of_workbook=False, parts__number=0
    )
    return list(waiting.order_by("-created_at")[:5])


def is_kept(batch: ImportBatch) -> bool:
    """Whether the file is still here: it waits for so long and no longer."""
    return ImportPart.objects.filter(batch=batch).exists()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a file is: what is done now, and how much of how much."""

    words: str
    done: int
    whole: int


def progress_of(batch: ImportBatch, comparisons: int) -> Progress:
    if batch.state == ImportState.APPLYING:
        return _progress(_("%(done)s of %(whole)s people are in"), batch.landed, batch.accepted)
    if batch.total < batch.rows_found:
        return _progress(_("%(done)s of %(whole)s rows read"), batch.total, batch.rows_found)
    said = _("All rows are read. %(done)s of %(whole)s comparisons with whom we know are made")
    return _progress(said, batch.compared, comparisons)


def _progress(words: str | Promise, done: int, whole: int) -> Progress:
    return Progress(str(words) % {"done": intcomma(done), "whole": intcomma(whole)}, done, whole)


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
    """Fifty rows of a kind: left out, known already, worth a look, or all that come in."""
    rows = StagedRow.objects.filter(batch=batch, verdict=SHOWN[kind]).order_by("number")
    if kind == "looks":
        rows = rows.exclude(looks=[])
    return _page(rows, user, after)


def _page(rows: QuerySet[StagedRow], user: User, after: int | None) -> ShownRows:
    if after is not None:
        rows = rows.filter(number__gt=after)
    page = list(rows.select_related("batch").order_by("number")[: A_PAGE + 1])
    more, page = len(page) > A_PAGE, page[:A_PAGE]
    known, like, name_of = _known(page, user), _like(page, user), _names_in_file(page)
    return ShownRows(
        [
            ShownRow(
                row,
                _sentences(row),
                known.get(row.known_id),
                like.get(row.like_id),
                name_of(row) if row.name_settled else "",
            )
            for row in page
        ],
        page[-1].number if more else None,
    )


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
    rows = StagedRow.objects.filter(
        batch=batch, verdict__in=[RowVerdict.REJECTED, RowVerdict.DUPLICATE]
    )
    for row in rows.order_by("number").iterator(chunk_size=1000):
        yield [str(row.line), " ".join(_sentences(row)), *row.original.split(SIGN)]


def _known(rows: list[StagedRow], user: User) -> dict[int | None, Prospect]:
    ids = [row.known_id for row in rows if row.known_id is not None]
    visible = Prospect.objects.visible_to(user).select_related("owner").in_bulk(ids)
    return dict(visible)


def _like(rows: list[StagedRow], user: User) -> dict[int | None, Like]:
    """The rows that these may be the same as; of a file of another team only that there is one."""
    ids = [row.like_id for row in rows if row.like_id is not None]
    found = StagedRow.objects.in_bulk(ids)
    files = ImportBatch.objects.select_related("owner").in_bulk(
        {each.batch_id for each in found.values()}
    )
    return {
        key: Like(each.name, each.line, files[each.batch_id])
        for key, each in found.items()
        if _may_read(files.get(each.batch_id), user)
    }


def _may_read(file: ImportBatch | None, user: User) -> bool:
    if file is None:
        return False
    same_team = user.team_id is not None and file.owner.team_id == user.team_id
    return file.owner_id == user.pk or user.sees_all or same_team


def _names_in_file(rows: list[StagedRow]) -> Callable[[StagedRow], str]:
    """How a row's name stands in the file, by the columns that hold names."""
    mapping = rows[0].batch.mapping if rows else {}
    places = [mapping[field] for field in NAME_FIELDS if field in mapping]

    def name_of(row: StagedRow) -> str:
        cells = row.original.split(SIGN)
        said = " ".join(cells[place].strip() for place in places if place < len(cells))
        return "" if said == row.name else said

    return name_of


def _sentences(row: StagedRow) -> list[str]:
    accepted = row.verdict == RowVerdict.ACCEPTED
    said = [look for look in row.looks if not (row.name_settled and look in NAME_LOOKS)]
    return [str(RowFault(code).label) for code in row.errors] + (
        sentences_of(said, RowLook) if accepted else []
    )


def sentences_of(looks: Iterable[str], among: Iterable[RowLook]) -> list[str]:
    wanted = set(among)
    return [str(RowLook(code).label) for code in looks if code in wanted]
