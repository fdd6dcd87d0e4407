"""Bringing people in, as a browser does it."""

import csv
import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from prospects.enums import ImportState
from prospects.models import Company, ImportBatch, ImportPart, Prospect, StagedRow
from tests.factories.prospects import ProspectFactory
from tests.factories.team import UserFactory

pytestmark = pytest.mark.django_db

EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "examples"
START = "/people/import/"


@pytest.fixture
def maya(client):
    user = UserFactory.create()
    client.force_login(user)
    return user


def bring(client, content, name="people.csv"):
    if isinstance(content, str):
        content = content.encode()
    return client.post(START, {"file": SimpleUploadedFile(name, content), "text": ""})


def step(batch, name):
    return reverse("prospects:import-step", args=[batch.pk, name])


def columns_of(page):
    return {field.name: field.value() or "" for field, _cells in page.context["columns"]}


def look_over(client, content):
    """Bring a file and match its columns as guessed; the batch as it stands then."""
    answer = bring(client, content)
    assert answer.status_code == 302, answer.content.decode()
    batch = ImportBatch.objects.latest("pk")
    guessed = columns_of(client.get(answer.url))
    assert client.post(step(batch, "match"), guessed).url == step(batch, "names")
    batch.refresh_from_db()
    return batch


@pytest.mark.parametrize(
    ("name", "people", "companies"),
    [
        ("people.csv", 10, 8),
        ("hubspot.csv", 4, 4),
        ("salesforce.csv", 4, 4),
        ("apollo.csv", 3, 3),
        ("sales-navigator.csv", 3, 3),
    ],
)
def test_the_example_files_come_in_as_guessed(client, maya, name, people, companies):
    batch = look_over(client, (EXAMPLES / name).read_bytes())
    assert client.post(step(batch, "check")).url == step(batch, "done")
    assert Prospect.objects.filter(owner=maya, import_batch=batch).count() == people
    assert Company.objects.count() == companies
    done = client.get(step(batch, "done"))
    assert f"/people/?import={batch.pk}" in done.content.decode()


def test_every_step_shows_what_the_next_will_do(client, maya):
    answer = bring(client, "Name,Company,E-mail\nAoife Ní Bhriain,Corrib,aoife@corrib.example\n")
    match = client.get(answer.url).content.decode()
    assert "Aoife Ní Bhriain" in match
    batch = ImportBatch.objects.get()
    client.post(
        step(batch, "match"), {"column-0": "name", "column-1": "company_name", "column-2": "email"}
    )
    assert "Bring 1 person in" in client.get(step(batch, "check")).content.decode()
    assert not Prospect.objects.exists()


def test_a_corrected_column_is_used(client, maya):
    bring(client, "A,B\nAoife,Corrib\n")
    batch = ImportBatch.objects.get()
    client.post(step(batch, "match"), {"column-0": "company_name", "column-1": "name"})
    client.post(step(batch, "check"))
    person = Prospect.objects.get()
    assert (person.name, person.company.name) == ("Corrib", "Aoife")


def test_two_columns_for_one_field_are_refused_with_the_choice_kept(client, maya):
    bring(client, "A,B,C\nAoife,Corrib,x\n")
    batch = ImportBatch.objects.get()
    answer = client.post(
        step(batch, "match"), {"column-0": "name", "column-1": "name", "column-2": "company_name"}
    )
    assert answer.status_code == 422
    assert columns_of(answer)["column-2"] == "company_name"


def test_a_mapping_without_names_is_refused(client, maya):
    bring(client, "A,B\nAoife,Corrib\n")
    answer = client.post(step(ImportBatch.objects.get(), "match"), {"column-1": "company_name"})
    assert answer.status_code == 422
    assert "Say which column holds the names." in answer.content.decode()


def test_rows_that_stay_out_are_listed_with_the_reason(client, maya):
    known = ProspectFactory.create(owner=maya, email="known@corrib.example", name="Tomasz Nowak")
    batch = look_over(
        client,
        "Name,Company,E-mail\n,Corrib,a@corrib.example\nAnn Lee,Corrib,not an address\n"
        "Tomasz Nowak,Corrib,KNOWN@corrib.example\nZoë Ek,Corrib,zoe@corrib.example\n",
    )
    assert (batch.accepted, batch.rejected, batch.duplicate, batch.total) == (1, 2, 1, 4)
    page = client.get(f"{step(batch, 'check')}?show=rejected").content.decode()
    assert "There is no name." in page
    assert "The e-mail address is not one that can receive mail." in page
    duplicates = client.get(step(batch, "check") + "?show=duplicate").content.decode()
    assert reverse("prospects:person", args=[known.pk]) in duplicates
    assert maya.first_name in duplicates


def test_whose_person_it_is_stays_untold_across_teams(client, maya):
    ProspectFactory.create(
        owner=UserFactory.create(name="Grace Hidden"), email="known@corrib.example"
    )
    batch = look_over(client, "Name,Company,E-mail\nTomasz Nowak,Corrib,known@corrib.example\n")
    page = client.get(step(batch, "check") + "?show=duplicate").content.decode()
    assert "This person is known already." in page
    assert "Grace" not in page


def test_the_download_holds_the_rows_as_they_came_and_no_formulas(client, maya):
    batch = look_over(
        client, 'Name,Company,E-mail\n=cmd(),Corrib,"-1"\nAoife,Corrib,a@corrib.example\n'
    )
    answer = client.get(reverse("prospects:import-rows", args=[batch.pk]))
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert rows[1] == [
        "2",
        "The e-mail address is not one that can receive mail.",
        "'=cmd()",
        "Corrib",
        "'-1",
    ]
    assert len(rows) == 2


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        (b"\n\n  \n", "The file is empty."),
        (b"PK\x03\x04rest of a workbook", "The workbook is damaged or cut short."),
        (b"%PDF-1.7", "neither a CSV file nor an Excel workbook"),
        (b"aoife@corrib.example,Corrib\n", "The first line must name the columns"),
        (b",".join(b"c%d" % n for n in range(300)) + b"\nx\n", "300 columns"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(client, maya, content, sentence):
    answer = bring(client, content)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not ImportBatch.objects.exists()


def test_a_stray_quote_names_its_line(client, maya):
    rows = ["Name,Company,E-mail"] + [
        f"Ann Lee {n},Corrib,a{n}@corrib.example" for n in range(2, 214)
    ]
    rows += ['"Ann "Lee,Corrib,x@corrib.example', "Bob,Corrib,b@corrib.example"]
    answer = bring(client, "\n".join(rows))
    batch = ImportBatch.objects.get()
    guessed = columns_of(client.get(answer.url))
    refused = client.post(step(batch, "match"), guessed)
    assert refused.status_code == 422
    assert "Line 214 has a stray quote. Everything before it is fine." in refused.content.decode()
    assert not StagedRow.objects.exists()


def test_a_header_without_people_is_refused(client, maya):
    answer = bring(client, "Name,Company\n")
    refused = client.post(answer.url, columns_of(client.get(answer.url)))
    assert refused.status_code == 422
    assert "has no people below them" in refused.content.decode()


def test_thirty_megabytes_are_refused_before_they_are_kept(client, maya):
    answer = bring(client, b"Name,Company\n" + b"x" * (30 * 1024 * 1024))
    assert answer.status_code == 422
    assert "larger than 25 MB" in answer.content.decode()
    assert not ImportPart.objects.exists()


def test_pasted_rows_come_in_like_a_file(client, maya):
    answer = client.post(START, {"text": "Name\tCompany\nAoife Ní Bhriain\tCorrib\n"})
    batch = ImportBatch.objects.get()
    client.post(step(batch, "match"), columns_of(client.get(answer.url)))
    client.post(step(batch, "check"))
    assert Prospect.objects.get().name == "Aoife Ní Bhriain"


def test_nothing_brought_is_asked_for_again(client, maya):
    answer = client.post(START, {"text": " "})
    assert answer.status_code == 422
    assert "Choose a file, or paste rows below." in answer.content.decode()


def test_a_file_that_is_not_unicode_shows_its_letters_and_can_be_read_again(client, maya):
    content = "Name;Company\nJosé Muñoz;Frío\n".encode("cp1252")
    answer = bring(client, content)
    page = client.get(answer.url).content.decode()
    assert "José Muñoz" in page
    batch = ImportBatch.objects.get()
    client.post(step(batch, "match"), {"encoding": "cp1251", "delimiter": ";", "reread": "1"})
    batch.refresh_from_db()
    assert batch.encoding == "cp1251"
    assert "Josй" in client.get(answer.url).content.decode()


def test_a_second_press_brings_nobody_in_twice(client, maya):
    batch = look_over(client, "Name,Company,E-mail\nAoife,Corrib,a@corrib.example\n")
    client.post(step(batch, "check"))
    again = client.post(step(batch, "check"))
    assert again.url == step(batch, "done")
    assert Prospect.objects.count() == 1
    batch.refresh_from_db()
    assert batch.state == ImportState.APPLIED


def test_back_and_forth_between_steps_keeps_the_file(client, maya):
    batch = look_over(client, "Name,Company,E-mail\nAoife,Corrib,a@corrib.example\n")
    assert client.get(step(batch, "match")).status_code == 200
    assert client.get(step(batch, "check")).status_code == 200
    assert client.get(step(batch, "done")).url == step(batch, "names")
    assert "people.csv" in client.get(START).content.decode()


def test_a_file_of_a_colleague_is_not_found(client, maya):
    batch = look_over(client, "Name,Company,E-mail\nAoife,Corrib,a@corrib.example\n")
    client.force_login(UserFactory.create(team=maya.team))
    for name in ("match", "check", "done", "elsewhere"):
        assert client.get(step(batch, name)).status_code == 404
    assert client.get(reverse("prospects:import-rows", args=[batch.pk])).status_code == 404


def test_the_page_of_rows_asks_as_often_for_one_row_as_for_three(
    client, maya, django_assert_max_num_queries
):
    def queries(count):
        rows = "".join(f",Corrib,{n}@corrib.example\n" for n in range(count))
        batch = look_over(
            client, f"Name,Company,E-mail\n{rows}Ann Lee,Quay {count},x{count}@corrib.example\n"
        )
        with django_assert_max_num_queries(50) as captured:
            client.get(step(batch, "check"))
        return len(captured)

    assert queries(1) == queries(3)
