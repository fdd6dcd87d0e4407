"""Before a cadence begins, its rep sees which of its steps the law of where somebody is does not allow."""

import pytest
from django.urls import reverse

from cadence.selectors.barred_steps import barred_steps
from prospects.enums import Channel, LawfulBasis
from tests import journeys
from tests.adherence.weeks import Reader
from tests.factories.cadence import published_version

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_the_steps_that_are_not_allowed_are_named_with_what_they_ask_for() -> None:
    person = journeys.researched(country="DE", lawful_basis=LawfulBasis.LEGITIMATE_INTEREST)
    version = published_version()
    [letters] = barred_steps(person, version)
    assert (letters.channel, letters.numbers) == (Channel.EMAIL, [1, 4, 7, 10])
    page = Reader(person.owner).client.get(reverse("cadence:enrollment-new", args=[person.pk]))
    said = page.content.decode()
    assert "Steps 1, 4, 7, 10:" in said
    assert "UWG § 7(2) no. 2" in said
    assert reverse("prospects:data", args=[person.pk]) in said


def test_nothing_is_said_where_every_step_is_open() -> None:
    assert barred_steps(journeys.researched(), published_version()) == []
