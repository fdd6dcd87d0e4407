"""People whose rep may no longer sign in, with what waits for each: it stands in nobody's queue."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Prefetch, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cadence.enums import TouchKind
from cadence.models import Enrollment, Reply, Touch
from cadence.selectors.rows import line_back
from prospects.models import Prospect
from team.models import User

MOST = 50
# As `left_behind_to` lists them; asked beside every queue while anybody is gone, and so by hand.
HOW_MANY = """
SELECT count(*) FROM prospects_prospect p JOIN team_user owner ON owner.id = p.owner_id
WHERE (p.owner_id = %(rep)s OR %(is_admin)s OR %(is_manager)s AND owner.team_id = %(team)s) AND p.id IN (
    SELECT e.prospect_id FROM team_user gone JOIN cadence_enrollment e ON e.owner_id = gone.id
    WHERE NOT gone.is_active AND e.state IN ('active', 'paused', 'talking')
    UNION ALL
    SELECT t.prospect_id FROM team_user gone JOIN cadence_touch t ON t.owner_id = gone.id
    WHERE NOT gone.is_active AND t.state IN ('planned', 'drafted')
    UNION ALL
    SELECT r.prospect_id FROM team_user gone JOIN cadence_reply r ON r.owner_id = gone.id
    WHERE NOT gone.is_active AND r.kind = '')
"""


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """Who waits, the rep who is gone, and what is open."""

    prospect: Prospect
    rep: User
    words: str


def why_left_behind(person: Prospect) -> str:
    """Whoever talks with them may no longer sign in, and nobody answers from that mailbox; "" else."""
    if person.owner.is_active:
        return ""
    return _("%(rep)s is gone. Give %(name)s to somebody, who can then answer.") % {
        "rep": person.owner.first_name,
        "name": person.greeting_name,
    }


def left_behind_to(user: User, at: datetime) -> list[LeftBehind]:
    """Those whom this colleague can give to somebody: the team's for its managers, all for admins, and one's own.

    One's own are people who were given to one without what was open.
    """
    gone = User.objects.filter(is_active=False)
    running = Enrollment.objects.running().filter(owner__in=gone).select_related("owner")
    waiting = Touch.objects.open().select_related("enrollment", "owner").order_by("kind", "pk")
    unread = Reply.objects.filter(kind="").select_related("owner").order_by("received_at", "pk")
    people = (
        Prospect.objects.led_by(user)
        .filter(
            Q(pk__in=running.values("prospect"))
            | Q(pk__in=waiting.filter(owner__in=gone).values("prospect"))
            | Q(pk__in=unread.filter(owner__in=gone).values("prospect"))
        )
        .select_related("company", "owner")
        .prefetch_related(
            Prefetch("touches", waiting, to_attr="waiting"),
            Prefetch("replies", unread, to_attr="unread"),
            Prefetch("enrollments", running, to_attr="running"),
        )
        .order_by("pk")
    )
    today = at.astimezone(user.zone).date()
    return [LeftBehind(each, _rep(each), _words(each, today)) for each in people[:MOST]]


def how_many_left_behind(user: User) -> int:
    asked = {
        "rep": user.pk,
        "is_admin": user.is_admin,
        "is_manager": user.is_manager,
        "team": user.team_id,
    }
    with connection.cursor() as cursor:
        cursor.execute(HOW_MANY, asked)
        row: tuple[int] = cursor.fetchone()
    return row[0]


def _rep(person: Prospect) -> User:
    """Who is gone: their rep, or whoever had what is open when the person was given away."""
    held = [person, *_open(person, "running"), *_open(person, "waiting"), *_open(person, "unread")]
    owners: list[User] = [each.owner for each in held]
    return next(each for each in owners if not each.is_active)


def _words(person: Prospect, today: date) -> str:
    """What is the most pressing: an answer before a letter owed, and that before a talk and a try."""
    if _open(person, "unread"):
        return _("Wrote back, and nobody has read it.")
    letters: list[Touch] = _open(person, "waiting")
    for letter in letters:
        if letter.kind == TouchKind.ACKNOWLEDGEMENT:
            return line_back(letter.enrollment.ending, letter.due_on, today)
        if letter.kind == TouchKind.ANSWER:
            return _("An answer to them is open.")
    running: list[Enrollment] = _open(person, "running")
    day = running[0].paused_until if running else None
    if day and running[0].is_talking:
        return _("They talk with us; back on %(day)s.") % {
            "day": date_format(day, "WEEKDAY_DAY_MONTH")
        }
    if letters:
        words = {
            "number": letters[0].number,
            "day": date_format(letters[0].due_on, "WEEKDAY_DAY_MONTH"),
        }
        return _("Try %(number)s is due on %(day)s.") % words
    return _("In a cadence; no try is planned yet.")


def _open(person: Prospect, what: str) -> list[Any]:
    """What was read along with the person."""
    found: list[Any] = getattr(person, what)
    return found
