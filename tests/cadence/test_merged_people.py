"""Of two records of one person only the one that is kept is tried, and both are one reader."""

from datetime import timedelta

import pytest
from django.db import transaction

from cadence.enums import Ending
from cadence.models import Enrollment, Hold, Touch
from cadence.policies.beginning import refusals
from cadence.services import enrolling, listening
from prospects.models import Prospect
from prospects.services import uniting
from team.refusals import Refused
from tests import journeys
from tests.cadence.attacks import attacks, reserve
from tests.factories.prospects import ProspectFactory
from tests.journeys import NOW
from tests.roles import connected_as, refused

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("clock", "sandbox"),
]


def again(person: Prospect) -> Prospect:
    """The same person, as a colleague of ours brought them once more."""
    return ProspectFactory.create(owner=person.owner, name=person.name, email="", title="")


def merge(kept: Prospect, other: Prospect) -> None:
    uniting.merge(kept, other, take=[], by=kept.owner, at=NOW)


def end(enrollment: Enrollment) -> None:
    enrolling.end(enrollment, Ending.NOT_A_FIT, by=enrollment.owner, at=NOW)


@attacks("EA164")
def test_whoever_is_in_a_cadence_is_the_one_to_keep() -> None:
    enrollment = journeys.enrolled()
    person = enrollment.prospect
    other = again(person)
    with pytest.raises(Refused) as why:
        merge(other, person)
    assert why.value.code == "in_a_cadence"
    with refused("EA164"), transaction.atomic():
        Prospect.objects.filter(pk=person.pk).update(merged_into=other)
    merge(person, other)
    assert Prospect.objects.get(pk=other.pk).merged_into == person


@attacks("EA163")
def test_a_merged_record_is_in_no_cadence_no_queue_and_gets_no_letter() -> None:
    approval = journeys.approved()
    enrollment = approval.touch.enrollment
    other = again(enrollment.prospect)
    merge(enrollment.prospect, other)
    with refused("EA163"), transaction.atomic():
        Enrollment.objects.create(
            prospect=other, version=enrollment.version, owner=other.owner, started_at=NOW
        )
    assert not Touch.objects.filter(prospect=other).exists()
    assert reserve(approval).touch.prospect == enrollment.prospect


@attacks("EA163")
def test_no_letter_leaves_to_a_merged_record_even_if_its_cadence_was_overlooked() -> None:
    approval = journeys.approved()
    person = approval.touch.prospect
    guard = "TRIGGER whoever_is_in_a_cadence_is_kept"
    with connected_as("owner") as owner:
        owner.execute(f"ALTER TABLE prospects_prospect DISABLE {guard}")
        owner.execute(
            "UPDATE prospects_prospect SET merged_into_id = %s WHERE id = %s",
            [again(person).pk, person.pk],
        )
        owner.execute(f"ALTER TABLE prospects_prospect ENABLE {guard}")
    with refused("EA163"), transaction.atomic():
        reserve(approval)
    with refused("EA163"), transaction.atomic():
        twin = Touch.objects.get(pk=approval.touch_id)
        twin.pk = None
        twin.save(force_insert=True)


def test_rest_after_a_cadence_under_the_other_record_is_kept() -> None:
    enrollment = journeys.enrolled()
    first, second = enrollment.prospect, journeys.researched(owner=enrollment.owner)
    end(enrollment)
    assert refusals([second], NOW) == {}
    merge(second, first)
    assert refusals([second], NOW + timedelta(days=1))[second.pk].code == "still_resting"


def test_what_they_wrote_from_the_other_address_is_heard_for_the_kept_one() -> None:
    enrollment = journeys.enrolled()
    kept = enrollment.prospect
    other = again(kept)
    merge(kept, other)
    other.refresh_from_db()
    with transaction.atomic():
        reply = listening.hear(other, at=NOW, channel="email", text="Please call me")
    assert (reply.prospect, reply.enrollment) == (kept, enrollment)
    held = set(Hold.objects.filter(lifted_at=None).values_list("company", flat=True))
    assert held == {kept.company_id, other.company_id}
