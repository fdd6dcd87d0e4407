"""Whom somebody means who searches the account: by address, by name, or by what a link says of them."""

from datetime import datetime
from typing import Final

from adherence.selectors.account import Concerned, Whom
from prospects.selectors.asked import Asked
from prospects.selectors.people import page_of_people
from team.enums import AuditConcerned
from team.models import User

MOST_EACH: Final = 5


def meant_by(text: str, reader: User, at: datetime) -> list[Concerned]:
    """Colleagues, then people, then companies whose name or address has these words; a few of each."""
    if not text.strip():
        return []
    users = User.objects.filter(name__icontains=text) | User.objects.filter(email__iexact=text)
    found = page_of_people(reader, Asked(q=text), at)
    companies = found.companies.shown if found.companies else []
    return [
        *(Concerned(AuditConcerned.USER, u.pk, u.name) for u in users.order_by("name")[:MOST_EACH]),
        *(Concerned(AuditConcerned.PERSON, p.pk, p.name) for p in found.people[:MOST_EACH]),
        *(Concerned(AuditConcerned.COMPANY, key, name) for key, name in companies[:MOST_EACH]),
    ]


def linked(said: str) -> Whom | None:
    """Of a link: "person-12". None for what nobody linked to."""
    about, _dash, key = said.partition("-")
    if about not in AuditConcerned.values or not key.isdecimal() or len(key) > 18:
        return None
    return Whom(about, int(key))
