"""Erasing beside what others do with the same person: whoever comes second waits, and nobody waits in a circle."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from adherence.services import erasing, sweeping
from cadence.enums import Ending, ReplyKind
from cadence.models import Enrollment, Reply, Touch
from cadence.services import enrolling, handing_over, listening
from prospects.enums import Channel, ErasureCause, Kept
from prospects.models import Company, Erasure, Prospect
from team.enums import Role
from tests import journeys
from tests.adherence.weeks import colleague
from tests.cadence import answers
from tests.cadence.conftest import Clock
from tests.races import at_last, elsewhere
from tests.times import NOW

pytestmark = pytest.mark.django_db(transaction=True)


def erasure(person: Prospect, cause: ErasureCause) -> Callable[[], object]:
    admin = colleague(role=Role.ADMIN)
    return lambda: erasing.erase(person, cause=cause, reason="By post", by=admin, at=NOW)


def test_an_answer_that_is_being_heard_is_heard_and_keeps_them(clock: Clock) -> None:
    """A line back to their no is still open, so its cadence is what both lock."""
    reply = answers.said_no()
    person = reply.prospect
    assert Touch.objects.open().filter(prospect=person).exists()

    with elsewhere(
        lambda: listening.lock_what_may_leave({person.company_id}),
        lambda: listening.hear(person, at=NOW, channel=Channel.EMAIL, text="One more word."),
    ) as commit:
        code = at_last(erasure(person, ErasureCause.NO_NEED), commit)

    assert code == "reply_unread"
    assert Reply.objects.filter(prospect=person, kind="").count() == 1


def test_an_answer_that_is_being_written_back_to_is_waited_for(clock: Clock) -> None:
    """Whoever answers locks what they said, then adds to its cadence."""
    reply = answers.said_no()
    person = reply.prospect

    def answer() -> None:
        enrollment = Enrollment.objects.get(prospect=person)
        Enrollment.objects.select_for_update(no_key=True).get(pk=enrollment.pk)

    with elsewhere(lambda: Reply.objects.select_for_update().get(pk=reply.pk), answer) as commit:
        code = at_last(erasure(person, ErasureCause.NO_NEED), commit)

    assert code == ""
    assert Reply.objects.get(pk=reply.pk).kind == ReplyKind.NO
    assert Prospect.objects.get(pk=person.pk).erased_at is not None


def test_somebody_who_is_being_given_to_a_colleague_is_erased_with_them(clock: Clock) -> None:
    person = journeys.enrolled().prospect
    admin, heir = colleague(role=Role.ADMIN), colleague(team=person.owner.team)

    with elsewhere(
        lambda: Company.objects.select_for_update(no_key=True).get(pk=person.company_id),
        lambda: handing_over.hand_over(person, to=heir, by=admin, at=NOW),
    ) as commit:
        code = at_last(erasure(person, ErasureCause.ASKED), commit)

    assert code == ""
    erased = Prospect.objects.get(pk=person.pk)
    assert (erased.owner, erased.name) == (heir, "(erased)")


def test_whoever_writes_while_a_sweep_takes_them_stays_and_the_others_go(clock: Clock) -> None:
    admin = colleague(role=Role.ADMIN)
    writes, silent = (
        journeys.enrolled(email=f"{name}@corrib.example", phone="", linkedin_url="")
        for name in ("una", "ann")
    )
    for each in (writes, silent):
        enrolling.end(each, Ending.NOT_A_FIT, by=each.owner, at=NOW, note="Too small.")
    sweeping.keep_for(Kept.PEOPLE, months=24, is_on=True, by=admin, at=NOW)
    later = clock.move(NOW + timedelta(days=3 * 365))

    with elsewhere(
        lambda: Enrollment.objects.select_for_update().get(pk=writes.pk),
        lambda: listening.hear(writes.prospect, at=later, channel=Channel.EMAIL, text="Hello."),
    ) as commit:
        code = at_last(sweeping.sweep_due, commit)

    assert code == ""
    assert list(Erasure.objects.values_list("prospect", flat=True)) == [silent.prospect_id]
