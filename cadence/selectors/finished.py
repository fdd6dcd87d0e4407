"""Cadences that nothing moves by itself any more: the rep goes on by hand, or says how it ends."""

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from cadence.enums import EnrollmentState
from cadence.models import Enrollment, Step, Touch
from cadence.selectors.day import Day
from team.models import User

LONGEST = 20
# By hand, as the queue's order is: `all_tries_made` and `talks_due` ask the same of one enrollment, and a test compares them.
BY_HAND = """
WITH covered AS (
    SELECT off.user_id FROM team_timeoff off JOIN team_user away ON away.id = off.user_id
    WHERE off.cover_id = %(rep)s AND away.team_id = %(team)s
        AND earnest_day_on(away.time_zone, %(now)s) BETWEEN off.first_day AND off.last_day
), by_hand AS (
    SELECT e.id FROM cadence_enrollment e
    WHERE e.owner_id = %(rep)s AND e.state = 'active' AND e.plan_at IS NULL
        AND NOT EXISTS (SELECT FROM cadence_step s WHERE s.version_id = e.version_id AND s.number >= e.next_step)
        AND NOT EXISTS (
            SELECT FROM cadence_touch t
            WHERE t.enrollment_id = e.id AND t.kind = 'step' AND t.state IN ('planned', 'drafted'))
    UNION ALL
    SELECT e.id FROM cadence_enrollment e
    WHERE e.owner_id IN (SELECT %(rep)s UNION ALL SELECT user_id FROM covered)
        AND e.state = 'talking' AND e.paused_until <= %(today)s
        AND NOT EXISTS (SELECT FROM cadence_reply r WHERE r.prospect_id = e.prospect_id AND r.kind = '')
        AND NOT EXISTS (
            SELECT FROM cadence_touch t
            WHERE t.enrollment_id = e.id AND t.kind <> 'step' AND t.state IN ('planned', 'drafted'))
)
SELECT e.id, e.prospect_id, p.name, c.name, e.state = 'talking', e.paused_until, e.pause_reason, (
    SELECT r.id FROM cadence_reply r WHERE r.enrollment_id = e.id ORDER BY r.received_at DESC, r.id DESC LIMIT 1)
FROM cadence_enrollment e JOIN prospects_prospect p ON p.id = e.prospect_id JOIN prospects_company c ON c.id = p.company_id
WHERE e.id IN (SELECT id FROM by_hand)
ORDER BY e.paused_until NULLS LAST, e.last_attempt_at, e.id
"""


@dataclass(frozen=True, slots=True)
class Alone:
    """A cadence that nothing moves by itself, and what its row says of it."""

    pk: int
    person: int
    name: str
    company: str
    is_talking: bool
    paused_until: date | None
    pause_reason: str
    newest_reply: int | None


@dataclass(frozen=True, slots=True)
class ByHand:
    """`talks` head the list today, of all that are `due`; `to_end` have had every try."""

    talks: list[Alone]
    due: int
    to_end: list[Alone]


def all_tries_made() -> QuerySet[Enrollment]:
    """Planned to the end: no try is open, none wants planning, and no step is left."""
    left = Step.objects.filter(version=OuterRef("version"), number__gte=OuterRef("next_step"))
    waiting = Touch.objects.open().steps().filter(enrollment=OuterRef("pk"))
    return Enrollment.objects.filter(
        ~Exists(left), ~Exists(waiting), state=EnrollmentState.ACTIVE, plan_at=None
    )


def by_hand(user: User, day: Day) -> ByHand:
    """Of this rep, with the talks of whom they cover today, from one query: the talk whose day came first, then the longest silent."""
    with connection.cursor() as cursor:
        asked = {"rep": user.pk, "team": user.team_id, "today": day.on, "now": day.now}
        cursor.execute(BY_HAND, asked)
        everybody = [Alone(*row) for row in cursor.fetchall()]
    talks = [each for each in everybody if each.is_talking]
    return ByHand(
        talks=talks[:LONGEST],
        due=len(talks),
        to_end=[each for each in everybody if not each.is_talking][:LONGEST],
    )
