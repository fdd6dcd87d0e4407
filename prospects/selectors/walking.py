"""A page of a list and where it begins: by the keys at its edge, and nothing counts the rest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db.models import Q

from prospects.models import Prospect

A_PAGE = 25


class Walked(NamedTuple):
    """The numbers of one page, and those at its edges where there is another."""

    ids: list[int]
    newer: int | None
    older: int | None


def past(name: str, pk: str, place: tuple[Any, int], *, descending: bool) -> Q:
    """The first condition is what the index walks by; the second only settles equals."""
    value, number = place
    way, strictly = ("lte", "lt") if descending else ("gte", "gt")
    return Q((f"{name}__{way}", value)) & (
        Q((f"{name}__{strictly}", value)) | Q((f"{pk}__{strictly}", number))
    )


def from_edge(ids: list[int], after: int | None, before: int | None) -> list[int]:
    """Of all in order one page and one more; from `before` on backwards."""
    if before in ids:
        end = ids.index(before)
        return ids[max(0, end - A_PAGE - 1) : end][::-1]
    start = ids.index(after) + 1 if after in ids else 0
    return ids[start : start + A_PAGE + 1]


def page_of(ids: Sequence[int], after: int | None, before: int | None) -> Walked:
    """One row more than a page tells whether there is another."""
    backwards = before is not None
    more, page = len(ids) > A_PAGE, list(ids[:A_PAGE])
    if backwards:
        page.reverse()
    has_newer = more if backwards else after is not None
    return Walked(
        page,
        newer=page[0] if page and has_newer else None,
        older=page[-1] if page and (backwards or more) else None,
    )


def place_of(edge: int | None, key: Any) -> tuple[Any, int] | None:
    """Where somebody stands, by this key and their number."""
    if edge is None:
        return None
    return Prospect.objects.filter(pk=edge).values_list(key, "pk").first()
