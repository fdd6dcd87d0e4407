"""Which column is what: the words that exports use for each of our fields, the best word first."""

from __future__ import annotations

import re
from hashlib import sha256

from django.utils.translation import gettext as _

from prospects.company_names import folded
from prospects.enums import ImportField
from prospects.names import SIGN
from team.refusals import Refused

type Mapping = dict[ImportField, int]

NAMES = (ImportField.NAME, ImportField.FIRST_NAME, ImportField.LAST_NAME)

# HubSpot, Salesforce, Pipedrive, Apollo, LinkedIn, Outlook and Google contacts, and plain lists in English, German, French and
# Spanish; letters only, without accents.
_SAID = {
    ImportField.NAME: (
        "fullname name contactname personname leadname contact person displayname contactfullname namefull"
        " vollstandigername ansprechpartner kontakt kontaktname nomcomplet nombrecompleto"
    ),
    ImportField.FIRST_NAME: (
        "firstname givenname forename contactfirstname personfirstname first vorname rufname prenom nombre"
    ),
    ImportField.LAST_NAME: (
        "lastname surname familyname contactlastname personlastname last nachname familienname zuname nom apellido apellidos"
    ),
    ImportField.PREFERRED_NAME: "preferredname nickname goesby knownas spitzname",
    ImportField.PRONUNCIATION: "pronunciation saythename howtosayit sounds aussprache",
    ImportField.TITLE: (
        "jobtitle job title currentjob currenttitle currentposition position positiontitle role jobrole occupation"
        " organizationtitle persontitle contacttitle stelle berufsbezeichnung jobtitel funktion beruf stellung poste"
        " fonction cargo puesto"
    ),
    ImportField.EMAIL: (
        "email emailaddress workemail professionalemail businessemail companyemail contactemail personemail emailwork"
        " primaryemail emailvalue eaddress mail mailaddress emails emailadresse mailadresse epost courriel adresseemail"
        " correo correoelectronico"
    ),
    ImportField.PHONE: (
        "mobilephonenumber mobilephone mobile mobilenumber cellphone cell phonemobile workdirectphone directphone"
        " firstphone phonenumber phone phonework workphone businessphone personphone contactphone phonevalue telephone"
        " telephonenumber tel corporatephone companyphone mobiltelefon mobil handy mobilnummer handynummer telefon"
        " telefonnummer rufnummer telefongeschaftlich portable numerodetelephone telefono movil"
    ),
    ImportField.LINKEDIN: (
        "linkedinprofileurl personlinkedinurl linkedinurl linkedinurlpublic defaultprofileurl publicprofileurl"
        " hslinkedinurl linkedinprofile linkedinbio linkedin linkedinlink contactlinkedinurl linkedincontactprofileurl"
        " linkedinprofil profileurl profile"
    ),
    ImportField.CITY: (
        "city mailingcity contactcity personcity businesscity homecity town location prospectlocation ort stadt wohnort"
        " ville ciudad"
    ),
    ImportField.COUNTRY: (
        "country countryregion mailingcountry contactcountry personcountry businesscountryregion businesscountry"
        " countrycode land landregion pays pais"
    ),
    ImportField.LANGUAGE: "preferredlanguage language sprache langue idioma",
    ImportField.TIME_ZONE: "timezone ianatimezone hstimezone zeitzone",
    ImportField.REGION: (
        "region state stateregion stateprovince mailingstate mailingstateprovince businessstate contactstate personstate"
        " province subdivision county bundesland"
    ),
    ImportField.COMPANY: (
        "companyname company companyaccount companynameforemails accountname account currentcompany associatedcompany"
        " primaryassociatedcompany primarycompany organization organisation organizationname organisationname"
        " personorganization employer business businessname firma firmenname unternehmen unternehmensname arbeitgeber"
        " gesellschaft societe entreprise empresa"
    ),
    ImportField.WEBSITE: (
        "companydomainname companydomain companywebsite companywebsiteurl website websiteurl webpage web"
        " homepage domain domainname emaildomain webseite internetseite internet sitoweb siteweb sitioweb"
    ),
    ImportField.INDUSTRY: "industry companyindustry sector branche wirtschaftszweig secteur",
    ImportField.EMPLOYEES: (
        "numberofemployees noofemployees employees employeecount companysize companyheadcount headcount"
        " companyemployeecount mitarbeiter mitarbeiterzahl anzahlmitarbeiter anzahldermitarbeiter effectif"
    ),
    ImportField.CUSTOMER: "lifecyclestage customer iscustomer customerstatus accounttype kunde istkunde bestandskunde",
    ImportField.SOURCE: (
        "leadsource originalsource source recordsource where metat foundat quelle herkunft leadquelle origine"
    ),
    ImportField.BASIS: (
        "legalbasisforprocessingcontactsdata legalbasis lawfulbasis lawfulbasisforprocessing gdprbasis"
        " rechtsgrundlage baselegale"
    ),
    ImportField.SUBSCRIBER: "subscribertype subscriberkind",
    ImportField.SOURCE_DATE: (
        "sourcedate goton collectedon collectedat capturedon createdate createddate createdat datecreated contactcreated"
        " personcreated addedon dateadded connectedon erhobenam erfasstam erstelltam"
    ),
}
WORDS: dict[ImportField, tuple[str, ...]] = {
    field: tuple(words.split()) for field, words in _SAID.items()
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
    if "url" in known and known["url"] not in found.values():
        # Of a person in LinkedIn's own list of connections, of their company in any other.
        field = ImportField.LINKEDIN if "connectedon" in known else ImportField.WEBSITE
        found.setdefault(field, known["url"])
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
    return re.sub(r"[^a-z]", "", folded(name))
