"""Talks with customers: found, read, and cut into stories."""

import pytest
from django.urls import reverse

from research.models import ImpactStory
from research.services import library, recording
from tests.factories.research import ImpactStoryFactory, TalkFactory
from tests.factories.team import UserFactory
from tests.research.test_library_views import TYPED
from tests.times import NOW

pytestmark = pytest.mark.django_db
STORY = TYPED["stories"]


@pytest.fixture
def maya(client):
    maya = UserFactory.create(name="Maya Okafor")
    client.force_login(maya)
    return maya


def test_a_talk_is_found_and_shows_its_words_and_what_was_made_of_it(client, maya):
    talk = TalkFactory.create()
    story = library.add_story(
        by=maya, at=NOW, talk=talk, quote="We had two crews and one log.",
        title="The handover", customer="Ballina Chill", problem="Gaps.", change="They sign.",
        thirty_seconds="Two crews, one log.",
    )  # fmt: skip

    found = client.get(reverse("research:talks"), {"q": "forty blank"})
    page = client.get(reverse("research:talk", args=[talk.pk]))

    assert "Ciara Walsh" in found.text
    assert "Every change left forty minutes blank." in page.text
    assert reverse("cadence:library-item", args=["stories", story.pk]) in page.text
    assert "Nobody said that" in client.get(reverse("research:talks"), {"q": "zebra"}).text


def test_no_talk_yet_says_what_to_ask_a_customer(client, maya):
    assert "Three questions are enough" in client.get(reverse("research:talks")).text


def test_the_list_of_talks_costs_the_same_with_one_and_three(
    client, maya, django_assert_max_num_queries
):
    costs = []
    for count in (1, 2):
        TalkFactory.create_batch(count)
        with django_assert_max_num_queries(8) as asked:
            client.get(reverse("research:talks"))
        costs.append(len(asked))
    assert costs[0] == costs[1]


@pytest.mark.parametrize(
    ("chosen", "quote"),
    [
        ({"line": ["0", "2"]}, "We had two crews and one log.\nNow the second crew signs"),
        ({"passage": "forty minutes blank"}, "forty minutes blank"),
        ({"passage": "forty minutes", "line": ["0"]}, "forty minutes"),
    ],
)
def test_lines_or_a_passage_become_the_beginning_of_a_story(client, maya, chosen, quote):
    talk = TalkFactory.create()

    begun = client.post(reverse("research:passage", args=[talk.pk]), chosen)

    assert begun.status_code == 200
    assert quote in begun.text
    assert f'name="talk" value="{talk.pk}"' in begun.text
    assert "Ciara Walsh, night manager" in begun.text
    assert not ImpactStory.objects.exists()

    cut = begun.context["form"]["quote"].value()
    typed = STORY | {"talk": talk.pk, "quote": cut}
    assert client.post(reverse("research:library-new", args=["stories"]), typed).status_code == 302
    assert ImpactStory.objects.get().talk == talk


@pytest.mark.parametrize("chosen", [{}, {"line": ["99"]}, {"line": ["x"]}, {"passage": "x" * 4001}])
def test_nothing_cut_is_said_and_the_talk_stays(client, maya, chosen):
    talk = TalkFactory.create()

    answer = client.post(reverse("research:passage", args=[talk.pk]), chosen)

    assert answer.status_code == 422
    assert "We had two crews and one log." in answer.text


def test_words_that_they_did_not_say_are_refused_with_the_story_that_was_typed(client, maya):
    talk = TalkFactory.create()

    answer = client.post(
        reverse("research:library-new", args=["stories"]),
        STORY | {"talk": talk.pk, "quote": "We love Fernhill."},
    )

    assert answer.status_code == 422
    assert "These are not their words" in answer.text
    assert "We love Fernhill." in answer.text


def test_a_talk_changed_under_a_story_leaves_its_quote(client, maya):
    talk = TalkFactory.create(owner=maya)
    story = ImpactStoryFactory.create(owner=maya, talk=talk, quote="two crews")
    recording.edit_talk(
        talk, by=maya, at=NOW, revision=0, customer="B", customer_aliases=[], industry="",
        with_whom="C", held_on=NOW.date(), words="Nothing of it.",
    )  # fmt: skip

    assert (
        "two crews" in client.get(reverse("cadence:library-item", args=["stories", story.pk])).text
    )
