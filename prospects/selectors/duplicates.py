"""Records that may be one person, as pages show them: in pairs, the newest first; and what was made one."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from prospects.enums import Why
from prospects.models import Likeness, Merge, Prospect
from prospects.models.merge import FIELDS
from prospects.models.prospect import seen_by
from team.models import User

A_PAGE = 20
# More are not counted: whoever has so many looks at them page by page.
MOST_COUNTED = 99


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records and why they may be one."""

    likeness: Likeness
    why: list[str]

    @property
    def records(self) -> tuple[Prospect, Prospect]:
        return self.likeness.one, self.likeness.other


@dataclass(frozen=True, slots=True)
class Pairs:
    pairs: list[Pair]
    after: int | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that the two records do not share; which of the values is offered: an empty one never."""

    name: str
    label: str
    one: str
    other: str

    @property
    def offered(self) -> str:
        return "one" if self.one else "other"


def open_pairs(user: User, *, after: int | None = None) -> Pairs:
    """Those of whom nobody said yet whether they are one, a page at a time."""
    found = _open(user)
    if after is not None:
        found = found.filter(pk__lt=after)
    page = list(found.order_by("-pk")[: A_PAGE + 1])
    more, page = len(page) > A_PAGE, page[:A_PAGE]
    return Pairs([_pair(each) for each in page], page[-1].pk if more else None)


def how_many(user: User) -> int:
    """How many pairs wait to be looked at; beyond MOST_COUNTED none is counted."""
    return _open(user)[: MOST_COUNTED + 1].count()


def pair_of(user: User, pk: int) -> Pair | None:
    found = _open(user).filter(pk=pk).first()
    return _pair(found) if found else None


def likenesses_of(prospect: Prospect, user: User) -> list[Pair]:
    """Whom this person may be the same as."""
    found = _open(user).filter(Q(one=prospect) | Q(other=prospect)).order_by("pk")
    return [_pair(each) for each in found[:A_PAGE]]


def merges_of(prospect: Prospect) -> list[Merge]:
    """The records that this one stands for."""
    standing = Merge.objects.filter(kept=prospect, undone_at=None)
    return list(standing.select_related("other__company", "by", "kept").order_by("pk"))


def differences(pair: Pair) -> list[Difference]:
    """What may be chosen, field by field."""
    one, other = pair.records
    found = []
    for name in FIELDS:
        ours, theirs = getattr(one, name), getattr(other, name)
        if ours != theirs:
            found.append(Difference(name, str(FIELDS[name]), ours, theirs))
    return found


def _open(user: User) -> QuerySet[Likeness]:
    both = Likeness.objects.filter(
        seen_by(user, through="one__"),
        seen_by(user, through="other__"),
        parted_at=None,
        one__merged_into=None,
        other__merged_into=None,
    )
    return both.select_related("one__company", "one__owner", "other__company", "other__owner")


def _pair(likeness: Likeness) -> Pair:
    return Pair(likeness, [str(Why(code).label) for code in likeness.why])
