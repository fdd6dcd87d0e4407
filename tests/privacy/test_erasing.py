"""Erasing one person: nothing of them is left to read, and every count and every proof stays."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from adherence.models import Fact, GapDay, WeekCount
from adherence.services import erasing, rolling_up
from cadence.models import Attempt, Delivery, Enrollment
from cadence.selectors.proof import prove
from prospects.enums import ErasureCause
from prospects.models import Prospect
from team.enums import Role
from tests.adherence.as_worker import the_worker
from tests.adherence.weeks import colleague
from tests.cadence.conftest import Clock
from tests.factories.prospects import ProspectFactory
from tests.privacy import everything
from tests.smtp import Sink
from tests.times import NOW

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "worker"])
LATER = NOW + timedelta(days=8)


def counts() -> list[object]:
    """What the team page reads, and what it is counted from."""
    with the_worker():
        rolling_up.recount(LATER)
    facts = Fact.objects.order_by("enrollment").values_list("reps", "weeks", "kinds", "places")
    tries = Attempt.objects.order_by("pk").values_list("at", "channel", "outcome", "enrollment")
    begun = Enrollment.objects.order_by("pk").values_list("attempts", "state", "ending", "ended_at")
    letters = Delivery.objects.order_by("pk").values_list("state", "content_sha256", "mime_sha256")
    return [
        list(WeekCount.objects.order_by("pk").values()),
        [list(rows) for rows in (facts, tries, begun)],
        [(state, bytes(words), bytes(mime)) for state, words, mime in letters],
        GapDay.objects.count(),
    ]


def test_nothing_of_an_erased_person_is_left_and_every_count_and_proof_stays(
    clock: Clock, post: Sink
) -> None:
    owner = colleague(name="Maya Okafor")
    person = everything.whole(clock, owner)
    admin = colleague(role=Role.ADMIN)
    clock.move(LATER)
    assert {each.rpartition(": ")[2] for each in everything.left_of(everything.TELLING)} == set(
        everything.TELLING
    )
    before, beside = counts(), everything.rows_beside(person)

    erased = erasing.erase(
        person, cause=ErasureCause.ASKED, reason=f"{person.name} asked by post", by=admin, at=LATER
    )

    assert everything.left_of(everything.TELLING) == []
    assert counts() == before
    assert everything.rows_beside(person) == beside
    assert prove().violations == []
    call_command("verify_audit", stdout=StringIO())
    assert Prospect.objects.get(pk=person.pk).erased_at is not None
    assert erased.counts["replies"] == 1


def test_a_record_that_was_made_one_with_theirs_goes_with_it(clock: Clock) -> None:
    person = ProspectFactory.create(email="kept@corrib.example")
    other = ProspectFactory.create(company=person.company, email="merged@corrib.example")
    Prospect.objects.filter(pk=other.pk).update(merged_into=person)
    admin = colleague(role=Role.ADMIN)
    erasing.erase(person, cause=ErasureCause.ASKED, reason="By post", by=admin, at=NOW)
    names = Prospect.objects.filter(pk__in=[person.pk, other.pk]).values_list("name", flat=True)
    assert list(names) == ["(erased)", "(erased)"]
    assert everything.left_of(("merged@corrib", "kept@corrib")) == []
