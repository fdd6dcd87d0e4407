"""Details by hand: changed once, noted."""

import pytest

from prospects.models import Activity, Prospect
from prospects.services import editing
from team.refusals import Refused
from tests.factories.prospects import ProspectFactory
from tests.factories.team import UserFactory
from tests.times import NOW

pytestmark = pytest.mark.django_db


def test_an_address_somebody_has_is_refused():
    taken = ProspectFactory.create(email="aoife@corrib.example")
    other = ProspectFactory.create(owner=taken.owner)
    with pytest.raises(Refused) as refused:
        editing.edit_person(
            other, by=other.owner, at=NOW, revision=0, details={"email": "AOIFE@corrib.example"}
        )
    assert refused.value.code == "known_address"


def test_an_edit_says_which_details_changed_and_clears_a_bounce():
    person = ProspectFactory.create(email_bounced_at=NOW)
    editing.edit_person(
        person, by=person.owner, at=NOW, revision=0,
        details={"email": "new@corrib.example", "title": "CTO", "name": person.name, "owner_id": 0},
    )  # fmt: skip
    assert (person.title, person.email_bounced_at, person.revision) == ("CTO", None, 1)
    assert Activity.objects.get().detail == {"fields": ["email", "title"]}


def test_a_name_is_not_edited_here():
    person = ProspectFactory.create(name="Aoife Ní Bhriain")
    names = {"name": "Eva", "preferred_name": "Eve", "pronunciation": "EE-va"}
    editing.edit_person(person, by=person.owner, at=NOW, revision=0, details=names)
    assert (person.name, person.preferred_name, person.pronunciation) == (
        "Aoife Ní Bhriain",
        "",
        "",
    )
    assert not Activity.objects.exists()


def test_an_edit_of_an_older_version_changes_nothing():
    person = ProspectFactory.create(title="CTO")
    editing.edit_person(person, by=person.owner, at=NOW, revision=0, details={"title": "CEO"})
    with pytest.raises(Refused) as refused:
        editing.edit_person(person, by=person.owner, at=NOW, revision=0, details={"title": "CFO"})
    assert refused.value.code == "conflict"
    assert Prospect.objects.get().title == "CEO"


def test_other_peoples_people_are_neither_changed_nor_noted():
    person = ProspectFactory.create()
    mate = UserFactory.create(team=person.owner.team)
    with pytest.raises(Refused, match="works with this person"):
        editing.edit_person(person, by=mate, at=NOW, revision=0, details={"title": "x"})
    with pytest.raises(Refused):
        editing.add_note(person, by=mate, at=NOW, text="x")


def test_a_note_stands_on_the_timeline_and_an_empty_one_does_not():
    person = ProspectFactory.create()
    note = editing.add_note(person, by=person.owner, at=NOW, text=" Prefers mornings ")
    assert (note.detail, note.company) == ({"text": "Prefers mornings"}, person.company)
    with pytest.raises(Refused):
        editing.add_note(person, by=person.owner, at=NOW, text="  ")
