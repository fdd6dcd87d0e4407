"""The one act of sending: claim, commit, then act; at most once, never silently lost.

tx1 reserves a Delivery under the database's guards. Connecting, signing in and naming the
recipient cannot transmit. tx2 moves it to sending, with the hash of the exact bytes, re-checking
everything. Then the letter goes. tx3 keeps the outcome: sent, failed, or unknown, which only a
person resolves (RFC 5321 §6.1 makes a lost reply ambiguous).

Only a web request of a signed-in rep calls this: no task can import it, and the database refuses
every role but the web's.
"""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cadence.enums import DeliveryState
from cadence.models import Approval, Delivery, Touch
from cadence.permissions import check_settles, check_works
from cadence.policies import bringing
from cadence.policies.making import check_channel, check_may_make
from cadence.selectors.framing import Frame, frame_of
from cadence.services import bouncing, evidence, looking, reviewing, unsubscribing
from cadence.services.locking import claim, guarded, lock
from mailbox.outbound import accounts, compose, sent_folder, transport
from mailbox.outbound.errors import Ambiguous, OutboundError
from prospects.enums import ActivityKind, Channel
from prospects.models import Activity
from team.enums import AuditKind
from team.languages import for_others
from team.models import HumanSession, User
from team.refusals import Refused
from team.services import auditing


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of talking with the mail server."""

    state: DeliveryState
    explanation: str = ""
    code: int | None = None
    reply: str = ""


def deliver(approval: Approval, *, by: User, session: HumanSession, at: datetime) -> Delivery:
    """Send the approved words from the rep's own mailbox, in this request.

    Refuses, before anything is transmitted, whatever the rules or the database's guards refuse.
    An answer that came since the mailbox was last read is one of them: it is looked for first.
    A second call for the same approval answers the delivery that exists and sends nothing.
    `delivery.explanation` is the sentence for the rep when the state is failed or unknown.
    """
    check_works(by, approval.touch)
    _check_signed_in(by, session, at)
    looking.look_once_more(approval, at=at)
    raw_id = _message_id(approval)
    frame = frame_of(approval.touch, approval.mailbox)
    raw = _compose(approval, frame, raw_id, at)
    delivery = _reserve(approval, frame, raw_id, at)
    if delivery.message_id != raw_id:
        return delivery
    with for_others():
        outcome = _transmit(delivery, approval, raw)
    _settle(delivery, approval, outcome, by=by, at=at)
    if outcome.state == DeliveryState.SENT:
        sent_folder.keep_copy(approval.mailbox, raw)
    return delivery


def _check_signed_in(by: User, session: HumanSession, at: datetime) -> None:
    """The browser that sends is this rep's and signed in, as the one that reviewed was."""
    if session.user_id != by.pk or not session.is_live(at):
        raise Refused(_("Sign in again, then send it."), code="signed_out")


def _message_id(approval: Approval) -> str:
    domain = approval.mailbox.address.rpartition("@")[2]
    return f"<{uuid.uuid4().hex}@{domain}>"


def _compose(approval: Approval, frame: Frame, message_id: str, at: datetime) -> bytes:
    """The bytes that will leave: the approved draft in this frame, and nothing else that was written."""
    draft, link = approval.draft, unsubscribing.link_for(approval)
    return compose.build(
        compose.Letter(
            sender_name=frame.sender_name,
            sender_address=frame.sender_address,
            recipient_name=frame.recipient_name,
            recipient_address=draft.to_address,
            subject=draft.subject,
            body=draft.body,
            message_id=message_id,
            date=at,
            in_reply_to=frame.in_reply_to,
            references=frame.references,
            signature_footer=frame.under(link),
            list_unsubscribe=unsubscribing.headers_of(approval, frame.sender_address),
        )
    )


@transaction.atomic(durable=True)
def _reserve(approval: Approval, frame: Frame, message_id: str, at: datetime) -> Delivery:
    """A delivery with this Message-ID, or the one that another click reserved first.

    The bytes were made of `frame`: when it is the reviewed one, nothing that changes later reaches them.
    """
    touch = claim(approval.touch, by=approval.reviewer)
    existing = Delivery.objects.filter(approval=approval).first()
    if existing is not None:
        return existing
    check_may_make(touch, at)
    bringing.check_still_offered(touch, at)
    check_channel(touch, Channel.EMAIL)
    bouncing.check_sound(approval.mailbox)
    with guarded():
        delivery = Delivery.objects.create(
            touch_id=approval.touch_id,
            approval=approval,
            content_sha256=approval.content_sha256,
            message_id=message_id,
            reserved_at=at,
        )
    _check_frame(approval, frame)
    draft = approval.draft
    reviewing.check_no_stop(touch, at=at, subject=draft.subject, body=draft.body)
    return delivery


def _check_frame(approval: Approval, frame: Frame) -> None:
    """Asked last: whatever a guard refuses is the graver news. What was reserved is rolled back."""
    if frame.sha256() != bytes(approval.frame_sha256):
        raise Refused(
            _(
                "Your signature, your name or theirs changed since you reviewed this. "
                "Read it once more and send it."
            ),
            code="conflict_frame",
        )


def _transmit(delivery: Delivery, approval: Approval, raw: bytes) -> Outcome:
    """Talk with the mail server. Nothing it does or fails to do escapes as an exception."""
    try:
        account = accounts.open_account(approval.mailbox)
        with transport.connect(account, approval.to_address) as envelope:
            if not _begin_sending(delivery, approval, raw):
                return Outcome(DeliveryState.FAILED, _("It was given up while it got ready."))
            accepted = envelope.transmit(raw)
    except Ambiguous as error:
        return Outcome(DeliveryState.UNKNOWN, error.sentence, error.code, error.reply)
    except OutboundError as error:
        return Outcome(DeliveryState.FAILED, error.sentence, error.code, error.reply)
    except Refused as error:
        return Outcome(DeliveryState.FAILED, error.sentence)
    return Outcome(DeliveryState.SENT, "", accepted.code, accepted.reply)


def _begin_sending(delivery: Delivery, approval: Approval, raw: bytes) -> bool:
    """Commit `sending` before the first byte; the guards look once more for a stop.

    The enrollment is locked before the delivery, as everywhere, so that nobody waits in a circle.
    """
    with transaction.atomic(durable=True), guarded():
        claim(approval.touch, by=approval.reviewer)
        moved = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.RESERVED).update(
            state=DeliveryState.SENDING, mime_sha256=hashlib.sha256(raw).digest()
        )
    return moved == 1


@transaction.atomic(durable=True)
def _settle(
    delivery: Delivery, approval: Approval, outcome: Outcome, *, by: User, at: datetime
) -> None:
    """Keep what came of it, and for a sent letter the evidence, in one transaction.

    A delivery that the reaper closed meanwhile stays as it is: failed, or unknown until the rep says.
    """
    touch = claim(approval.touch, by=by)
    under_way = Delivery.objects.filter(
        pk=delivery.pk, state__in=[DeliveryState.RESERVED, DeliveryState.SENDING]
    )
    moved = under_way.update(
        state=outcome.state,
        explanation=outcome.explanation[:300],
        smtp_code=outcome.code,
        smtp_reply=outcome.reply[:500],
        finished_at=at,
    )
    delivery.refresh_from_db()
    if moved:
        _tell(delivery, touch, by=by, at=at)


def _tell(delivery: Delivery, touch: Touch, *, by: User, at: datetime) -> None:
    """Evidence, timeline and account of an outcome that is now known to us."""
    if delivery.state == DeliveryState.SENT:
        evidence.of_letter(touch, by=by, at=at, delivery=delivery)
    else:
        unknown = delivery.state == DeliveryState.UNKNOWN
        Activity.objects.record(
            ActivityKind.LETTER_UNKNOWN if unknown else ActivityKind.LETTER_FAILED,
            at=at,
            actor=by,
            prospect=touch.prospect,
            detail={"touch": touch.pk, "why": delivery.explanation},
        )
    auditing.record(
        AuditKind.DELIVERED,
        actor=by,
        subject=f"delivery {delivery.pk}",
        detail={"state": delivery.state, "touch": touch.pk},
        at=at,
    )


@transaction.atomic
def resolve_unknown(
    delivery: Delivery, *, left: bool, by: User, session: HumanSession, at: datetime
) -> Delivery:
    """The rep says whether a letter of unknown fate left; of a rep who is gone, who manages them. Kept with who and when.

    "It left" makes it evidence of the rep's; "it didn't" frees the try for a new review. A delivery that
    is not unknown stays as it is. Refuses everybody else, and whoever is not in a live session.
    """
    touch = lock(delivery.touch)
    check_settles(by, touch)
    state = DeliveryState.SENT if left else DeliveryState.FAILED
    with guarded():
        moved = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.UNKNOWN).update(
            state=state, resolved_by=by, resolved_session=session, finished_at=at
        )
    delivery.refresh_from_db()
    if moved:
        when = delivery.sending_at or at
        if left:
            evidence.of_letter(touch, by=touch.owner, at=when, delivery=delivery)
        Activity.objects.record(
            ActivityKind.LETTER_LEFT if left else ActivityKind.LETTER_STAYED,
            at=at,
            actor=by,
            prospect=touch.prospect,
            detail={"touch": touch.pk},
        )
        auditing.record(
            AuditKind.DELIVERY_RESOLVED,
            actor=by,
            subject=f"delivery {delivery.pk}",
            detail={"left": left, "touch": touch.pk},
            at=at,
        )
    return delivery
