"""Mail that may be from one company or another is shown to both, who write to nobody there until a person says whose it is."""

from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from cadence.models import Reply, UndecidedMail
from cadence.permissions import check_tells_whose
from cadence.services import hearing, holding, listening
from mailbox.models import InboundMessage
from prospects.addresses import email_domain
from prospects.models import Prospect
from team.models import User
from team.refusals import Refused

# What stays of a mail that concerns nobody here: where it lay and what it was called, so that it is not read again.
NOTHING_TO_US: Final[dict[str, Any]] = {
    "original_ids": [],
    "from_address": "",
    "from_name": "",
    "to": [],
    "subject": "",
    "text": "",
    "full_text": "",
    "html": "",
    "bounced_address": "",
    "away_until": None,
}


def wait_for_a_person(message: InboundMessage, companies: list[int]) -> UndecidedMail:
    """Keep it undecided, in the caller's transaction. A person's mail holds all of these companies at once."""
    mail = UndecidedMail.objects.create(message=message)
    mail.companies.add(*companies)
    if hearing.holds(message, hearing.suggestion_of(message)):
        listening.lock_what_may_leave(set(companies))
        words = _("Somebody at %(domain)s wrote, and we can't tell for which company.")
        reason = words % {"domain": email_domain(message.from_address)}
        holding.place(companies, reason=reason, at=message.received_at)
    return mail


@transaction.atomic
def decide(
    mail: UndecidedMail, prospect: Prospect | None, *, by: User, at: datetime
) -> Reply | None:
    """A person says whose mail it is: then it is their answer, and stands in their rep's queue. None: nobody's of ours.

    The silence at the other companies ends with it; what is nobody's is forgotten. Refuses whoever works at none of
    these companies, somebody of another company, and a second saying.
    """
    check_tells_whose(by, mail)
    if prospect is not None and not mail.companies.filter(pk=prospect.company_id).exists():
        raise Refused(_("That is a person of another company."), code="another_company")
    said = UndecidedMail.objects.filter(pk=mail.pk, decided_at=None)
    if not said.update(prospect=prospect, decided_by=by, decided_at=at):
        raise Refused(_("Somebody has said whose mail this is already."), code="conflict_decided")
    companies = set(mail.companies.values_list("pk", flat=True))
    listening.lock_what_may_leave(companies)
    for company in sorted(companies):
        holding.release_undecided(mail, company, by=by, at=at)
    if prospect is None:
        InboundMessage.objects.filter(pk=mail.message_id).update(**NOTHING_TO_US)
        return None
    return hearing.hear_mail(mail.message, prospect)
