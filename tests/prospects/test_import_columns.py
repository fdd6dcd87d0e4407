"""The columns that tools and people write are known by their names, and what stands in them is read."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone, translation

from prospects.enums import ImportField, LawfulBasis, SubscriberType
from prospects.models import Prospect
from prospects.names import suggest
from prospects.selectors import import_grounds
from prospects.services import importing
from prospects.services.importing import columns, grounds, reading
from team.refusals import Refused
from tests.factories.team import UserFactory
from tests.prospects.test_import_steps import GROUNDS, brought, checked, come_in
from tests.prospects.test_views_importing import step
from tests.times import NOW

pytestmark = pytest.mark.django_db

F = ImportField
PEOPLE = [F.FIRST_NAME, F.LAST_NAME]


@pytest.fixture
def maya():
    return UserFactory.create()


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        ("Name,Job,Organisation,Domain,Mobile,Town,Country", [F.NAME, F.TITLE, F.COMPANY, F.WEBSITE, F.PHONE, F.CITY, F.COUNTRY]),
        ("Full Name,Position,Company Name,Website,Phone Number,LinkedIn URL", [F.NAME, F.TITLE, F.COMPANY, F.WEBSITE, F.PHONE, F.LINKEDIN]),
        ("First name,Last name,Role,Company,Email address,City", [*PEOPLE, F.TITLE, F.COMPANY, F.EMAIL, F.CITY]),
        ("Vorname,Nachname,Firma,Telefon,E-Mail,Stelle,Ort,Land", [*PEOPLE, F.COMPANY, F.PHONE, F.EMAIL, F.TITLE, F.CITY, F.COUNTRY]),
        ("Ansprechpartner;Unternehmen;Webseite;Handynummer;E-Mail-Adresse;Position;Branche;Mitarbeiter;Quelle",
         [F.NAME, F.COMPANY, F.WEBSITE, F.PHONE, F.EMAIL, F.TITLE, F.INDUSTRY, F.EMPLOYEES, F.SOURCE]),
        # HubSpot
        ("Record ID,First Name,Last Name,Email,Phone Number,Lifecycle Stage,Create Date,Associated Company,Legal basis for processing contact's data",
         [None, *PEOPLE, F.EMAIL, F.PHONE, F.CUSTOMER, F.SOURCE_DATE, F.COMPANY, F.BASIS]),
        # Salesforce
        ("Salutation,First Name,Last Name,Title,Account Name,Mailing City,Mailing State/Province,Mailing Country,Phone,Mobile,Email,Lead Source",
         [None, *PEOPLE, F.TITLE, F.COMPANY, F.CITY, F.REGION, F.COUNTRY, None, F.PHONE, F.EMAIL, F.SOURCE]),
        # Pipedrive
        ("Person - Name,Person - Organization,Person - Email,Person - Phone,Person - Job title",
         [F.NAME, F.COMPANY, F.EMAIL, F.PHONE, None]),
        # Apollo
        ("First Name,Last Name,Title,Company Name for Emails,Email,Mobile Phone,Person Linkedin Url,Website,# Employees,Industry,City,State,Country",
         [*PEOPLE, F.TITLE, F.COMPANY, F.EMAIL, F.PHONE, F.LINKEDIN, F.WEBSITE, F.EMPLOYEES, F.INDUSTRY, F.CITY, F.REGION, F.COUNTRY]),
        # LinkedIn's own list of connections
        ("First Name,Last Name,URL,Email Address,Company,Position,Connected On",
         [*PEOPLE, F.LINKEDIN, F.EMAIL, F.COMPANY, F.TITLE, F.SOURCE_DATE]),
        # Outlook
        ("Title,First Name,Last Name,Company,Job Title,Business City,Business Country/Region,Business Phone,Mobile Phone,E-mail Address,Web Page",
         [None, *PEOPLE, F.COMPANY, F.TITLE, F.CITY, F.COUNTRY, None, F.PHONE, F.EMAIL, F.WEBSITE]),
        # Google contacts
        ("First Name,Last Name,Organization Name,Organization Title,E-mail 1 - Value,Phone 1 - Value",
         [*PEOPLE, F.COMPANY, F.TITLE, F.EMAIL, F.PHONE]),
    ],
)  # fmt: skip
def test_a_header_is_matched_as_its_reader_would(header, fields):
    names = header.replace(";", ",").split(",")
    guessed = {number: field for field, number in columns.guess(names).items()}
    assert [guessed.get(number) for number in range(len(names))] == fields


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("Legitimate interest", "legitimate_interest"),
        ("Berechtigtes Interesse", "legitimate_interest"),
        ("Freely given consent from contact", "consent"),
        ("opt-in", "consent"),
        ("Vertrag", "contract"),
        ("no consent", ""),
        ("Not applicable", ""),
    ],
)
def test_a_basis_is_read_only_where_it_is_named(said, read):
    assert grounds.basis_of(said) == read


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("2026-01-05", "2026-01-05"),
        ("2026-01-05 10:22", "2026-01-05"),
        ("5.1.2026", "2026-01-05"),
        ("05 Jan 2026", "2026-01-05"),
        ("5/1/2026", ""),
        ("2199-01-01", ""),
        ("2026-02-31", ""),
        ("soon", ""),
    ],
)
def test_a_day_is_read_where_it_can_be_one_only(said, read):
    assert grounds.day_of(said) == read


def test_a_day_that_was_still_to_come_is_read_once_it_is_here(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2031, 3, 1, 12, tzinfo=UTC))
    assert grounds.day_of("2031-03-02") == ""
    monkeypatch.setattr(timezone, "now", lambda: datetime(2031, 3, 2, 12, tzinfo=UTC))
    assert grounds.day_of("2031-03-02") == "2031-03-02"


def test_what_grows_as_we_write_it_keeps_nobody_else_out(maya):
    batch = come_in(
        "Name,Company,Website,LinkedIn\n"
        f"{'\u0958' * 150},Corrib,,\n"
        f"Ann Lee,Corrib,,linkedin.com/in/{'İ' * 150}\n"
        f"Bo Quay,,{'.'.join(['ü' * 45] * 4)}.de,\n"
        "Cy Moor,Corrib,,\n",
        maya,
    )
    assert sorted(Prospect.objects.values_list("name", "linkedin_url")) == [
        ("Ann Lee", ""),
        ("Cy Moor", ""),
    ]
    assert (batch.accepted, batch.rejected) == (2, 2)


def test_no_name_is_offered_that_would_be_too_long():
    assert suggest(" ".join(["ß"] * 100)) == ""


HEADER = "Name,Company,Country,Legal basis,Subscriber type,Source,Collected on\n"


def test_a_row_says_its_own_grounds_and_the_file_those_of_the_others(maya, client):
    client.force_login(maya)
    batch = checked(
        HEADER + "Ann,Corrib,DE,Consent,private,Expo,2026-01-05\nBo,Frost,DE,,,,\n"
        "Cy,Weser,DE,whatever,?,,5/1/26\n",
        maya,
    )  # fmt: skip
    look = client.get(f"{step(batch, 'check')}?show=looks").content.decode()
    assert "Why we may write could not be read; it is left out." in look
    said = {"lawful_basis": "legitimate_interest", "subscriber_type": "corporate"}
    said |= {"source": "A list we bought", "source_date": "2026-02-01", "count": "1"}
    assert client.post(step(batch, "who"), said).url == step(batch, "who")
    client.post(step(batch, "check"))
    kept = Prospect.objects.order_by("name").values_list(
        "name",
        "lawful_basis",
        "subscriber_type",
        "source",
        "source_date__year",
        "source_date__month",
    )
    assert list(kept) == [
        ("Ann", LawfulBasis.CONSENT, SubscriberType.INDIVIDUAL, "Expo", 2026, 1),
        ("Bo", LawfulBasis.LEGITIMATE_INTEREST, SubscriberType.CORPORATE, "A list we bought", 2026, 2),
        ("Cy", LawfulBasis.LEGITIMATE_INTEREST, SubscriberType.CORPORATE, "A list we bought", 2026, 2),
    ]  # fmt: skip


def test_whoever_has_no_basis_where_the_country_asks_one_is_counted(maya, client):
    client.force_login(maya)
    batch = checked(
        HEADER + "Ann,Corrib,DE,Consent,,,\nBo,Frost,DE,,,,\nCy,Weser,Germany,,,,\nDi,Lee,,,,,\n",
        maya,
    )
    page = client.get(step(batch, "who")).content.decode()
    assert "2 people in Germany have no basis; the country&#x27;s rule asks one." in page
    sure = {"lawful_basis": "consent", "subscriber_type": "corporate"}
    importing.say_grounds(batch, importing.Grounds(**sure, source="", source_date=None))
    assert import_grounds.barred_of(batch) == []


def test_grounds_that_cannot_be_are_refused_and_stay_typed(maya, client):
    client.force_login(maya)
    batch = checked(HEADER + "Ann,Corrib,DE,,,,\n", maya)
    answered = client.post(
        step(batch, "who"), GROUNDS | {"source": "Expo", "source_date": "2199-01-01"}
    )
    assert answered.status_code == 422
    assert "That day is still to come." in answered.content.decode()
    assert 'value="Expo"' in answered.content.decode()


def test_the_last_look_shows_names_as_mended_and_as_they_were(maya, client):
    client.force_login(maya)
    batch = brought("First name,Last name,Company\nAOIFE,BYRNE,Corrib\nZoë,Ek,Corrib\n", maya)
    importing.match(batch, mapping=columns.from_json(batch.mapping))
    importing.accept_names(batch, "all_capitals")
    page = client.get(step(batch, "check")).content.decode()
    assert "Aoife Byrne" in page
    assert "In the file: AOIFE BYRNE" in page
    assert "Zoë Ek" in page
    assert page.count("In the file:") == 1
    importing.apply(batch, by=maya, at=NOW)
    assert set(Prospect.objects.values_list("name", flat=True)) == {"Aoife Byrne", "Zoë Ek"}


def test_limits_are_written_as_each_language_writes_numbers(maya, monkeypatch):
    monkeypatch.setattr(reading, "MOST_ROWS", 1_000)
    rows = "".join(f"Ann {number},Corrib\n" for number in range(1_001))
    batch = brought(f"Name,Company\n{rows}", maya)
    with translation.override("de"), pytest.raises(Refused, match=r"1\.000"):
        importing.match(batch, mapping=columns.from_json(batch.mapping))
