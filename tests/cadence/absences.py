"""Days off, tries that fall on them, and the colleague who covers, for the tests of absences."""

from datetime import date, datetime, timedelta

from cadence.enums import CallOutcome
from cadence.models import Enrollment, Touch
from cadence.services import covering, logging
from team.models import User
from tests import journeys
from tests.journeys import NOW

# NOW is a Monday.
TODAY = NOW.date()
ALONE = {"phone": "", "linkedin_url": ""}


def day(ahead: int) -> date:
    return TODAY + timedelta(days=ahead)


def moment(ahead: int) -> datetime:
    return NOW + timedelta(days=ahead)


def away(
    rep: User, first: int, last: int, cover: User | None, at: datetime = NOW, **fields: object
) -> covering.Absence:
    days = {"first_day": day(first), "last_day": day(last)}
    return covering.plan_absence(rep, **days, cover=cover, by=rep, at=at, **fields)


def called(rep: User, at: datetime = NOW, **fields: object) -> Enrollment:
    """A first try was made by telephone; the next one is to be planned."""
    touch = journeys.planned(rep, at, email="", **fields)
    Touch.objects.filter(pk=touch.pk).update(channel="call")
    touch.refresh_from_db()
    logging.log_call(touch, by=rep, at=at, outcome=CallOutcome.NO_ANSWER)
    return Enrollment.objects.get(pk=touch.enrollment_id)


def due(enrollment: Enrollment, ahead: int, at: datetime = NOW) -> Touch:
    """Its next try, on this day."""
    touch = journeys.next_touch(enrollment, at)
    moved_by = timedelta(days=(day(ahead) - touch.due_on).days)
    Touch.objects.filter(pk=touch.pk).update(
        due_on=day(ahead), due_at=touch.due_at + moved_by, closes_at=touch.closes_at + moved_by
    )
    touch.refresh_from_db()
    return touch
