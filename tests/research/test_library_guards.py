"""The library's own guards, attacked past the services."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from research.enums import FileKind, LibraryState
from research.models import ImpactStory, KeptFile, Question, Resource
from team.enums import Role
from tests.cadence.attacks import attacks
from tests.factories.research import (
    ImpactStoryFactory,
    KeptFileFactory,
    QuestionFactory,
    ResourceFactory,
    TalkFactory,
)
from tests.factories.team import UserFactory
from tests.roles import refused
from tests.times import NOW

pytestmark = pytest.mark.django_db
FACTORIES = [ImpactStoryFactory, QuestionFactory, ResourceFactory]
UNREAD = {"approved_at": None, "approved_by": None}


def refused_by(constraint, make):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make()


@attacks("EA601")
@pytest.mark.parametrize("factory", FACTORIES)
def test_an_approval_is_of_the_words_that_were_read(factory):
    item = factory.create()

    for change in ({"industry": "Dairy"}, {"tags": ["night"]}, {"expires_on": NOW.date()}):
        with refused("EA601"):
            type(item).objects.filter(pk=item.pk).update(**change)


@attacks("EA601")
def test_a_customer_is_not_named_under_an_older_approval():
    story = ImpactStoryFactory.create(may_name_customer=False)

    with refused("EA601"):
        ImpactStory.objects.filter(pk=story.pk).update(may_name_customer=True)


@attacks("EA602")
@pytest.mark.parametrize("factory", FACTORIES)
@pytest.mark.parametrize(
    ("role", "active"), [(Role.REP, True), (Role.MANAGER, False), (Role.ADMIN, False)]
)
def test_a_manager_who_works_here_approves(factory, role, active):
    item = factory.create(**UNREAD)
    by = UserFactory.create(role=role, is_active=active)

    with refused("EA602"):
        type(item).objects.filter(pk=item.pk).update(approved_at=NOW, approved_by=by)
    with refused("EA602"):
        factory.create(approved_by=by)


def test_an_approval_has_both_its_moment_and_its_manager():
    story = ImpactStoryFactory.create()

    refused_by(
        "a_impactstory_is_approved_by_somebody",
        lambda: ImpactStory.objects.update(approved_at=None),
    )
    assert ImpactStory.objects.get(pk=story.pk).approved_by is not None


def test_what_was_taken_out_says_when_who_and_why_and_is_not_approved():
    item = QuestionFactory.create()
    gone = {"taken_out_at": NOW, "taken_out_by": item.approved_by, "taken_out_reason": "Outdated"}

    for lacking in gone:
        partly = UNREAD | {name: said for name, said in gone.items() if name != lacking}
        refused_by(
            "a_question_is_taken_out_for_a_reason",
            lambda partly=partly: Question.objects.update(**partly),
        )
    refused_by("a_question_is_approved_by_somebody", lambda: Question.objects.update(**gone))
    Question.objects.update(**UNREAD | gone)
    assert Question.objects.get().state_on(NOW.date()) == LibraryState.TAKEN_OUT


def test_a_story_cut_from_a_talk_quotes_it():
    talk = TalkFactory.create()

    refused_by(
        "a_story_cut_from_a_talk_quotes_it", lambda: ImpactStoryFactory.create(talk=talk, quote="")
    )


def test_a_resource_is_a_link_or_a_file():
    refused_by("a_resource_is_a_link_or_a_file", lambda: ResourceFactory.create(url=""))
    assert Resource.objects.count() == 0
    assert ResourceFactory.create(url="", file=KeptFileFactory.create()).file.size == 9


def test_a_kept_file_is_what_it_says_and_neither_empty_nor_too_large():
    refused_by("too_large", lambda: KeptFileFactory.create(content=b""))
    refused_by("too_large", lambda: KeptFileFactory.create(content=b"x" * (5 * 1024 * 1024 + 1)))
    refused_by("of_a_kind_on_the_list", lambda: KeptFileFactory.create(content_type="text/html"))
    assert KeptFileFactory.create(content_type=FileKind.PNG).pk
    assert KeptFile.objects.count() == 1


@pytest.mark.parametrize("factory", FACTORIES)
def test_an_item_is_in_one_state_in_python_and_in_sql(factory):
    today = NOW.date()
    by = UserFactory.create(role=Role.MANAGER)
    taken_out = {"taken_out_at": NOW, "taken_out_by": by, "taken_out_reason": "Outdated"}
    made = {
        LibraryState.APPROVED: [factory.create(), factory.create(expires_on=today)],
        LibraryState.RUN_OUT: [factory.create(expires_on=today - timedelta(days=1))],
        LibraryState.WAITING: [
            factory.create(**UNREAD),
            factory.create(**UNREAD, expires_on=today - timedelta(days=1)),
        ],
        LibraryState.TAKEN_OUT: [factory.create(**UNREAD, **taken_out)],
    }

    for state, items in made.items():
        kept = type(items[0]).objects
        assert list(kept.in_state(state, today).order_by("pk")) == items
        assert {item.state_on(today) for item in items} == {state}
    assert list(kept.usable_on(today).order_by("pk")) == made[LibraryState.APPROVED]
