"""Adding the people, and the research that goes before the first letter."""

from datetime import datetime, timedelta
from typing import Any

from config.demo import texts
from config.demo.loading.casting import JONAS, Part
from config.demo.loading.world import World
from config.demo.phones import phone_for
from prospects.enums import LawfulBasis, SubscriberType
from prospects.models import Company, Prospect
from prospects.services import adding
from research.enums import FindingAbout, Fit, WarmPath
from research.models import Finding
from research.services import briefing
from team.models import User

TWIN_OF = "niamh"
# Where a letter needs more than a reason of ours.
ASKS_FOR_CONSENT = frozenset({"CA", "DE"})


def add_everybody(parts: list[Part], world: World, at: datetime) -> None:
    """All the companies and people, and one person twice: a list from a trade fair had her too."""
    for number, part in enumerate(parts):
        part.prospect = _add(part, number, by=world.reps[part.owner].user, at=at)
    twin = next((part for part in parts if part.story == TWIN_OF), None)
    if twin is not None:
        _add_twin(twin, by=world.reps[JONAS].user, at=at)


def research(part: Part, *, by: User, at: datetime) -> None:
    """All that a first try needs. What is true of the company is written down once."""
    prospect, company = part.who, part.company
    briefing.save_brief(
        prospect,
        by=by,
        at=at,
        fields=briefing.BriefFields(
            fit=Fit.FITS,
            fit_note="",
            problem=company.problem,
            why_now=company.why_now,
            risk=company.risk,
            unknowns=company.unknown,
        ),
        revision=0,
    )
    for fact in _facts(part, at):
        briefing.add_finding(prospect, fact, by=by, at=at)
    _confirm_name(part, by=by, at=at)
    briefing.check_warm_path(
        prospect,
        by=by,
        at=at,
        warm_path=WarmPath.NONE,
        note="Asked the team and looked through our customers: nobody knows them.",
    )


def find_something_new(part: Part, claim: str, source: str, *, by: User, at: datetime) -> None:
    """What changed for them since the first letter; the last calls rest on it."""
    text = texts.FactText(claim=claim, source=source, age=1)
    briefing.add_finding(part.who, _fact(FindingAbout.TRIGGER, text, at), by=by, at=at)


def _basis(country: str) -> dict[str, Any]:
    if country in ASKS_FOR_CONSENT:
        note = "Said at the Cold Chain Expo that we may write."
        return {"lawful_basis": LawfulBasis.CONSENT, "lawful_basis_note": note}
    note = "Their work is what we write about, and a no ends it."
    return {"lawful_basis": LawfulBasis.LEGITIMATE_INTEREST, "lawful_basis_note": note}


def _facts(part: Part, at: datetime) -> list[briefing.Fact]:
    person, company = part.person, part.company
    facts = [_fact(FindingAbout.PERSON, person.fact, at, told_by=person.told_by)]
    if not Finding.objects.filter(company=part.who.company, prospect=None).exists():
        facts.append(_fact(FindingAbout.COMPANY, company.about, at, for_everyone=True))
        facts.append(_fact(FindingAbout.TRIGGER, company.trigger, at, for_everyone=True))
    return facts


def _fact(
    about: FindingAbout,
    text: texts.FactText,
    at: datetime,
    *,
    told_by: str = "",
    for_everyone: bool = False,
) -> briefing.Fact:
    address = f"https://{texts.slug(text.source)}.example/{texts.slug(text.claim)[:60]}"
    return briefing.Fact(
        about=about,
        claim=text.claim,
        source_name="" if told_by else text.source,
        source_url="" if told_by else address,
        told_by=told_by,
        dated_on=(at - timedelta(days=text.age)).date(),
        for_everyone=for_everyone,
    )


def _confirm_name(part: Part, *, by: User, at: datetime) -> None:
    person = part.person
    briefing.confirm_name(
        part.who,
        by=by,
        at=at,
        name=person.name,
        preferred_name=person.preferred,
        pronunciation=person.say,
        source="Their own profile and the company's page.",
        revision=part.who.revision,
    )


def _add(part: Part, number: int, *, by: User, at: datetime) -> Prospect:
    person, text = part.person, part.company
    return adding.add_person(
        person.name,
        _company(text, number, by=by, at=at),
        by=by,
        at=at,
        title=person.title,
        email=person.email,
        phone=phone_for(text.country, number),
        linkedin_url=person.linkedin,
        country=text.country,
        city=text.city,
        time_zone=text.time_zone,
        subscriber_type=SubscriberType.CORPORATE,
        **_basis(text.country),
        source="Cold Chain Expo, list of speakers and visitors",
        source_date=(at - timedelta(days=20)).date(),
    )


def _company(text: texts.CompanyText, number: int, *, by: User, at: datetime) -> Company:
    standing = Company.objects.filter(domain=text.domain).first()
    return standing or adding.add_company(
        text.name,
        by=by,
        at=at,
        domain=text.domain,
        website=f"https://{text.domain}",
        industry=text.industry,
        country=text.country,
        city=text.city,
        employees=text.employees,
        time_zone=text.time_zone,
        phone=phone_for(text.country, number + 500),
        postal_address=f"{text.name}\n{text.street}",
    )


def _add_twin(part: Part, *, by: User, at: datetime) -> Prospect:
    return adding.add_person(
        part.person.name,
        part.who.company,
        by=by,
        at=at,
        title=part.person.title,
        country=part.company.country,
        source="Visitors of our stand, typed in by hand",
    )
