from datetime import timedelta

import pytest

from config.demo import texts
from config.demo.loading import shelf
from research.enums import FileKind, LibraryKind, LibraryState
from research.models import ImpactStory, Resource, Talk
from research.models.library import MODELS
from research.selectors.library import names_not_to_say
from team.enums import Role
from tests.factories.team import UserFactory
from tests.times import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled():
    users = {
        each.email: UserFactory.create(name=each.name, email=each.email, role=each.role)
        for each in texts.users()
    }
    manager = next(user for user in users.values() if user.role == Role.MANAGER)
    shelf.fill(users, manager=manager, at=NOW)


@pytest.mark.usefixtures("filled")
def test_after_eight_weeks_the_library_has_something_in_every_state_but_taken_out():
    today = NOW.date() + timedelta(weeks=8)
    states = {
        kind: {item.state_on(today) for item in model.objects.all()}
        for kind, model in MODELS.items()
    }
    read = {LibraryState.APPROVED, LibraryState.WAITING}
    assert states == {
        LibraryKind.STORIES: read,
        LibraryKind.QUESTIONS: read,
        LibraryKind.RESOURCES: read | {LibraryState.RUN_OUT},
    }


@pytest.mark.usefixtures("filled")
def test_stories_are_cut_from_talks_and_a_resource_is_a_file():
    assert {talk.customer for talk in Talk.objects.filter(stories__isnull=False)} == {
        "Ballina Chill"
    }
    assert Talk.objects.filter(stories__isnull=True).exists()
    kept = Resource.objects.exclude(file=None).get().file
    assert (kept.content_type, kept.size) == (
        FileKind.PDF,
        len(texts.file_of_the_library("handover-note.pdf")),
    )


@pytest.mark.usefixtures("filled")
def test_whoever_may_not_be_named_is_called_something_else():
    hidden = {story for story in ImpactStory.objects.all() if not story.may_name_customer}
    assert len(hidden) == 5
    assert {story.customer for story in hidden} <= set(names_not_to_say())
    assert all(story.described_as for story in hidden)
