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
from prospects.enums import ActivityKind
from prospects.models import Activity, Company, Prospect
from team.languages import for_others
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
        with for_others():
            words = _("Somebody at %(domain)s wrote, and we can't tell for which company.")
        reason = words % {"domain": email_domain(message.from_address)}
        holding.place(companies, reason=reason, at=message.received_at)
    return mail


@transaction.atomic
def decide(
    mail: UndecidedMail, prospect: Prospect | None, *, by: User, at: datetime
) -> Reply | None:
    """A person says whose mail it is: then it is their answer, and stands in their rep's queue. None: nobody's of ours.

    The silence at the other companies ends with it; what is nobody's is forgotten. Who said it stands on each company's
    timeline. Refuses whoever works at none of these companies, somebody of another company, and a second saying.
    """
    check_tells_whose(by, mail)
    if prospect is not None and not mail.companies.filter(pk=prospect.company_id).exists():
        raise Refused(_("That is a person of another company."), code="another_company")
    said = UndecidedMail.objects.filter(pk=mail.pk, decided_at=None)
    if not said.update(prospect=prospect, decided_by=by, decided_at=at):
        raise Refused(_("Somebody has said whose mail this is already."), code="conflict_decided")
    companies = list(mail.companies.order_by("pk"))
    listening.lock_what_may_leave({each.pk for each in companies})
    for company in companies:
        with for_others():
            detail = {"reason": _whose(prospect, company)}
        Activity.objects.record(
            ActivityKind.MAIL_DECIDED, at=at, actor=by, company=company, detail=detail
        )
        holding.release_undecided(mail, company.pk, by=by, at=at)
    if prospect is None:
        InboundMessage.objects.filter(pk=mail.message_id).update(**NOTHING_TO_US)
        return None
    return hearing.hear_mail(mail.message, prospect)


def _whose(prospect: Prospect | None, company: Company) -> str:
    """For the timeline of a company that it may have been from; nothing about the other one's people."""
    if prospect is None:
        return _("The mail is nobody's of ours, and was forgotten.")
    if prospect.company_id != company.pk:
        return _("The mail is from another company.")
    return _("The mail is from %(name)s.") % {"name": prospect.name}
