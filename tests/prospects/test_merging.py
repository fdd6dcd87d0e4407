"""Two people change one record: both are kept, and only what both changed is asked about."""

import json

import pytest

from prospects.enums import ActivityKind
from prospects.models import Activity, Company, Prospect
from prospects.services import editing
from prospects.services.merging import Clash, merged
from team.enums import Role
from team.refusals import Refused
from tests.factories.prospects import CompanyFactory, ProspectFactory
from tests.factories.team import UserFactory
from tests.times import NOW

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def maya(client):
    user = UserFactory.create(name="Maya Okafor")
    client.force_login(user)
    return user


@pytest.mark.parametrize(
    ("stands", "mine", "base", "changes"),
    [
        ("CTO", "CTO", "CTO", {}),
        ("CTO", "CEO", "CTO", {"title": "CEO"}),
        ("CFO", "CTO", "CTO", {}),
        ("CFO", "CFO", "CTO", {}),
        ("CFO", "CEO", "CTO", None),
        ("", "CEO", "CTO", None),
    ],
)
def test_a_field_is_merged_from_three_sides(stands, mine, base, changes):
    record = Prospect(title=stands)
    if changes is None:
        with pytest.raises(Clash) as clash:
            merged(record, {"title": mine}, {"title": base})
        assert (clash.value.code, clash.value.theirs) == ("conflict", {"title": stands})
    else:
        assert merged(record, {"title": mine}, {"title": base}) == changes


def test_what_nobody_knows_the_beginning_of_is_asked_about():
    with pytest.raises(Clash):
        merged(Prospect(title="CTO"), {"title": "CEO"}, {})


def form_of(client, path):
    """What the form holds as a browser would send it."""
    context = client.get(path).context
    form = context["person_form"] if "person_form" in context else context["form"]
    return {field.name: "" if field.value() is None else field.value() for field in form}


@pytest.fixture(params=["person", "company"])
def begun(request, client, maya):
    """A record, the address of its form, the form as it was opened, and a first and a second field of it."""
    if request.param == "person":
        record = ProspectFactory.create(owner=maya, title="CTO", city="Galway")
        path, first, second = f"/people/{record.pk}/details/", "title", "city"
    else:
        record = CompanyFactory.create(owner=maya, industry="CTO", city="Galway")  # type: ignore[assignment]
        path, first, second = f"/companies/{record.pk}/details/", "industry", "city"
    return record, path, form_of(client, path), first, second


def test_two_who_change_different_fields_are_both_kept_without_a_question(client, begun):
    record, path, opened, first, second = begun
    assert client.post(path, opened | {first: "CEO"}).status_code == 302
    assert client.post(path, opened | {second: "Cork"}).status_code == 302
    record.refresh_from_db()
    assert (getattr(record, first), getattr(record, second), record.revision) == ("CEO", "Cork", 2)
    edits = Activity.objects.filter(kind=ActivityKind.EDITED).order_by("pk")
    assert [edit.detail for edit in edits] == [{"fields": [first]}, {"fields": [second]}]


@pytest.mark.parametrize(("keeps", "kept"), [("mine", "CFO"), ("theirs", "CEO")])
def test_of_a_field_that_both_changed_one_is_chosen_and_nothing_typed_is_lost(
    client, begun, keeps, kept
):
    record, path, opened, first, second = begun
    client.post(path, opened | {first: "CEO"})
    answer = client.post(path, opened | {first: "CFO", second: "Cork"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Keep yours: CFO" in page
    assert "Keep theirs: CEO" in page
    record.refresh_from_db()
    assert (getattr(record, first), getattr(record, second)) == ("CEO", "Galway")
    context = answer.context
    form = context["person_form"] if "person_form" in context else context["form"]
    again = {field.name: field.value() or "" for field in form}
    assert (again[first], again[second]) == ("CFO", "Cork")
    assert client.post(path, again | {f"keep_{first}": keeps}).status_code == 302
    record.refresh_from_db()
    assert (getattr(record, first), getattr(record, second)) == (kept, "Cork")


def test_the_form_that_comes_back_has_what_others_wrote_in_the_fields_one_left_alone(client, begun):
    _record, path, opened, first, second = begun
    client.post(path, opened | {first: "CEO", second: "Cork"})
    answer = client.post(path, opened | {first: "CFO"})
    context = answer.context
    form = context["person_form"] if "person_form" in context else context["form"]
    assert (form[first].value(), form[second].value()) == ("CFO", "Cork")


def test_a_third_change_meanwhile_is_asked_about_again(client, begun):
    record, path, opened, first, _second = begun
    client.post(path, opened | {first: "CEO"})
    answer = client.post(path, opened | {first: "CFO"})
    context = answer.context
    form = context["person_form"] if "person_form" in context else context["form"]
    again = {field.name: field.value() or "" for field in form}
    client.post(path, form_of(client, path) | {first: "COO"})
    assert client.post(path, again).status_code == 409
    record.refresh_from_db()
    assert getattr(record, first) == "COO"


@pytest.mark.parametrize("base", ["", "{", "[]", '"x"', json.dumps({"title": 7})])
def test_a_form_that_lost_what_it_began_with_asks_and_does_not_overwrite(client, begun, base):
    record, path, opened, first, _second = begun
    client.post(path, opened | {first: "CEO"})
    assert client.post(path, opened | {first: "CFO", "base": base}).status_code == 409
    record.refresh_from_db()
    assert getattr(record, first) == "CEO"


def test_in_place_the_choice_comes_without_the_page_around_it(client, begun):
    _record, path, opened, first, _second = begun
    client.post(path, opened | {first: "CEO"})
    part = client.post(path, opened | {first: "CFO"}, headers=HTMX)
    assert (part.status_code, "<html" in part.content.decode()) == (409, False)


def test_of_a_company_name_and_domain_stay_its_own(client, maya):
    CompanyFactory.create(name="Quay", domain="quay.example")
    company = CompanyFactory.create(name="Corrib", domain="", owner=maya)
    with pytest.raises(Refused) as refused:
        editing.edit_company(
            company, by=maya, at=NOW, revision=0, details={"domain": "quay.example"}
        )
    assert refused.value.code == "known_company"
    path = f"/companies/{company.pk}/details/"
    assert client.post(path, form_of(client, path) | {"domain": "quay.example"}).status_code == 422
    assert Company.objects.get(pk=company.pk).domain == ""


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("domain", "not a domain"), ("phone", "12"), ("country", "Nowhere"), ("employees", "-1"),
     ("employees", "many"), ("time_zone", "Moon"), ("postal_address", "a\u202eb")],
)  # fmt: skip
def test_a_detail_of_a_company_that_cannot_be_is_refused(client, maya, field, value):
    company = CompanyFactory.create(owner=maya)
    path = f"/companies/{company.pk}/details/"
    assert client.post(path, form_of(client, path) | {field: value}).status_code == 422
    assert Company.objects.get(pk=company.pk).revision == 0


@pytest.mark.parametrize("role", [Role.REP, Role.AUDITOR])
def test_a_company_where_one_works_with_nobody_is_read_and_not_changed(client, role):
    reader = UserFactory.create(role=role)
    client.force_login(reader)
    company = CompanyFactory.create()
    assert "/details/" not in client.get(f"/companies/{company.pk}/").content.decode()
    answer = client.post(f"/companies/{company.pk}/details/", {"name": "Mine"})
    assert answer.status_code in {403, 404}
    assert Company.objects.get(pk=company.pk).name == company.name


@pytest.mark.parametrize(
    "value", ["a\x00b", "x" * 400, {"a": 1}, ["javascript:alert(1)"], "javascript:alert(1)"]
)
def test_a_form_cannot_say_by_its_beginning_what_is_to_stand_there(client, begun, value):
    record, path, opened, first, _second = begun
    forged = {"base": json.dumps({first: value}), f"keep_{first}": "theirs", first: "CEO"}
    assert client.post(path, opened | forged).status_code == 302
    record.refresh_from_db()
    assert getattr(record, first) == opened[first]


@pytest.mark.parametrize("base", ["[" * 20_000, '{"title": ' + "9" * 5_000 + "}"])
def test_a_beginning_that_cannot_be_read_is_answered(client, begun, base):
    record, path, opened, first, _second = begun
    assert client.post(path, opened | {first: "CEO", "base": base}).status_code == 302
    record.refresh_from_db()
    assert getattr(record, first) == "CEO"


def test_a_new_person_has_nobody_elses_values_to_keep(client, maya):
    typed = {"name": "Aoife", "company_name": "Corrib", "keep_company_name": "theirs"}
    assert client.post("/people/new/", typed).status_code == 302
    assert Company.objects.get().name == "Corrib"
