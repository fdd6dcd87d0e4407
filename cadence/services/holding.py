"""R8: hold a company while somebody there waits to be read; a person lifts it, with a reason."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from cadence.enums import ReplyKind
from cadence.models import Hold, Reply, UndecidedMail
from cadence.permissions import check_decides_about
from cadence.services.locking import one_at_a_time
from mailbox.enums import Verdict
from prospects.enums import ActivityKind
from prospects.models import Activity, Company, Prospect
from prospects.models.keys import EmailKey
from prospects.selectors.finding import KEPT
from team.languages import for_others
from team.models import User
from team.refusals import Refused

COMES_BACK = (ReplyKind.NOT_NOW, ReplyKind.AWAY)
ASKS_FOR_NOTHING = (*COMES_BACK, ReplyKind.AUTOMATIC)
# the advisory lock's class: what is unread at a company is looked at while nothing new is heard there
_LOCK_CLASS = 0x484F4C44


def place_for(reply: Reply, companies: Iterable[int], *, at: datetime) -> None:
    """Hold each company at which whoever answered is recorded, as `place` does."""
    with for_others():
        reason = _("%(name)s answered.") % {"name": reply.prospect.name}
    place(companies, reason=reason, at=at, reply=reply)


def place(
    companies: Iterable[int], *, reason: str, at: datetime, reply: Reply | None = None
) -> None:
    """Hold each company, unless it is held already, in the caller's transaction. Without a reply: for undecided mail.

    Of two records of one company the kept one is held. Whoever lifts the hold that stands did so before this answer, and then
    it holds anew, or finds it unread. Each is lifted by itself.
    """
    kept = Company.objects.filter(pk__in=companies).values_list(KEPT, flat=True)
    for company in Company.objects.filter(pk__in=list(kept)).order_by("pk"):
        _place(company, reason=reason, at=at, reply=reply)


def _place(company: Company, *, reason: str, at: datetime, reply: Reply | None) -> None:
    one_at_a_time(_LOCK_CLASS, company.pk)
    _hold, made = Hold.objects.get_or_create(
        company=company,
        lifted_at=None,
        defaults={"reply": reply, "reason": reason, "placed_at": at},
    )
    if made:
        Activity.objects.record(
            ActivityKind.HELD,
            at=at,
            company=company,
            prospect=reply.prospect if reply else None,
            detail={"reason": reason},
        )


def share(of: Company, to: Company, *, at: datetime) -> None:
    """What holds one of these companies holds the other, in the caller's transaction: they are one, or were until now."""
    for hold in Hold.objects.filter(company=of, lifted_at=None).select_related("reply__prospect"):
        _place(to, reason=hold.reason, at=at, reply=hold.reply)


def leave(company: Company, kept: Company, *, by: User, at: datetime) -> None:
    """The hold of a record under which nobody is any more goes on as that of the kept one."""
    with for_others():
        reason = _("It is one company with %(company)s, which is on hold.") % {"company": kept.name}
    for hold in Hold.objects.filter(company=company, lifted_at=None):
        _lift(hold, by=by, at=at, reason=reason)


@transaction.atomic
def lift(hold: Hold, *, by: User, at: datetime, reason: str) -> Hold:
    """A person ends the silence, and says why. Refuses while a reply there is still unread."""
    check_decides_about(by, hold)
    if not reason.strip():
        raise Refused(
            _("Say in a few words why writing there is right again."), code="reason_missing"
        )
    one_at_a_time(_LOCK_CLASS, hold.company_id)
    if _undecided_at(hold.company_id).exists():
        raise Refused(
            _("There is a mail of which nobody has said yet whose it is. Say that first."),
            code="undecided_mail",
        )
    if unread_at(hold.company_id).exists():
        raise Refused(
            _("There is an answer nobody has read yet. Read it first."), code="unread_reply"
        )
    return _lift(hold, by=by, at=at, reason=reason.strip())


def release(reply: Reply, companies: Iterable[int], *, by: User, at: datetime) -> None:
    """A person named it as one that asks for nothing but time: the hold that such an answer placed is over, once all are read.

    At each company at which whoever answered is recorded: an older hold there may have waited for this answer alone.
    """
    standing = Hold.objects.filter(lifted_at=None)
    elsewhere = standing.filter(reply=reply).values_list("company", flat=True)
    for company in sorted({reply.company_id, *companies, *elsewhere}):
        one_at_a_time(_LOCK_CLASS, company)
        if unread_at(company).exists():
            continue
        for hold in standing.filter(company=company, reply__kind__in=ASKS_FOR_NOTHING):
            with for_others():
                reason = _("Read: they asked for time, or no person wrote.")
            _lift(hold, by=by, at=at, reason=reason)


def release_undecided(mail: UndecidedMail, company_id: int, *, by: User, at: datetime) -> None:
    """A person said whose the mail is that held this company.

    What else is undecided there keeps the hold; so does what was heard there since, until a person lifts it.
    """
    one_at_a_time(_LOCK_CLASS, company_id)
    since = Q(kind="") | Q(received_at__gte=mail.message.received_at)
    heard = Reply.objects.filter(since, company=company_id).exclude(kind__in=ASKS_FOR_NOTHING)
    if _undecided_at(company_id).exists() or heard.exists() or unread_at(company_id).exists():
        return
    with for_others():
        reason = _("Somebody said whose mail it was.")
    for hold in Hold.objects.filter(company=company_id, lifted_at=None, reply=None):
        _lift(hold, by=by, at=at, reason=reason)


def _undecided_at(company_id: int) -> QuerySet[UndecidedMail]:
    return UndecidedMail.objects.filter(companies=company_id, decided_at=None)


def unread_at(company_id: int) -> QuerySet[Reply]:
    """What somebody there wrote and nobody here has named yet; machines' notices do not count.

    Also as another record of theirs, or from an address recorded there: where a hold stood already, such an answer
    placed none. A person may write that they are away, too: who wrote is what tells them apart.
    """
    people = Prospect.objects.filter(company=company_id)
    addresses = people.exclude(email="").values_list(EmailKey("email"))
    profiles = people.exclude(linkedin_url="").values_list(Lower("linkedin_url"))
    holds = Hold.objects.filter(company=company_id, lifted_at=None)
    here = Q(company=company_id) | Q(prospect__company=company_id) | Q(pk__in=holds.values("reply"))
    theirs = Q(address__in=addresses) | Q(wrote_from__in=addresses) | Q(profile__in=profiles)
    return (
        Reply.objects.filter(kind="", message__isnull=False)
        .alias(
            address=EmailKey("prospect__email"),
            profile=Lower("prospect__linkedin_url"),
            wrote_from=EmailKey("message__from_address"),
        )
        .filter(here | theirs)
        .exclude(
            message__verdict=Verdict.AUTO_REPLY,
            suggested_kind__in=[ReplyKind.AWAY, ReplyKind.AUTOMATIC],
        )
    )


def _lift(hold: Hold, *, by: User, at: datetime, reason: str) -> Hold:
    lifted = Hold.objects.filter(pk=hold.pk, lifted_at=None).update(
        lifted_at=at, lifted_by=by, lift_reason=reason[:300]
    )
    if lifted:
        Activity.objects.record(
            ActivityKind.HOLD_LIFTED,
            at=at,
            actor=by,
            company=hold.company,
            prospect=hold.reply.prospect if hold.reply else None,
            detail={"reason": reason},
        )
    hold.refresh_from_db()
    return hold
