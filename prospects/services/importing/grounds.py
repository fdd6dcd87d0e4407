"""What a file says of why we may write to somebody, how they are reached, and when we got them."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache

from django.utils import timezone

from prospects.company_names import folded
from prospects.enums import LawfulBasis, SubscriberType

# As exports say it, in letters only. What only holds such a word is not read: "no consent" is none.
_BASES = {
    LawfulBasis.LEGITIMATE_INTEREST: (
        "legitimateinterest legitimateinterests legitimateinterestprospectlead legitimateinterestexistingcustomer"
        " legitimateinterestother berechtigtesinteresse interetlegitime"
    ),
    LawfulBasis.CONSENT: (
        "consent consented optin optedin agreed theyagreed explicitconsent freelygivenconsentfromcontact einwilligung"
        " eingewilligt zugestimmt consentement"
    ),
    LawfulBasis.CONTRACT: "contract performanceofacontract acontractwiththem vertrag contrat",
}
_SUBSCRIBERS = {
    SubscriberType.CORPORATE: "corporate company business btob work atwork firma unternehmen geschaftlich dienstlich",
    SubscriberType.INDIVIDUAL: "individual private privateperson personal soletrader btoc privat privatperson einzelunternehmer",
}
# The day first where points part it, as nobody writes otherwise; with slashes it may be the month.
_DAYS = ("%Y-%m-%d", "%d.%m.%Y", "%Y/%m/%d", "%d %b %Y")
_DAY = re.compile(
    r"[0-9]{1,4}([-./ ])[0-9A-Za-z]{1,3}\1[0-9]{4}|[0-9]{4}([-/])[0-9]{1,2}\2[0-9]{1,2}"
)


@lru_cache(maxsize=256)
def basis_of(said: str) -> str:
    """The basis that a cell names; "" of what is none, or none that we know."""
    return _named(said, _BASES)


@lru_cache(maxsize=256)
def subscriber_of(said: str) -> str:
    return _named(said, _SUBSCRIBERS)


def day_of(said: str) -> str:
    """The day as 2026-11-30; "" of what is none, may be two, or is still to come."""
    day = _day(said)
    return day.isoformat() if day and day <= timezone.localdate() else ""


@lru_cache(maxsize=1024)
def _day(said: str) -> date | None:
    found = _DAY.match(said)
    if not found:
        return None
    for form in _DAYS:
        try:
            return datetime.strptime(found[0], form).date()  # noqa: DTZ007 (a day has no clock)
        except ValueError:
            continue
    return None


def _named(said: str, words: dict[LawfulBasis, str] | dict[SubscriberType, str]) -> str:
    letters = re.sub("[^a-z]", "", folded(said).replace("2", "to"))
    known = {word: kind for kind, all_of in words.items() for word in all_of.split()}
    return str(known.get(letters, "")) if letters else ""
