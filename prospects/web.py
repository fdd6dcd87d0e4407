"""Whom and what a request names, for the pages of every room about a person."""

from datetime import datetime

from django.db.models import Exists, Q, TextChoices
from django.http import HttpRequest, QueryDict
from django.shortcuts import get_object_or_404

from prospects.enums import Channel, Heard, Order, Standing
from prospects.models import Company, Prospect
from prospects.selectors.asked import Asked
from team.web import signed_in

LONGEST_WORDS = 200


def visible_person(request: HttpRequest, pk: int, *joined: str) -> Prospect:
    """The person, if this colleague may read about them; a 404 for everybody else."""
    visible = Prospect.objects.visible_to(signed_in(request))
    return get_object_or_404(visible.select_related("company", *joined), pk=pk)


def own_person(request: HttpRequest, pk: int, *joined: str) -> Prospect:
    """The person, if this colleague may work with them; a 404 for everybody else, and once they are erased."""
    workable = Prospect.objects.workable_by(signed_in(request)).filter(erased_at=None)
    return get_object_or_404(workable.select_related("company", *joined), pk=pk)


def asked_in(request: HttpRequest) -> Asked:
    """What a list of people is asked for by an address."""
    return asked_by(request.GET)


def asked_by(said: QueryDict) -> Asked:
    """What is of none of the closed lists was not asked for."""
    return Asked(
        q=_words(said, "q"),
        owner=_words(said, "owner"),
        company=_words(said, "company"),
        country=_words(said, "country"),
        channel=_one_of(Channel, said.get("channel", "")),
        standing=_one_of(Standing, said.get("standing", "")),
        heard=_one_of(Heard, said.get("heard", "")),
        batch=_number(said, "import"),
        order=_one_of(Order, said.get("order", "")),
        after=_number(said, "after"),
        before=_number(said, "before"),
    )


def words_in(request: HttpRequest, name: str, *, longest: int = LONGEST_WORDS) -> str:
    """What an address asks for in words: none where it says nothing, and nothing that the database could not hold."""
    return _words(request.GET, name, longest)


def _words(said: QueryDict, name: str, longest: int = LONGEST_WORDS) -> str:
    return said.get(name, "").replace("\x00", "").strip()[:longest]


def _one_of(choices: type[TextChoices], value: str) -> str:
    return value if value in choices.values else ""


def visible_company(request: HttpRequest, pk: int) -> Company:
    """The company, if it is of this colleague's team or nobody's, or somebody of theirs is there; else a 404."""
    user = signed_in(request)
    people = Prospect.objects.visible_to(user).filter(company=pk)
    known = Company.objects.visible_to(user).values("pk")
    companies = Company.objects.filter(Q(pk__in=known) | Exists(people))
    return get_object_or_404(companies.select_related("owner"), pk=pk)


def number_in(request: HttpRequest, name: str) -> int | None:
    """A number in the address, or None for what is none or larger than any key."""
    return _number(request.GET, name)


def moment_in(request: HttpRequest, name: str) -> tuple[datetime, int] | None:
    """A moment and a number, as "moment~number", where another part of a list begins; None for what is neither."""
    moment, _tilde, number = request.GET.get(name, "").partition("~")
    key = _whole(number)
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return None
    return (at, key) if at.tzinfo is not None and key is not None else None


def _number(said: QueryDict, name: str) -> int | None:
    return _whole(said.get(name, ""))


def _whole(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 19 else None
