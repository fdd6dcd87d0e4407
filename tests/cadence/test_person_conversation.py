"""The conversation on a person's page: of both sides or of one, a page at a time."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from cadence.enums import ReplyKind
from cadence.selectors.conversation import A_PAGE
from cadence.services import listening
from prospects.enums import ActivityKind, Channel
from prospects.models import Activity, Prospect
from prospects.services import editing
from team.models import User
from tests import journeys
from tests.cadence.browsing import Browser
from tests.factories.prospects import ProspectFactory
from tests.journeys import NOW

pytestmark = pytest.mark.usefixtures("clock", "sandbox")


@pytest.fixture
def maya() -> User:
    return journeys.rep()


@pytest.fixture
def aoife(maya: User) -> Prospect:
    person = ProspectFactory.create(name="Aoife Ní Bhriain", owner=maya)
    editing.add_note(person, by=maya, at=NOW, text="Prefers mornings")
    Activity.objects.record(
        ActivityKind.WROTE,
        at=NOW + timedelta(minutes=1),
        actor=maya,
        prospect=person,
        detail={"subject": "Hello", "text": "By hand"},
    )
    listening.record_reply(
        person,
        by=maya,
        at=NOW + timedelta(minutes=2),
        channel=Channel.CALL,
        text="Ring me in June",
        kind=ReplyKind.INTERESTED,
    )
    return person


def panel(maya: User, person: Prospect, **asked: str) -> Any:
    return Browser(maya).get("person-panel", person.pk, **asked)


@pytest.mark.parametrize(
    ("show", "titles"),
    [
        ("", ["Aoife wrote back", "You wrote by hand", "Maya noted"]),
        ("theirs", ["Aoife wrote back"]),
        ("ours", ["You wrote by hand"]),
        ("notes", ["Maya noted"]),
        ("nonsense", ["Aoife wrote back", "You wrote by hand", "Maya noted"]),
    ],
)
def test_one_side_is_read_alone(maya: User, aoife: Prospect, show: str, titles: list[str]) -> None:
    lines = panel(maya, aoife, show=show).context["panel"].page.lines
    assert [line.title for line in lines] == titles


def test_an_earlier_part_follows_without_gaps(maya: User) -> None:
    person = ProspectFactory.create(owner=maya)
    for number in range(A_PAGE + 3):
        editing.add_note(person, by=maya, at=NOW + timedelta(hours=number // 2), text=str(number))
    first = panel(maya, person, show="notes").context["panel"].page
    second = panel(maya, person, show="notes", before=first.older).context["panel"].page
    assert [line.note for line in first.lines + second.lines] == [
        str(number) for number in range(A_PAGE + 2, -1, -1)
    ]
    assert second.older == ""


@pytest.mark.parametrize(
    "before", ["x", "2026-01-01", "2026-01-01T00:00:00+00:00", "~7", "2026-01-01T00:00~7"]
)
def test_what_is_no_place_in_it_begins_at_the_newest(
    maya: User, aoife: Prospect, before: str
) -> None:
    lines = panel(maya, aoife, before=before).context["panel"].page.lines
    assert len(lines) == 3


def test_each_line_has_a_place_that_a_knot_leads_to(maya: User, aoife: Prospect) -> None:
    page = panel(maya, aoife)
    for line in page.context["panel"].page.lines:
        assert f'id="{line.anchor}"' in page.content.decode()


def test_to_pause_is_to_write_down_their_own_words(maya: User, aoife: Prospect) -> None:
    address = reverse("cadence:reply-new", args=[aoife.pk])
    form = Browser(maya).client.get(address, {"kind": "not_now"}).context["form"]
    assert form["kind"].value() == "not_now"
    assert form["text"].field.required
