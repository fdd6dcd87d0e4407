"""Letters that came back: count them, stop a mailbox of which many did, begin anew once somebody has looked."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from cadence.models import Bounce, BounceLook, Delivery, SentCopy
from cadence.permissions import check_looks
from cadence.selectors.bounces import standing_of
from mailbox.models import InboundMessage, Mailbox
from team.enums import AuditKind
from team.models import Policy, User
from team.refusals import Refused
from team.services import auditing

SHORTEST_REASON = 10


def count(message: InboundMessage, *, to: int, at: datetime) -> Delivery | None:
    """A report of this mailbox that a letter of its own to this person came back for good. Each letter counts once.

    Which letter: the one that the report names, under our name for it or the provider's; else the newest.
    """
    ids = [each for each in (message.in_reply_to, *message.references) if each]
    renamed = SentCopy.objects.filter(message_id__in=ids).values("delivery")
    letters = (
        Delivery.objects.filter(approval__mailbox=message.mailbox_id, touch__prospect=to)
        .select_related("approval")
        .order_by("-reserved_at")
    )
    named = letters.filter(Q(message_id__in=ids) | Q(pk__in=renamed)).first()
    letter = named or letters.first()
    if letter is not None:
        Bounce.objects.get_or_create(
            delivery=letter,
            defaults={"mailbox_id": message.mailbox_id, "message": message, "at": at},
        )
    return letter


def check_sound(mailbox: Mailbox) -> None:
    """Refuses while more of its last hundred letters came back than the rules allow and nobody has looked."""
    policy = Policy.current()
    if Bounce.objects.filter(mailbox=mailbox).count() <= policy.bounces_stop:
        return
    standing = standing_of(mailbox, policy)
    if standing.stops:
        raise Refused(standing.words, code="mailbox_bounces")


@transaction.atomic
def look(mailbox: Mailbox, *, by: User, at: datetime, reason: str) -> BounceLook:
    """Somebody looked, and says why the letters came back. Counting begins anew; written into the account.

    Refuses everybody but the mailbox's owner and who manages them, and an answer that says nothing.
    """
    check_looks(by, mailbox)
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused(
            _("Say in a few words why they came back, and what you changed."),
            code="reason_missing",
        )
    standing = standing_of(mailbox)
    kept = BounceLook.objects.create(mailbox=mailbox, by=by, at=at, reason=reason.strip()[:300])
    auditing.record(
        AuditKind.BOUNCES_LOOKED_AT,
        actor=by,
        subject=mailbox.address,
        detail={"bounced": standing.bounced, "letters": standing.letters, "reason": kept.reason},
        at=at,
    )
    return kept
