"""Requests no page of ours makes: each is answered, none breaks anything."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from prospects.models import ImportBatch
from tests.factories.prospects import ProspectFactory
from tests.factories.team import UserFactory

pytestmark = pytest.mark.django_db

START = "/people/import/"
HUGE = "9" * 30


@pytest.fixture
def maya(client):
    user = UserFactory.create()
    client.force_login(user)
    return user


@pytest.fixture
def batch(client, maya):
    client.post(START, {"file": SimpleUploadedFile("x.csv", b"Name,Company\nAnn,Corrib\n")})
    return ImportBatch.objects.get()


@pytest.mark.parametrize(
    "address",
    [f"/people/{HUGE}/", f"/people/import/{HUGE}/match/", "/people/?after=9223372036854775808",
     "/people/?before=123456789012345678", f"/people/?import={HUGE}"],
)  # fmt: skip
def test_numbers_beyond_the_database_are_answered(client, maya, address):
    assert client.get(address).status_code in {200, 404}


def test_a_timeline_from_beyond_the_database_is_answered(client, maya):
    person = ProspectFactory.create(owner=maya)
    assert client.get(f"/people/{person.pk}/?before={HUGE}").status_code == 200


@pytest.mark.parametrize(
    "posted",
    [{"encoding": "nope", "reread": "1"}, {"delimiter": "x", "reread": "1"}, {"encoding": "utf-16", "reread": "1"},
     {"column-0": "zzz"}, {"column-99": "name"}, {}],
)  # fmt: skip
def test_a_choice_that_was_not_offered_is_refused(client, batch, posted):
    assert client.post(f"/people/import/{batch.pk}/match/", posted).status_code == 422


@pytest.mark.parametrize("query", ["?show=x", f"?show=looks&after={HUGE}", "?after=-1"])
def test_an_odd_page_of_rows_is_answered(client, batch, query):
    columns = {"column-0": "name", "column-1": "company_name"}
    client.post(f"/people/import/{batch.pk}/match/", columns)
    assert client.get(f"/people/import/{batch.pk}/check/{query}").status_code == 200


@pytest.mark.parametrize("name", ["\x00.csv", "a" * 500 + ".csv", "../../x.csv", "\u202e.csv"])
def test_an_odd_file_name_is_answered(client, maya, name):
    file = SimpleUploadedFile(name, b"Name,Company\nAnn,Corrib\n")
    assert client.post(START, {"file": file}).status_code in {302, 422}


@pytest.mark.parametrize("text", ["x" * 6_000_000, "Name,Company\nA\x00,B"])
def test_pasted_text_that_cannot_be_kept_is_refused(client, maya, text):
    answer = client.post(START, {"text": text})
    assert answer.status_code == 422
    assert not ImportBatch.objects.exists()


def test_more_than_two_hundred_thousand_rows_are_refused(client, maya):
    content = b"Name,Company\n" + b"Ann Lee,Corrib\n" * 200_001
    client.post(START, {"file": SimpleUploadedFile("big.csv", content)})
    batch = ImportBatch.objects.get()
    columns = {"column-0": "name", "column-1": "company_name"}
    answer = client.post(f"/people/import/{batch.pk}/match/", columns)
    assert answer.status_code == 422
    assert "more than 100,000 rows" in answer.content.decode()
