"""Who stands twice in what is new: under like names in one file, or in two files that wait."""

import pytest

from prospects.enums import ImportState
from prospects.models import Likeness, Prospect, StagedRow
from prospects.selectors import imports
from prospects.services import importing
from prospects.services.importing import twins
from tests.factories.team import TeamFactory, UserFactory
from tests.prospects.test_import_steps import GROUNDS, HEADER, checked, counts
from tests.prospects.test_views_importing import step
from tests.times import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def maya():
    return UserFactory.create()


def likes(batch):
    rows = {row.pk: row.number for row in StagedRow.objects.all()}
    found = StagedRow.objects.filter(batch=batch, like_id__in=rows).order_by("number")
    return [(row.number, rows[row.like_id or 0], row.looks[-1]) for row in found]


@pytest.mark.parametrize(
    ("one", "other", "are_one"),
    [
        ("Aoife Ní Bhriain,Corrib,a@corrib.example,,", "Aoife Ni Bhriain,Corrib Ltd,,,", True),
        ("Katrin Weber,Corrib,k@corrib.example,,", "Kathrin Weber,Corrib,kw@corrib.example,,", True),
        ("William Byrne,Corrib,,,", "Byrne Bill,Corrib,b@corrib.example,,", True),
        ("Cy Moor,Corrib,,+353915550100,", "C. Moor,Elsewhere,,+353915550100,", True),
        ("Cy Moor,Corrib,,+353915550100,", "Ann Lee,Corrib,,+353915550100,", False),
        ("Anna Weber,Corrib,,,", "Anne Weber,Corrib,,,", False),
        ("Ann Lee,Corrib,a@corrib.example,,", "Ann Lee,Frost,a@frost.example,,", False),
        ("Jim Ray Sr,Corrib,s@corrib.example,,", "Jim Ray Jr,Corrib,j@corrib.example,,", False),
    ],
)  # fmt: skip
def test_like_names_of_one_file_are_one_person_or_two(maya, one, other, are_one):
    batch = checked(f"{HEADER}{one}\n{other}\n", maya)
    assert likes(batch) == ([(2, 1, "perhaps_twice")] if are_one else [])
    assert batch.accepted == (1 if are_one else 2)


TWICE = (
    HEADER + "Katrin Weber,Corrib,k@corrib.example,,\nKathrin Weber,Corrib,kw@corrib.example,,\n"
)


def test_the_person_sees_whom_a_row_is_like_and_decides(maya, client):
    client.force_login(maya)
    batch = checked(TWICE, maya)
    assert counts(batch) == {"perhaps_twice": 1}
    page = client.get(f"{step(batch, 'who')}?show=perhaps_twice").content.decode()
    assert "They may stand further up in this file." in page
    assert "Katrin Weber, line 2" in page
    client.post(step(batch, "who"), GROUNDS)
    client.post(step(batch, "check"))
    assert sorted(Prospect.objects.values_list("name", flat=True)) == [
        "Kathrin Weber",
        "Katrin Weber",
    ]
    assert Likeness.objects.count() == 1


def test_two_files_that_wait_know_of_each_other(maya, client):
    first = checked(HEADER + "Ann Lee,Corrib,ann@corrib.example,,\nEve Ek,Frost,,,\n", maya)
    second = checked(
        HEADER + "Bo Quay,Frost,,,\nA. Lee,Elsewhere,ANN@corrib.example,,\nEva Ek,Frost,,,\n"
        "Eve  Ek,Frost,eve@frost.example,,\n",
        maya,
    )
    assert likes(first) == []
    assert likes(second) == [(2, 1, "perhaps_waiting"), (4, 2, "perhaps_waiting")]
    assert second.accepted == 4
    client.force_login(maya)
    page = client.get(f"{step(second, 'who')}?show=perhaps_waiting").content.decode()
    assert "Ann Lee, line 2 of people.csv, with Maya" in page


def test_of_another_teams_file_only_that_it_waits_is_told(maya, client):
    stranger = UserFactory.create(team=TeamFactory.create(), name="Tara Secret")
    checked(HEADER + "Ann Lee-Secret,Corrib,ann@corrib.example,,\n", stranger)
    batch = checked(HEADER + "Ann Lee,Corrib,ann@corrib.example,,\n", maya)
    client.force_login(maya)
    page = client.get(f"{step(batch, 'who')}?show=perhaps_waiting").content.decode()
    assert "They may be in another file that waits." in page
    assert "Secret" not in page


def test_a_file_that_came_in_waits_no_more(maya):
    first = checked(HEADER + "Ann Lee,Corrib,ann@corrib.example,,\n", maya)
    importing.apply(first, by=maya, at=NOW)
    assert first.state == ImportState.APPLIED
    second = checked(HEADER + "Ann Lee,Corrib,ann@corrib.example,,\n", maya)
    assert counts(second) == {"mine": 1}


def test_at_a_very_large_company_whole_names_are_compared(maya, monkeypatch):
    monkeypatch.setattr(twins, "MOST_COLLEAGUES", 2)
    batch = checked(
        HEADER + "Ann Lee,Corrib,a@corrib.example,,\nA Lee,Corrib,b@corrib.example,,\n"
        "ann lee,Corrib,c@corrib.example,,\n",
        maya,
    )
    assert likes(batch) == [(3, 1, "perhaps_twice")]


def test_a_name_that_many_share_is_compared_with_its_neighbors_and_ends(maya):
    rows = "".join(f"Ann Lee,Corrib,a{number}@corrib.example,,\n" for number in range(60))
    batch = checked(HEADER + rows, maya)
    assert (batch.accepted, batch.rejected) == (1, 59)
    assert imports.kinds_of(batch)[6].count == 59
