"""The steps between a file and its people: names, whom we must not write to; and the way back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from prospects.enums import ActivityKind, ImportField, ImportState, SuppressionKind
from prospects.models import Activity, Company, Likeness, Prospect, StagedRow
from prospects.names import suggest
from prospects.selectors import imports
from prospects.services import editing, importing, suppressing, undoing
from prospects.services.importing import columns
from team.enums import AuditKind
from team.models import AuditEvent
from team.refusals import Refused
from tests.cadence.attacks import attacks
from tests.factories.prospects import CompanyFactory, ProspectFactory
from tests.factories.team import UserFactory
from tests.prospects.test_views_importing import step
from tests.roles import answer, connected_as
from tests.times import NOW

pytestmark = pytest.mark.django_db

HEADER = "Name,Company,E-mail,Phone,Customer\n"
GROUNDS = {"lawful_basis": "unknown", "subscriber_type": "unknown", "source": ""}


@pytest.fixture
def maya():
    return UserFactory.create()


def brought(content, by):
    content = content.encode() if isinstance(content, str) else content
    return importing.bring([content], file_name="people.csv", by=by, at=NOW)


def checked(content, by):
    batch = brought(content, by)
    importing.match(batch, mapping=columns.from_json(batch.mapping))
    return batch


def come_in(content, by):
    batch = checked(content, by)
    importing.apply(batch, by=by, at=NOW)
    return batch


def test_the_columns_of_the_next_file_of_a_kind_are_matched_as_the_last_was(maya):
    first = brought("A,B,C\nAoife,Corrib,x\n", maya)
    importing.match(first, mapping={ImportField.NAME: 0, ImportField.COMPANY: 1})
    assert brought("A,B,C\nEve,Corrib,y\n", maya).mapping == {"name": 0, "company_name": 1}
    assert brought("A,B,C\nEve,Corrib,y\n", UserFactory.create()).mapping == {}


# Names


@pytest.mark.parametrize(
    ("name", "email", "meant"),
    [
        ("AOIFE NÍ BHRIAIN", "", "Aoife Ní Bhriain"),
        ("juan de la vega", "", "Juan de la Vega"),
        ("ANNE-MARIE O'NEIL", "", "Anne-Marie O'Neil"),
        ("ronald mcdonald", "", "Ronald McDonald"),
        ("Byrne, Aoife", "", "Aoife Byrne"),
        ("Byrne Aoife", "aoife.byrne@x.example", "Aoife Byrne"),
        ("Dr. Aoife Byrne, PhD", "", "Aoife Byrne"),
        ("Aoife 🚀 Byrne", "", "Aoife Byrne"),
        ("Hans MÃ¼ller", "", "Hans Müller"),
        ("Hans M?ller", "hans.mueller@x.example", "Hans Müller"),
        ("Hans Muller", "hans.mueller@x.example", "Hans Müller"),
        ("Sue Blue", "sue.blue@x.example", ""),
        ("Hans M?ller", "", ""),
        ("Aoife Byrne", "", ""),
        ("Łukasz Wiśniewski", "", ""),
    ],
)
def test_a_name_is_read_as_it_may_be_meant(name, email, meant):
    assert suggest(name, email) == meant


ODD = HEADER + (
    "AOIFE BYRNE,Corrib,a@corrib.example,,\nEVE KELLY,Corrib,e@corrib.example,,\n"
    "Dr Ann Lee,Corrib,ann@corrib.example,,\nZoë Ek,Corrib,zoe@corrib.example,,\n"
)


def test_names_are_mended_one_by_one_or_a_kind_at_a_time(maya, client):
    client.force_login(maya)
    batch = checked(ODD, maya)
    page = client.get(step(batch, "names")).content.decode()
    assert "Write 2 as we read them" in page
    assert "Zoë Ek" not in page
    client.post(step(batch, "names"), {"accept": "all_capitals"})
    doctor = StagedRow.objects.get(name="Dr Ann Lee")
    client.post(step(batch, "names"), {f"name-{doctor.pk}": "Ann Lee-Byrne"})
    assert "Every name reads well." in client.get(step(batch, "names")).content.decode()
    client.post(step(batch, "check"))
    names = sorted(Prospect.objects.values_list("name", flat=True))
    assert names == ["Ann Lee-Byrne", "Aoife Byrne", "Eve Kelly", "Zoë Ek"]


def test_a_name_that_hides_something_is_refused_and_stays_typed(maya, client):
    client.force_login(maya)
    batch = checked(ODD, maya)
    row = StagedRow.objects.get(name="AOIFE BYRNE")
    answered = client.post(step(batch, "names"), {f"name-{row.pk}": "Ao\u202eife"})
    assert answered.status_code == 422
    assert "Ao\u202eife" in answered.content.decode()
    row.refresh_from_db()
    assert row.name == "AOIFE BYRNE"
    assert client.post(step(batch, "names"), {"accept": "stopped"}).status_code == 422


def test_names_that_were_settled_stay_so_when_the_columns_are_matched_again(maya, client):
    client.force_login(maya)
    batch = checked(HEADER + "AOIFE BYRNE,Corrib,,,\nEVE ADAMS,Quay,,,\n", maya)
    rows = {row.name: row for row in StagedRow.objects.all()}
    importing.settle_names(batch, {rows["AOIFE BYRNE"].pk: "Aoife de Byrne"})
    assert step(batch, "names") in client.get("/people/import/").content.decode()
    mapping = columns.from_json(batch.mapping)
    importing.match(batch, mapping=mapping | {ImportField.TITLE: 3})
    names = StagedRow.objects.order_by("number").values_list("name", "name_settled")
    assert list(names) == [("Aoife de Byrne", True), ("EVE ADAMS", False)]
    importing.match(batch, mapping=mapping | {ImportField.NAME: 1})
    assert list(names.all()) == [("Corrib", False), ("Quay", False)]


def test_a_row_of_another_file_is_not_renamed(maya):
    mine, theirs = checked(ODD, maya), checked(ODD, UserFactory.create())
    row = StagedRow.objects.filter(batch=theirs).first()
    assert importing.settle_names(mine, {row.pk: "Somebody Else"}) == 0


def test_the_names_cost_as_many_questions_for_one_as_for_three(maya, client):
    client.force_login(maya)
    costs = []
    for rows in (1, 3):
        batch = checked(
            HEADER + "".join(f"ANN LEE,C{n},a{n}@corrib.example,,\n" for n in range(rows)), maya
        )
        with CaptureQueriesContext(connection) as queries:
            assert client.get(step(batch, "names")).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1]


# Whom we must not write to


def counts(batch):
    return {kind.code: kind.count for kind in imports.kinds_of(batch) if kind.count}


def a_mixed_file(maya):
    corrib = CompanyFactory.create(name="Corrib", domain="")
    lynx = CompanyFactory.create(name="Lynx", domain="", owner=UserFactory.create())
    ProspectFactory.create(owner=maya, name="Kay", email="known@corrib.example", company=corrib)
    ProspectFactory.create(owner=lynx.owner, name="Theo", email="theirs@lynx.example", company=lynx)
    ProspectFactory.create(owner=maya, name="Aoife Ní Bhriain", email="", company=corrib)
    suppressing.suppress_value(
        (SuppressionKind.EMAIL, "stop@corrib.example"), by=maya, at=NOW, reason="Asked"
    )
    return checked(
        HEADER + "Kay Known,Corrib,known@corrib.example,,\nTheo Theirs,Lynx,theirs@lynx.example,,\n"
        "Stan Stop,Corrib,stop@corrib.example,,\nAoife Ni Bhriain,Corrib Ltd,aoife@corrib.example,,\n"
        "Cora Buyer,Coldhub,cora@coldhub.example,,customer\nLara Lynx,Lynx,lara@lynx.example,,\n"
        "Nina New,Newco,nina@newco.example,,\nNina New,Newco,nina@newco.example,,\n",
        maya,
    )  # fmt: skip


def test_whom_not_to_write_to_is_counted_by_kind(maya):
    batch = a_mixed_file(maya)
    assert counts(batch) == {
        "stopped": 1, "mine": 1, "colleagues": 1, "repeated": 1,
        "customer": 1, "perhaps_known": 1, "colleagues_company": 1,
    }  # fmt: skip
    assert (batch.total, batch.accepted, batch.rejected, batch.duplicate) == (8, 2, 3, 3)


def test_what_is_for_the_rep_to_choose_is_chosen_a_kind_at_a_time(maya, client):
    client.force_login(maya)
    batch = a_mixed_file(maya)
    page = client.get(f"{step(batch, 'who')}?show=perhaps_known").content.decode()
    assert "They may be somebody who is here already." in page
    client.post(step(batch, "who"), GROUNDS | {"leave-out": ["colleagues_company", "stopped"]})
    batch.refresh_from_db()
    assert (batch.left_out, batch.accepted) == (["colleagues_company"], 3)
    client.post(step(batch, "check"))
    new = Prospect.objects.filter(import_batch=batch).values_list("name", flat=True)
    assert sorted(new) == ["Aoife Ni Bhriain", "Cora Buyer", "Nina New"]
    assert Likeness.objects.get().other.name == "Aoife Ni Bhriain"


def test_whoever_asked_us_to_stop_stays_out_whatever_is_chosen(maya):
    batch = a_mixed_file(maya)
    importing.leave_out(batch, [])
    importing.apply(batch, by=maya, at=NOW)
    assert not Prospect.objects.filter(email="stop@corrib.example").exists()


# The way back


def test_an_import_is_taken_back_whole(maya, client):
    client.force_login(maya)
    before = CompanyFactory.create(name="Corrib", domain="")
    batch = come_in(
        HEADER + "Ann Lee,Corrib,ann@corrib.example,,\nEve Ek,Newco,eve@newco.example,,\n", maya
    )
    answered = client.post(f"/people/import/{batch.pk}/taking-back/", follow=True)
    assert "2 people are out again." in answered.content.decode()
    assert not Prospect.objects.exists()
    assert list(Company.objects.all()) == [before]
    batch.refresh_from_db()
    assert batch.state == ImportState.TAKEN_BACK
    event = AuditEvent.objects.get(kind=AuditKind.IMPORT_TAKEN_BACK)
    assert (event.actor, event.detail["people"], event.detail["companies"]) == (maya, 2, 1)
    again = come_in(HEADER + "Ann Lee,Corrib,ann@corrib.example,,\n", maya)
    assert again.accepted == 1


def test_whoever_was_worked_with_since_stays_and_so_does_their_company(maya):
    batch = come_in(
        HEADER + "Ann Lee,Newco,ann@newco.example,,\nEve Ek,Other,eve@other.example,,\n"
        "Zoë Ek,Third,zoe@third.example,,\n",
        maya,
    )
    edited, noted, _untouched = Prospect.objects.order_by("pk")
    editing.edit_person(edited, by=maya, at=NOW, revision=0, details={"title": "Buyer"})
    editing.add_note(noted, by=maya, at=NOW, text="Met in Galway")
    assert undoing.take_back(batch, by=maya, at=NOW) == (1, 1, 2)
    assert set(Prospect.objects.all()) == {edited, noted}
    assert Company.objects.count() == 2


def test_a_stop_stays_when_the_import_goes(maya):
    batch = come_in(HEADER + "Ann Lee,Newco,ann@newco.example,,\n", maya)
    suppressing.suppress_value(
        (SuppressionKind.DOMAIN, "elsewhere.example"), by=maya, at=NOW, reason="Asked"
    )
    undoing.take_back(batch, by=maya, at=NOW)
    with pytest.raises(Refused):
        suppressing.suppress_value(
            (SuppressionKind.DOMAIN, "gmail.com"), by=maya, at=NOW, reason="Asked"
        )
    assert checked(HEADER + "Bo Ek,E,bo@elsewhere.example,,\n", maya).rejected == 1


@attacks("EA522")
@pytest.mark.parametrize(
    "kind", [ActivityKind.LETTER_SENT, ActivityKind.CALL_MADE, ActivityKind.POSTED]
)
def test_after_the_first_try_nothing_is_taken_back(kind, maya, client):
    client.force_login(maya)
    batch = come_in(HEADER + "Ann Lee,N,ann@newco.example,,\nEve Ek,N,eve@newco.example,,\n", maya)
    Activity.objects.record(kind, at=NOW, actor=maya, prospect=Prospect.objects.first())
    answered = client.post(f"/people/import/{batch.pk}/taking-back/")
    assert answered.status_code == 409
    assert "The first try with these people was made." in answered.content.decode()
    assert Prospect.objects.count() == 2


def test_nobody_takes_a_colleagues_import_back_nor_one_twice(maya, client):
    batch = come_in(HEADER + "Ann Lee,Newco,ann@newco.example,,\n", maya)
    with pytest.raises(Refused):
        undoing.take_back(batch, by=UserFactory.create(), at=NOW)
    client.force_login(UserFactory.create())
    assert client.post(f"/people/import/{batch.pk}/taking-back/").status_code == 404
    undoing.take_back(batch, by=maya, at=NOW)
    with pytest.raises(Refused) as refused:
        undoing.take_back(batch, by=maya, at=NOW)
    assert refused.value.code == "not_applied"


@attacks("EA520")
@attacks("EA521")
def test_the_database_lets_nobody_erase_people_past_that_function():
    with connected_as("web") as web, connected_as("worker") as worker:
        assert answer(web, "DELETE FROM prospects_prospect") == "42501"
        assert answer(web, "DELETE FROM prospects_company") == "42501"
        assert answer(web, "SELECT earnest_take_back(0)") == "EA521"
        assert answer(worker, "SELECT earnest_take_back(0)") == "EA520"
