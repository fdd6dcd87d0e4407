"""Whose answers somebody reads here: those of their own team; an admin's are all teams."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from team.models import Team, User
from team.refusals import Refused


def teams_heard_by(user: User) -> QuerySet[Team]:
    teams = Team.objects.order_by("name")
    return teams if user.is_admin else teams.filter(members=user)


def check_hears(user: User, team: Team) -> None:
    if not user.is_admin and user.team_id != team.pk:
        raise Refused(_("This is another team's week."), code="another_team")
