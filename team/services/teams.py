"""Add, rename and remove teams: an admin's."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from team.enums import AuditKind
from team.models import Team, User
from team.names import check_name
from team.permissions import check_admin
from team.refusals import Refused
from team.services import auditing


@transaction.atomic
def add(name: str, *, by: User, at: datetime) -> Team:
    """Refuses everyone but admins, and a name that another team has or that hides something."""
    check_admin(by)
    team = Team(name=_fit(name))
    _keep(team)
    _record(team, before="", by=by, at=at)
    return team


@transaction.atomic
def rename(team: Team, name: str, *, by: User, at: datetime) -> None:
    """Refuses everyone but admins, and a name that another team has or that hides something."""
    check_admin(by)
    before, team.name = team.name, _fit(name)
    if before == team.name:
        return
    _keep(team)
    _record(team, before=before, by=by, at=at)


@transaction.atomic
def remove(team: Team, *, by: User, at: datetime) -> None:
    """Refuses everyone but admins, and a team that somebody belongs to, whether or not they may sign in."""
    check_admin(by)
    before = team.name
    try:
        Team.objects.get(pk=team.pk).delete()
    except ProtectedError as error:
        raise Refused(
            _("Somebody belongs to %(team)s. Give everybody another team first.")
            % {"team": team.name},
            code="team_not_empty",
        ) from error
    team.name = ""
    _record(team, before=before, by=by, at=at)


def _fit(name: str) -> str:
    if not name.strip():
        raise Refused(_("Say what the team is called."), code="name_missing")
    check_name(name)
    return name.strip()


def _keep(team: Team) -> None:
    try:
        with transaction.atomic():
            team.save()
    except IntegrityError as error:
        raise Refused(_("There is a team of this name."), code="team_taken") from error


def _record(team: Team, *, before: str, by: User, at: datetime) -> None:
    auditing.record(
        AuditKind.TEAM_CHANGED,
        actor=by,
        subject=before or team.name,
        detail={"before": before, "after": team.name},
        at=at,
    )
