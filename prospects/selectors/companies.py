"""Companies as a list: found by their names and domains, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import chain

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower

from prospects.models import Company, Prospect
from prospects.models.company import CompanyQuerySet
from prospects.models.keys import DomainFromItsEnd, by_name
from prospects.models.words import Words
from prospects.selectors.finding import MOST_FOUND, MOST_WORDS, members_seen, near
from prospects.selectors.walking import A_PAGE, from_edge, page_of, past
from team.models import User


@dataclass(frozen=True)
class CompaniesPage:
    """`near` are companies of words like those that were typed; `beyond`: more have the words than are put in order."""

    companies: list[Company]
    newer: int | None
    older: int | None
    near: list[Company] = field(default_factory=list)
    count: int | None = None
    beyond: bool = False


def page_of_companies(
    user: User, q: str, *, after: int | None = None, before: int | None = None
) -> CompaniesPage:
    """Those of this colleague's team and nobody's, and those where they see somebody."""
    seen = seen_companies(user)
    if not q:
        return _page(_walked(seen, after, before), after, before)
    ids = _in_order(_with_words(seen, q), seen.filter(pk__in=_kept_for(q)))
    beyond, ids = len(ids) > MOST_FOUND, ids[:MOST_FOUND]
    alike = list[int]()
    if len(ids) < A_PAGE and not (after or before) and (like := near(q)):
        alike = _in_order(_all_like(seen, like).exclude(pk__in=ids))[:A_PAGE]
    page = _page(from_edge(ids, after, before), after, before)
    return replace(page, near=_shown(alike), count=len(ids), beyond=beyond)


def seen_companies(user: User) -> CompanyQuerySet:
    """As `visible_company` has it, with those whose companies they are named one by one."""
    members, companies = members_seen(user), Company.objects.standing()
    if members is None:
        return companies
    there = Prospect.objects.filter(company=OuterRef("pk"), merged_into=None, owner__in=members)
    return companies.filter(Q(owner__in=members) | Q(owner=None) | Exists(there))


def _with_words(seen: CompanyQuerySet, q: str) -> CompanyQuerySet:
    found = seen.alias(
        words=Words("name"),
        small=Lower("domain"),
        end=DomainFromItsEnd(Lower("domain")),
    )
    for word in q.split()[:MOST_WORDS]:
        found = found.filter(_has(word.lower()))
    return found


def _kept_for(q: str) -> list[int]:
    """What stands for the records that have these words: whoever knows the one name is led to the other."""
    under = _with_words(Company.objects.exclude(merged_into=None), q)
    found = under.order_by().values_list("merged_into", flat=True)[:MOST_FOUND]
    return [kept for kept in found if kept]


def _has(word: str) -> Q:
    """In its name, or how its domain begins; a whole domain has those below it, too."""
    host = (word.partition("://")[2] or word.rpartition("@")[2]).partition("/")[0]
    host = host.removeprefix("www.").strip(".")
    said = Q(words__says=word)
    if host:
        said |= Q(small__startswith=host)
    return said | Q(end__startswith=f".{host}"[::-1]) if "." in host else said


def _all_like(seen: CompanyQuerySet, like: list[str]) -> CompanyQuerySet:
    whole = " & ".join(f"({word})" for word in like)
    return seen.alias(words=Words("name")).filter(words__matches=whole)


def _in_order(*found: CompanyQuerySet) -> list[int]:
    """One more than are kept, so that one knows of more."""
    rows = [each.order_by().values_list(Lower("name"), "pk")[: MOST_FOUND + 1] for each in found]
    return [pk for _name, pk in sorted(set(chain(*rows)))]


def _walked(seen: CompanyQuerySet, after: int | None, before: int | None) -> list[int]:
    """The numbers of one page and one more, along the index of names; backwards, from the edge on."""
    backwards, edge = before is not None, after if before is None else before
    found = seen.alias(sort=by_name())
    place = Company.objects.filter(pk=edge).values_list(by_name(), "pk").first() if edge else None
    if place is not None:
        found = found.filter(past("sort", "pk", place, descending=backwards))
    sign = "-" if backwards else ""
    return list(
        found.order_by(f"{sign}sort", f"{sign}id").values_list("pk", flat=True)[: A_PAGE + 1]
    )


def _page(ids: list[int], after: int | None, before: int | None) -> CompaniesPage:
    page = page_of(ids, after, before)
    return CompaniesPage(_shown(page.ids), newer=page.newer, older=page.older)


def _shown(ids: list[int]) -> list[Company]:
    found = Company.objects.select_related("owner").in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]
