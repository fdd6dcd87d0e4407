"""Whose answers, counts and tries somebody reads here: those of their own team; admins and auditors read all teams'."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from prospects.models import Prospect
from team.models import Team, User
from team.refusals import Refused


def teams_heard_by(user: User) -> QuerySet[Team]:
    teams = Team.objects.order_by("name")
    return teams if user.sees_all else teams.filter(members=user)


def check_hears(user: User, team: Team) -> None:
    if not user.sees_all and user.team_id != team.pk:
        raise Refused(_("This is another team's week."), code="another_team")


def counted_for(user: User, team: Team | None = None) -> QuerySet[User]:
    """Whose counts these are to see: a rep's are their own, a manager's their team's, an admin's and an auditor's all, or one team's.

    Refuses a manager another team, and a rep any.
    """
    if user.sees_all:
        return User.objects.filter(team=team) if team else User.objects.all()
    if team is not None and (user.is_rep or user.team_id != team.pk):
        raise Refused(_("These figures are not yours to see."), code="another_team")
    if user.is_manager and user.team_id is not None:
        return User.objects.filter(team=user.team_id)
    return User.objects.filter(pk=user.pk)


def can_coach(user: User, rep: User) -> bool:
    """A manager of the rep's team or an admin may; nobody coaches themselves."""
    if user.pk == rep.pk:
        return False
    same_team = user.team_id is not None and user.team_id == rep.team_id
    return user.is_admin or (user.is_manager and same_team)


def check_coaches(user: User, rep: User) -> None:
    if not can_coach(user, rep):
        raise Refused(
            _("What %(rep)s wrote is looked at by their manager.") % {"rep": rep.first_name},
            code="manager_only",
        )


def can_erase(user: User, prospect: Prospect) -> bool:
    """A manager of their rep, or an admin: who hands out and erases all that we know of somebody."""
    if user.is_admin:
        return True
    return user.is_manager and Prospect.objects.led_by(user).filter(pk=prospect.pk).exists()


def check_erases(user: User, prospect: Prospect) -> None:
    if not can_erase(user, prospect):
        raise Refused(_("Ask your manager: this is theirs to decide."), code="manager_only")
