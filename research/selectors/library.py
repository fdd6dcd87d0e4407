"""The library as a list: searched, filtered, newest first, a page at a time."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, F, Func, QuerySet, Value
from django.db.models.functions import Concat

from prospects.models.words import Words
from research.enums import LibraryKind, LibraryState
from research.models import ImpactStory, Talk
from research.models.library import MODELS, AnyItem, LibraryQuerySet

A_PAGE = 25
MOST_OFFERED = 40
# Where a search looks, by kind. Arrays are read as one line.
SEARCHED = {
    LibraryKind.STORIES: ("title", "customer", "problem", "change", "number", "thirty_seconds"),
    LibraryKind.QUESTIONS: ("text", "why"),
    LibraryKind.RESOURCES: ("title", "summary", "url"),
}
LISTED = {LibraryKind.STORIES: ("tags", "customer_aliases")}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list was asked for. `after` and `before` are items at the edge of the page left."""

    kind: LibraryKind
    q: str = ""
    industry: str = ""
    tag: str = ""
    state: str = ""
    after: int | None = None
    before: int | None = None

    @property
    def anything(self) -> bool:
        return bool(self.q or self.industry or self.tag or self.state)


@dataclass(frozen=True, slots=True)
class Page[Row]:
    rows: list[Row]
    newer: int | None
    older: int | None


@dataclass(frozen=True, slots=True)
class Labels:
    """What the items of one kind can be filtered by."""

    industries: list[str]
    tags: list[str]


def page_of_items(asked: Asked, day: date) -> Page[AnyItem]:
    found = _filtered(MODELS[asked.kind].objects.select_related("owner"), asked, day)
    return _page(found, asked.after, asked.before)


def offered(kind: LibraryKind, day: date, *, industry: str, q: str = "") -> list[AnyItem]:
    """What a try may bring on this day: for their industry and for any, or wherever the words are found."""
    asked = Asked(kind, q=q, industry="" if q else industry, state=LibraryState.APPROVED)
    found = _filtered(MODELS[kind].objects.all(), asked, day)
    if not asked.industry and not q:
        found = found.filter(industry="")
    return list(found.order_by("-industry", "-pk")[:MOST_OFFERED])


def page_of_talks(q: str, *, after: int | None, before: int | None) -> Page[Talk]:
    talks = Talk.objects.select_related("owner").defer("words")
    if q:
        said = _line("customer", "with_whom", "industry", "words", listed=("customer_aliases",))
        talks = talks.alias(said=Words(said)).filter(said__says=q)
    return _page(talks, after, before)


def labels_of(kind: LibraryKind) -> Labels:
    items = MODELS[kind].objects
    each_tag = Func(F("tags"), function="unnest", output_field=CharField())
    industries = items.exclude(industry="").values_list("industry", flat=True).distinct()
    tags = items.values_list(each_tag, flat=True).distinct()
    return Labels(industries=sorted(industries), tags=sorted(tags))


def waiting_by_kind(day: date) -> dict[LibraryKind, int]:
    """How many of each kind wait for a manager to read them."""
    return {
        kind: model.objects.in_state(LibraryState.WAITING, day).count()
        for kind, model in MODELS.items()
    }


def names_not_to_say() -> QuerySet[ImpactStory, str]:
    """Every name of a customer whom no letter may name, also of a story that waits or was taken out."""
    names = Func(F("customer"), F("customer_aliases"), function="array_prepend")
    each = Func(names, function="unnest", output_field=CharField())
    return ImpactStory.objects.filter(may_name_customer=False).values_list(each, flat=True)


def _filtered(items: LibraryQuerySet[Any], asked: Asked, day: date) -> LibraryQuerySet[Any]:
    if asked.q:
        line = _line(*SEARCHED[asked.kind], listed=LISTED.get(asked.kind, ("tags",)))
        items = items.alias(said=Words(line)).filter(said__says=asked.q)
    if asked.industry:
        items = items.for_industry(asked.industry)
    if asked.tag:
        items = items.filter(tags__contains=[asked.tag])
    if asked.state in LibraryState:
        return items.in_state(LibraryState(asked.state), day)
    # What was taken out is shown to whoever asks for it.
    return items.filter(taken_out_at__isnull=True)


def _line(*columns: str, listed: tuple[str, ...]) -> Concat:
    lists = [
        Func(F(name), Value(" "), function="array_to_string", output_field=CharField())
        for name in listed
    ]
    parts = [part for column in (*columns, *lists) for part in (column, Value(" "))]
    return Concat(*parts, output_field=CharField())


def _page[Row: (AnyItem, Talk)](
    found: QuerySet[Row], after: int | None, before: int | None
) -> Page[Row]:
    """One page by its edge, never counting: one row more than a page tells whether there is another."""
    if before is not None:
        rows = list(found.filter(pk__gt=before).order_by("pk")[: A_PAGE + 1])
        more, rows = len(rows) > A_PAGE, rows[:A_PAGE][::-1]
        newer, older = more, True
    else:
        beyond = found if after is None else found.filter(pk__lt=after)
        rows = list(beyond.order_by("-pk")[: A_PAGE + 1])
        more, rows = len(rows) > A_PAGE, rows[:A_PAGE]
        newer, older = after is not None, more
    return Page(
        rows=rows,
        newer=rows[0].pk if rows and newer else None,
        older=rows[-1].pk if rows and older else None,
    )
