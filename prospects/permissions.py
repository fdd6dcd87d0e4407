"""Who may see a person, and who may work with them. Lists and single objects ask the same querysets."""

from django.utils.translation import gettext as _

from prospects.models import Company, Prospect
from team.models import User
from team.refusals import Refused


def can_see(user: User, prospect: Prospect) -> bool:
    return Prospect.objects.visible_to(user).filter(pk=prospect.pk).exists()


def check_see(user: User, prospect: Prospect) -> None:
    if not can_see(user, prospect):
        raise Refused(_("This person is not in your team."), code="not_visible")


def can_work(user: User, prospect: Prospect) -> bool:
    """Their own rep may, without asking the database; so may that rep's manager and an admin."""
    if prospect.owner_id == user.pk:
        return True
    return Prospect.objects.workable_by(user).filter(pk=prospect.pk).exists()


def check_work(user: User, prospect: Prospect) -> None:
    """Refuses to write about whoever was erased, too; what they left open is still decided by `can_work`."""
    check_not_erased(prospect)
    if not can_work(user, prospect):
        raise Refused(
            _("%(owner)s works with this person. Ask them, or your manager.")
            % {"owner": prospect.owner.first_name},
            code="not_workable",
        )


def check_not_erased(prospect: Prospect) -> None:
    if prospect.erased_at is not None:
        raise Refused(_("Their data was erased."), code="conflict_erased")


def can_work_there(user: User, company: Company) -> bool:
    """Whoever decides about the company, and whoever works with somebody there; nobody who only reads."""
    if user.is_auditor:
        return False
    if company.owner_id == user.pk or user.is_admin:
        return True
    return Prospect.objects.workable_by(user).filter(company=company).exists()


def check_work_there(user: User, company: Company) -> None:
    if not can_work_there(user, company):
        raise Refused(
            _("You work with nobody at %(company)s.") % {"company": company.name},
            code="not_workable",
        )
