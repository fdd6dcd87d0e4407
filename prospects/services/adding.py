"""Add one company or one person by hand."""

from datetime import date, datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from prospects.enums import ActivityKind
from prospects.models import Activity, Company, Prospect
from prospects.names import hides_something, tidy
from team.models import User
from team.refusals import Refused


class CompanyDetails(TypedDict, total=False):
    domain: str
    website: str
    industry: str
    country: str
    city: str
    employees: int | None
    time_zone: str
    phone: str
    postal_address: str


class PersonDetails(TypedDict, total=False):
    title: str
    email: str
    phone: str
    linkedin_url: str
    country: str
    city: str
    time_zone: str
    language: str
    subscriber_type: str
    lawful_basis: str
    lawful_basis_note: str
    source: str
    source_date: date | None


@transaction.atomic
def add_company(name: str, *, by: User, at: datetime, **details: Unpack[CompanyDetails]) -> Company:
    """Keep a company; `by` decides about it. Refuses a name that is empty or hides something."""
    company = Company.objects.create(name=_checked(name), owner=by, created_at=at, **details)
    Activity.objects.record(ActivityKind.ADDED, at=at, actor=by, company=company)
    return company


@transaction.atomic
def add_person(
    name: str, company: Company, *, by: User, at: datetime, **details: Unpack[PersonDetails]
) -> Prospect:
    """Keep a person, as `by`'s own. Refuses a known address, and a name that hides something."""
    email = details.get("email", "")
    if email and Prospect.objects.filter(email__iexact=email).exists():
        raise Refused(_("Somebody with this address is known already."), code="known_address")
    prospect = Prospect.objects.create(
        name=_checked(name), company=company, owner=by, created_at=at, **details
    )
    Activity.objects.record(ActivityKind.ADDED, at=at, actor=by, prospect=prospect)
    return prospect


def _checked(name: str) -> str:
    tidied = tidy(name)
    if not tidied:
        raise Refused(_("Give a name."), code="name_missing")
    if hides_something(tidied):
        raise Refused(
            _("There is a hidden character in the name. Type it again."), code="hidden_character"
        )
    return tidied
