"""Who may do what by role."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from team.models import User
from team.refusals import Refused


def can_manage(user: User) -> bool:
    return user.is_manager or user.is_admin


def can_oversee(user: User) -> bool:
    """Reads what is there for whoever leads: managers and admins, and auditors, who change none of it."""
    return can_manage(user) or user.is_auditor


def check_manager(user: User) -> None:
    """Refuse everyone but managers and admins."""
    if not can_manage(user):
        raise Refused(_("Ask your manager: this is theirs to decide."), code="manager_only")


def planned_by(user: User) -> QuerySet[User]:
    """Whose working days and time off this colleague keeps: their own, a manager their team's, an admin everybody's; an auditor reads them all."""
    if user.sees_all:
        return User.objects.all()
    if user.is_manager and user.team_id is not None:
        return User.objects.filter(team=user.team_id)
    return User.objects.filter(pk=user.pk)


def check_plans_for(user: User, colleague: User) -> None:
    """Refuse all but the colleague, a manager of their team, and admins."""
    if user.pk != colleague.pk and not _manages(user, colleague):
        raise Refused(
            _("When %(name)s works, they say, or their manager.") % {"name": colleague.first_name},
            code="not_your_days",
        )


def check_enters_days_gone(user: User, colleague: User) -> None:
    """Refuse all but a manager of the colleague's team and admins: days off explain why tries were late."""
    if not _manages(user, colleague):
        raise Refused(
            _("Days that are gone are entered by a manager of the team, or by an admin."),
            code="days_gone",
        )


def check_admin(user: User) -> None:
    """Refuse everyone but admins."""
    if not user.is_admin:
        raise Refused(_("Ask an admin: this is theirs to decide."), code="admin_only")


def check_changes(user: User) -> None:
    """Refuse auditors: where something is changed although only a page is asked for, as on the way back from a provider."""
    if user.is_auditor:
        raise Refused(_("You are here to read: an auditor changes nothing."), code="reads_only")


def check_reads_all(user: User) -> None:
    """Refuse everyone but admins and auditors."""
    if not user.sees_all:
        raise Refused(_("Admins and auditors read this."), code="admin_only")


def _manages(user: User, colleague: User) -> bool:
    """A manager of their team, or an admin."""
    same_team = user.team_id is not None and user.team_id == colleague.team_id
    return user.is_admin or (user.is_manager and same_team)
