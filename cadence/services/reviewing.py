"""The rep's review: these exact words, at this moment, in this signed-in browser."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cadence import checks
from cadence.checks import CheckResult, State
from cadence.models import Approval, Draft, Touch, Withdrawal
from cadence.policies import bringing
from cadence.policies.making import check_channel, check_may_make
from cadence.policies.reaching import check_address
from cadence.selectors import letters
from cadence.selectors.answers import addressee_of
from cadence.selectors.framing import frame_of
from cadence.services import bouncing
from cadence.services.locking import claim, guarded
from mailbox.fitness import check_line, envelope_address
from mailbox.models import Mailbox
from prospects.enums import Channel
from team.enums import AuditKind
from team.models import HumanSession, User
from team.refusals import Refused
from team.services import auditing


def review(
    touch: Touch,
    *,
    at: datetime,
    subject: str,
    body: str,
    read_aloud: bool = False,
    known: letters.Known | None = None,
) -> list[CheckResult]:
    """What the margin says about this text now. `known` spares asking what a page has read."""
    known = known or letters.known_about(touch.prospect, at)
    letter = letters.letter_of(
        touch, known, subject=subject, body=body, at=at, read_aloud=read_aloud
    )
    return checks.run(letter, letters.context_of(touch, known, at))


def check_no_stop(touch: Touch, *, at: datetime, body: str, subject: str = "") -> None:
    """What leaves now, or is carried elsewhere by hand: looks are the rep's to judge, a stop is not."""
    gravest = checks.worst(review(touch, at=at, subject=subject, body=body))
    if gravest is not None and gravest.state is State.STOP:
        raise Refused(f"{gravest.title}. {gravest.detail}".strip(), code="stop_remains")


def check_answered(
    touch: Touch, *, at: datetime, body: str, looks: Mapping[str, str], read_aloud: bool
) -> dict[str, str]:
    """The reasons to keep with words that a rep carried elsewhere by hand.

    Refuses a text that a check stops, a look without its reason, and words not read aloud.
    """
    results = review(touch, at=at, subject="", body=body, read_aloud=read_aloud)
    _check_results(results, looks)
    return _kept(results, looks)


@transaction.atomic
def approve(
    draft: Draft,
    *,
    by: User,
    session: HumanSession,
    at: datetime,
    looks: Mapping[str, str],
    read_aloud: bool,
) -> Approval:
    """Write down that this rep reviewed this draft. Nothing is sent.

    `looks` maps a check's code to the line why it is sent anyway. Refuses a colleague's try, an
    older draft, a stopped or held person, what the library no longer offers, a text that a check
    stops, a look without its reason, a letter not read aloud, a rep without a connected mailbox, and
    what would fit no header of a letter. The database checks the same once more.
    """
    touch = claim(draft.touch, by=by)
    check_may_make(touch, at)
    bringing.check_still_offered(touch, at)
    check_channel(touch, Channel.EMAIL)
    check_address(touch.prospect, Channel.EMAIL, answer_to=_answer_to(touch))
    _check_newest(draft, touch)
    results = review(touch, at=at, subject=draft.subject, body=draft.body, read_aloud=read_aloud)
    _check_results(results, looks)
    mailbox = _mailbox(by)
    bouncing.check_sound(mailbox)
    _check_headers(draft, touch, mailbox)
    with guarded():
        approval = Approval.objects.create(
            touch=touch,
            draft=draft,
            mailbox=mailbox,
            reviewer=by,
            session_id=session.pk,
            to_address=draft.to_address,
            content_sha256=draft.content_sha256,
            frame_sha256=frame_of(touch, mailbox).sha256(),
            looks=_kept(results, looks),
            read_aloud=read_aloud,
            approved_at=at,
            expires_at=at,
        )
    auditing.record(
        AuditKind.APPROVED,
        actor=by,
        subject=f"approval {approval.pk}",
        detail={"touch": touch.pk, "draft": draft.number},
        at=at,
    )
    approval.refresh_from_db()
    return approval


@transaction.atomic
def withdraw(approval: Approval, *, by: User, at: datetime) -> None:
    """Undo: this approval can no longer send. Refuses a letter that is on its way or gone."""
    touch = claim(approval.touch, by=by)
    if hasattr(approval, "delivery"):
        raise Refused(
            _("It is too late to undo: the letter to %(name)s is on its way.")
            % {"name": touch.prospect.greeting_name},
            code="conflict_on_its_way",
        )
    with guarded():
        _made, new = Withdrawal.objects.get_or_create(
            approval=approval, defaults={"by": by, "at": at}
        )
    if new:
        auditing.record(
            AuditKind.WITHDRAWN,
            actor=by,
            subject=f"approval {approval.pk}",
            detail={"touch": touch.pk},
            at=at,
        )


def _check_newest(draft: Draft, touch: Touch) -> None:
    newest = letters.newest_draft(touch)
    if newest is None or newest.pk != draft.pk or draft.touch_id != touch.pk:
        raise Refused(
            _("There is a newer text than the one on your screen. Read it, then send it."),
            code="stale_draft",
        )
    address = addressee_of(touch).address
    if touch.channel == Channel.EMAIL and draft.to_address != address:
        raise Refused(
            _("The address changed to %(address)s since this was written. Save the text once more.")
            % {"address": address},
            code="stale_address",
        )


def _check_results(results: list[CheckResult], looks: Mapping[str, str]) -> None:
    """Refuse with what the gravest check says."""
    keeping = checks.what_keeps_it(results, looks)
    gravest = checks.worst(keeping)
    if gravest is None:
        return
    codes = {
        State.STOP: "stop_remains",
        State.WARN: "look_unanswered",
        State.WAIT: "not_read_aloud",
    }
    sentence = f"{gravest.title}. {gravest.detail}".strip()
    raise Refused(sentence, code=codes[gravest.state])


def _kept(results: list[CheckResult], looks: Mapping[str, str]) -> dict[str, str]:
    """The reasons of the looks that were really there; others are not kept."""
    warned = {each.code for each in results if each.state is State.WARN}
    return {code: reason.strip()[:300] for code, reason in looks.items() if code in warned}


def _mailbox(by: User) -> Mailbox:
    mailbox = Mailbox.objects.filter(owner=by).first()
    if mailbox is None or not mailbox.is_connected:
        raise Refused(
            _("Connect your mailbox in Settings before sending."), code="mailbox_not_connected"
        )
    return mailbox


def _answer_to(touch: Touch) -> str:
    """Where they wrote from themselves works, whatever is known of their address."""
    return "" if touch.is_step else addressee_of(touch).address


def _check_headers(draft: Draft, touch: Touch, mailbox: Mailbox) -> None:
    """What sending would refuse is refused now, while the rep is still at the text."""
    check_line(_("the subject"), draft.subject)
    check_line(_("their name"), addressee_of(touch).name)
    check_line(_("your name"), mailbox.display_name)
    for address in (draft.to_address, mailbox.address):
        envelope_address(address)
