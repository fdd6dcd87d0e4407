"""Add one company or one person by hand."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from django.db import DatabaseError, IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from prospects.addresses import email_domain, email_key
from prospects.enums import ActivityKind, DetailOrigin, SuppressionKind
from prospects.models import Activity, Company, Prospect, Suppression
from prospects.models.contact import WAYS, Came, sourced
from prospects.names import tidy
from prospects.selectors.suppressions import domains_of, stop_of_values
from prospects.services import company_duplicates
from prospects.services.domains import fill_domain
from prospects.services.duplicates import look_for
from team.models import User
from team.names import hides_something
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
    subdivision: str
    city: str
    time_zone: str
    language: str
    preferred_name: str
    pronunciation: str
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
    company_duplicates.look_for([company.pk], at=at)
    return company


@transaction.atomic
def add_person(
    name: str,
    company: Company,
    *,
    by: User,
    at: datetime,
    origin: DetailOrigin = DetailOrigin.HAND,
    **details: Unpack[PersonDetails],
) -> Prospect:
    """Keep a person, as `by`'s own; a company whose domain nobody knows takes that of their address.

    Each way to reach them came as they did: by `origin`, from their source, on its day or else today. Refuses who asked us to stop, a known address, a record that another stands for, and a name that hides something.
    """
    email = details.get("email", "")
    check_nobody_stopped(
        email=email,
        phone=details.get("phone", ""),
        linkedin_url=details.get("linkedin_url", ""),
        domains=company.domains,
        at=at,
    )
    check_address_is_free(email)
    try:
        with transaction.atomic():
            prospect = Prospect.objects.create(
                name=_checked(name),
                company=company,
                owner=by,
                created_at=at,
                **details,
                **_as_they_came(details, origin, at.astimezone(by.zone).date()),
            )
    except IntegrityError:
        raise known_address() from None
    except DatabaseError as error:
        if getattr(error.__cause__, "sqlstate", "") != "EA515":
            raise
        raise stands_under_another() from error
    fill_domain(company, email)
    Activity.objects.record(ActivityKind.ADDED, at=at, actor=by, prospect=prospect)
    look_for([prospect.pk], at=at)
    return prospect


@transaction.atomic
def add_person_at(
    name: str,
    company: str,
    domain: str,
    *,
    by: User,
    at: datetime,
    **details: Unpack[PersonDetails],
) -> Prospect:
    """The same with a company by its name and domain, which is added where we don't know it."""
    return add_person(name, company_of(company, domain, by=by, at=at), by=by, at=at, **details)


def _as_they_came(details: PersonDetails, origin: DetailOrigin, today: date) -> dict[str, Any]:
    came = Came(origin, details.get("source", ""), details.get("source_date") or today)
    return {
        name: value
        for way in WAYS
        if details.get(way)
        for name, value in sourced(way, came).items()
    }


def company_of(name: str, domain: str, *, by: User, at: datetime) -> Company:
    """The company of that domain, else of that name, else a new one; of two records of one company the kept one."""
    found = Company.objects.with_domain(domain).first() if domain else None
    if found is None:
        named = Company.objects.named(tidy(name))
        found = (named.filter(domain="") if domain else named).first()
    if found is None:
        return add_company(name, by=by, at=at, domain=domain)
    return found.merged_into or found


def check_address_is_free(email: str, but: Prospect | None = None) -> None:
    """Refuse an address that somebody else has, whoever works with them."""
    others = Prospect.objects.with_address(email)
    if but is not None:
        others = others.exclude(pk=but.pk)
    if others.exists():
        raise known_address()


def check_nobody_stopped(
    *,
    at: datetime,
    email: str = "",
    phone: str = "",
    linkedin_url: str = "",
    domains: Sequence[str] = (),
) -> None:
    """R10, as an import asks it: refuse what a stop for everything reaches, and say who stopped it and when.

    The code names what it is: "stopped_email", "stopped_phone", "stopped_profile" or "stopped_domain".
    """
    given = (
        (SuppressionKind.EMAIL, email_key(email)),
        (SuppressionKind.PHONE, phone),
        (SuppressionKind.PROFILE, linkedin_url.lower()),
    )
    reaches = [(kind, value) for kind, value in given if value]
    stop = stop_of_values([*reaches, *domains_of(email_domain(email), *domains)], at)
    if stop is not None:
        raise Refused(_why_stopped(stop), code=f"stopped_{stop.kind}")


def _why_stopped(stop: Suppression) -> str:
    said = {
        SuppressionKind.EMAIL: _("Whoever has this e-mail address asked us to stop on %(day)s."),
        SuppressionKind.PHONE: _("Whoever has this number asked us to stop on %(day)s."),
        SuppressionKind.PROFILE: _("Whoever has this profile asked us to stop on %(day)s."),
        SuppressionKind.DOMAIN: _("Everybody at this company is on our stop list since %(day)s."),
    }[SuppressionKind(stop.kind)]
    sentences = [said % {"day": date_format(localtime(stop.created_at), "DAY_MONTH_YEAR")}]
    if stop.added_by is not None:
        sentences.append(_("%(name)s wrote it down.") % {"name": stop.added_by.name})
    if stop.until is not None:
        until = date_format(localtime(stop.until), "DAY_MONTH_YEAR")
        sentences.append(_("It holds until %(day)s.") % {"day": until})
    return " ".join([*sentences, _("Nobody here writes to them.")])


def known_address() -> Refused:
    return Refused(_("Somebody with this e-mail address is here already."), code="known_address")


def stands_under_another() -> Refused:
    return Refused(
        _("Another record stands for this company by now. Open that one."), code="conflict_ea515"
    )


def _checked(name: str) -> str:
    tidied = tidy(name)
    if not tidied:
        raise Refused(_("Give a name."), code="name_missing")
    if hides_something(tidied):
        raise Refused(
            _("There is a hidden character in the name. Type it again."), code="hidden_character"
        )
    return tidied
