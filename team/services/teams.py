"""Add, rename and remove teams: an admin's."""

from collections.abc import Iterator
from contextlib import contextmanager
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

LONGEST_NAME = 120


@transaction.atomic
def add(name: str, *, by: User, at: datetime) -> Team:
    """Refuses everyone but admins, and a name that another team has or that hides something."""
    check_admin(by)
    with _one_of_this_name():
        team = Team.objects.create(name=_fit(name))
    _record(team, before="", by=by, at=at)
    return team


@transaction.atomic
def rename(team: Team, name: str, *, by: User, at: datetime) -> None:
    """Refuses everyone but admins, a name that another team has or that hides something, and a team that is gone."""
    check_admin(by)
    before, team.name = team.name, _fit(name)
    if before == team.name:
        return
    with _one_of_this_name():
        kept = Team.objects.filter(pk=team.pk).update(name=team.name)
    if not kept:
        raise _gone(before)
    _record(team, before=before, by=by, at=at)


@transaction.atomic
def remove(team: Team, *, by: User, at: datetime) -> None:
    """Refuses everyone but admins, a team that somebody belongs to, whether or not they may sign in, and one that is gone."""
    check_admin(by)
    before = team.name
    # While it is locked nobody is put into it.
    kept = Team.objects.select_for_update().filter(pk=team.pk).first()
    if kept is None:
        raise _gone(before)
    try:
        kept.delete()
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
    if len(name.strip()) > LONGEST_NAME:
        raise Refused(
            _("A team's name has at most %(most)s characters.") % {"most": LONGEST_NAME},
            code="too_long",
        )
    check_name(name)
    return name.strip()


@contextmanager
def _one_of_this_name() -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise Refused(_("There is a team of this name."), code="team_taken") from error


def _gone(name: str) -> Refused:
    return Refused(_("“%(team)s” is gone.") % {"team": name}, code="team_gone")


def _record(team: Team, *, before: str, by: User, at: datetime) -> None:
    auditing.record(
        AuditKind.TEAM_CHANGED,
        actor=by,
        subject=before or team.name,
        detail={"before": before, "after": team.name},
        at=at,
    )
