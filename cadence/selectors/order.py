"""The queue's order is a promise: it is decided here, in SQL, and nowhere else.

By hand, because the list is read after every act: built by the ORM, the same question took several times as long
to write down as to answer.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Case, IntegerChoices, IntegerField, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from cadence.enums import TouchKind
from cadence.models import Reply
from cadence.selectors.day import Day
from cadence.selectors.reach import read_by
from prospects.places import Whereabouts, clock_of
from team.models import Policy, User


class Place(IntegerChoices):
    """Where a row stands, first to last. The labels are the headings of the list."""

    UNKNOWN = 1, _("We can't tell whether it left")
    REPLIED = 2, _("They wrote back")
    TO_ACKNOWLEDGE = 3, _("They wrote back")
    TO_ANSWER = 4, _("They wrote back")
    APPROVED = 5, _("You approved this; it hasn't left")
    PROMISED = 6, _("Promised")
    DAY_SEVEN = 7, _("Day seven tonight")
    CALL_OPEN = 8, _("Calls open now")
    FIRST_TRY = 9, _("First tries")
    DUE = 10, _("Due today")
    HELD = 11, _("On hold")
    BY_HAND = 12, _("Written to by hand today")


# Everything that waits for this rep today, without their unread replies. A first try may be read and sent as soon as
# it is there, also on a Saturday; what waits for a colleague's two days, for a day they
# asked for or for an introduction does not.
# A union, each part with an index of its own: an OR would read every try the rep ever made. The last part is for whoever
# says what became of the letters of reps who are gone, as permissions.can_settle has it. Whoever is `covered` today
# (TimeOff.objects.covered_by) has their answers counted with those of their cover.
WAITING = """
WITH covered AS (
    SELECT off.user_id FROM team_timeoff off JOIN team_user away ON away.id = off.user_id
    WHERE off.cover_id = %(rep)s AND away.team_id = %(team)s
        AND earnest_day_on(away.time_zone, %(now)s) BETWEEN off.first_day AND off.last_day
), waiting AS (
    SELECT t.id FROM cadence_touch t
    WHERE t.owner_id = %(rep)s AND t.state IN ('planned', 'drafted')
        AND (t.moved_on IS NULL OR t.moved_on <= %(today)s)
        AND (t.due_at < %(ends_at)s OR t.kind <> 'step'
            OR t.number = 1 AND t.gap_cause NOT IN ('colleague', 'by_hand', 'asked_to_wait', 'introduction'))
        AND NOT EXISTS (SELECT FROM cadence_reply r WHERE r.prospect_id = t.prospect_id AND r.kind = '')
    UNION ALL
    SELECT d.touch_id FROM cadence_delivery d JOIN cadence_touch t ON t.id = d.touch_id
    WHERE t.owner_id = %(rep)s AND d.state = 'unknown'
    UNION ALL
    SELECT d.touch_id FROM cadence_delivery d JOIN cadence_touch t ON t.id = d.touch_id
    JOIN team_user gone ON gone.id = t.owner_id AND NOT gone.is_active
    WHERE (%(is_admin)s OR %(is_manager)s AND gone.team_id = %(team)s) AND d.state = 'unknown'
)
"""
# Approved is what was reviewed, neither sent nor taken back, and is still the newest words. Whoever named a day on which
# to come back was promised it. A cold try is held while somebody may introduce us (policies.warmth). Promises stand by their time wherever they stand, open calls by the hour at which their day ends, the rest by date.
PLACED = """
, placed AS MATERIALIZED (
    SELECT t.*, p.name, p.company_id, p.time_zone, p.phone, p.country, e.last_attempt_at, e.pause_reason, e.ending, CASE
        WHEN EXISTS (SELECT FROM cadence_delivery d WHERE d.touch_id = t.id AND d.state = 'unknown') THEN %(UNKNOWN)s
        WHEN EXISTS (SELECT FROM cadence_delivery d WHERE d.touch_id = t.id AND d.state IN ('reserved', 'sending'))
            OR EXISTS (
                SELECT FROM cadence_approval a JOIN cadence_draft reviewed ON reviewed.id = a.draft_id
                WHERE a.touch_id = t.id AND a.consumed_at IS NULL
                    AND NOT EXISTS (SELECT FROM cadence_withdrawal w WHERE w.approval_id = a.id)
                    AND NOT EXISTS (
                        SELECT FROM cadence_draft n WHERE n.touch_id = t.id AND n.number > reviewed.number))
            THEN %(APPROVED)s
        WHEN t.kind = 'acknowledgement' THEN %(TO_ACKNOWLEDGE)s
        WHEN t.kind = 'answer' THEN %(TO_ANSWER)s
        WHEN EXISTS (SELECT FROM cadence_hold h WHERE h.company_id = p.company_id AND h.lifted_at IS NULL) THEN %(HELD)s
        WHEN t.promised_at IS NULL
            AND EXISTS (
                SELECT FROM research_introduction i
                WHERE i.prospect_id = t.prospect_id AND i.state = 'asked' AND i.waits_until > %(now)s)
            AND NOT EXISTS (
                SELECT FROM cadence_reply r
                WHERE r.prospect_id = t.prospect_id AND r.kind NOT IN ('away', 'automatic'))
            THEN %(HELD)s
        WHEN t.promised_at IS NULL AND NOT (t.deadline_on <= %(today)s AND e.last_attempt_at IS NOT NULL) AND EXISTS (
            SELECT FROM prospects_activity w WHERE w.prospect_id = t.prospect_id AND w.kind = 'wrote'
                AND w.at > %(now)s - interval '2 days' AND (w.detail->>'quiet_until')::timestamptz > %(now)s)
            THEN %(BY_HAND)s
        WHEN t.promised_at IS NOT NULL OR t.gap_cause = 'asked_to_wait' THEN %(PROMISED)s
        WHEN t.deadline_on <= %(today)s AND e.last_attempt_at IS NOT NULL THEN %(DAY_SEVEN)s
        WHEN t.channel = 'call' AND t.due_at <= %(now)s AND t.closes_at > %(now)s THEN %(CALL_OPEN)s
        WHEN t.number = 1 THEN %(FIRST_TRY)s
        ELSE %(DUE)s END AS place
    FROM cadence_touch t
    JOIN prospects_prospect p ON p.id = t.prospect_id
    JOIN cadence_enrollment e ON e.id = t.enrollment_id
    WHERE t.id IN (SELECT id FROM waiting)
), sorted AS (
    SELECT *, CASE WHEN promised_at IS NOT NULL THEN promised_at WHEN place = %(CALL_OPEN)s THEN closes_at
        ELSE due_at END AS sort_at
    FROM placed
), shown AS (
    SELECT * FROM sorted WHERE (place, sort_at, id) > (%(after_place)s, %(after_sort_at)s, %(after_pk)s)
    ORDER BY place, sort_at, id LIMIT %(limit)s
)
SELECT s.id, s.prospect_id, s.place, s.sort_at, s.kind, s.number, s.channel, s.due_on, s.closes_at, s.promised_at, s.gap_cause,
    s.last_attempt_at, s.pause_reason, s.name, s.company_id, c.name, ARRAY[s.time_zone, s.phone, s.country],
    ARRAY[c.time_zone, c.phone, c.country],
    r.received_at, coalesce(r.kind, ''), s.ending, coalesce(asked.introducer, ''), asked.waits_until, coalesce(away.name, ''),
    CASE WHEN coalesce(s.moved_on, s.due_on) >= %(today)s
        AND (s.moved_on IS NULL OR s.moved_cause NOT IN ('', 'asked_to_wait', 'introduction', 'provider', 'rep'))
        THEN s.moved_from END, s.moved_cause,
    CASE WHEN s.place = %(APPROVED)s THEN NOT EXISTS (
        SELECT FROM cadence_approval a JOIN team_humansession h ON h.id = a.session_id
        WHERE a.touch_id = s.id AND a.consumed_at IS NULL AND a.expires_at > %(now)s
            AND h.revoked_at IS NULL AND h.expires_at > %(now)s)
        AND NOT EXISTS (SELECT FROM cadence_delivery d WHERE d.touch_id = s.id AND d.state IN ('reserved', 'sending'))
        ELSE false END
FROM shown s JOIN prospects_company c ON c.id = s.company_id LEFT JOIN cadence_reply r ON r.id = s.reply_id
LEFT JOIN team_user away ON away.id = s.in_place_of_id
LEFT JOIN LATERAL (
    SELECT i.introducer, i.waits_until FROM research_introduction i
    WHERE s.place = %(HELD)s AND i.prospect_id = s.prospect_id AND i.state = 'asked' AND i.waits_until > %(now)s
    ORDER BY i.waits_until DESC, i.id LIMIT 1
) AS asked ON true
ORDER BY s.place, s.sort_at, s.id
"""


class After(NamedTuple):
    """The row behind which a page begins."""

    place: int
    sort_at: datetime
    pk: int


TOP = After(0, datetime.min.replace(tzinfo=UTC), 0)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A try that waits, and what its row says of it. `is_lapsed`: its review is over, and it leaves only when it is read again."""

    pk: int
    person: int
    place: int
    sort_at: datetime
    kind: str
    number: int
    channel: str
    due_on: date
    closes_at: datetime
    promised_at: datetime | None
    gap_cause: str
    last_attempt_at: datetime | None
    pause_reason: str
    name: str
    company_id: int
    company: str
    person_is: list[str]
    company_is: list[str]
    answered_at: datetime | None
    answered_kind: str
    ending: str
    asked: str
    asked_until: datetime | None
    in_place_of: str
    moved_from: date | None
    moved_cause: str
    is_lapsed: bool

    @property
    def is_step(self) -> bool:
        return self.kind == TouchKind.STEP

    @property
    def zone(self) -> ZoneInfo:
        """The clock on this person's wall."""
        return clock_of(Whereabouts(*self.person_is), Whereabouts(*self.company_is))


def replies_to_read(user: User) -> QuerySet[Reply]:
    """What people said and nobody has named yet; a likely "no" first, then the oldest.

    What was said to a rep who may no longer sign in waits for the managers of their team, and for the admins.
    """
    sounds_like_no = Case(
        When(suggested_kind="no", then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    return (
        Reply.objects.filter(owner__in=read_by(user), kind="")
        .select_related("prospect")
        .annotate(sounds_like_no=sounds_like_no)
        .order_by("sounds_like_no", "received_at", "pk")
    )


def in_order(
    user: User, day: Day, *, after: After = TOP, limit: int | None = None
) -> list[Waiting]:
    """Everything that waits for this rep today but what nobody has read, in the order of the promise."""
    with connection.cursor() as cursor:
        cursor.execute(WAITING + PLACED, asked_of(user, day, after=after, limit=limit))
        return [Waiting(*row) for row in cursor.fetchall()]


def asked_of(
    user: User, day: Day, *, after: After = TOP, limit: int | None = None
) -> dict[str, Any]:
    """What the statements of the queue are asked with."""
    defaults = Policy()
    return {
        "rep": user.pk,
        "is_admin": user.is_admin,
        "is_manager": user.is_manager,
        "team": user.team_id,
        "capacity": defaults.daily_capacity,
        "warns_above": defaults.bounces_warn,
        "today": day.on,
        "begins_at": day.begins_at,
        "ends_at": day.ends_at,
        "now": day.now,
        "after_place": after.place,
        "after_sort_at": after.sort_at,
        "after_pk": after.pk,
        "limit": limit,
        **{place.name: place.value for place in Place},
    }
