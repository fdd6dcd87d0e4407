"""How a person's letters look: the name above, the signature below, and how many a day."""

from django.utils.translation import gettext as _

from mailbox.fitness import check_body, check_line
from mailbox.models import Mailbox
from team.models import Policy
from team.refusals import Refused


def change_letterhead(
    mailbox: Mailbox, *, display_name: str, signature: str, daily_cap: int
) -> None:
    """Keep name, signature and cap. Refuses invisible characters, and a cap above the company's."""
    check_line(_("your name"), display_name)
    check_body(_("the signature"), signature)
    most = Policy.current().mailbox_daily_cap
    if not 1 <= daily_cap <= most:
        raise Refused(
            _("Between 1 and %s letters a day: more than that harms the mailbox.") % most,
            code="cap_unfit",
        )
    mailbox.display_name = display_name
    mailbox.signature = signature.strip()
    mailbox.daily_cap = daily_cap
    mailbox.save(update_fields=["display_name", "signature", "daily_cap"])
