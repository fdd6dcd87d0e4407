"""Versions as a whole: dropped, copied, kept as files, brought in, archived."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cadence.models import Cadence, CadenceVersion
from cadence.plan_file import write
from cadence.selectors.plans import plan_of_version
from cadence.services import designing
from cadence.shipped import TEN_CONVERSATIONS, shipped
from team.enums import Role
from tests import journeys
from tests.cadence.browsing import Browser, text_of
from tests.cadence.conftest import Clock
from tests.factories.team import UserFactory
from tests.journeys import NOW

PLAN = shipped(TEN_CONVERSATIONS)
FILE = write(PLAN)
GUESS = next(n for n, line in enumerate(FILE.splitlines(), start=1) if "My guess is that" in line)


@pytest.fixture(autouse=True)
def _at_one_instant(clock: Clock) -> None:
    """Every test stands at NOW."""


@pytest.fixture
def noor() -> Browser:
    return Browser(UserFactory.create(name="Noor Haddad", role=Role.ADMIN))


@pytest.fixture
def first(noor: Browser) -> CadenceVersion:
    return designing.publish_ten_conversations(by=noor.user, at=NOW)


def test_a_version_leaves_as_a_file_and_comes_back_as_the_next_draft(
    noor: Browser, first: CadenceVersion
) -> None:
    answer = noor.get("plan-file", first.cadence_id, 1)
    assert answer["Content-Disposition"] == 'attachment; filename="ten-conversations-v1.yml"'

    file = SimpleUploadedFile("plan.yml", answer.content)
    brought = noor.post("plan-import", file=file)

    second = CadenceVersion.objects.get(cadence=first.cadence, number=2)
    assert brought.url == f"/cadences/{first.cadence_id}/v/2/edit/"
    assert plan_of_version(second) == plan_of_version(first)


def test_a_name_that_nobody_knows_begins_a_cadence(noor: Browser) -> None:
    noor.post("plan-import", text=FILE.replace("Ten conversations", "Ours"))

    cadence = Cadence.objects.get(name="Ours")
    assert cadence.description == PLAN.description
    assert plan_of_version(cadence.versions.get()).steps == PLAN.steps


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Choose a file, or put its text in."),
        ("name: a\nname: b", "Line 2: “name” stands here twice."),
        (
            FILE.replace("My guess is that", "{% for x in y %}"),
            f"Line {GUESS}: “for” is not for letters. Fields, if and unless are enough.",
        ),
        (
            FILE.replace("brings: question", "brings: money", 1),
            "“money” is nothing a try can bring",
        ),
        (
            FILE.replace("channel: email", "must_pass: [luck]\n    channel: email", 1),
            "no look “luck”",
        ),
    ],
)
def test_what_is_wrong_with_a_file_is_told_and_nothing_is_brought_in(
    noor: Browser, text: str, sentence: str
) -> None:
    answer = noor.post("plan-import", text=text)

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert not Cadence.objects.exists()


def test_a_file_that_breaks_a_rule_becomes_a_draft_to_mend(noor: Browser) -> None:
    noor.post("plan-import", text=FILE.replace("day: 49", "day: 60"))

    draft = CadenceVersion.objects.get()
    assert "Longest gap is 16 days" in text_of(noor.get("editor", draft.cadence_id, 1))


def test_a_second_draft_is_not_brought_in_over_the_first(
    noor: Browser, first: CadenceVersion
) -> None:
    designing.open_draft(first.cadence, by=noor.user, at=NOW)

    answer = noor.post("plan-import", text=FILE)

    assert answer.status_code == 422
    assert "A draft of version 2 of “Ten conversations” stands already." in text_of(answer)


def test_a_copy_asks_for_a_name_of_its_own(noor: Browser, first: CadenceVersion) -> None:
    address = reverse("cadence:plan-copy", args=[first.cadence_id, 1])

    taken = noor.client.post(address, {"name": "TEN conversations"})
    made = noor.client.post(address, {"name": "For the north"})

    assert taken.status_code == 422
    assert "There is a cadence named “Ten conversations” already." in text_of(taken)
    assert made.status_code == 302
    assert Cadence.objects.filter(name="For the north").exists()


def test_a_dropped_draft_is_gone_unless_somebody_changed_it(
    noor: Browser, first: CadenceVersion
) -> None:
    draft = designing.open_draft(first.cadence, by=noor.user, at=NOW)

    assert noor.post("plan-drop", first.cadence_id, 2, revision="7").status_code == 409
    assert noor.post("plan-drop", first.cadence_id, 2, revision="1").status_code == 302
    assert not CadenceVersion.objects.filter(pk=draft.pk).exists()


def test_an_archived_cadence_is_shown_as_one_and_nobody_begins_with_it(
    noor: Browser, first: CadenceVersion
) -> None:
    noor.post("plan-archive", first.cadence_id)

    assert "Archived: nobody begins with it." in text_of(noor.get("cadence", first.cadence_id))
    assert "Archived" in text_of(noor.get("cadences"))
    answer = noor.post("plan-draft", first.cadence_id)
    assert answer.url == f"/cadences/{first.cadence_id}/"

    noor.post("plan-archive", first.cadence_id, back="yes")
    assert Cadence.objects.get().archived_at is None


def test_reps_and_managers_keep_files_and_change_nothing(first: CadenceVersion) -> None:
    for role in (Role.REP, Role.MANAGER):
        reader = Browser(journeys.rep(role=role))
        assert reader.get("plan-file", first.cadence_id, 1).status_code == 200
        assert reader.get("plan-import").status_code == 403
        assert reader.get("plan-copy", first.cadence_id, 1).status_code == 403
        assert reader.post("plan-archive", first.cadence_id).status_code == 403
        assert "Archive" not in text_of(reader.get("cadence", first.cadence_id))


def test_a_cadence_that_ships_is_taken_up_once_as_a_draft(noor: Browser) -> None:
    assert "Take up Back in touch" in text_of(noor.get("plan-import"))

    taken = noor.post("plan-shipped", "back-in-touch")
    draft = CadenceVersion.objects.get(cadence__name="Back in touch")

    assert taken.url == f"/cadences/{draft.cadence_id}/v/1/edit/"
    assert "Nothing to fix." in text_of(noor.get("editor", draft.cadence_id, 1))
    assert "Take up Back in touch" not in text_of(noor.get("plan-import"))
    assert noor.post("plan-shipped", "back-in-touch").url == "/cadences/"
    assert noor.post("plan-shipped", "unknown").status_code == 404
