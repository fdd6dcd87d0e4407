"""Hear what they said: keep it, hold the company, and let a person name its kind.

Nothing decides alone: the clock only writes down that somebody answered; the rep says what it was.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from cadence.enums import Ending, EnrollmentState, NoReason, ReplyKind
from cadence.models import Enrollment, Reply, Touch
from cadence.permissions import check_decides
from cadence.selectors.answers import addressee_of_reply
from cadence.services import answering, enrolling, holding, stopping, talking, waiting
from cadence.services.referring import Referred, refer
from cadence.services.skipping import kept_note
from mailbox.models import InboundMessage
from prospects.addresses import Reach, clean_email, email_key
from prospects.enums import ActivityKind, Channel, SuppressionKind, SuppressionOrigin
from prospects.models import Activity, Prospect
from prospects.selectors.suppressions import known_as
from prospects.services import suppressing
from team.languages import for_others
from team.models import Policy, User
from team.refusals import Refused

ENDINGS = {
    ReplyKind.REFERRAL: Ending.REPLIED,
    ReplyKind.NO: Ending.NO,
}
LONGEST_WAIT = timedelta(days=366)


@transaction.atomic
def record_reply(
    prospect: Prospect,
    *,
    by: User,
    at: datetime,
    channel: str,
    text: str,
    kind: ReplyKind,
    until: date | None = None,
    note: str = "",
    reason: NoReason | None = None,
    referred: Referred | None = None,
) -> Reply:
    """Write down by hand what somebody said, on whatever channel, and what kind of answer it is.

    The company goes on hold at once. Refuses without their words, and without a date where the
    kind needs one.
    """
    check_decides(by, prospect)
    if not text.strip():
        raise Refused(_("Write down what they said, in their words."), code="words_missing")
    reply = hear(prospect, at=at, channel=channel, text=text.strip(), actor=by)
    return name_kind(
        reply, by=by, at=at, kind=kind, until=until, note=note, reason=reason, referred=referred
    )


def hear(
    prospect: Prospect,
    *,
    at: datetime,
    channel: str,
    text: str,
    actor: User | None = None,
    message: InboundMessage | None = None,
    suggested_kind: str = "",
    until: date | None = None,
    points_to: str = "",
    holds: bool = True,
    also: Iterable[Reach] = (),
    is_link_press: bool = False,
    in_our_words: bool = False,
) -> Reply:
    """Keep a reply, unnamed, and put the company on hold, in the caller's transaction.

    `in_our_words`: they gave none, and the text says in ours what they did. A press of the link is such a reply.
    Whoever is recorded at a second company, too, or wrote from an address recorded there (`also`), puts that
    one on hold as well. Locks the companies' enrollments first: a letter about to leave either left before
    this moment or will not leave at all. Of two records of one person the one that is kept heard it.
    """
    prospect = prospect.merged_into or prospect
    companies = {prospect.company_id}
    if holds:
        companies.update(known_as(prospect, [*also, *_wrote_from(message)]).values())
    locked = lock_what_may_leave(companies)
    # Asked under those locks: whoever gave the person away meanwhile held them.
    owner, company = Prospect.objects.values_list("owner", "company").get(pk=prospect.pk)
    enrollment = next(
        (each for each in locked if each.prospect_id == prospect.pk and each.ended_at is None), None
    )
    reply = Reply.objects.create(
        prospect=prospect,
        company_id=company,
        enrollment=enrollment,
        owner_id=owner,
        channel=channel,
        received_at=at,
        text=text,
        message=message,
        suggested_kind=suggested_kind,
        until=until,
        points_to=points_to,
        is_link_press=is_link_press,
        in_our_words=in_our_words or is_link_press,
    )
    # Whoever made one of two companies, or parted them, was waited for.
    reply.refresh_from_db(fields=["company"])
    companies |= {company, reply.company_id}
    done = ActivityKind.PRESSED if is_link_press else ActivityKind.REPLIED
    detail = {"reply": reply.pk, "channel": channel}
    Activity.objects.record(done, at=at, actor=actor, prospect=prospect, detail=detail)
    if holds:
        holding.place_for(reply, companies, at=at)
    return reply


def lock_what_may_leave(companies: set[int]) -> list[Enrollment]:
    """Those that run, and those that have ended with an answer of ours still open."""
    open_answers = Touch.objects.open().answers().filter(enrollment=OuterRef("pk"))
    return list(
        Enrollment.objects.filter(
            ~Q(state=EnrollmentState.ENDED) | Exists(open_answers),
            prospect__company__in=companies,
        )
        .order_by("pk")
        .select_for_update(of=("self",))
    )


@transaction.atomic
def name_kind(
    reply: Reply,
    *,
    by: User,
    at: datetime,
    kind: ReplyKind,
    until: date | None = None,
    note: str = "",
    reason: NoReason | None = None,
    referred: Referred | None = None,
) -> Reply:
    """The rep says what kind of answer it is, and its consequence follows.

    Interested ends the plan and opens an answer; the rep goes on by hand until they say how it ends. A referral
    ends the cadence as replied, opens an answer, and adds whom they point to, with the introduction. A no ends it on every record of theirs, keeps them off every channel for the rest
    a no deserves, and opens its acknowledgement. Not now and out of office come back on their date;
    automatic changes nothing. Refuses a second naming, and a date that has come or is over a year away.
    """
    check_decides(by, reply.prospect)
    locked = _lock_unnamed(reply)
    until = _until(kind, until or locked.until, at, by)
    Reply.objects.filter(pk=locked.pk).update(
        kind=kind, named_by=by, named_at=at, until=until, note=note
    )
    locked.kind = kind
    _follow(locked, kind, by=by, at=at, until=until, note=note)
    _answer(locked, kind, by=by, at=at, referred=referred)
    if reason is not None:
        give_reason(locked, by=by, at=at, reason=reason, note=note)
    locked.refresh_from_db()
    return locked


@transaction.atomic
def name_stop(reply: Reply, *, by: User, at: datetime, note: str = "") -> Reply:
    """They asked us to stop: it ends for good, on every record of theirs. A line back opens, for whoever likes one."""
    check_decides(by, reply.prospect)
    _lock_unnamed(reply)
    stopping.stop_everything(
        reply.prospect,
        by=by,
        at=at,
        words=note or reply.text[:500],
        origin=SuppressionOrigin.REPLY,
        also=_wrote_from(reply.message),
    )
    return name_kind(reply, by=by, at=at, kind=ReplyKind.NO, note=note)


def _lock_unnamed(reply: Reply) -> Reply:
    """An answer is locked before the enrollments that its name ends, whatever the name: nobody waits in a circle."""
    locked = (
        Reply.objects.select_related("prospect__company", "message")
        .select_for_update(of=("self",))
        .get(pk=reply.pk)
    )
    if locked.kind:
        raise Refused(_("Somebody has said what this answer is already."), code="conflict_named")
    return locked


def _until(kind: ReplyKind, until: date | None, at: datetime, by: User) -> date | None:
    if kind not in holding.COMES_BACK:
        return None
    today = at.astimezone(by.zone).date()
    if until is None and kind == ReplyKind.AWAY:
        return today + timedelta(days=Policy.current().away_days)
    if until is None or until <= today:
        raise Refused(_("Say when to come back: a day that is still to come."), code="date_missing")
    if until > today + LONGEST_WAIT:
        raise Refused(_("Choose a day within a year from now."), code="date_too_far")
    return until


def _follow(
    reply: Reply, kind: ReplyKind, *, by: User, at: datetime, until: date | None, note: str
) -> None:
    """What an answer of this kind changes."""
    words = note or reply.text[:300]
    also = _wrote_from(reply.message)
    if kind == ReplyKind.NO:
        stopping.lock_everywhere(reply.prospect, also)
    running = Enrollment.objects.running().filter(prospect=reply.prospect)
    enrollment = running.select_for_update(of=("self",)).first()
    if enrollment is not None and kind in ENDINGS:
        enrolling.close(enrollment, ENDINGS[kind], by=by, at=at, note=words)
    if enrollment is not None and kind == ReplyKind.INTERESTED:
        talking.begin(enrollment, by=by, at=at)
    if enrollment is not None and until is not None:
        theirs = note if reply.in_our_words else words
        waiting.wait(enrollment, until=until, reason=theirs, at=at)
    if kind == ReplyKind.NO:
        stopping.end_everywhere(reply.prospect, Ending.NO, by=by, at=at, words=words, also=also)
        suppressing.suppress(
            reply.prospect,
            by=by,
            at=at,
            reason=note or reply.text[:500],
            origin=SuppressionOrigin.REPLY,
            until=at + timedelta(days=Policy.current().rest_after_no_days),
            also=also,
        )
    if kind in holding.ASKS_FOR_NOTHING:
        holding.release(reply, known_as(reply.prospect, also).values(), by=by, at=at)


def _wrote_from(message: InboundMessage | None) -> list[Reach]:
    """Whoever wrote it asked for themselves, too: from another address of theirs, or as a colleague in our thread."""
    address = message.from_address if message is not None else ""
    return [(SuppressionKind.EMAIL, email_key(address))] if clean_email(address) else []


def _answer(
    reply: Reply, kind: ReplyKind, *, by: User, at: datetime, referred: Referred | None
) -> None:
    """What is owed to them now stands in the queue, when it can be sent from here."""
    if kind == ReplyKind.NO:
        answering.cancel_answers(reply.prospect, at=at)
        answering.acknowledge(reply, at=at)
    elif kind == ReplyKind.REFERRAL:
        named = refer(reply.prospect, referred, by=by, at=at) if referred is not None else None
        with for_others():
            words = _thanks_for(named, reply) if named else _("Thank you for telling me.")
        answering.answer_if_possible(reply, at=at, words=words)
    elif kind == ReplyKind.INTERESTED and reply.channel == Channel.EMAIL:
        answering.answer_if_possible(reply, at=at)


def _thanks_for(named: Prospect, reply: Reply) -> str:
    """Whoever wrote for a colleague and is the one to ask is thanked, not told that we shall write to them."""
    name = named.greeting_name
    if name == addressee_of_reply(reply).greeting_name:
        return _("Thank you for writing.")
    return _("Thank you, I'll write to %(name)s.") % {"name": name}


@transaction.atomic
def give_reason(reply: Reply, *, by: User, at: datetime, reason: NoReason, note: str = "") -> Reply:
    """Say why they said no, or say it anew; every saying stays on their timeline.

    Refuses an answer that nobody named a no, "something else" without words, and somebody else's person.
    """
    check_decides(by, reply.prospect)
    note = kept_note(note, required=reason == NoReason.OTHER)
    noes = Reply.objects.filter(pk=reply.pk, kind=ReplyKind.NO)
    if not noes.update(reason=reason, reason_note=note):
        raise Refused(_("Only a no has a reason. Name the answer first."), code="not_a_no")
    with for_others():
        words = _("Why they said no: %(reason)s.") % {"reason": reason.label}
    detail = {"text": f"{words} {note}".strip(), "reply": reply.pk, "reason": reason}
    Activity.objects.record(
        ActivityKind.NOTE, at=at, actor=by, prospect=reply.prospect, detail=detail
    )
    reply.refresh_from_db(fields=["reason", "reason_note"])
    return reply
