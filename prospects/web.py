"""Whom and what a request names, for the pages of every room about a person."""

from django.db.models import Exists, Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from prospects.models import Company, Prospect
from prospects.selectors.people import Asked
from team.web import signed_in

LONGEST_WORDS = 200


def visible_person(request: HttpRequest, pk: int, *joined: str) -> Prospect:
    """The person, if this colleague may read about them; a 404 for everybody else."""
    visible = Prospect.objects.visible_to(signed_in(request))
    return get_object_or_404(visible.select_related("company", *joined), pk=pk)


def own_person(request: HttpRequest, pk: int, *joined: str) -> Prospect:
    """The person, if this colleague may work with them; a 404 for everybody else."""
    workable = Prospect.objects.workable_by(signed_in(request))
    return get_object_or_404(workable.select_related("company", *joined), pk=pk)


def asked_in(request: HttpRequest) -> Asked:
    """What a list of people is asked for by an address."""
    return Asked(
        q=words_in(request, "q"),
        owner=words_in(request, "owner"),
        company=words_in(request, "company"),
        batch=number_in(request, "import"),
        after=number_in(request, "after"),
        before=number_in(request, "before"),
    )


def words_in(request: HttpRequest, name: str) -> str:
    return request.GET.get(name, "").replace("\x00", "").strip()[:LONGEST_WORDS]


def visible_company(request: HttpRequest, pk: int) -> Company:
    """The company, if it is of this colleague's team or nobody's, or somebody of theirs is there; else a 404."""
    user = signed_in(request)
    people = Prospect.objects.visible_to(user).filter(company=pk)
    known = Company.objects.visible_to(user).values("pk")
    companies = Company.objects.filter(Q(pk__in=known) | Exists(people))
    return get_object_or_404(companies.select_related("owner"), pk=pk)


def number_in(request: HttpRequest, name: str) -> int | None:
    """A number in the address, or None for what is none or larger than any key."""
    said = request.GET.get(name, "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 19 else None
