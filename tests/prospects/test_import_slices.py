"""A large file goes by slices: it shows how far it is, a cut loses nothing, and what waits too long is forgotten."""

import pytest
from django.db import connection

from prospects.enums import ActivityKind, ImportState
from prospects.models import Activity, Company, ImportBatch, ImportPart, Prospect, StagedRow
from prospects.services import importing, suppressing, undoing
from prospects.services.importing import columns, slices
from team.enums import AuditKind
from team.models import AuditEvent
from team.refusals import Refused
from tests.factories.team import UserFactory
from tests.prospects.test_import_steps import GROUNDS, brought, checked, come_in
from tests.prospects.test_views_importing import step
from tests.races import at_last, elsewhere
from tests.roles import connected_as
from tests.times import NOW

pytestmark = pytest.mark.django_db

PART = {"HTTP_HX_REQUEST": "true"}
FILE = "Name,Company,E-mail\n" + "".join(
    f"{name},{company},{name.split()[0].lower()}@{company.lower()}.example\n"
    for name, company in [
        ("Ann Lee", "Corrib"), ("EVE EK", "Frost"), ("Zoë Ray", "Corrib"), ("Ann Lee", "Corrib"),
        ("Bo Quay", "Frost"), ("Cy Moor", "Weser"), ("Di Fenn", "Corrib"),
    ]
)  # fmt: skip


@pytest.fixture
def maya():
    return UserFactory.create()


@pytest.fixture
def small_slices(monkeypatch):
    for name in ("READ_AT_ONCE", "BRING_AT_ONCE"):
        monkeypatch.setattr(importing, name, 2)
        monkeypatch.setattr(slices, name, 2)


def in_seconds(most):
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL statement_timeout = '{most}s'")


def being_read(by):
    batch = brought(FILE, by)
    importing.match(batch, mapping=columns.from_json(batch.mapping), at_once=2)
    return batch


def gone_on(batch, by):
    """How many slices it took until nothing was left to do."""
    for count in range(1, 40):
        importing.go_on(batch, by=by, at=NOW)
        batch.refresh_from_db()
        if batch.state not in (ImportState.READING, ImportState.APPLYING):
            return count
    raise AssertionError("it never ends")


def people_and_companies():
    people = Prospect.objects.values_list("name", "email", "company__name", "company__domain")
    return sorted(people), sorted(Company.objects.values_list("name", "domain"))


def test_by_slices_the_same_people_come_in_as_at_once(maya, small_slices):
    whole = come_in(FILE, maya)
    at_once = people_and_companies()
    counts = (whole.total, whole.accepted, whole.rejected, whole.duplicate)
    undoing.take_back(whole, by=maya, at=NOW)
    batch = being_read(maya)
    assert (batch.state, batch.total, batch.rows_found) == (ImportState.READING, 2, 7)
    assert gone_on(batch, maya) == 3 + len(importing.COMPARISONS)
    importing.apply(batch, by=maya, at=NOW, at_once=2)
    assert (batch.state, batch.landed) == (ImportState.APPLYING, 2)
    assert gone_on(batch, maya) == 2
    assert people_and_companies() == at_once
    assert (batch.total, batch.accepted, batch.rejected, batch.duplicate) == counts


def test_the_pages_say_how_far_it_is_and_go_on_by_a_press(maya, client, small_slices):
    client.force_login(maya)
    batch = brought(FILE, maya)
    chosen = {f"column-{number}": field for field, number in batch.mapping.items()}
    assert client.post(step(batch, "match"), chosen).url == step(batch, "progress")
    assert "2 of 7 rows read" in client.get(step(batch, "progress")).content.decode()
    assert client.get(step(batch, "names")).url == step(batch, "progress")
    assert "Being read" in client.get("/people/import/").content.decode()
    assert client.post(step(batch, "progress")).url == step(batch, "progress")
    part = client.post(step(batch, "progress"), **PART).content.decode()
    assert "6 of 7 rows read" in part
    assert "<html" not in part
    for _slice in range(len(importing.COMPARISONS)):
        client.post(step(batch, "progress"), **PART)
    assert client.post(step(batch, "progress"), **PART)["HX-Redirect"] == step(batch, "names")
    assert client.post(step(batch, "check")).url == step(batch, "progress")
    assert "2 of 6 people are in" in client.get(step(batch, "progress")).content.decode()
    assert client.get(step(batch, "match")).url == step(batch, "progress")
    client.post(step(batch, "progress"))
    answered = client.post(step(batch, "progress"), follow=True)
    assert answered.redirect_chain[-1][0] == step(batch, "done")
    assert "6 people are in." in answered.content.decode()


def test_the_account_says_what_was_pressed_and_the_timeline_when_everybody_is_in(maya):
    batch = being_read(maya)
    gone_on(batch, maya)
    importing.apply(batch, by=maya, at=NOW, at_once=4)
    assert not Activity.objects.filter(kind=ActivityKind.IMPORTED).exists()
    assert gone_on(batch, maya) == 1
    assert Activity.objects.get(kind=ActivityKind.IMPORTED).detail["people"] == 6
    assert AuditEvent.objects.get(kind=AuditKind.IMPORTED).detail["people"] == 6
    assert not ImportPart.objects.filter(batch=batch).exists()
    importing.go_on(batch, by=maya, at=NOW)
    assert Prospect.objects.count() == 6


def test_a_name_that_was_settled_stays_so_through_a_reading_that_was_cut(maya, small_slices):
    batch = being_read(maya)
    gone_on(batch, maya)
    assert importing.accept_names(batch, "all_capitals") == 1
    mapping = columns.from_json(batch.mapping)
    importing.match(batch, mapping=mapping, at_once=1)
    importing.match(batch, mapping=mapping, at_once=2)
    gone_on(batch, maya)
    names = StagedRow.objects.filter(batch=batch, name_settled=True).values_list("name", "number")
    assert list(names) == [("Eve Ek", 2)]
    assert StagedRow.objects.filter(batch=batch).count() == 7


def test_whoever_asked_us_to_stop_between_two_slices_stays_out(maya, small_slices):
    batch = being_read(maya)
    gone_on(batch, maya)
    importing.apply(batch, by=maya, at=NOW, at_once=2)
    suppressing.suppress_value(("email", "di@corrib.example"), by=maya, at=NOW, reason="Asked")
    gone_on(batch, maya)
    assert not Prospect.objects.filter(email="di@corrib.example").exists()
    assert (batch.accepted, batch.rejected, batch.duplicate, batch.total) == (5, 1, 1, 7)


def test_where_the_rows_were_lost_the_file_goes_back_to_its_columns(maya, small_slices, client):
    client.force_login(maya)
    batch = being_read(maya)
    gone_on(batch, maya)
    importing.apply(batch, by=maya, at=NOW, at_once=2)
    StagedRow.objects.filter(batch=batch).delete()
    answered = client.post(step(batch, "progress"), follow=True)
    assert answered.redirect_chain[-1][0] == step(batch, "match")
    assert "The check of this file was interrupted." in answered.content.decode()
    batch.refresh_from_db()
    importing.match(batch, mapping=columns.from_json(batch.mapping))
    importing.apply(batch, by=maya, at=NOW)
    assert Prospect.objects.count() == 6


def pressed_meanwhile(monkeypatch, module, name):
    """Another press of the same button comes first, while this one has looked at the file already."""
    act = getattr(module, name)

    def second(batch, **said):
        act(ImportBatch.objects.get(pk=batch.pk), **said)
        return act(batch, **said)

    monkeypatch.setattr(module, name, second)


def test_of_two_presses_at_once_the_second_shows_what_the_first_made(maya, client, monkeypatch):
    client.force_login(maya)
    batch = checked(FILE, maya)
    pressed_meanwhile(monkeypatch, importing, "apply")
    assert client.post(step(batch, "check")).url == step(batch, "done")
    assert Prospect.objects.count() == 6
    pressed_meanwhile(monkeypatch, undoing, "take_back")
    answered = client.post(f"/people/import/{batch.pk}/taking-back/", follow=True)
    assert answered.status_code == 200
    assert "went again on" in answered.content.decode()


def test_a_page_of_progress_leaves_when_another_tab_made_the_end_or_the_file_is_gone(maya, client):
    client.force_login(maya)
    batch = come_in(FILE, maya)
    assert client.post(step(batch, "progress"), **PART)["HX-Redirect"] == step(batch, "done")
    gone = being_read(maya)
    ImportPart.objects.filter(batch=gone).delete()
    here = step(gone, "progress")
    assert client.post(here, **PART)["HX-Redirect"] == here
    assert client.get(here).status_code == 410


@pytest.mark.django_db(transaction=True)
def test_a_large_file_is_compared_in_time_though_only_a_small_one_was_counted(maya, monkeypatch):
    being_read(maya)
    with connected_as("owner") as owner:
        owner.execute("ANALYZE prospects_stagedrow")
    rows = "".join(
        f"Ann Lee {number},Firm {number},ann@firm{number}.example\n" for number in range(8_000)
    )
    batch = brought("Name,Company,E-mail\n" + rows + rows, maya)
    monkeypatch.setattr(slices, "_take_time", lambda: in_seconds(8))
    importing.match(batch, mapping=columns.from_json(batch.mapping))
    assert (batch.state, batch.accepted, batch.duplicate) == (ImportState.CHECKED, 8_000, 8_000)


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_make_no_slice_twice(maya, small_slices):
    batch = being_read(maya)
    with elsewhere(lambda: ImportBatch.objects.select_for_update().get(pk=batch.pk)) as commit:
        importing.go_on(batch, by=maya, at=NOW)
        assert StagedRow.objects.filter(batch=batch).count() == 2
        commit()
    at_last(lambda: importing.go_on(batch, by=maya, at=NOW), lambda: None)
    assert StagedRow.objects.filter(batch=batch).count() == 4


# What waits


def test_the_list_says_until_when_a_file_waits(maya, client):
    client.force_login(maya)
    brought(FILE, maya)
    assert "waits until" in client.get("/people/import/").content.decode()


def test_grounds_are_of_a_file_that_is_to_be_looked_over(maya):
    batch = being_read(maya)
    grounds = importing.Grounds(GROUNDS["lawful_basis"], GROUNDS["subscriber_type"], "", None)
    with pytest.raises(Refused):
        importing.say_grounds(batch, grounds)
