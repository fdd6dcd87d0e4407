"""Who may see a person, and who may work with them. Lists and single objects ask the same querysets."""

from django.utils.translation import gettext as _

from prospects.models import Prospect
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
    if not can_work(user, prospect):
        raise Refused(
            _("%(owner)s works with this person. Ask them, or your manager.")
            % {"owner": prospect.owner.first_name},
            code="not_workable",
        )
