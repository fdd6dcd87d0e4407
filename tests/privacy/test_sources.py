"""Each way to reach somebody says where it came from, and when."""

from datetime import date

import pytest
from django.urls import reverse

from adherence.selectors.personal_data import all_about
from adherence.services import erasing
from cadence.services import referring
from prospects.enums import DetailOrigin, ErasureCause
from prospects.models import Prospect
from prospects.models.contact import WAYS, Came, columns_of
from prospects.selectors.privacy import ways_to_reach
from prospects.services import adding, editing, importing, recording, uniting
from team.enums import Role
from tests.adherence.weeks import Reader, colleague
from tests.factories.prospects import CompanyFactory, ProspectFactory
from tests.times import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = NOW.date()
AT_THE_FAIR = Came("hand", "Cold Chain Expo", date(2026, 11, 2))


def came(person: Prospect) -> dict[str, Came]:
    person.refresh_from_db()
    return {
        way: Came(*(getattr(person, name) for name in columns_of(way)))
        for way in WAYS
        if getattr(person, way)
    }


def met(**fields: object) -> Prospect:
    """Added by hand after a fair."""
    return adding.add_person(
        "Aoife Byrne", CompanyFactory.create(), by=colleague(), at=NOW, email="aoife@corrib.example",
        phone="+353915550100", source=AT_THE_FAIR.source, source_date=AT_THE_FAIR.on, **fields,
    )  # fmt: skip


def test_whoever_is_added_by_hand_came_with_all_of_it_from_one_place() -> None:
    assert came(met()) == {"email": AT_THE_FAIR, "phone": AT_THE_FAIR}


def test_of_a_file_each_row_says_where_it_is_from_or_the_file_does() -> None:
    by = colleague()
    rows = (
        "Name,Company,E-mail,Phone,LinkedIn profile,Source\n"
        "Una Burke,Corrib,una@corrib.example,+353 91 555 0101,,The fair\n"
        "Ann Lee,Corrib,,,https://www.linkedin.com/in/ann-lee,\n"
    )
    batch = importing.bring([rows.encode()], file_name="people.csv", by=by, at=NOW)
    importing.match(batch, mapping=batch.mapping)
    importing.apply(batch, by=by, at=NOW)
    una, ann = Prospect.objects.order_by("-name")
    fair = Came("file", "The fair", TODAY)
    assert came(una) == {"email": fair, "phone": fair}
    assert came(ann) == {"linkedin_url": Came("file", "people.csv", TODAY)}


def test_a_new_address_says_where_it_came_from_and_the_number_keeps_where_it_did() -> None:
    person = met()
    editing.edit_person(
        person, by=person.owner, at=NOW, revision=0,
        details={"email": "a.byrne@corrib.example", "ways_source": "Her signature"},
    )  # fmt: skip
    assert came(person) == {"email": Came("hand", "Her signature", TODAY), "phone": AT_THE_FAIR}
    editing.edit_person(person, by=person.owner, at=NOW, revision=1, details={"email": ""})
    assert (person.email_origin, person.email_source, person.email_source_date) == ("", "", None)


def test_the_page_of_details_asks_where_a_new_one_came_from() -> None:
    person = met()
    browser = Reader(person.owner).client
    page = browser.get(reverse("prospects:details", args=[person.pk]))
    form = page.context["person_form"]
    given = {name: value or "" for name, value in form.initial.items()}
    answered = browser.post(
        reverse("prospects:details", args=[person.pk]),
        given | {"phone": "+353915550199", "ways_source": "Their switchboard"},
    )
    assert answered.status_code == 302
    assert came(person)["phone"] == Came("hand", "Their switchboard", TODAY)
    assert came(person)["email"] == AT_THE_FAIR


def test_whom_somebody_named_came_from_their_answer() -> None:
    person = met()
    named = referring.refer(
        person, referring.Referred("Una Burke", "una@corrib.example"), by=person.owner, at=NOW
    )
    assert came(named) == {"email": Came(DetailOrigin.ANSWER, "Aoife Byrne", TODAY)}


def test_of_two_records_each_way_keeps_where_it_came_from_and_has_it_again_when_they_part() -> None:
    kept = met()
    other = ProspectFactory.create(
        owner=kept.owner, company=kept.company, email="a@home.example", email_origin="file",
        email_source="people.csv", email_source_date=TODAY,
    )  # fmt: skip
    before = came(kept), came(other)
    done = uniting.merge(kept, other, take=["email"], by=kept.owner, at=NOW)
    assert came(kept) == {"email": Came("file", "people.csv", TODAY), "phone": AT_THE_FAIR}
    assert came(other)["email"] == AT_THE_FAIR
    uniting.undo(done, by=kept.owner, at=NOW)
    assert (came(kept), came(other)) == before


def test_the_page_of_their_data_tells_and_changes_it_and_the_timeline_only_names_it() -> None:
    person = met(linkedin_url="https://www.linkedin.com/in/aoife")
    Prospect.objects.filter(pk=person.pk).update(
        linkedin_url_origin="", linkedin_url_source="", linkedin_url_source_date=None
    )
    browser, address = Reader(person.owner).client, reverse("prospects:data", args=[person.pk])
    page = browser.get(address)
    email, _phone, profile = page.context["ways"]
    assert (email.value, email.how, email.as_they) == (
        "aoife@corrib.example", "Typed by hand", False,
    )  # fmt: skip
    assert profile.as_they
    assert profile.came.source == AT_THE_FAIR.source
    given = {name: value or "" for name, value in page.context["form"].initial.items()}
    given |= {"linkedin_url_source": "Her card", "linkedin_url_source_date": "2026-11-12"}
    assert browser.post(address, given).status_code == 302
    assert came(person)["linkedin_url"] == Came("hand", "Her card", date(2026, 11, 12))
    assert came(person)["email"] == AT_THE_FAIR
    told = person.activities.latest("pk")
    assert told.detail["fields"] == ["linkedin_url_source", "linkedin_url_source_date"]
    wrong = given | {"revision": 1, "phone_source_date": "2027-01-01"}
    assert browser.post(address, wrong).status_code == 422


def test_an_older_page_that_knows_nothing_of_it_takes_nothing_away() -> None:
    person = met()
    given = {name: getattr(person, name) for name in recording.KEPT} | {"source": "The fair"}
    recording.record_data(person, by=person.owner, at=NOW, revision=0, given=given)
    assert came(person) == {"email": AT_THE_FAIR, "phone": AT_THE_FAIR}


def test_it_is_handed_out_with_them_and_goes_with_them() -> None:
    person = met()
    [them] = next(each.rows for each in all_about(person) if each.name == "person")
    assert (them["email_origin"], them["email_source"]) == ("hand", AT_THE_FAIR.source)
    erasing.erase(
        person, cause=ErasureCause.ASKED, reason="By post", by=colleague(role=Role.ADMIN), at=NOW
    )
    person.refresh_from_db()
    assert {getattr(person, name) for way in WAYS for name in columns_of(way)} == {"", None}


def test_a_source_goes_with_what_it_is_of_whoever_takes_it_away() -> None:
    person = met()
    Prospect.objects.filter(pk=person.pk).update(email="")
    assert came(person) == {"phone": AT_THE_FAIR}
    assert ways_to_reach(person)[0].value == "+353915550100"
    assert (person.email_origin, person.email_source_date) == ("", None)
