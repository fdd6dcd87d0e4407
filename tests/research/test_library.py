import functools
from datetime import timedelta

import pytest

from research.enums import FileKind, LibraryKind, LibraryState
from research.models import ImpactStory, KeptFile, Question, Resource, Talk
from research.selectors.library import (
    A_PAGE,
    Asked,
    labels_of,
    names_not_to_say,
    page_of_items,
    page_of_talks,
    waiting_by_kind,
)
from research.services import library, recording
from team.enums import AuditKind, Role
from team.models import AuditEvent
from team.refusals import Refused
from tests.factories.research import (
    ImpactStoryFactory,
    KeptFileFactory,
    QuestionFactory,
    ResourceFactory,
    TalkFactory,
)
from tests.factories.team import UserFactory
from tests.times import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
STORY = {
    "title": "The handover",
    "customer": "Ballina Chill",
    "problem": "A gap at each change of crew.",
    "change": "The second crew signs.",
    "thirty_seconds": "Two crews, one log.",
}
PAGE = {"title": "A page", "url": "https://fernhill.example/p", "summary": "One page."}


def manager():
    return UserFactory.create(role=Role.MANAGER)


def refusal(act):
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code


def accounted():
    return list(
        AuditEvent.objects.filter(kind__startswith="library")
        .order_by("pk")
        .values_list("kind", "actor_id", "subject", "detail")
    )


# Adding and approving


def test_what_a_rep_adds_waits_for_a_manager():
    rep = UserFactory.create()
    story = library.add_story(by=rep, at=NOW, **STORY)
    library.add_question(by=rep, at=NOW, text="What happens at the door?")
    library.add_resource(by=rep, at=NOW, **PAGE)

    assert story.owner == rep
    for model in (ImpactStory, Question, Resource):
        assert model.objects.get().state_on(TODAY) == LibraryState.WAITING
        assert not model.objects.usable_on(TODAY).exists()


def test_a_manager_approves_once_and_it_is_accounted_for():
    story = ImpactStoryFactory.create(approved_at=None, approved_by=None)
    by = manager()

    library.approve(story, by=by, at=NOW)

    assert ImpactStory.objects.usable_on(TODAY).get().approved_by == by
    assert refusal(lambda: library.approve(story, by=by, at=NOW)) == "already_approved"
    assert accounted() == [
        (AuditKind.LIBRARY_APPROVED, by.pk, f"impactstory {story.pk}", {"revision": 0})
    ]


def test_a_rep_neither_approves_nor_takes_out():
    story = ImpactStoryFactory.create(approved_at=None, approved_by=None)
    approved = ImpactStoryFactory.create()

    assert refusal(lambda: library.approve(story, by=story.owner, at=NOW)) == "managers_only"
    taking = lambda: library.take_out(approved, by=approved.owner, at=NOW, reason="Old")  # noqa: E731
    assert refusal(taking) == "managers_only"
    assert list(ImpactStory.objects.approved()) == [approved]


def test_a_manager_approves_what_they_read_and_nothing_newer():
    story = ImpactStoryFactory.create(approved_at=None, approved_by=None)
    library.edit_story(story, by=story.owner, at=NOW, revision=0, **STORY)

    act = lambda: library.approve(story, by=manager(), at=NOW, revision=0)  # noqa: E731
    assert refusal(act) == "stale_revision"
    library.approve(story, by=manager(), at=NOW, revision=1)

    assert ImpactStory.objects.approved().get().revision == 1


def test_a_manager_takes_out_with_a_reason_and_may_approve_it_again():
    story, by = ImpactStoryFactory.create(), manager()

    assert refusal(lambda: library.take_out(story, by=by, at=NOW, reason=" ")) == "reason_missing"
    library.take_out(story, by=by, at=NOW, reason="They left us")

    assert story.state_on(TODAY) == LibraryState.TAKEN_OUT
    again = lambda: library.take_out(story, by=by, at=NOW, reason="Twice")  # noqa: E731
    assert refusal(again) == "already_taken_out"
    library.approve(story, by=by, at=NOW)
    assert (story.state_on(TODAY), story.taken_out_reason) == (LibraryState.APPROVED, "")
    assert [(kind, detail) for kind, _by, _what, detail in accounted()] == [
        (AuditKind.LIBRARY_TAKEN_OUT, {"reason": "They left us"}),
        (AuditKind.LIBRARY_APPROVED, {"revision": 0}),
    ]


# Other words


def test_other_words_wait_for_a_manager_again_and_it_is_accounted_for():
    story = ImpactStoryFactory.create()

    library.edit_story(story, by=story.owner, at=NOW, revision=0, **STORY)

    assert (story.title, story.revision) == ("The handover", 1)
    assert (story.state_on(TODAY), story.changed_by) == (LibraryState.WAITING, story.owner)
    assert accounted() == [
        (
            AuditKind.LIBRARY_TAKEN_OUT,
            story.owner_id,
            f"impactstory {story.pk}",
            {"reason": "other words", "revision": 1},
        )
    ]


def test_the_same_words_again_change_nothing():
    question = QuestionFactory.create(why="It tells where to look.")

    library.edit_question(
        question, by=question.owner, at=NOW, revision=0, text=question.text, why=question.why
    )

    assert (question.revision, question.state_on(TODAY)) == (0, LibraryState.APPROVED)
    assert accounted() == []


def test_a_page_opened_earlier_overwrites_nothing():
    question = QuestionFactory.create()
    library.edit_question(question, by=question.owner, at=NOW, revision=0, text="Theirs?")

    act = lambda: library.edit_question(  # noqa: E731
        question, by=question.owner, at=NOW, revision=0, text="Mine?"
    )
    assert refusal(act) == "stale_revision"
    assert Question.objects.get().text == "Theirs?"


@pytest.mark.parametrize(("role", "code"), [(Role.REP, "not_yours"), (Role.MANAGER, "")])
def test_a_colleague_s_words_are_changed_by_managers_alone(role, code):
    question, by = QuestionFactory.create(), UserFactory.create(role=role)
    edit = lambda: library.edit_question(question, by=by, at=NOW, revision=0, text="Ours?")  # noqa: E731

    if code:
        assert refusal(edit) == code
    else:
        edit()
    assert (Question.objects.get().text == "Ours?") == (not code)


def test_a_file_that_was_replaced_is_gone():
    resource = ResourceFactory.create(url="", file=KeptFileFactory.create())
    words = {"title": resource.title, "summary": resource.summary}
    edit = functools.partial(library.edit_resource, resource, by=resource.owner, at=NOW, **words)

    edit(revision=0, content=b"%PDF-2.0")

    assert bytes(KeptFile.objects.get().content) == b"%PDF-2.0"
    assert (resource.revision, resource.approved_at) == (1, None)
    assert refusal(lambda: edit(revision=0, content=b"%PDF-2.1")) == "stale_revision"
    assert bytes(KeptFile.objects.get().content) == b"%PDF-2.0"


def test_a_resource_is_never_left_without_both_link_and_file():
    by = UserFactory.create()
    words = {"title": "A page", "summary": "One page."}

    assert refusal(lambda: library.add_resource(by=by, at=NOW, **words)) == "nothing_to_keep"


# Customers who may not be named


@pytest.mark.parametrize(
    "name", ["Ballina Chill", "BALLINA  CHILL", "Ballina", "Ballinachill", "Ballína Chill’s"]
)
def test_a_story_does_not_name_whom_it_may_not(name):
    told = STORY | {"thirty_seconds": f"Two crews at {name}, one log.", "title": "The handover"}
    add = lambda **more: library.add_story(  # noqa: E731
        by=UserFactory.create(), at=NOW, customer_aliases=["Ballina"], **told, **more
    )

    assert refusal(add) == "customer_named"
    assert add(may_name_customer=True).called == "Ballina Chill"


def test_a_name_inside_another_word_is_no_name():
    story = library.add_story(
        by=UserFactory.create(),
        at=NOW,
        **STORY | {"customer": "Ice", "change": "Nicer nights.", "described_as": "a cold store"},
    )

    assert (story.called, story.customer_names) == ("a cold store", ["Ice"])


def test_every_name_of_whom_no_letter_may_name_is_listed():
    ImpactStoryFactory.create(
        may_name_customer=False, customer="Carrick Pharma", customer_aliases=["Carrick"]
    )
    ImpactStoryFactory.create(may_name_customer=False, customer="Tarn", customer_aliases=[])
    ImpactStoryFactory.create()

    assert set(names_not_to_say()) == {"Carrick Pharma", "Carrick", "Tarn"}


# Talks


def talk_fields(**changed):
    given = {
        "customer": "Ballina Chill",
        "customer_aliases": [],
        "industry": "",
        "with_whom": "Ciara",
        "held_on": TODAY,
        "words": "Two crews.",
    }
    return given | changed


def test_a_passage_of_a_talk_becomes_a_story_s_quote():
    talk = TalkFactory.create()
    quote = "Every change left forty minutes\n  blank.\nNow the second crew signs"

    story = library.add_story(by=talk.owner, at=NOW, talk=talk, quote=quote, **STORY)

    assert list(talk.stories.all()) == [story]


@pytest.mark.parametrize("quote", ["", " ", "Every change left fifty minutes blank."])
def test_what_they_did_not_say_is_no_quote_of_the_talk(quote):
    talk = TalkFactory.create()

    add = lambda: library.add_story(by=talk.owner, at=NOW, talk=talk, quote=quote, **STORY)  # noqa: E731
    assert refusal(add) == "not_their_words"


def test_a_talk_is_written_down_after_it_was_held():
    by = UserFactory.create()
    tomorrow = talk_fields(held_on=TODAY + timedelta(days=1))

    assert refusal(lambda: recording.keep_talk(by=by, at=NOW, **tomorrow)) == "dated_in_the_future"
    assert recording.keep_talk(by=by, at=NOW, **talk_fields()).owner == by


def test_a_talk_is_changed_by_its_writer_and_loses_no_other_wording():
    talk = TalkFactory.create()
    edit = lambda by, revision: recording.edit_talk(  # noqa: E731
        talk, by=by, at=NOW, revision=revision, **talk_fields(words="Three crews.")
    )

    assert refusal(lambda: edit(UserFactory.create(), 0)) == "not_yours"
    edit(talk.owner, 0)
    assert refusal(lambda: edit(talk.owner, 0)) == "stale_revision"
    assert Talk.objects.get().words == "Three crews."


# Files


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7 x", FileKind.PDF),
        (b"\x89PNG\r\n\x1a\nx", FileKind.PNG),
        (b"\xff\xd8\xff\xe0", FileKind.JPEG),
    ],
)
def test_a_file_is_known_by_its_first_bytes(content, kind):
    kept = recording.keep_file(content, by=UserFactory.create(), at=NOW)

    assert (kept.content_type, kept.size, bytes(kept.content)) == (kind, len(content), content)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "unknown_file"),
        (b"<html><script>", "unknown_file"),
        (b"MZ\x90", "unknown_file"),
        (b" %PDF-1.7", "unknown_file"),
        (b"%PDF-" + b"x" * 5 * 1024 * 1024, "too_large"),
    ],
)
def test_what_is_not_on_the_list_is_not_kept(content, code):
    by = UserFactory.create()

    assert refusal(lambda: recording.keep_file(content, by=by, at=NOW)) == code
    assert not KeptFile.objects.exists()


# Finding


def found(kind=LibraryKind.STORIES, **asked):
    return page_of_items(Asked(kind, **asked), TODAY).rows


def test_an_industry_gets_its_own_items_and_those_for_everybody():
    anybody = QuestionFactory.create(industry="")
    dairy = QuestionFactory.create(industry="Dairy")
    QuestionFactory.create(industry="Seafood")

    assert set(Question.objects.for_industry("dairy")) == {anybody, dairy}
    assert found(LibraryKind.QUESTIONS, industry="dairy") == [dairy, anybody]


def test_a_list_is_searched_by_words_and_filtered_by_tag_and_state():
    night = ImpactStoryFactory.create(title="The crew at night", tags=["night", "crew"])
    gemuese = ImpactStoryFactory.create(customer="Lauter Gemüse", expires_on=TODAY - timedelta(1))
    ImpactStoryFactory.create(customer_aliases=["Westway"], approved_at=None, approved_by=None)

    assert found(q="gemu") == [gemuese]
    assert found(q="night crew") == [night]
    assert found(q="westw")[0].customer_aliases == ["Westway"]
    assert found(q="no such word") == []
    assert found(tag="crew") == [night]
    assert found(state=LibraryState.RUN_OUT) == [gemuese]
    assert found(state=LibraryState.APPROVED) == [night]
    assert len(found(state="nonsense")) == 3
    assert waiting_by_kind(TODAY) == {
        LibraryKind.STORIES: 1,
        LibraryKind.QUESTIONS: 0,
        LibraryKind.RESOURCES: 0,
    }


def test_what_was_taken_out_is_shown_to_whoever_asks_for_it():
    story = ImpactStoryFactory.create()
    library.take_out(story, by=manager(), at=NOW, reason="Outdated")

    assert (found(), found(state=LibraryState.TAKEN_OUT)) == ([], [story])


def test_a_list_is_turned_by_its_edges_and_loses_nobody():
    made = [question.pk for question in QuestionFactory.create_batch(2 * A_PAGE + 3)]
    read = lambda **edge: page_of_items(Asked(LibraryKind.QUESTIONS, **edge), TODAY)  # noqa: E731

    first = read()
    second = read(after=first.older)
    third = read(after=second.older)
    back = read(before=third.newer)

    seen = [item.pk for page in (first, second, third) for item in page.rows]
    assert seen == sorted(made, reverse=True)
    assert (first.newer, third.older) == (None, None)
    assert back.rows == second.rows


def test_labels_are_what_the_items_carry():
    QuestionFactory.create(industry="Dairy", tags=["night", "door"])
    QuestionFactory.create(industry="", tags=["night"])
    ResourceFactory.create(industry="Meat", tags=["probe"])

    labels = labels_of(LibraryKind.QUESTIONS)

    assert (labels.industries, labels.tags) == (["Dairy"], ["door", "night"])


def test_talks_are_found_by_what_was_said():
    talk = TalkFactory.create()
    TalkFactory.create(words="Something else.")

    assert page_of_talks("forty minutes", after=None, before=None).rows == [talk]
    assert len(page_of_talks("", after=None, before=None).rows) == 2
