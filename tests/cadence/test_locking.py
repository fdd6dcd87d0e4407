"""What the guards of sending say reaches the rep as a sentence."""

import re
from pathlib import Path

import pytest
from django.db import DatabaseError, connection

from cadence.models import Approval
from cadence.services import reviewing, sending
from cadence.services.locking import guarded
from team.refusals import Refused
from tests import journeys
from tests.journeys import NOW
from tests.smtp import Sink

SQL = Path(__file__).parents[2] / "cadence" / "migrations" / "sql"
# All that can be said no to while a letter is reviewed, undone, sent or settled.
CODES = sorted(
    {
        code
        for path in SQL.glob("*.sql")
        for code in re.findall(r"ERRCODE = '(EA2\d\d)'", path.read_text())
    }
)
# No service can run into these, whatever happens meanwhile. One that does is broken, and says so as an error.
OUR_OWN_FAULT = {
    "EA201": "no service changes a review",
    "EA210": "no other role's process has sending in it",
    "EA220": "no service changes what was sent",
    "EA221": "every move of a letter names the states it may come from",
    "EA222": "the bytes are written down in the statement that begins to send",
    "EA224": "the reaper asks for the same ages, by the same clock",
}

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("code", CODES)
def test_every_no_of_the_guards_of_sending_has_a_sentence(code: str) -> None:
    raising = f"DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{code}'; END $$"
    expected = DatabaseError if code in OUR_OWN_FAULT else Refused

    with pytest.raises(expected) as no, guarded(), connection.cursor() as cursor:
        cursor.execute(raising)

    if isinstance(no.value, Refused):
        assert no.value.code == f"conflict_{code.lower()}"
        assert no.value.sentence.endswith(".")


def test_there_are_guards_and_each_exception_is_one_of_them() -> None:
    assert len(CODES) > len(OUR_OWN_FAULT)
    assert set(OUR_OWN_FAULT) <= set(CODES)


@pytest.mark.usefixtures("clock")
def test_an_undo_that_another_window_overtook_says_that_it_came_too_late(post: Sink) -> None:
    pk = journeys.approved().pk
    pressed = Approval.objects.select_related("delivery", "touch", "reviewer", "session").get(pk=pk)
    other = Approval.objects.get(pk=pk)
    sending.deliver(other, by=other.reviewer, session=other.session, at=NOW)

    with pytest.raises(Refused) as no:
        reviewing.withdraw(pressed, by=pressed.reviewer, at=NOW)

    assert no.value.code == "conflict_ea225"
    assert no.value.sentence == "It is too late to undo: the letter left, or may have left."
