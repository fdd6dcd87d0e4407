"""Putting things into the library and changing them: who may, what comes back, and what is handed out."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from research.models import ImpactStory, KeptFile, Question, Resource, Talk
from team.enums import Role
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
MODELS = {"stories": ImpactStory, "questions": Question, "resources": Resource}
FACTORIES: dict[str, Any] = {
    "stories": ImpactStoryFactory,
    "questions": QuestionFactory,
    "resources": ResourceFactory,
    "talks": TalkFactory,
}
TYPED = {
    "stories": {
        "title": "The handover",
        "customer": "Ballina Chill",
        "customer_aliases": "Ballina, Ballina Chill Ltd.",
        "described_as": "a carrier in the west",
        "problem": "A gap at each change of crew.",
        "change": "The second crew signs.",
        "number": "From 31 to 2",
        "proof": "Their log",
        "thirty_seconds": "Two crews, one log.",
        "told_by": "Maya",
        "industry": "Dairy",
        "tags": "Night,  crew, night",
        "expires_on": "2027-06-30",
    },
    "questions": {"text": "What happens at the door?", "why": "It is where gaps live."},
    "resources": {"title": "A page", "summary": "One page.", "url": "https://fernhill.example/p"},
    "talks": {
        "customer": "Ballina Chill",
        "with_whom": "Ciara Walsh",
        "held_on": "2026-11-01",
        "words": "We had two crews.\nAnd one log.",
    },
}
EMPTY = {
    "stories": ("customer", "problem", "change", "thirty_seconds", "title"),
    "questions": ("text",),
    "resources": ("title", "summary"),
    "talks": ("customer", "with_whom", "held_on", "words"),
}
PDF = b"%PDF-1.7 hello"


@pytest.fixture
def maya(client):
    maya = UserFactory.create(name="Maya Okafor")
    client.force_login(maya)
    return maya


def new(kind):
    if kind == "talks":
        return reverse("research:talk-new")
    return reverse("research:library-new", args=[kind])


def wording(kind, pk):
    if kind == "talks":
        return reverse("research:talk-wording", args=[pk])
    return reverse("research:library-wording", args=[kind, pk])


def file(content=PDF, name="../../etc/passwd.html", kind="text/html"):
    return SimpleUploadedFile(name, content, kind)


# Adding


@pytest.mark.parametrize("kind", TYPED)
def test_whoever_signs_in_adds(client, maya, kind):
    assert client.get(new(kind)).status_code == 200

    answer = client.post(new(kind), TYPED[kind])

    added = MODELS.get(kind, Talk).objects.get()
    assert added.owner == maya
    assert answer["Location"].endswith(f"/library/{kind}/{added.pk}/")


def test_a_story_is_kept_as_it_was_typed(client, maya):
    client.post(new("stories"), TYPED["stories"])

    story = ImpactStory.objects.get()
    assert story.customer_aliases == ["Ballina", "Ballina Chill Ltd."]
    assert story.tags == ["night", "crew"]
    assert (story.may_name_customer, story.called) == (False, "a carrier in the west")
    assert (str(story.expires_on), story.approved_at) == ("2027-06-30", None)


@pytest.mark.parametrize("kind", TYPED)
def test_what_is_missing_is_named_and_what_was_typed_stays(client, maya, kind):
    for name in EMPTY[kind]:
        typed = TYPED[kind] | {name: " "}
        answer = client.post(new(kind), typed)
        assert answer.status_code == 422
        assert f'href="#id_{name}"' in answer.text
        kept = [said for field, said in typed.items() if field not in {name, "tags"}]
        assert all(line in answer.text for said in kept for line in said.splitlines())
    assert not MODELS.get(kind, Talk).objects.exists()


@pytest.mark.parametrize(
    ("kind", "changed"),
    [
        ("stories", {"title": "x" * 201}),
        ("stories", {"thirty_seconds": "word " * 101}),
        ("stories", {"described_as": ""}),
        ("stories", {"tags": ",".join(f"tag{n}" for n in range(11))}),
        ("stories", {"tags": "x" * 41}),
        ("stories", {"expires_on": "soon"}),
        ("stories", {"talk": "999"}),
        ("stories", {"change": "Ballina signs."}),
        ("questions", {"text": "a\0b"}),
        ("questions", {"text": "x" * 4001}),
        ("questions", {"industry": "x" * 101}),
        ("resources", {"url": ""}),
        ("resources", {"url": "javascript:alert(1)"}),
        ("resources", {"url": "ftp://fernhill.example/x" + "y" * 2000}),
        ("talks", {"held_on": "2999-01-01"}),
        ("talks", {"words": "x" * 40_001}),
        ("talks", {"customer": "a\0b"}),
    ],
)
def test_what_cannot_be_kept_is_said_in_words(client, maya, kind, changed):
    answer = client.post(new(kind), TYPED[kind] | changed)

    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert not MODELS.get(kind, Talk).objects.exists()


def test_what_others_may_read_is_written_as_text(client, maya):
    client.post(new("questions"), {"text": "<script>alert(1)</script>?"})

    page = client.get(reverse("cadence:library"), {"kind": "questions"})
    assert "<script>alert(1)" not in page.text
    assert "&lt;script&gt;alert(1)" in page.text


# Changing


@pytest.mark.parametrize("kind", TYPED)
@pytest.mark.parametrize(
    ("role", "own", "status"),
    [
        (Role.REP, True, 302),
        (Role.REP, False, 403),
        (Role.MANAGER, False, 302),
        (Role.ADMIN, False, 302),
    ],
)
def test_an_owner_and_managers_change_its_words(client, kind, role, own, status):
    by = UserFactory.create(role=role)
    item = FACTORIES[kind].create(**{"owner": by} if own else {})
    client.force_login(by)

    opened = client.get(wording(kind, item.pk))
    answer = client.post(wording(kind, item.pk), TYPED[kind] | {"revision": 0})

    assert (opened.status_code, answer.status_code) == (200 if status == 302 else 403, status)
    item.refresh_from_db()
    assert item.revision == (1 if status == 302 else 0)


@pytest.mark.parametrize("kind", TYPED)
def test_two_windows_lose_neither_wording(client, maya, kind):
    item = FACTORIES[kind].create(owner=maya)
    name = EMPTY[kind][0]
    theirs = TYPED[kind] | {name: "What the other window wrote", "revision": 0}
    client.post(wording(kind, item.pk), theirs)

    mine = TYPED[kind] | {name: "What this window wrote", "revision": 0}
    answer = client.post(wording(kind, item.pk), mine)

    assert answer.status_code == 409
    assert "What the other window wrote" in answer.text
    assert "What this window wrote" in answer.text
    item.refresh_from_db()
    assert getattr(item, name) == "What the other window wrote"

    again = client.post(wording(kind, item.pk), mine | {"revision": 1})
    item.refresh_from_db()
    assert (again.status_code, getattr(item, name)) == (302, "What this window wrote")


def test_the_same_words_again_leave_it_approved(client, maya):
    question = QuestionFactory.create(owner=maya, why="It is where gaps live.")

    client.post(
        wording("questions", question.pk),
        {"text": question.text, "why": question.why, "revision": 0},
    )

    question.refresh_from_db()
    assert (question.revision, question.approved_at) == (0, NOW)


@pytest.mark.parametrize("kind", [*TYPED, "nonsense"])
def test_what_is_not_there_is_not_found(client, maya, kind):
    assert client.get(wording(kind, 999)).status_code == 404


def test_nobody_adds_or_reads_without_signing_in(client):
    talk, resource = TalkFactory.create(), ResourceFactory.create(file=KeptFileFactory.create())
    addresses = [
        *map(new, TYPED),
        *(wording(kind, FACTORIES[kind].create().pk) for kind in TYPED),
        reverse("research:talks"),
        reverse("research:talk", args=[talk.pk]),
        reverse("research:resource-file", args=[resource.pk]),
    ]

    for address in addresses:
        assert client.get(address)["Location"].startswith(reverse("account_login"))
    assert client.post(new("questions"), TYPED["questions"]).status_code == 302
    assert not Question.objects.filter(text=TYPED["questions"]["text"]).exists()


@pytest.mark.parametrize("kind", TYPED)
def test_a_form_of_another_site_is_refused(kind, maya, client):
    client.handler.enforce_csrf_checks = True
    item = FACTORIES[kind].create(owner=maya)

    for address in (new(kind), wording(kind, item.pk)):
        assert client.post(address, TYPED[kind]).status_code == 403
    item.refresh_from_db()
    assert item.revision == 0


# Files


def test_a_file_is_kept_by_what_it_is_and_handed_out_to_be_saved(client, maya):
    client.post(
        new("resources"),
        {"title": "The <handover> note / à l'est", "summary": "A page.", "file": file()},
    )
    resource = Resource.objects.get()

    answer = client.get(reverse("research:resource-file", args=[resource.pk]))

    assert answer.content == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="the-handover-note-a-lest.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<html><script>", "Bring a PDF"),
        (b"%PDF-" + b"x" * 5 * 1024 * 1024, "larger than 5 MB"),
        (b"%PDF-" + b"x" * 9 * 1024 * 1024, "larger than 5 MB"),
    ],
)
def test_a_file_that_cannot_be_kept_is_said_in_words(client, maya, content, sentence):
    typed = TYPED["resources"] | {"file": file(content)}

    answer = client.post(new("resources"), typed)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert "One page." in answer.text
    assert not KeptFile.objects.exists()


def test_a_file_beside_a_fault_is_asked_for_once_more(client, maya):
    answer = client.post(new("resources"), TYPED["resources"] | {"title": "", "file": file()})

    assert "Choose the file once more." in answer.text


def test_another_file_takes_the_place_of_the_first(client, maya):
    resource = ResourceFactory.create(owner=maya, url="", file=KeptFileFactory.create())
    words = {"title": resource.title, "summary": resource.summary, "revision": 0}
    assert "There is a file already" in client.get(wording("resources", resource.pk)).text

    client.post(wording("resources", resource.pk), words | {"file": file()})

    resource.refresh_from_db()
    assert bytes(resource.file.content) == PDF
    assert KeptFile.objects.count() == 1


def test_a_resource_without_a_file_hands_out_nothing(client, maya):
    resource = ResourceFactory.create()

    assert client.get(reverse("research:resource-file", args=[resource.pk])).status_code == 404
