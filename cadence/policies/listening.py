"""R8 and R9: while somebody waits to be read nobody there is written to, and what was read may be answered."""

from datetime import datetime

from django.contrib.humanize.templatetags.humanize import apnumber
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cadence.enums import ReplyKind, TouchKind
from cadence.models import Hold, Reply, Touch, UndecidedMail
from mailbox.enums import Verdict
from prospects.addresses import email_domain, email_key
from prospects.enums import Channel, SuppressionKind, SuppressionOrigin
from prospects.models import Prospect, Suppression
from prospects.selectors.suppressions import addresses_of, domains_of, keyed_by, records_of
from team.refusals import Refused


def check_nobody_waits_to_be_read(touch: Touch, at: datetime) -> None:
    """R8 at the moment of a try: who wrote, how long ago, and that nothing went."""
    # Whose it is, is asked only when there is one.
    hold = Hold.objects.filter(company_id=touch.prospect.company_id, lifted_at=None).first()
    if hold is None:
        return
    sentences = [_who_wrote(hold, touch, at)]
    if touch.channel == Channel.EMAIL:
        sentences.append(_("Nothing was sent."))
    if hold.reply is None or not hold.reply.kind:
        sentences.append(_("Read it first."))
    else:
        sentences.append(_("%(company)s is on hold.") % {"company": hold.company.name})
    raise Refused(" ".join(sentences), code="on_hold")


def check_was_read(reply: Reply, kind: str) -> None:
    """A no is acknowledged, and whatever else they said is answered; neither before somebody read it."""
    if not reply.kind or (reply.kind == ReplyKind.NO) != (kind == TouchKind.ACKNOWLEDGEMENT):
        raise Refused(_("Read what they said first, and say what it was."), code="not_read")


def check_nobody_else_wrote(reply: Reply) -> None:
    """The hold of their own answer stops no answer to it; another, unread one does, and a mail that may be from there.

    Of the company, and of the same person under another record.
    """
    there = Q(company=reply.company_id) | Q(prospect__in=records_of(reply.prospect))
    other = (
        Reply.objects.filter(there, kind="")
        .exclude(pk=reply.pk)
        .exclude(
            message__verdict=Verdict.AUTO_REPLY,
            suggested_kind__in=[ReplyKind.AWAY, ReplyKind.AUTOMATIC],
        )
        .select_related("prospect", "company")
        .first()
    )
    if other is not None:
        words = {"name": other.prospect.name, "company": other.company.name}
        raise Refused(
            _("%(name)s at %(company)s wrote, too. Nothing was sent. Read it first.") % words,
            code="on_hold",
        )
    undecided = UndecidedMail.objects.filter(companies=reply.company_id, decided_at=None)
    if undecided.exclude(message__verdict=Verdict.AUTO_REPLY).exists():
        raise Refused(
            _(
                "There is a mail that may be from %(company)s. Nothing was sent. Say whose it is first."
            )
            % {"company": reply.company.name},
            code="on_hold",
        )


def check_wants_a_line(prospect: Prospect, at: datetime, answers: Reply | None = None) -> None:
    """Their own stop is what is acknowledged; the link of a letter and a stop for all of their domain are not.

    Nor is that of whoever reads the line: a colleague of theirs who wrote what it `answers`.
    """
    for_all = keyed_by(domains_of(email_domain(prospect.email), *prospect.company.domains))
    mail = answers.message if answers is not None else None
    writer = [(SuppressionKind.EMAIL, email_key(mail.from_address))] if mail is not None else []
    theirs = keyed_by([*addresses_of(prospect), *writer])
    live = Suppression.objects.live(at).filter(channel__in=["", Channel.EMAIL])
    if live.filter(for_all | theirs & Q(origin=SuppressionOrigin.UNSUBSCRIBE)).exists():
        raise Refused(
            _("%(name)s wants no letter at all, not even a line back.")
            % {"name": prospect.greeting_name},
            code="wants_no_letter",
        )


def _who_wrote(hold: Hold, touch: Touch, at: datetime) -> str:
    if hold.reply is None:
        words = {"company": hold.company.name, "reason": hold.reason}
        return _("%(company)s is on hold: %(reason)s") % words
    person = hold.reply.prospect
    words = {
        "name": person.greeting_name if person.pk == touch.prospect_id else person.name,
        "owner": person.owner.first_name if person.owner else "",
        "ago": _ago(hold.reply.received_at, at),
    }
    if person.owner_id not in (None, touch.owner_id):
        return _("%(name)s, with whom %(owner)s talks, wrote back %(ago)s.") % words
    return _("%(name)s wrote back %(ago)s.") % words


def _ago(then: datetime, at: datetime) -> str:
    minutes = int((at - then).total_seconds() // 60)
    if minutes < 1:
        return _("just now")
    hours, days = minutes // 60, (at - then).days
    if hours < 1:
        count, words = minutes, ngettext("%(count)s minute ago", "%(count)s minutes ago", minutes)
    elif days < 1:
        count, words = hours, ngettext("%(count)s hour ago", "%(count)s hours ago", hours)
    else:
        count, words = days, ngettext("%(count)s day ago", "%(count)s days ago", days)
    return words % {"count": apnumber(count)}
