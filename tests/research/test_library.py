import pytest

from research.models import ImpactStory, Question, Resource
from research.services import library
from team.enums import Role
from team.refusals import Refused
from tests.factories.research import ImpactStoryFactory, QuestionFactory
from tests.factories.team import UserFactory
from tests.times import NOW

pytestmark = pytest.mark.django_db


def test_what_a_rep_adds_waits_for_a_manager():
    rep = UserFactory.create()
    story = library.add_story(
        by=rep,
        at=NOW,
        title="The handover",
        customer="Ballina Chill",
        problem="A gap at each change of crew.",
        change="The second crew signs.",
        thirty_seconds="Two crews, one log.",
    )
    library.add_question(by=rep, at=NOW, text="What happens at the door?")
    library.add_resource(
        by=rep, at=NOW, title="A page", url="https://fernhill.example/p", summary="One page."
    )

    assert story.owner == rep
    assert not ImpactStory.objects.approved().exists()
    assert not Question.objects.approved().exists()
    assert not Resource.objects.approved().exists()


def test_a_manager_approves_once():
    story = ImpactStoryFactory.create(approved_at=None, approved_by=None)
    manager = UserFactory.create(role=Role.MANAGER)

    library.approve(story, by=manager, at=NOW)

    assert ImpactStory.objects.approved().get().approved_by == manager
    with pytest.raises(Refused) as refused:
        library.approve(story, by=manager, at=NOW)
    assert refused.value.code == "already_approved"


def test_a_rep_does_not_approve():
    story = ImpactStoryFactory.create(approved_at=None, approved_by=None)

    with pytest.raises(Refused):
        library.approve(story, by=story.owner, at=NOW)

    assert not ImpactStory.objects.approved().exists()


def test_an_industry_gets_its_own_items_and_those_for_everybody():
    anybody = QuestionFactory.create(industry="")
    dairy = QuestionFactory.create(industry="Dairy")
    QuestionFactory.create(industry="Seafood")

    assert set(Question.objects.for_industry("dairy")) == {anybody, dairy}
