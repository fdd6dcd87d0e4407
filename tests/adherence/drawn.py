"""Tries that were made in a week and drawn once it was over, each through the services."""

from datetime import datetime, timedelta

from adherence.models import Comment, Example, Sample
from adherence.services import coaching, drawing
from cadence.models import Attempt
from prospects.enums import Channel
from team.enums import Role
from team.models import User
from tests.adherence.as_worker import the_worker
from tests.adherence.weeks import NUMBERS, colleague
from tests.cadence import days
from tests.cadence.conftest import Clock
from tests.times import NOW

NEXT_MONDAY = NOW + timedelta(days=7)


def wrote(rep: User, at: datetime = NOW, name: str = "") -> Attempt:
    """A note on LinkedIn, to somebody new."""
    number = next(NUMBERS)
    person = days.person(rep, name or f"Aoife Ní Bhriain {number}", f"Corrib {number}")
    touch = days.begun(person, days.version_beginning_with(Channel.LINKEDIN), at)
    days.wrote_on_linkedin(touch, at)
    return Attempt.objects.get(touch=touch)


def draw(clock: Clock, at: datetime = NEXT_MONDAY) -> int:
    """What the worker draws once the week is over."""
    clock.move(at)
    with the_worker():
        return drawing.draw_due(at)


def sample(clock: Clock, rep: User | None = None, name: str = "") -> Sample:
    """One of last week's tries of this rep, who wrote one."""
    attempt = wrote(rep or colleague(name="Maya Okafor"), name=name)
    draw(clock)
    return Sample.objects.get(attempt=attempt)


def manager_of(rep: User) -> User:
    return colleague(rep.team, role=Role.MANAGER, name="Ines Duarte")


def commented(
    drawn: Sample, by: User | None = None, passage: str = "One question about it"
) -> Comment:
    by = by or manager_of(drawn.rep)
    return coaching.comment(
        drawn, by=by, at=NEXT_MONDAY, passage=passage, text="Ask it; leave out that it is one."
    )  # fmt: skip


def asked(drawn: Sample, by: User | None = None) -> Example:
    by = by or manager_of(drawn.rep)
    return coaching.ask_for_example(
        drawn, by=by, at=NEXT_MONDAY, why="It begins with what they do."
    )
