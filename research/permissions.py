"""Who may change what is known about a person, and who approves for the whole team."""

from django.utils.translation import gettext as _

from prospects.models import Prospect
from prospects.permissions import can_work, check_not_erased
from research.models import Talk
from research.models.library import LibraryItem
from team.models import User
from team.permissions import can_manage
from team.refusals import Refused


def can_research(user: User, prospect: Prospect) -> bool:
    return can_work(user, prospect) and prospect.erased_at is None


def check_research(user: User, prospect: Prospect) -> None:
    check_not_erased(prospect)
    if not can_research(user, prospect):
        raise Refused(
            _("Only the person who works with %(name)s, or their manager, can change this.")
            % {"name": prospect.name},
            code="not_yours",
        )


def can_approve(user: User) -> bool:
    return can_manage(user)


def check_approve(user: User) -> None:
    if not can_approve(user):
        raise Refused(_("A manager approves what the whole team may use."), code="managers_only")


def can_keep(user: User, item: LibraryItem | Talk) -> bool:
    """Whoever added it changes its words, and so do those who approve."""
    return item.owner_id == user.pk or can_approve(user)


def check_keep(user: User, item: LibraryItem | Talk) -> None:
    if not can_keep(user, item):
        raise Refused(
            _("Only %(name)s, who added this, or a manager can change it.")
            % {"name": item.owner.name},
            code="not_yours",
        )
