"""Mail that may be from one company or another, for whoever works at one of them."""

from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from cadence.models import UndecidedMail
from cadence.selectors.reach import read_by
from prospects.models import Company, Prospect
from team.models import User

MOST = 50


def undecided_for(user: User) -> QuerySet[UndecidedMail]:
    """That this colleague is asked about, the oldest first: where a person of theirs is, or of a rep who is gone."""
    theirs = Prospect.objects.filter(
        owner__in=read_by(user), company__undecided_mails=OuterRef("pk")
    )
    asked = UndecidedMail.objects.filter(Exists(theirs), decided_at=None)
    return asked.select_related("message").prefetch_related("companies").order_by("pk")


def people_by_mail(user: User, mails: list[UndecidedMail]) -> dict[int, list[Prospect]]:
    """`people_it_may_be` for each of these mails, in one query."""
    companies = {mail.pk: {each.pk for each in mail.companies.all()} for mail in mails}
    people = list(_people_at(user, set().union(*companies.values())))
    return {
        pk: [each for each in people if each.company_id in theirs]
        for pk, theirs in companies.items()
    }


def people_it_may_be(user: User, mail: UndecidedMail) -> QuerySet[Prospect]:
    """Everybody at these companies of whom this colleague may read."""
    return _people_at(user, mail.companies.values_list("pk"))


def _people_at(
    user: User, companies: Collection[int] | QuerySet[Company, Any]
) -> QuerySet[Prospect]:
    people = Prospect.objects.visible_to(user).listed().filter(company__in=companies)
    return people.select_related("company").order_by("company__name", "name", "pk")
