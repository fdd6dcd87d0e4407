"""What each rep of a team has before them, and where a manager let them go beyond it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from cadence.models import BeyondCapacity
from cadence.selectors.load import WEEKS, Load, forecasts
from cadence.selectors.weeks import weeks_of
from team.charts import Bars
from team.enums import Role
from team.models import User

MOST_REPS = 30


@dataclass(frozen=True, slots=True)
class RepLoad:
    """`allowed` are the managers' words of the last eight weeks, the newest first."""

    rep: User
    chart: Bars
    load: Load
    allowed: list[BeyondCapacity]


def seen_loads(user: User) -> QuerySet[User]:
    """Reps see their own load, managers their team's, admins and auditors everybody's."""
    people = User.objects.filter(is_active=True)
    if user.sees_all:
        return people.filter(role=Role.REP)
    if user.is_manager and user.team_id is not None:
        return people.filter(role=Role.REP, team=user.team_id)
    return people.filter(pk=user.pk)


def team_load(user: User, at: datetime) -> list[RepLoad]:
    """By name, thirty at most: in the same few questions, however many they are."""
    reps = list(seen_loads(user).order_by("name")[:MOST_REPS])
    allowed = _allowed(reps, since=at - timedelta(weeks=WEEKS))
    loads = []
    for pk, forecast in forecasts(reps, at).items():
        load = forecast.load()
        chart = weeks_of(forecast, load, user)
        loads.append(RepLoad(forecast.rep, chart, load, allowed.get(pk, [])))
    return loads


def _allowed(reps: Sequence[User], since: datetime) -> dict[int, list[BeyondCapacity]]:
    rows = BeyondCapacity.objects.filter(rep__in=reps, at__gte=since).select_related("by")
    by_rep: dict[int, list[BeyondCapacity]] = {}
    for row in rows.order_by("-at"):
        by_rep.setdefault(row.rep_id, []).append(row)
    return by_rep
