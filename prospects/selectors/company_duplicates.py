"""Records that may be one company, as pages show them: in pairs, the newest first; and what was made one."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from prospects.enums import WhyOneCompany
from prospects.models import Company, CompanyLikeness, CompanyMerge
from prospects.models.company_merge import COMPANY_FIELDS
from prospects.selectors.companies import seen_companies
from prospects.selectors.duplicates import A_PAGE, MOST_COUNTED, Difference
from team.models import User


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records and why they may be one."""

    likeness: CompanyLikeness
    why: list[str]

    @property
    def records(self) -> tuple[Company, Company]:
        return self.likeness.one, self.likeness.other


@dataclass(frozen=True, slots=True)
class Pairs:
    pairs: list[Pair]
    after: int | None


def open_pairs(user: User, *, after: int | None = None) -> Pairs:
    """Those of which nobody said yet whether they are one, a page at a time."""
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


def likenesses_of(company: Company, user: User) -> list[Pair]:
    """Which this company may be the same as."""
    found = _open(user).filter(Q(one=company) | Q(other=company)).order_by("pk")
    return [_pair(each) for each in found[:A_PAGE]]


def merges_of(company: Company) -> list[CompanyMerge]:
    """The records that this one stands for."""
    standing = CompanyMerge.objects.filter(kept=company, undone_at=None)
    return list(standing.select_related("other", "by", "kept").order_by("pk"))


def differences(pair: Pair) -> list[Difference]:
    """What may be chosen, field by field."""
    one, other = pair.records
    found = []
    for name in COMPANY_FIELDS:
        ours, theirs = getattr(one, name), getattr(other, name)
        if ours != theirs:
            label = str(COMPANY_FIELDS[name])
            found.append(Difference(name, label, str(ours or ""), str(theirs or "")))
    return found


def _open(user: User) -> QuerySet[CompanyLikeness]:
    seen = seen_companies(user).values("pk")
    both = CompanyLikeness.objects.filter(one__in=seen, other__in=seen, parted_at=None)
    return both.select_related("one__owner", "other__owner")


def _pair(likeness: CompanyLikeness) -> Pair:
    return Pair(likeness, [str(WhyOneCompany(code).label) for code in likeness.why])
