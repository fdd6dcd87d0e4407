"""Somebody is away: their tries move to other days where they can, and a colleague makes the rest in their place.

The people stay the rep's. What was not made goes back on their return, or as soon as nobody covers any more.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import NotRequired, TypedDict, Unpack

from django.db import transaction
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cadence.models import Enrollment, Reply, Touch
from cadence.models.touch import TouchQuerySet
from cadence.selectors.covers import covers_at, stands_on, to_give, to_take_back
from cadence.services import keeping_days, replanning
from cadence.services.passing_on import pass_on
from team.models import Team, TimeOff, User
from team.refusals import Refused
from team.services import absences


@dataclass(frozen=True, slots=True)
class Moved:
    """A try that stands on another day by what the plan finds for it."""

    touch: Touch
    stood_on: date
    then_on: date


@dataclass(frozen=True, slots=True)
class Absence:
    """What an absence does to what is open.

    Tries that `moves`, those `given` to the cover, those that `stays` on days when nobody makes them; the letters
    owed (`letters`) and the answers to read (`replies`), which come to the cover when it begins.
    """

    off: TimeOff
    moves: list[Moved]
    given: list[Touch]
    stays: list[Touch]
    letters: list[Touch]
    replies: int


class Asked(TypedDict):
    """What `plan_absence` is asked about a rep."""

    first_day: date
    last_day: date
    cover: User | None
    by: User
    at: datetime
    off: NotRequired[TimeOff | None]


@transaction.atomic
def plan_absence(
    rep: User,
    *,
    first_day: date,
    last_day: date,
    cover: User | None,
    by: User,
    at: datetime,
    off: TimeOff | None = None,
) -> Absence:
    """Keep these days off, or keep `off` on other days or with another cover, and let the open tries follow at once.

    A try on one of these days moves to a day that suits both sides, never past its day seven; where there is none,
    the cover makes it. Refuses what days off alone refuse, and a cover who is of another team, may not sign in, or is
    away then; and a rep who covers for somebody on these days.
    """
    _one_at_a_time(rep)
    replanning.look_again([rep.pk, *([] if cover is None else [cover.pk])])
    _check_covers_nobody(rep, first_day, last_day)
    if cover is not None:
        _check_cover(rep, cover, first_day, last_day)
    entered = absences.newly_off(first_day, last_day, off)
    before = "" if off is None else _said(off)
    days = {"first_day": first_day, "last_day": last_day}
    if off is None:
        off = absences.add_time_off(rep, **days, by=by, at=at)
    else:
        off = absences.change_time_off(off, **days, by=by, at=at)
    off.cover = cover
    off.save(update_fields=["cover"])
    absence = _follow(off, by=by, at=at)
    absences.account_for_days(rep, before=before, after=_said(off), by=by, at=at)
    absences.account_for_days_gone(rep, entered, by=by, at=at)
    return absence


def _said(off: TimeOff) -> str:
    """As the account keeps it: the days, and who covers by key."""
    return f"{off}, cover {off.cover_id}" if off.cover_id else str(off)


def foresee(rep: User, **asked: Unpack[Asked]) -> Absence:
    """What `plan_absence` would do: it is done, looked at, and undone. Refuses what that refuses."""
    with transaction.atomic():
        absence = plan_absence(rep, **asked)
        transaction.set_rollback(True)
    return absence


@transaction.atomic
def end_absence(off: TimeOff, *, by: User, at: datetime) -> int:
    """These are working days again: whatever the cover has not made is the rep's again; how much that is."""
    rep, before = off.user, _said(off)
    _one_at_a_time(rep)
    absences.remove_time_off(off, by=by)
    _hold_what_is_open(rep)
    given_back = len(_settle(at, by=by, rep=rep)[0])
    absences.account_for_days(rep, before=before, after="", by=by, at=at)
    return given_back


def keep_covers(at: datetime, *, limit: int = 200) -> int:
    """For the clock: what an absence's days bring is given to the cover, and what is left on a return is given back.

    Up to `limit` tries, each under the lock on its enrollment; what somebody else holds waits for the next bell.
    """
    with transaction.atomic():
        back, given = _settle(at, by=None, limit=limit)
    if given:
        # Whoever makes them now may not work on the days on which they stand.
        now_with = Touch.objects.filter(pk__in=[touch.pk for touch in given])
        with transaction.atomic():
            replanning.look_again(set(now_with.values_list("owner", flat=True)))
    return len(back) + len(given)


def _follow(off: TimeOff, *, by: User, at: datetime) -> Absence:
    """First the plan, which waits for nobody but other planners; then what it leaves on these days is given."""
    rep = off.user
    _hold_what_is_open(rep)
    moves = _move(off, at)
    _back, given = _settle(at, by=by, rep=rep)
    left = Touch.objects.open().filter(owner=rep, in_place_of=None)
    on_its_days = stands_on(left.steps()).filter(Q(stands_on__range=(off.first_day, off.last_day)))
    return Absence(
        off=off,
        moves=moves,
        given=given,
        stays=_read(on_its_days),
        letters=_read(left.answers()),
        replies=Reply.objects.filter(owner=rep, kind="").count(),
    )


def _hold_what_is_open(rep: User) -> None:
    """All that may move or change hands, at once and in the order of every planner, so that nobody waits in a circle."""
    theirs = Touch.objects.open().filter(Q(owner=rep) | Q(in_place_of=rep))
    replanning.one_planner_a_company(set(theirs.values_list("prospect__company", flat=True)))
    enrollments = Enrollment.objects.filter(pk__in=theirs.values("enrollment")).order_by("pk")
    list(enrollments.select_for_update().values_list("pk"))


def _move(off: TimeOff, at: datetime) -> list[Moved]:
    """What has a day before its day seven, or after it where nobody waits yet, goes there; the rest stays."""
    days = (off.first_day, off.last_day)
    theirs = stands_on(replanning.to_look_at(off.user_id, at)).filter(Q(stands_on__range=days))
    tries = list(theirs.order_by("due_at", "pk"))
    replanning.plan_anew(tries, at)
    now = Touch.objects.in_bulk([touch.pk for touch in tries])
    day_of = keeping_days.stands_on
    moves = [Moved(touch, day_of(touch), day_of(now[touch.pk])) for touch in tries]
    return [move for move in moves if not off.first_day <= move.then_on <= off.last_day]


def _settle(
    at: datetime, *, by: User | None, rep: User | None = None, limit: int | None = None
) -> tuple[list[Touch], list[Touch]]:
    """What was given back, and what was given; in this order, so that a try goes from one cover to the next."""
    covers = covers_at(at, rep=rep)
    back = _claimed(to_take_back(covers, at, rep=rep), limit, waits=by is not None)
    returns = defaultdict[User, list[Touch]](list)
    for touch in back:
        assert touch.in_place_of is not None
        returns[touch.in_place_of].append(touch)
    for to, touches in returns.items():
        pass_on(touches, to, by=by, at=at)
    given = _claimed(to_give(covers, at), limit, waits=by is not None) if covers else []
    for off in covers:
        theirs = [touch for touch in given if touch.absence == off.pk]  # type: ignore[attr-defined]
        if theirs and off.cover is not None:
            pass_on(theirs, off.cover, by=by, at=at, in_place_of=off.user)
    return back, given


def _claimed(touches: TouchQuerySet, limit: int | None, *, waits: bool) -> list[Touch]:
    """As they stand under the locks on their enrollments; those that somebody else holds are waited for, or passed over."""
    found = list(touches.order_by("pk").values_list("pk", "enrollment")[:limit])
    enrollments = Enrollment.objects.filter(pk__in=[enrollment for _touch, enrollment in found])
    locked = enrollments.order_by("pk").select_for_update(skip_locked=not waits, of=("self",))
    keys = list(locked.values_list("pk", flat=True)) if found else []
    return (
        _read(touches.filter(pk__in=[pk for pk, _e in found], enrollment__in=keys)) if keys else []
    )


def _read(touches: TouchQuerySet) -> list[Touch]:
    """With what a preview names and the planner asks for."""
    related = ("owner", "in_place_of", "step", "enrollment", "prospect__company")
    found = list(touches.select_related(*related).order_by("due_at", "pk"))
    for touch in found:
        touch.enrollment.prospect = touch.prospect
    return found


def _one_at_a_time(rep: User) -> None:
    """Two absences of one team are never judged at once: each could name the other's rep."""
    if rep.team_id is not None:
        Team.objects.select_for_update(no_key=True).get(pk=rep.team_id)


def _check_cover(rep: User, cover: User, first_day: date, last_day: date) -> None:
    names = {"rep": rep.first_name, "cover": cover.first_name}
    if cover.pk == rep.pk:
        raise Refused(_("Nobody covers for themselves. Choose a colleague."), code="own_cover")
    if rep.team_id is None or cover.team_id != rep.team_id or not cover.is_active:
        raise Refused(
            _("%(cover)s is not in %(rep)s’s team. Choose a colleague who is.") % names,
            code="not_in_team",
        )
    away = TimeOff.objects.filter(user=cover, first_day__lte=last_day, last_day__gte=first_day)
    if there := away.first():
        raise Refused(
            _("%(cover)s is away from %(first)s to %(last)s. Choose somebody else.")
            % {**names, **_days(there)},
            code="cover_is_away",
        )


def _check_covers_nobody(rep: User, first_day: date, last_day: date) -> None:
    covers = TimeOff.objects.filter(cover=rep, first_day__lte=last_day, last_day__gte=first_day)
    if there := covers.select_related("user").first():
        raise Refused(
            _(
                "%(rep)s covers for %(away)s from %(first)s to %(last)s. Choose another cover there first."
            )
            % {"rep": rep.first_name, "away": there.user.first_name, **_days(there)},
            code="covers_then",
        )


def _days(off: TimeOff) -> dict[str, str]:
    return {
        "first": date_format(off.first_day, "DAY_MONTH"),
        "last": date_format(off.last_day, "DAY_MONTH_YEAR"),
    }
