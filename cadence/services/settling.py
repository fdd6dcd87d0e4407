"""Settle what the mailboxes brought: find whom it is about, and hear it."""

import logging
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from cadence.enums import ReplyKind
from cadence.models import Delivery, SentCopy
from cadence.services import listening
from mailbox.enums import Verdict
from mailbox.models import InboundMessage
from prospects.enums import ActivityKind, Channel
from prospects.models import Activity, Prospect

log = logging.getLogger(__name__)

UNSUBSCRIBE = "unsubscribe"
FREE_MAIL = frozenset(
    "gmail.com googlemail.com outlook.com hotmail.com live.com yahoo.com icloud.com me.com gmx.de "
    "gmx.net web.de aol.com proton.me protonmail.com orange.fr free.fr mail.ru qq.com".split()
)


def settle(at: datetime, *, limit: int = 100) -> int:
    """Settle up to `limit` messages, each in its own transaction; how many were settled.

    One that fails stays unsettled and is logged; the others do not wait behind it.
    """
    settled = 0
    for pk in list(InboundMessage.objects.unsettled().values_list("pk", flat=True)[:limit]):
        try:
            settled += settle_one(pk, at=at)
        except Exception:
            log.exception("message %s could not be settled", pk)
    return settled


@transaction.atomic
def settle_one(pk: int, *, at: datetime) -> bool:
    """Settle one message, unless another worker has it. A reply holds its company in the same act.

    Our own letter in the sent mail is kept as a copy of it; what became of the letter is the rep's to say.
    """
    message = (
        InboundMessage.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("mailbox")
        .filter(pk=pk, settled_at=None)
        .first()
    )
    if message is None:
        return False
    if message.verdict in (Verdict.BOUNCE, Verdict.DELAYED):
        _bounced(message, at)
    elif message.verdict == Verdict.OWN:
        _copied(message, at)
    else:
        _answered(message)
    InboundMessage.objects.filter(pk=pk).update(settled_at=at)
    return True


def _bounced(message: InboundMessage, at: datetime) -> None:
    """A permanent bounce marks the address only; a delayed one nothing at all."""
    prospect = _by_thread(message) or _by_address(message, message.bounced_address)
    if prospect is None or message.verdict == Verdict.DELAYED or not message.bounce_permanent:
        return
    Prospect.objects.filter(pk=prospect.pk, email_bounced_at=None).update(email_bounced_at=at)
    Activity.objects.record(
        ActivityKind.BOUNCED, at=at, prospect=prospect, detail={"address": message.bounced_address}
    )


def _copied(message: InboundMessage, at: datetime) -> None:
    """Believed only where the owner's provider files what left, and only for a letter from this very mailbox."""
    if not message.in_own_folder:
        return
    names = [message.message_id, *message.original_ids]
    found = Delivery.objects.filter(message_id__in=names, approval__mailbox=message.mailbox_id)
    delivery = min(found, key=lambda each: names.index(each.message_id), default=None)
    if delivery is not None:
        SentCopy.objects.get_or_create(
            delivery=delivery,
            message_id=message.message_id,
            defaults={"mail": message, "seen_at": at},
        )


def _answered(message: InboundMessage) -> None:
    prospect = (
        _by_thread(message) or _by_address(message, message.from_address) or _by_colleague(message)
    )
    if prospect is None:
        return
    text = message.text or message.full_text
    stops = asks_to_stop(message)
    automatic = message.verdict == Verdict.AUTO_REPLY and not stops
    suggested = ""
    if stops:
        suggested = ReplyKind.NO
        text = "\n\n".join(
            filter(None, [_("Asked us to stop, by its subject: unsubscribe."), text])
        )
    elif automatic:
        suggested = ReplyKind.AWAY if message.away_until else ReplyKind.AUTOMATIC
    listening.hear(
        prospect,
        at=message.received_at,
        channel=Channel.EMAIL,
        text=text,
        message=message,
        suggested_kind=suggested,
        until=message.away_until,
        holds=not automatic,
    )


def asks_to_stop(message: InboundMessage) -> bool:
    """What a mail program writes when its reader presses the Unsubscribe that our letters carry."""
    return message.subject.strip().casefold() == UNSUBSCRIBE


def _by_thread(message: InboundMessage) -> Prospect | None:
    """The person to whom we sent the letter that this one answers, under our name for it or the provider's."""
    ids = [each for each in (message.in_reply_to, *message.references) if each]
    renamed = list(SentCopy.objects.filter(message_id__in=ids).values_list("delivery", flat=True))
    delivery = (
        Delivery.objects.filter(
            Q(message_id__in=ids) | Q(pk__in=renamed),
            approval__mailbox__owner=message.mailbox.owner_id,
        )
        .select_related("touch__prospect__company")
        .order_by("-reserved_at")
        .first()
    )
    return delivery.touch.prospect if delivery else None


def _by_address(message: InboundMessage, address: str) -> Prospect | None:
    return Prospect.objects.with_address(address).select_related("company").first()


def _by_colleague(message: InboundMessage) -> Prospect | None:
    """Somebody else at a company we are writing to: the reply is about our newest conversation there."""
    domain = message.from_address.rpartition("@")[2].lower()
    if not domain or domain in FREE_MAIL:
        return None
    return (
        Prospect.objects.select_related("company")
        .filter(company__domain=domain, owner=message.mailbox.owner_id, attempts__isnull=False)
        .order_by("-attempts__at")
        .first()
    )
