"""Which column is what: the words that exports use for each of our fields, the best word first."""

from __future__ import annotations

import re
from hashlib import sha256

from django.utils.translation import gettext as _

from prospects.enums import ImportField
from prospects.names import SIGN
from team.refusals import Refused

type Mapping = dict[ImportField, int]

NAMES = (ImportField.NAME, ImportField.FIRST_NAME, ImportField.LAST_NAME)

# HubSpot, Salesforce, Apollo, LinkedIn Sales Navigator exporters, and plain lists, letters only.
WORDS: dict[ImportField, tuple[str, ...]] = {
    ImportField.NAME: ("fullname", "name", "contactname", "personname", "leadname"),
    ImportField.FIRST_NAME: ("firstname", "givenname", "forename", "vorname", "prenom"),
    ImportField.LAST_NAME: ("lastname", "surname", "familyname", "nachname", "nom"),
    ImportField.PREFERRED_NAME: ("preferredname", "nickname", "goesby", "knownas"),
    ImportField.PRONUNCIATION: ("pronunciation", "saythename", "howtosayit", "sounds"),
    ImportField.TITLE: (
        "jobtitle",
        "title",
        "currentjob",
        "currenttitle",
        "position",
        "role",
    ),
    ImportField.EMAIL: (
        "email",
        "emailaddress",
        "workemail",
        "professionalemail",
        "mail",
        "correo",
    ),
    ImportField.PHONE: (
        "mobilephonenumber",
        "mobilephone",
        "mobile",
        "workdirectphone",
        "directphone",
        "firstphone",
        "phonenumber",
        "phone",
        "telephone",
        "tel",
        "corporatephone",
    ),
    ImportField.LINKEDIN: (
        "linkedinprofileurl",
        "personlinkedinurl",
        "linkedinurl",
        "linkedinurlpublic",
        "defaultprofileurl",
        "publicprofileurl",
        "hslinkedinurl",
        "linkedinprofile",
        "linkedinbio",
        "linkedin",
        "profileurl",
        "profile",
    ),
    ImportField.CITY: ("city", "mailingcity", "town", "location", "prospectlocation"),
    ImportField.COUNTRY: ("country", "countryregion", "mailingcountry", "land", "pays"),
    ImportField.LANGUAGE: ("preferredlanguage", "language"),
    ImportField.TIME_ZONE: ("timezone", "ianatimezone", "hstimezone"),
    ImportField.REGION: (
        "region",
        "state",
        "stateregion",
        "stateprovince",
        "mailingstate",
        "province",
        "subdivision",
        "bundesland",
    ),
    ImportField.COMPANY: (
        "companyname",
        "company",
        "companyaccount",
        "accountname",
        "account",
        "currentcompany",
        "associatedcompany",
        "primaryassociatedcompany",
        "organization",
        "organisation",
        "employer",
        "firma",
    ),
    ImportField.WEBSITE: (
        "companydomainname",
        "companydomain",
        "companywebsite",
        "website",
        "websiteurl",
        "domain",
    ),
    ImportField.INDUSTRY: ("industry", "companyindustry", "sector"),
    ImportField.EMPLOYEES: (
        "numberofemployees",
        "noofemployees",
        "employees",
        "companysize",
        "companyheadcount",
        "companyemployeecount",
    ),
    ImportField.CUSTOMER: (
        "lifecyclestage",
        "customer",
        "iscustomer",
        "customerstatus",
        "accounttype",
        "kunde",
    ),
    ImportField.SOURCE: ("leadsource", "originalsource", "source", "where", "metat"),
}


def guess(header: list[str]) -> Mapping:
    """The columns that carry names we know. Where several fit a field, the best word wins."""
    known = {_letters(name): number for number, name in reversed(list(enumerate(header)))}
    found: Mapping = {}
    for field, words in WORDS.items():
        for word in words:
            if word in known and known[word] not in found.values():
                found[field] = known[word]
                break
    if ImportField.FIRST_NAME in found and ImportField.LAST_NAME in found:
        found.pop(ImportField.NAME, None)
    return found


def check(mapping: Mapping) -> None:
    """Refuse a mapping that could never give a person a name and a company."""
    if not set(NAMES) & set(mapping):
        raise Refused(_("Say which column holds the names."), code="no_name_column")
    if not {ImportField.COMPANY, ImportField.WEBSITE} & set(mapping):
        raise Refused(_("Say which column holds the company."), code="no_company_column")


def from_json(stored: dict[str, int]) -> Mapping:
    return {ImportField(field): number for field, number in stored.items()}


def key_of(header: list[str]) -> str:
    """The same for every file with these columns in this order."""
    return sha256(SIGN.join(header).lower().encode()).hexdigest()


def _letters(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower())
